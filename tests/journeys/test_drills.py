"""The drills of a unit in a browser: without script, by keyboard alone, and on the smallest screen."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bench.wire import Wire
from orientation.locales import get_locale
from tests.journeys.conftest import PHONE, OpenBrowser
from tests.journeys.handset import Handset
from tests.journeys.inspection import faults_of
from tests.journeys.looking import take_picture
from tests.journeys.phone import answer_each, check, fill, go_on, plain, right_answer, wrong_answer
from tests.journeys.site import Site

PACK, UNIT = "nl-language-a1", "greetings"
DRILLS = ["greetings-listen", "greetings-write"]
ASKED = """() => navigator.serviceWorker.controller && document.querySelector('[data-word="check"]')"""
TOO_SMALL = """() => Array.from(document.querySelectorAll("#content :is(button, select, summary, label, input, a)"))
  .filter((one) => one.getClientRects().length && !one.closest(".crumb, .sources"))
  .filter((one) => one.localName !== "input" || !one.closest("label"))
  .filter((one) => Math.min(one.getBoundingClientRect().height, one.getBoundingClientRect().width) < 44)
  .map((one) => one.outerHTML.slice(0, 120))"""
HAS_FOCUS = """([selector, text]) => {
  const at = document.activeElement;
  return at.matches(selector) && (!text || at.textContent.trim() === text);
}"""
TOO_WIDE = "() => document.documentElement.scrollWidth > window.innerWidth"


def drill_of(site: Site, locale: str, lesson: str) -> dict[str, Any]:
    """Return the one exercise of a lesson of drills."""
    document = site.lesson(PACK, locale, UNIT, lesson)
    (block,) = [block for block in document["blocks"] if block["kind"] == "exercise"]
    return block


def wrong_to(item: dict[str, Any]) -> Any:
    """Return a whole answer that is wrong, of a gap too."""
    if item["kind"] != "gap":
        return wrong_answer(item)
    return {
        gap["id"]: next(word for word in gap["choices"] if word not in item["key"][gap["id"]]) for gap in item["gaps"]
    }


@pytest.mark.parametrize("locale", ["en", "ar", "ti"])
@pytest.mark.parametrize("lesson", DRILLS)
def test_a_drill_is_done_without_script_and_what_was_missed_is_tried_once_more(
    site: Site, open_browser: OpenBrowser, locale: str, lesson: str
) -> None:
    page = open_browser(**PHONE, java_script_enabled=False)
    block = drill_of(site, locale, lesson)
    items, missed = block["items"], block["items"][::2]
    page.goto(f"/{locale}/learn/{PACK}/{UNIT}/{lesson}")
    form = page.locator(f'form[data-block="{block["id"]}"]')
    for item in items:
        fill(form, item, wrong_to(item) if item in missed else right_answer(item))
    form.locator("button[type=submit]").tap()
    expect(page.locator("section.card > h2.wrong")).to_have_count(len(missed))
    expect(page.locator("section.card > h2.right")).to_have_count(len(items) - len(missed))
    take_picture(page, f"drill-plain-{locale}-{lesson}")
    form = page.locator("main form")
    expect(form.locator("fieldset")).to_have_count(len(missed))
    for item in missed:
        fill(form, item, right_answer(item))
    form.locator("button[type=submit]").tap()
    expect(page.locator("section.card > h2.right")).to_have_count(len(items))
    expect(page.locator("main fieldset")).to_have_count(0)


def opened(handset: Handset, locale: str, lesson: str) -> Page:
    """Open the lesson with script."""
    page = handset.open()
    page.goto(f"/{locale}/learn/{PACK}/{UNIT}/{lesson}")
    page.wait_for_function(ASKED)
    return page


@pytest.mark.parametrize(("locale", "lesson"), [("ar", DRILLS[1]), ("ti", DRILLS[0]), ("en", DRILLS[0])])
def test_on_the_smallest_screen_nothing_is_too_wide_too_small_or_out_of_reach(
    handset: Handset, site: Site, wire: Wire, locale: str, lesson: str
) -> None:
    page = opened(handset, locale, lesson)
    page.set_viewport_size({"width": 320, "height": 568})
    wire.cut()
    block = drill_of(site, locale, lesson)
    form = page.locator(f'form[data-block="{block["id"]}"]')

    def look(what: str) -> None:
        take_picture(page, f"drill-{locale}-{what}", whole=False)
        assert not page.evaluate(TOO_WIDE), what
        assert page.evaluate(TOO_SMALL) == [], what

    assert faults_of(page, locale, get_locale(locale).direction) == []
    for item in block["items"]:
        look(f"{item['ask']}")
        fill(form, item, wrong_to(item))
        check(form)
        expect(form.locator("section.card:visible > .verdict")).to_be_focused()
        look(f"{item['ask']}-marked")
        go_on(form)
    expect(form.locator('[data-word="score"]')).to_be_focused()
    again = page.locator('[data-word="once-more"] form')
    answer_each(again, block["items"], {item["id"]: right_answer(item) for item in block["items"]})
    look("again")
    assert faults_of(page, locale, get_locale(locale).direction) == []


def test_a_drill_is_done_with_the_keyboard_alone(handset: Handset, site: Site, wire: Wire) -> None:
    page = opened(handset, "en", "greetings-write")
    wire.cut()
    block = drill_of(site, "en", "greetings-write")
    form = page.locator(f'form[data-block="{block["id"]}"]')
    asked = set()
    for item in block["items"]:
        _answer_by_keys(page, item)
        _tab_to(page, '[data-word="check"]')
        page.keyboard.press("Enter")
        expect(form.locator("section.card:visible > .verdict.right")).to_be_focused()
        page.keyboard.press("Enter")
        asked.add(item["ask"])
    expect(form.locator('[data-word="score"]')).to_be_focused()
    assert asked == {"word-meaning", "meaning-word", "order-words", "gap", "tiles", "type"}


def _answer_by_keys(page: Page, item: dict[str, Any]) -> None:
    answer, name = right_answer(item), item["id"]
    match item["kind"]:
        case "choose-one":
            _tab_to(page, f'[name="{name}"]')
            page.keyboard.press("Space")
            for _ in range([choice["id"] for choice in item["choices"]].index(answer)):
                page.keyboard.press("ArrowDown")
        case "type":
            _tab_to(page, f'[name="{name}"]')
            page.keyboard.type(answer)
        case "gap":
            for gap, word in answer.items():
                _tab_to(page, f'[name="{name}.{gap}"]')
                page.keyboard.type(word)
        case "order" | "tiles":
            texts = {one["id"]: plain(one["text"]["html"]) for one in item.get("elements") or item["tiles"]}
            for one in answer:
                _tab_to(page, ".taps:not(.laid) .tap", texts[one])
                page.keyboard.press("Space")


def _tab_to(page: Page, selector: str, text: str = "") -> None:
    """Press the tabulator key until the focus is there."""
    for _ in range(60):
        if page.evaluate(HAS_FOCUS, [selector, text]):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard never reaches {selector} {text}")
