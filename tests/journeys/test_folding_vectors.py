"""The phone adds up events as the server does: one table of cases that Python and the browser both run."""

import json
from typing import Any

from orientation.web.scripts import FOLDER
from tests.folding_vectors import FILE
from tests.journeys.conftest import PHONE, OpenBrowser

RUN = """async ([source, cases]) => {
  const made = new Function(source.replace(/^export /gm, "") + "; return { fold, merge, nothing };")();
  return cases.map(({ before, events }) => {
    const at = events.length >> 1;
    const whole = made.merge(before, made.fold(events, made.nothing()));
    const halves = [events.slice(at), events.slice(0, at)].map((part) => made.fold(part, made.nothing()));
    return [whole, made.merge(made.merge(halves[0], before), halves[1])];
  });
}"""


def test_the_phone_adds_up_as_the_server_does(open_browser: OpenBrowser) -> None:
    cases: list[dict[str, Any]] = json.loads(FILE.read_text())
    page = open_browser(**PHONE)
    page.goto("about:blank")
    sums = page.evaluate(RUN, [(FOLDER / "phone" / "fold.js").read_text(), cases])
    assert len(cases) >= 50
    for case, (whole, in_parts) in zip(cases, sums, strict=True):
        assert whole == case["sum"]
        assert in_parts == case["sum"]
