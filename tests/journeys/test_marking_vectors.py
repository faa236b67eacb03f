"""The phone marks as the server does: the same table, and every character that Python knows, in a real browser."""

import json
import sys
import unicodedata
from typing import Any

import pytest
from playwright.sync_api import Page

from orientation.spelling import bare, differences, spelled, tidy
from tests.conftest import ROOT
from tests.journeys.conftest import PHONE, OpenBrowser

TABLE = (ROOT / "tests" / "vectors" / "marking.json").read_text(encoding="utf-8")
DIFFERING = {"0x1171e"}
"""A sign of Ahom that has no width for Python's Unicode 14, and some width since Unicode 15.1."""
MARK_ALL = """async (table) => {
  const { mark } = await import("/static/x/lesson/marking.js");
  const { items, cases } = JSON.parse(table);
  return cases.map(({ item, answer }) => {
    try {
      return mark(items[item], answer);
    } catch (refusal) {
      return { verdict: "refused", problem: refusal.message };
    }
  });
}"""
SPELL_ALL = """async ({ characters, lang }) => {
  const { bare, spelled, tidy } = await import("/static/x/lesson/spelling.js");
  return Array.from(characters, (one) => [tidy(one), spelled(one, lang), bare(one, lang)].join("\\u0000"));
}"""
COMPARE_ALL = """async (pairs) => {
  const { differences } = await import("/static/x/lesson/differences.js");
  return pairs.map(([given, accepted]) => differences(given, accepted));
}"""


@pytest.fixture
def page(open_browser: OpenBrowser) -> Page:
    """A page of the site, from which its scripts can be loaded."""
    page = open_browser(**PHONE)
    page.goto("/en/privacy")
    return page


def test_the_phone_gives_the_tables_verdicts_and_parts(page: Page) -> None:
    cases = json.loads(TABLE)["cases"]
    marked = page.evaluate(MARK_ALL, TABLE)
    assert len(marked) == len(cases) >= 900
    assert [_shown(case, one) for case, one in zip(cases, marked, strict=True)] == [
        _shown(case, case) for case in cases
    ]
    refusals = {one["problem"] for one in marked if one["verdict"] == "refused"}
    assert refusals == {"kind", "shape", "unknown", "incomplete", "too-long"}


@pytest.mark.parametrize("lang", [None, "nl", "ar", "fa-AF", "am", "ti"])
def test_every_character_is_spelled_alike(page: Page, lang: str | None) -> None:
    characters = [
        chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) not in ("Cn", "Cs")
    ]
    if lang:  # a language only changes letters of the first plane
        characters = [one for one in characters if ord(one) < 0x2000]
    spelt = page.evaluate(SPELL_ALL, {"characters": "".join(characters), "lang": lang})
    differing = [
        (hex(ord(character)), expected, found.split("\0"))
        for character, found in zip(characters, spelt, strict=True)
        if (expected := [tidy(character), spelled(character, lang), bare(character, lang)]) != found.split("\0")
    ]
    assert [hex_code for hex_code, *_ in differing if hex_code not in DIFFERING] == []


def test_differences_are_shown_alike(page: Page) -> None:
    table = json.loads(TABLE)
    typed = [
        [case["answer"], table["items"][case["item"]]["key"]]
        for case in table["cases"]
        if table["items"][case["item"]]["kind"] == "type" and isinstance(case["answer"], str)
    ]
    assert len(typed) >= 250
    found = page.evaluate(COMPARE_ALL, typed)
    assert found == [[[list(piece) for piece in side] for side in differences(*pair)] for pair in typed]


def _shown(case: dict[str, Any], marked: dict[str, Any]) -> tuple[Any, ...]:
    return case["item"], case["about"], marked["verdict"], marked.get("parts")
