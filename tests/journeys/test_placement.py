"""Finding where to begin: sat without a network, cut in the middle, gone on with; the result is the learner's own."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bench.wire import Wire
from orientation.locales import get_locale
from tests.journeys.handset import Handset
from tests.journeys.inspection import faults_of
from tests.journeys.looking import take_picture
from tests.journeys.offline import Newcomer, Pupil, enrol, held_events
from tests.journeys.site import Site

PACK, FIRST = "nl-language-a1", "greetings"


def joined(handset: Handset, site: Site, locale: str) -> tuple[Pupil, Newcomer]:
    """Somebody who has joined and downloaded the pack."""
    newcomer = enrol(site, locale, [(PACK, FIRST)])
    pupil = Pupil(handset, site, locale, PACK)
    handset.open().goto(f"/{locale}/")
    handset.wait_for_worker()
    pupil.join(newcomer)
    pupil.download()
    return pupil, newcomer


def open_placement(page: Page, locale: str) -> None:
    """Tap the link on the pack's page."""
    page.goto(f"/{locale}/learn/{PACK}/")
    page.locator('main a[href="placement"]').tap()
    expect(page.locator("#placement [data-when='!ready']")).to_be_hidden()


def answer(page: Page, bank: dict[str, Any], able: float) -> str:
    """Answer the task on the screen rightly if it is as easy as that, else say that it isn't known. Return its ask."""
    form = page.locator("#placement form")
    name = form.get_attribute("data-task") or ""
    task: dict[str, Any] = bank[name]
    if task["b"] > able:
        page.locator('[data-do="unsure"]').tap()
    else:
        if "choices" in task:
            page.locator(f'[data-choices] input[value="{task["key"][0]}"]').check()
        elif "tiles" in task:
            lay_tiles(page, task)
        else:
            page.locator("#placement input.type").fill(task["key"][0].upper() + " ")
        form.locator("[type=submit]").tap()
    page.wait_for_function(
        "name => document.querySelector('#placement form').dataset.task !== name"
        " || !document.querySelector('[data-when=speaking]').hidden",
        arg=name,
    )
    return str(task["ask"])


def lay_tiles(page: Page, task: dict[str, Any]) -> None:
    """Tap the tiles that make up what is right."""
    right = task["key"][0]
    for text in right.split(" ") if task["join"] else list(right):
        pool = page.locator("[data-pool] button", has_text=re.compile(f"^{re.escape(text)}$"))
        pool.first.tap()


def sit_on(page: Page, bank: dict[str, Any], able: float, stops: dict[str, Any] | None = None) -> None:
    """Answer until nothing is asked any more; `stops` are called with the page before the first task of each ask."""
    speaking = page.locator('[data-when="speaking"]')
    while not speaking.is_visible():
        name = page.locator("#placement form").get_attribute("data-task") or ""
        if stops and (look := stops.pop(bank[name]["ask"], None)):
            look(page)
        answer(page, bank, able)


def judge(page: Page, *able: int) -> None:
    """Say of each statement how well it is spoken."""
    for how in able:
        name = page.locator("[data-can]:visible").get_attribute("data-can")
        page.locator(f'[data-can="{name}"] [data-able="{how}"]').tap()
        expect(page.locator(f'[data-can="{name}"]')).to_be_hidden()


@pytest.mark.parametrize("locale", ["en", "ar", "ti"])
def test_a_placement_is_sat_offline_goes_on_after_a_cut_and_says_where_to_begin(
    site: Site, wire: Wire, handset: Handset, locale: str
) -> None:
    pupil, newcomer = joined(handset, site, locale)
    faults: list[str] = []

    def look(name: str) -> None:
        take_picture(handset.page, f"placement-{locale}-{name}")
        faults.extend(f"{name}: {fault}" for fault in faults_of(handset.page, locale, get_locale(locale).direction))

    wire.cut()
    open_placement(pupil.page, locale)
    look("start")
    expect(pupil.page.locator('[data-when="!begun"] a.btn')).to_have_attribute("href", f"{FIRST}/")
    pupil.page.locator('[data-do="explain"]').tap()
    look("explain")
    pupil.page.locator('[data-when="explain"] [data-do="go"]').tap()
    expect(pupil.page.locator("#placement form")).to_have_attribute("data-task", re.compile("."))
    bank = {task["id"]: task for task in json.loads(pupil.page.locator("#bank").text_content() or "")["tasks"]}
    for _ in range(4):
        answer(pupil.page, bank, 0)
    stopped_at = pupil.page.locator("#placement form").get_attribute("data-task")

    handset.kill()
    handset.open()
    open_placement(pupil.page, locale)
    expect(pupil.page.locator('[data-when="begun"]')).to_be_visible()
    pupil.page.locator('[data-when="begun"] [data-do="go"]').tap()
    expect(pupil.page.locator("#placement form")).to_have_attribute("data-task", stopped_at or "")
    names = ("hear-picture", "picture-word", "word-meaning", "tiles", "type")
    sit_on(pupil.page, bank, 0, {name: (lambda _, name=name: look(name)) for name in names})
    look("speaking")
    judge(pupil.page, 2, 1, 0)
    result = pupil.page.locator('[data-when="result"]')
    expect(result.locator("h2").first).to_be_visible()
    expect(result.locator("[data-unit]:visible")).to_have_count(1)
    expect(result.locator("[data-skill]:visible")).to_have_count(len({task["skill"] for task in bank.values()}) + 1)
    look("result")
    assert faults == []
    assert wire.exchanges == [] or held_events(site, newcomer.learner_id) == []

    unit = result.locator("[data-unit]:visible").get_attribute("data-unit")
    result.locator("[data-unit]:visible a").tap()
    expect(pupil.page.locator("#content")).to_have_attribute("data-path", f"{unit}/")
    wire.restore()
    handset.send_all()
    (event,) = [event for event in held_events(site, newcomer.learner_id) if event.verb == "placed"]
    assert event.answer["speaking"] == {"level": 3, "unit": "numbers-and-phone"}
    assert unit in {event.answer[skill]["unit"] for skill in ("listening", "reading")}


def test_a_second_placement_asks_other_tasks_and_shows_what_was_gained(site: Site, handset: Handset) -> None:
    pupil, newcomer = joined(handset, site, "en")
    page = pupil.page
    open_placement(page, "en")
    page.locator('[data-do="explain"]').tap()
    page.locator('[data-when="explain"] [data-do="go"]').tap()
    expect(page.locator("#placement form")).to_have_attribute("data-task", re.compile("."))
    bank = {task["id"]: task for task in json.loads(page.locator("#bank").text_content() or "")["tasks"]}
    first = page.locator("#placement form").get_attribute("data-task")
    sit_on(page, bank, -1)
    judge(page, 0, 0, 0)
    page.locator('[data-do="anew"]:visible').tap()
    page.locator('[data-when="explain"] [data-do="go"]').tap()
    expect(page.locator("#placement form")).not_to_have_attribute("data-task", first or "")
    sit_on(page, bank, 1)
    judge(page, 2, 2, 2)
    listening = page.locator('[data-skill="listening"]')
    expect(listening.locator("[data-gain]")).to_be_visible()
    take_picture(page, "placement-en-gained")

    page.locator('[data-do="share"]').tap()
    expect(page.locator('[data-do="withdraw"]')).to_be_visible()
    handset.send_all()
    assert [event.answer for event in held_events(site, newcomer.learner_id) if event.verb == "shared"] == [True]
    page.reload()
    expect(page.locator('[data-do="withdraw"]')).to_be_visible()
