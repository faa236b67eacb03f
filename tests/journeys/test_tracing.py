"""Letters are traced by finger: a stroke counts when it is followed from its dot, and all of them tick the box."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from orientation.locales import get_locale
from orientation.web.scripts import FOLDER
from tests.journeys.conftest import PHONE, OpenBrowser
from tests.journeys.handset import Handset
from tests.journeys.inspection import faults_of
from tests.journeys.looking import take_picture
from tests.journeys.offline import LESSON_SCRIPT
from tests.journeys.phone import check, go_on, plain
from tests.journeys.site import Site

PACK, MODULE, LESSON = "nl-language-a1", "letters", "letters-i-l-t-o-a-e"
AGAIN = """question => import("/static/x/lesson/tracing.js").then(tracing => tracing.enhanceTracing(question))"""
ROUND = [[50, 20], [20, 50], [50, 80], [80, 50], [50, 20]]
DOWN = [[50, 0], [50, 80]]
SHAKY = [[55, 5], [44, 20], [57, 40], [46, 60], [52, 75]]
JUDGE = """([source, drawn, stroke]) => {
  const text = source.replace(/^import .*$/gm, "").replace(/^export /gm, "");
  return new Function(text + "; return isFollowed;")()(drawn, stroke);
}"""


@pytest.mark.parametrize(
    ("drawn", "stroke", "counts"),
    [
        (DOWN, DOWN, True),
        (SHAKY, DOWN, True),
        (DOWN[::-1], DOWN, False),
        ([[50, 0], [50, 40]], DOWN, False),
        ([[50, 0], [5, 40], [50, 80]], DOWN, False),
        ([[50, 30], [50, 80]], DOWN, False),
        ([[50, 0], [50, 80], [50, 0]], DOWN, False),
        ([[50, 0], [50, 100]], DOWN, False),
        (ROUND, ROUND, True),
        (ROUND[::-1], ROUND, False),
        (ROUND[:4], ROUND, False),
        ([*ROUND, *ROUND[1:3]], ROUND, False),
        ([[50, 20]], ROUND, False),
        ([[52, 20]], [[50, 22], [50, 25]], True),
        ([[52, 20]], [[50, 22], [50, 29]], True),
        ([[52, 20], [52, 70]], [[50, 22], [50, 25]], False),
        ([], DOWN, False),
    ],
)
def test_a_stroke_counts_when_it_is_followed(
    open_browser: OpenBrowser, drawn: list[list[int]], stroke: list[list[int]], counts: bool
) -> None:
    page = open_browser(**PHONE)
    page.goto("about:blank")
    assert page.evaluate(JUDGE, [(FOLDER / "lesson" / "tracing.js").read_text(), drawn, stroke]) is counts


@pytest.mark.parametrize(("locale", "width"), [("en", 360), ("ar", 320), ("ti", 360)])
def test_a_letter_is_written_with_a_finger(site: Site, handset: Handset, locale: str, width: int) -> None:
    page = opened(handset, locale, width)
    block = next(one for one in site.lesson(PACK, locale, MODULE, LESSON)["blocks"] if one["id"] == "write")
    form = page.locator('form[data-block="write"]')
    item = next(one for one in block["items"] if one["kind"] == "trace")
    assert block["items"][0] == item
    question = form.locator(f'fieldset[data-item="{item["id"]}"]')
    tick, sheet = question.locator("input[type=checkbox]"), question.locator("svg[data-tracing]")
    strokes = [corners_of(stroke) for stroke in item["strokes"]]
    expect(sheet).to_have_css("touch-action", "none")
    sheet.scroll_into_view_if_needed()
    take_picture(page, f"tracing-{locale}-asked", whole=False)

    draw(page, sheet, strokes[0][::-1])
    expect(sheet.locator("path.right")).to_have_count(0)
    for number, stroke in enumerate(strokes, 1):
        expect(tick).not_to_be_checked()
        draw(page, sheet, stroke)
        take_picture(page, f"tracing-{locale}-{number}", whole=False)
        expect(sheet.locator("path.right")).to_have_count(number)
    expect(tick).to_be_checked()
    expect(question.locator('[role=status] [data-word="traced"]')).to_be_visible()
    expect(sheet).to_have_css("touch-action", "auto")
    take_picture(page, f"tracing-{locale}-done", whole=False)
    assert faults_of(page, locale, get_locale(locale).direction) == []
    check(form)
    expect(form.locator("section.card:visible > .verdict.right")).to_be_focused()
    go_on(form)
    expect(question).to_be_hidden()


def test_a_round_letter_asked_again_is_traced_anew_by_touch(site: Site, handset: Handset) -> None:
    item = traced(site, "en", "o")
    page = opened(handset, "en")
    question = asked_alone(page, item)
    tick, sheet = question.locator("input[type=checkbox]"), question.locator("svg[data-tracing]")
    (stroke,) = [corners_of(one) for one in item["strokes"]]
    for _ in range(2):
        question.evaluate(AGAIN)
        expect(sheet).to_be_visible()
        expect(sheet).to_have_count(1)
        for too_little in (stroke[::-1], stroke[: len(stroke) * 2 // 3]):
            sheet.scroll_into_view_if_needed()
            before = page.evaluate("scrollY")
            touch(page, sheet, too_little)
            expect(sheet.locator("polyline")).to_have_count(0)
            expect(tick).not_to_be_checked()
            assert page.evaluate("scrollY") == before
        touch(page, sheet, stroke)
        expect(tick).to_be_checked()
        expect(question.locator('[role=status] [data-word="traced"]')).to_be_visible()


def test_a_box_ticked_by_hand_doesnt_keep_a_letter_from_being_traced(site: Site, handset: Handset) -> None:
    item = traced(site, "en", "l")
    page = opened(handset, "en")
    question = asked_alone(page, item)
    question.evaluate(AGAIN)
    tick = question.locator("input[type=checkbox]")
    tick.focus()
    page.keyboard.press("Space")
    expect(tick).to_be_checked()
    for stroke in item["strokes"]:
        draw(page, question.locator("svg[data-tracing]"), corners_of(stroke))
    expect(question.locator('[data-word="traced"]')).to_be_visible()
    expect(tick).to_be_checked()


def opened(handset: Handset, locale: str, width: int = 360) -> Page:
    """Open the lesson with script, on a screen so wide."""
    page = handset.open()
    page.goto(f"/{locale}/")
    handset.wait_for_worker()
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(f"/{locale}/learn/{PACK}/{MODULE}/{LESSON}")
    page.wait_for_function(LESSON_SCRIPT)
    return page


def asked_alone(page: Page, item: dict[str, Any]) -> Locator:
    """Return the item's question, the only one on the screen."""
    question = page.locator(f'fieldset[data-item="{item["id"]}"]')
    question.evaluate(
        "one => { one.parentElement.querySelectorAll('fieldset').forEach(o => { o.hidden = o !== one; }); }"
    )
    return question


