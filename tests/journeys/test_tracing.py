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
from tests.journeys.phone import check, go_on
from tests.journeys.site import Site

PACK, MODULE, LESSON = "nl-language-a1", "letters", "letters-i-l-t-o-a-e"
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
        (ROUND, ROUND, True),
        (ROUND[::-1], ROUND, False),
        (ROUND[:4], ROUND, False),
        ([[50, 20]], ROUND, False),
        ([[52, 20]], [[50, 22], [50, 25]], True),
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
    page = handset.open()
    page.goto(f"/{locale}/")
    handset.wait_for_worker()
    page.set_viewport_size({"width": width, "height": 740})
    block = next(one for one in site.lesson(PACK, locale, MODULE, LESSON)["blocks"] if one["id"] == "write")
    page.goto(f"/{locale}/learn/{PACK}/{MODULE}/{LESSON}")
    page.wait_for_function(LESSON_SCRIPT)
    form = page.locator('form[data-block="write"]')
    item = next(one for one in block["items"] if one["kind"] == "trace")
    assert block["items"][0] == item
    question = form.locator(f'fieldset[data-item="{item["id"]}"]')
    tick, sheet = question.locator("input[type=checkbox]"), question.locator("svg[data-tracing]")
    strokes = [corners_of(stroke) for stroke in item["strokes"]]
    take_picture(page, f"tracing-{locale}-asked")

    draw(
        page, sheet, strokes[0][::-1] if len(strokes[0]) > 2 or strokes[0][0][1] + 9 < strokes[0][-1][1] else [[0, 99]]
    )
    expect(sheet.locator("path.right")).to_have_count(0)
    for number, stroke in enumerate(strokes, 1):
        expect(tick).not_to_be_checked()
        draw(page, sheet, stroke)
        expect(sheet.locator("path.right")).to_have_count(number)
    expect(tick).to_be_checked()
    expect(question.locator('[data-word="traced"]')).to_be_visible()
    take_picture(page, f"tracing-{locale}-done")
    assert faults_of(page, locale, get_locale(locale).direction) == []
    check(form)
    expect(form.locator("section.card:visible > .verdict.right")).to_be_focused()
    go_on(form)
    expect(question).to_be_hidden()


def corners_of(path: str) -> list[list[float]]:
    return [[float(number) for number in corner.split()] for corner in path[1:].split("L")]


def draw(page: Page, sheet: Locator, corners: list[list[Any]]) -> None:
    """Press, move from corner to corner and let go; the letter's box is 120 wide and begins at −10."""
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    assert box
    scale = min(box["width"], box["height"]) / 120
    left = box["x"] + (box["width"] - 120 * scale) / 2
    top = box["y"] + (box["height"] - 120 * scale) / 2
    for number, (x, y) in enumerate(corners):
        page.mouse.move(left + (x + 10) * scale, top + (y + 10) * scale, steps=4 if number else 1)
        if not number:
            page.mouse.down()
    page.mouse.up()
