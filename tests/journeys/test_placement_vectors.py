"""The phone asks, stops and advises as the server's rules do: whole placements in a real browser."""

import json

import pytest

from bench.placement import a_bank
from tests.journeys.conftest import PHONE, OpenBrowser
from tests.placement_vectors import FILE

SIT_ALL = """async ({ sittings, banks }) => {
  const { estimates, nextTask, readsLetters, suggestion } = await import("/static/x/placement/adaptive.js");
  return sittings.map(({ units, skills, seen, answers }) => {
    const bank = banks[units].filter((task) => skills.includes(task.skill));
    const given = [];
    const asked = [];
    for (const [, right] of answers) {
      asked.push(nextTask(bank, given, seen).id);
      given.push({ task: asked[asked.length - 1], right });
    }
    const known = estimates(bank, given);
    const ended = nextTask(bank, given, seen) === undefined;
    return { asked, ended, known, start: suggestion(units, known), reads: readsLetters(known) };
  });
}"""


def test_the_phone_sits_every_placement_of_the_table_alike(open_browser: OpenBrowser) -> None:
    page = open_browser(**PHONE)
    page.goto("/en/privacy")
    table = json.loads(FILE.read_text())
    banks = {units: [task._asdict() for task in a_bank(units)] for units in {one["units"] for one in table}}
    sat = page.evaluate(SIT_ALL, {"sittings": table, "banks": banks})
    for expected, found in zip(table, sat, strict=True):
        assert found["ended"]
        assert found["asked"] == [task for task, _ in expected["answers"]]
        assert (found["start"], found["reads"]) == (expected["start"], expected["reads"])
        for skill, numbers in expected["known"].items():
            one = found["known"][skill]
            assert [one["mean"], one["error"], one["tasks"], one["below"]] == pytest.approx(numbers, abs=1e-8)