def traced(site: Site, locale: str, letter: str) -> dict[str, Any]:
    """Return the question that asks to trace this letter."""
    blocks = site.lesson(PACK, locale, MODULE, LESSON)["blocks"]
    items = next(one for one in blocks if one["id"] == "write")["items"]
    return next(one for one in items if one["kind"] == "trace" and plain(one["letter"]["html"]) == letter)


def corners_of(path: str) -> list[list[float]]:
    return [[float(number) for number in corner.split()] for corner in path[1:].split("L")]


def on_screen(sheet: Locator, corners: list[list[float]]) -> list[tuple[float, float]]:
    """Return where the corners are on the screen."""
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    left, top, width, _ = (float(number) for number in (sheet.get_attribute("viewBox") or "").split())
    assert box
    scale = box["width"] / width
    return [(box["x"] + (x - left) * scale, box["y"] + (y - top) * scale) for x, y in corners]


def draw(page: Page, sheet: Locator, corners: list[list[float]]) -> None:
    """Press the mouse, move from corner to corner and let go."""
    for number, (x, y) in enumerate(on_screen(sheet, corners)):
        page.mouse.move(x, y, steps=4 if number else 1)
        if not number:
            page.mouse.down()
    page.mouse.up()


def touch(page: Page, sheet: Locator, corners: list[list[float]]) -> None:
    """The same with a finger."""
    session = page.context.new_cdp_session(page)
    for number, (x, y) in enumerate(on_screen(sheet, corners)):
        kind = "touchMove" if number else "touchStart"
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    session.detach()
