"""Words are practised without a network; then the server holds every review once, and other phones hear of it."""

import re
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Page, Playwright, expect
from sqlalchemy import select

from bench.wire import Wire
from orientation.db import db
from orientation.learning.models import Card
from orientation.learning.rules.reviews import Review, replay
from orientation.locales import get_locale
from tests.journeys.conftest import PHONE, OpenBrowser
from tests.journeys.handset import Handset
from tests.journeys.inspection import faults_of
from tests.journeys.looking import take_picture
from tests.journeys.offline import Pupil, enrol, expect_once, held_events
from tests.journeys.site import Site

PACK, MODULE, LESSON = "nl-language-a1", "greetings", "greetings-words"
SHARED = ("state", "step", "stability", "difficulty", "reviews", "lapses")


def practice_page(page: Page, locale: str) -> None:
    """Open the page of practice and wait until the phone has filled it."""
    page.goto(f"/{locale}/learn/{PACK}/practice")
    expect(page.locator('#practice [data-when="!ready"]')).to_be_hidden()


def begin(page: Page) -> None:
    page.locator('[data-do="begin"]:visible').tap()
    expect(page.locator('[data-do="show"]')).to_be_visible()


def rate(page: Page, rating: int) -> None:
    """Uncover the card and rate it; the next one is there, or the end."""
    page.locator('[data-do="show"]').tap()
    page.locator(f'[data-rating="{rating}"]').tap()
    expect(page.locator(f'[data-rating="{rating}"]')).to_be_hidden()


def stop(page: Page) -> None:
    page.locator('[data-do="stop"]').tap()
    expect(page.locator('#practice > [data-when="end"]')).to_be_visible()


def told(handset: Handset) -> dict[str, Any]:
    """Return what the phone knows of the pack's cards."""
    status, body = handset.ask("GET", f"/phone/cards?pack={PACK}")
    assert status == 200
    found: dict[str, Any] = body
    return found


def finished_lesson(handset: Handset, lesson: str = LESSON) -> None:
    """Let it be kept that the lesson is finished, without looking at it."""
    deed = {"verb": "completed", "pack": PACK, "version": 1, "module": MODULE, "lesson": lesson}
    assert handset.ask("POST", "/phone/did", deed)[0] == 201


def guest(handset: Handset, locale: str = "en") -> Page:
    """Somebody without a card who has finished a lesson, on the page of practice."""
    page = handset.open()
    page.goto(f"/{locale}/")
    handset.wait_for_worker()
    finished_lesson(handset)
    practice_page(page, locale)
    return page


def held_cards(site: Site, learner_id: UUID) -> dict[str, dict[str, Any]]:
    """Return the server's rows of the learner's cards."""
    with site.behind_the_scenes():
        rows = db.session.scalars(select(Card).where(Card.learner_id == learner_id)).all()
        return {row.card: {name: getattr(row, name) for name in (*SHARED, "due")} for row in rows}


def shown_cards(handset: Handset) -> dict[str, dict[str, Any]]:
    return {row["card"]: {name: row[name] for name in SHARED} for row in told(handset)["cards"]}


@pytest.mark.parametrize("locale", ["en", "ar", "ti"])
def test_reviews_made_without_a_network_arrive_once_and_all_phones_have_the_same_cards(
    site: Site, wire: Wire, handset: Handset, player: Playwright, tmp_path: Path, locale: str
) -> None:
    newcomer = enrol(site, locale, [(PACK, MODULE)])
    pupil = Pupil(handset, site, locale, PACK)
    handset.open().goto(f"/{locale}/")
    handset.wait_for_worker()
    pupil.join(newcomer)
    pupil.download()
    wire.cut()
    handset.close()
    handset.open()
    wire.forget()

    pupil.open_lesson(MODULE, LESSON)
    pupil.finish()
    practice_page(pupil.page, locale)
    begin(pupil.page)
    for rating in [3, 4, 1, 2, 3, 4, 3]:
        rate(pupil.page, rating)
    stop(pupil.page)
    assert wire.exchanges == []
    reviews = told(handset)["reviews"]
    assert [one["rating"] for one in reviews] == [3, 4, 1, 2, 3, 4, 3]
    for one in reviews:
        pupil.deeds["reviewed", MODULE, "cards", one["card"]] += 1

    wire.restore()
    handset.send_all()
    expect_once(site, newcomer.learner_id, handset, pupil.deeds)
    held = held_cards(site, newcomer.learner_id)
    assert {name: {key: row[key] for key in SHARED} for name, row in held.items()} == shown_cards(handset)
    assert told(handset)["reviews"] == []
    events = [one for one in held_events(site, newcomer.learner_id) if one.verb == "reviewed"]
    for name, row in held.items():
        card = replay(Review(one.occurred_at, one.id, one.answer) for one in events if one.item == name)
        assert row == {key: getattr(card, key) for key in row}

    other = Handset(player, tmp_path / "other", wire.address)
    other.open().goto(f"/{locale}/")
    other.wait_for_worker()
    Pupil(other, site, locale, PACK).join(newcomer)
    other.send_all()
    assert shown_cards(other) == shown_cards(handset)
    practice_page(other.page, locale)
    other.close()
    assert other.complaints == []


