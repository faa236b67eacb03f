"""“My page” says what somebody can say now and how steadily she learns, from the phone's own store, and forgives."""

import json
from typing import Any

import pytest
from playwright.sync_api import expect

from bench.wire import Wire
from orientation.learning.rules.habit import count_known
from orientation.web.scripts import FOLDER
from tests.conftest import ROOT
from tests.journeys.conftest import PHONE, OpenBrowser
from tests.journeys.handset import Handset
from tests.journeys.inspection import faults_of
from tests.journeys.looking import take_picture
from tests.journeys.site import Site

PACK, MODULE = "nl-language-a1", "greetings"
WEEKS = """([source, cases]) => {
  const weeksInARow = new Function(source.replace(/^export /gm, "") + "; return weeksInARow;")();
  return cases.map(({ days, today }) => weeksInARow(days, today));
}"""

KNOWN = """([source, decks]) => {
  const text = source.replace(/^import .*$/gm, "").replace(/^export /gm, "");
  return decks.map(new Function(text + "; return countKnown;")());
}"""
STABILITIES = [None, 0.4, 6.999, 7.0, 30.0]
"""Of a card, in days; None: it was never reviewed."""


def test_the_phone_counts_weeks_as_the_server_does(open_browser: OpenBrowser) -> None:
    cases: list[dict[str, Any]] = json.loads((ROOT / "tests" / "vectors" / "habit.json").read_text())
    page = open_browser(**PHONE)
    page.goto("about:blank")
    counted = page.evaluate(WEEKS, [(FOLDER / "app" / "habit.js").read_text(), cases])
    assert counted == [case["weeks"] for case in cases]


def test_the_phone_counts_known_words_as_the_server_does(open_browser: OpenBrowser) -> None:
    pairs = [(hear, say) for hear in STABILITIES for say in STABILITIES]
    stabilities = {
        f"word{number}-{side}": days
        for number, pair in enumerate(pairs)
        for side, days in zip(("hear", "say"), pair, strict=True)
    }
    reviewed = {card: days for card, days in stabilities.items() if days is not None}
    known = [{"id": card, "word": card.rpartition("-")[0]} for card in stabilities]
    deck = {"known": known, "states": {card: {"stability": days} for card, days in reviewed.items()}}
    page = open_browser(**PHONE)
    page.goto("about:blank")
    assert page.evaluate(KNOWN, [(FOLDER / "practice" / "deck.js").read_text(), [deck]]) == [4]
    assert count_known(reviewed.items()) == 4


@pytest.mark.parametrize(("locale", "direction", "one"), [("en", "ltr", "1"), ("ar", "rtl", "1"), ("ti", "ltr", "1")])
def test_a_finished_unit_is_something_to_say_also_without_a_network(
    site: Site, wire: Wire, handset: Handset, locale: str, direction: str, one: str
) -> None:
    page = handset.open()
    page.goto(f"/{locale}/")
    handset.wait_for_worker()
    module = next(one for one in site.outline(PACK, locale)["modules"] if one["slug"] == MODULE)
    lessons = [lesson["slug"] for lesson in module["lessons"]]
    page.goto(f"/{locale}/me")
    expect(page.locator('#mine > [data-when="filled"]').first).to_be_visible()
    expect(page.locator('[data-when="learned"]')).to_be_hidden()

    wire.cut()
    for lesson in lessons[:-1]:
        finish(handset, lesson)
    page.goto(f"/{locale}/me")
    expect(page.locator("[data-learned]")).to_contain_text(one)
    expect(page.locator("[data-weeks]")).to_contain_text(one)
    expect(page.locator('[data-when="says"]')).to_be_hidden()
    finish(handset, lessons[-1])
    page.goto(f"/{locale}/me")
    expect(page.locator('[data-list="says"] li')).to_have_count(len(module["can_do"]))
    take_picture(page, f"gained-{locale}")
    assert faults_of(page, locale, direction) == []


def finish(handset: Handset, lesson: str) -> None:
    """Let it be kept that the lesson is finished, without looking at it."""
    deed = {"verb": "completed", "pack": PACK, "version": 1, "module": MODULE, "lesson": lesson}
    assert handset.ask("POST", "/phone/did", deed)[0] == 201
