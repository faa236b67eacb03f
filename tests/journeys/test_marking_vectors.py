"""The phone marks as the server does: the same table, and every character that Python knows, in a real browser."""

import json
import sys
import unicodedata
from typing import Any

import pytest
from playwright.sync_api import Page

from orientation.spelling import bare, spelled, tidy
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
SPELL_ALL = """async (characters) => {
  const { bare, spelled, tidy } = await import("/static/x/lesson/spelling.js");
  return Array.from(characters, (one) => [tidy(one), spelled(one), bare(one)].join("\\u0000"));
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
    assert len(marked) == len(cases) >= 400
    assert [_shown(case, one) for case, one in zip(cases, marked, strict=True)] == [
        _shown(case, case) for case in cases
    ]
    refusals = {one["problem"] for one in marked if one["verdict"] == "refused"}
    assert refusals == {"kind", "shape", "unknown", "incomplete", "too-long"}


def test_every_character_is_spelled_alike(page: Page) -> None:
    characters = [
        chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) not in ("Cn", "Cs")
    ]
    spelt = page.evaluate(SPELL_ALL, "".join(characters))
    differing = [
        (hex(ord(character)), [tidy(character), spelled(character), bare(character)], found.split("\0"))
        for character, found in zip(characters, spelt, strict=True)
        if "\0".join([tidy(character), spelled(character), bare(character)]) != found
    ]
    assert [hex_code for hex_code, *_ in differing if hex_code not in DIFFERING] == []


def _shown(case: dict[str, Any], marked: dict[str, Any]) -> tuple[Any, ...]:
    return case["item"], case["about"], marked["verdict"], marked.get("parts")