def test_the_last_rating_can_be_taken_back_until_the_page_is_left(handset: Handset) -> None:
    page = guest(handset)
    begin(page)
    expect(page.locator('[data-do="undo"]')).to_be_hidden()
    rate(page, 1)
    assert told(handset)["reviews"] == []
    page.locator('[data-do="undo"]').tap()
    page.locator('[data-rating="4"]').tap()
    expect(page.locator('[data-do="undo"]')).to_be_visible()
    rate(page, 3)
    assert [one["rating"] for one in told(handset)["reviews"]] == [4]
    page.goto("/en/privacy")
    assert [one["rating"] for one in told(handset)["reviews"]] == [4, 3]


def test_ratings_are_given_by_keys_too(handset: Handset) -> None:
    page = guest(handset)
    begin(page)
    page.keyboard.press("Enter")
    expect(page.locator('[data-rating="2"]')).to_be_visible()
    page.keyboard.press("2")
    expect(page.locator('[data-do="show"]')).to_be_visible()
    stop(page)
    assert [one["rating"] for one in told(handset)["reviews"]] == [2]


def test_new_words_are_few_a_day_and_then_all_is_done_for_now(handset: Handset) -> None:
    page = guest(handset)
    page.locator('[name="daily"][value="5"]').check()
    expect(page.locator("[data-fresh]")).to_contain_text("5")
    begin(page)
    for _ in range(5):
        page.locator('[data-do="show"]').tap()
        page.locator('[data-rating="4"]').tap()
    expect(page.locator('#practice > [data-when="end"]')).to_be_visible()
    expect(page.locator("[data-sum]")).to_contain_text("5")
    practice_page(page, "en")
    expect(page.locator('#practice [data-when="done"]')).to_be_visible()
    assert told(handset)["daily"] == 5


def test_before_the_first_lesson_the_page_leads_there(handset: Handset) -> None:
    page = handset.open()
    page.goto("/en/")
    handset.wait_for_worker()
    practice_page(page, "en")
    page.locator('#practice [data-when="none"] a').tap()
    expect(page).to_have_url(re.compile(f"/en/learn/{PACK}/{MODULE}/$"))


def test_what_a_locked_profile_practised_is_sealed(site: Site, handset: Handset) -> None:
    newcomer = enrol(site, "en", [(PACK, MODULE)])
    handset.open().goto("/en/")
    handset.wait_for_worker()
    Pupil(handset, site, "en", PACK).join(newcomer)
    assert handset.ask("POST", "/phone/lock", {"kind": "digits", "secret": "246813"})[0] == 200
    finished_lesson(handset)
    practice_page(handset.page, "en")
    begin(handset.page)
    rate(handset.page, 3)
    stop(handset.page)
    handset.send_all()
    assert len(told(handset)["cards"]) == 1
    kept = handset.kept("cards")
    assert kept
    assert all(set(record) == {"iv", "data"} for record in kept)
    assert handset.ask("POST", "/phone/lock/close")[0] == 200
    handset.page.goto(f"/en/learn/{PACK}/practice")
    expect(handset.page.locator('[data-said] [data-word="locked"]')).to_be_visible()


def test_without_script_the_page_leads_to_all_words(open_browser: OpenBrowser) -> None:
    page = open_browser(**PHONE, java_script_enabled=False)
    page.goto(f"/en/learn/{PACK}/")
    page.locator('main a[href="practice"]').tap()
    page.locator(f'main a[href="{MODULE}/cards"]').tap()
    expect(page.locator("main [data-word] audio").first).to_be_visible()


@pytest.mark.parametrize("locale", ["en", "ar", "ti"])
def test_nothing_is_wrong_with_the_page_of_practice(handset: Handset, locale: str) -> None:
    page = guest(handset, locale)
    faults: list[str] = []

    def look(what: str) -> None:
        take_picture(page, f"practice-{locale}-{what}")
        faults.extend(f"{what}: {fault}" for fault in faults_of(page, locale, get_locale(locale).direction))

    look("start")
    begin(page)
    look("covered")
    page.locator('[data-do="show"]').tap()
    look("uncovered")
    page.locator('[data-rating="3"]').tap()
    stop(page)
    look("end")
    page.goto(f"/{locale}/learn/{PACK}/{MODULE}/cards")
    look("words")
    assert faults == []
