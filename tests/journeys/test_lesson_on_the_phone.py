"""A lesson in a browser with the worker: kept first, then marked and finished in place, with the wire cut."""

from collections import Counter
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from bench.wire import Wire
from tests.journeys.conftest import PHONE, OpenBrowser
from tests.journeys.handset import Handset
from tests.journeys.looking import take_picture
from tests.journeys.phone import answer_each, check, fill, go_on, right_answer, wrong_answer
from tests.journeys.site import Site

ORIENTATION, LANGUAGE = "nl-orientation", "nl-language-a1"
RIGHTS = "your-rights/what-rights-are"
LESSONS = [
    ("en", ORIENTATION, RIGHTS),
    ("ar", LANGUAGE, "greetings/greetings-words"),
    ("ti", ORIENTATION, "your-rights/when-rights-are-broken"),
    ("en", LANGUAGE, "name-and-spelling/name-phrases"),
]
SCRIPT = """() => document.querySelector("#content[data-enhanced]")"""
FIELDS = "form => new URLSearchParams(new FormData(form)).toString()"
NOT_SLOWLY = "form => form.querySelectorAll('[data-word=slowly]').forEach(button => button.remove())"
NO_WORKER_ANSWERS = "() => { window.fetch = () => Promise.reject(new TypeError('gone')); }"
THE_DISK_IS_FULL = "() => { window.fetch = () => Promise.resolve(new Response('{}', {status: 507})); }"


def open_lesson(handset: Handset, locale: str, pack: str, lesson: str) -> Page:
    """Open the lesson and wait until its script is there and has said that it was opened."""
    page = handset.open()
    page.goto(f"/{locale}/learn/{pack}/{lesson}")
    page.wait_for_function(SCRIPT)
    wait_for_opened(handset)
    return page


def wait_for_opened(handset: Handset) -> None:
    """Wait until the worker has written down that the lesson was opened."""
    for _ in range(100):
        if verbs(handset)["opened"]:
            return
        handset.page.wait_for_timeout(100)
    raise AssertionError("the lesson was not noted as opened")


def verbs(handset: Handset) -> Counter[str]:
    """Return how often each verb is in the outbox."""
    return Counter(event["verb"] for event in handset.kept("outbox"))


def exercises(site: Site, locale: str, pack: str, lesson: str) -> list[dict[str, Any]]:
    """Return the lesson's exercises as programs get them."""
    module, _, name = lesson.partition("/")
    return [block for block in site.lesson(pack, locale, module, name)["blocks"] if block["kind"] == "exercise"]


def form_of(page: Page, block: dict[str, Any]) -> Locator:
    """Return the form of an exercise."""
    return page.locator(f'form[data-block="{block["id"]}"]')


def answer_to(item: dict[str, Any], *, is_right: bool) -> Any:
    """Return a whole answer that is right or wrong."""
    if is_right or item["kind"] != "gap":
        return right_answer(item) if is_right else wrong_answer(item)
    return {gap["id"]: _other_word(gap, item["key"][gap["id"]]) for gap in item["gaps"]}


def answers_to(block: dict[str, Any], *, is_right: bool) -> dict[str, Any]:
    """Return an answer to each item of an exercise."""
    return {item["id"]: answer_to(item, is_right=is_right) for item in block["items"]}


def _other_word(gap: dict[str, Any], accepted: list[str]) -> str:
    return next((word for word in gap["choices"] or [] if word not in accepted), "fout")


def shown(cards: Locator) -> list[str]:
    """Return the words of marked answers, each on one line."""
    return [" ".join(text.replace("“", "").replace("”", "").split()) for text in cards.all_inner_texts()]


@pytest.mark.parametrize("is_right", [True, False], ids=["right", "wrong"])
@pytest.mark.parametrize(("locale", "pack", "lesson"), LESSONS)
def test_the_phone_says_what_the_servers_page_says(
    handset: Handset,
    site: Site,
    wire: Wire,
    open_browser: OpenBrowser,
    locale: str,
    pack: str,
    lesson: str,
    is_right: bool,
) -> None:
    page = open_lesson(handset, locale, pack, lesson)
    plain = open_browser(**PHONE, java_script_enabled=False)
    wire.cut()
    for block in exercises(site, locale, pack, lesson):
        form = form_of(page, block)
        answer_each(form, block["items"], answers_to(block, is_right=is_right))
        fields = form.evaluate(FIELDS)
        form.locator('[data-word="all"] summary').tap()
        expect(form.locator("section.card:visible")).to_have_count(len(block["items"]))
        take_picture(page, f"marked-{locale}-{block['id']}-{'right' if is_right else 'wrong'}")
        plain.goto(f"/{locale}/learn/{pack}/{lesson}/{block['id']}?{fields}")
        form.evaluate(NOT_SLOWLY)  # without script there is no slow replay of a sound that was spoken once
        assert shown(form.locator("section.card")) == shown(plain.locator("section.card:not(:has(fieldset))"))
        score = form.locator('[data-word="score"]')
        assert shown(score) == shown(plain.locator("main > p[role=status]:not([hidden])"))


def test_the_events_are_what_was_answered(handset: Handset, site: Site, wire: Wire) -> None:
    page = open_lesson(handset, "en", ORIENTATION, RIGHTS)
    wire.cut()
    (block,) = exercises(site, "en", ORIENTATION, RIGHTS)
    answers = {item["id"]: answer_to(item, is_right=number % 2 == 0) for number, item in enumerate(block["items"])}
    answer_each(form_of(page, block), block["items"], answers)
    events = [event for event in handset.kept("outbox") if event["verb"] == "answered"]
    assert {event["item"]: event["answer"] for event in events} == answers
    assert [event["verdict"] for event in events] == ["right", "wrong"] * 2
    assert {(event["pack"], event["version"], event["module"]) for event in events} == {(ORIENTATION, 1, "your-rights")}
    assert all(0 <= event["seconds"] <= 1200 for event in events)


def test_what_is_open_is_said_at_the_question_and_nothing_is_kept_of_it(
    handset: Handset, site: Site, wire: Wire
) -> None:
    page = open_lesson(handset, "en", ORIENTATION, RIGHTS)
    wire.cut()
    (block,) = exercises(site, "en", ORIENTATION, RIGHTS)
    first, *_ = block["items"]
    form = form_of(page, block)
    check(form)
    notice = form.locator('[data-word="nothing"]')
    expect(notice).to_be_focused()
    expect(form.locator(f"#i-{first['id']}")).to_have_attribute("aria-describedby", notice.get_attribute("id") or "")
    fill(form, first, right_answer(first))
    check(form)
    expect(form.locator("section.card:visible > .verdict")).to_be_focused()
    expect(notice).to_have_count(0)
    assert verbs(handset)["answered"] == 1


def test_one_question_is_asked_at_a_time_and_how_far_it_is(handset: Handset, site: Site, wire: Wire) -> None:
    page = open_lesson(handset, "en", ORIENTATION, RIGHTS)
    wire.cut()
    (block,) = exercises(site, "en", ORIENTATION, RIGHTS)
    form = form_of(page, block)
    for number, item in enumerate(block["items"], 1):
        expect(form.locator("fieldset:visible")).to_have_count(1)
        expect(form.locator("fieldset:visible")).to_have_attribute("data-item", item["id"])
        expect(form.locator('[data-word="place"]')).to_contain_text(f"Question {number} of {len(block['items'])}")
        fill(form, item, right_answer(item))
        check(form)
        expect(form.locator("section.card:visible")).to_have_count(1)
        expect(form.locator("fieldset:visible")).to_have_count(0)
        go_on(form)
        if number < len(block["items"]):
            expect(form.locator("fieldset:visible legend")).to_be_focused()


def test_tapping_many_times_answers_once_and_finishes_once(handset: Handset, site: Site, wire: Wire) -> None:
    page = open_lesson(handset, "en", ORIENTATION, RIGHTS)
    wire.cut()
    (block,) = exercises(site, "en", ORIENTATION, RIGHTS)
    form = form_of(page, block)
    tap_often = "button => { for (let time = 0; time < 5; time++) button.click(); }"
    for item in block["items"]:
        fill(form, item, right_answer(item))
        form.locator('[data-word="check"]').evaluate(tap_often)
        expect(form.locator("section.card:visible > .verdict")).to_be_focused()
        go_on(form)
    page.locator("form[data-finish] button").evaluate(tap_often)
    expect(page.locator('[data-word="finished"] h2')).to_be_focused()
    assert verbs(handset) == {"opened": 1, "answered": len(block["items"]), "completed": 1}


def test_an_exercise_can_be_tried_again(handset: Handset, site: Site, wire: Wire) -> None:
    page = open_lesson(handset, "en", ORIENTATION, RIGHTS)
    wire.cut()
    (block,) = exercises(site, "en", ORIENTATION, RIGHTS)
    form = form_of(page, block)
    for is_right in (False, True):
        answer_each(form, block["items"], answers_to(block, is_right=is_right))
        expect(form.locator("section.card > h2.right")).to_have_count(len(block["items"]) if is_right else 0)
        if not is_right:
            form.locator('[data-word="again"]').tap()
            expect(form.locator("section.card")).to_have_count(0)
            expect(form.locator(":checked:not(option)")).to_have_count(0)
    assert verbs(handset)["answered"] == 2 * len(block["items"])


def test_what_was_missed_comes_back_once_before_the_end(handset: Handset, site: Site, wire: Wire) -> None:
    page = open_lesson(handset, "en", ORIENTATION, RIGHTS)
    wire.cut()
    (block,) = exercises(site, "en", ORIENTATION, RIGHTS)
    missed = block["items"][1::2]
    answers = {item["id"]: answer_to(item, is_right=item not in missed) for item in block["items"]}
    answer_each(form_of(page, block), block["items"], answers)
    part = page.locator('[data-word="once-more"]')
    expect(page.locator('[data-word="once-more"] + #finish')).to_have_count(1)
    answer_each(part.locator("form"), missed, {item["id"]: right_answer(item) for item in missed})
    expect(page.locator('[data-word="once-more"]')).to_have_count(1)
    assert verbs(handset)["answered"] == len(block["items"]) + len(missed)
    verdicts = [event["verdict"] for event in handset.kept("outbox") if event["verb"] == "answered"]
    assert verdicts[len(block["items"]) :] == ["right"] * len(missed)


def test_the_lesson_is_finished_in_place_and_says_what_comes_next(handset: Handset, wire: Wire) -> None:
    page = open_lesson(handset, "ar", ORIENTATION, RIGHTS)
    wire.cut()
    page.locator("form[data-finish] button").tap()
    card = page.locator('[data-word="finished"]')
    expect(card.locator("h2")).to_be_focused()
    following = card.locator("a.btn").first
    assert following.evaluate("link => link.pathname") == f"/ar/learn/{ORIENTATION}/your-rights/equal-treatment"
    assert card.locator("[data-title]").inner_text()
    assert card.locator('a[href="."]').evaluate("link => link.pathname") == f"/ar/learn/{ORIENTATION}/your-rights/"
    take_picture(page, "finished-ar", whole=False)
    assert verbs(handset)["completed"] == 1


def test_a_locked_place_keeps_nothing_and_the_page_says_so(handset: Handset, site: Site) -> None:
    page = open_lesson(handset, "en", ORIENTATION, RIGHTS)
    page.evaluate("() => { window.fetch = () => Promise.resolve(new Response('{}', {status: 423})); }")
    (block,) = exercises(site, "en", ORIENTATION, RIGHTS)
    form = form_of(page, block)
    fill(form, block["items"][0], right_answer(block["items"][0]))
    filled = form.evaluate(FIELDS)
    check(form)
    expect(form.locator('[data-word="locked"]')).to_be_focused()
    expect(form.locator('[data-word="locked"] a')).to_have_attribute("href", "/en/phone")
    expect(form.locator("section.card")).to_have_count(0)
    assert form.evaluate(FIELDS) == filled


def test_a_full_phone_keeps_nothing_and_the_page_says_so(handset: Handset, site: Site) -> None:
    page = open_lesson(handset, "en", ORIENTATION, RIGHTS)
    page.evaluate(THE_DISK_IS_FULL)
    page.locator("form[data-finish] button").tap()
    expect(page.locator('form[data-finish] [data-word="full"]')).to_be_focused()
    expect(page.locator('[data-word="finished"]')).to_have_count(0)
    assert verbs(handset)["completed"] == 0


def test_without_an_answer_of_the_worker_the_server_marks(handset: Handset, site: Site) -> None:
    page = open_lesson(handset, "en", ORIENTATION, RIGHTS)
    (block,) = exercises(site, "en", ORIENTATION, RIGHTS)
    form = form_of(page, block)
    first, second, *_ = block["items"]
    fill(form, first, right_answer(first))
    check(form)
    go_on(form)
    page.evaluate(NO_WORKER_ANSWERS)
    fill(form, second, right_answer(second))
    check(form)
    expect(page.locator("main section.card h2.right")).to_have_count(2)
    assert f"/{block['id']}?" in page.url
    assert f"seen={first['id']}" in page.url


def test_so_it_does_for_what_came_back(handset: Handset, site: Site) -> None:
    page = open_lesson(handset, "en", ORIENTATION, RIGHTS)
    (block,) = exercises(site, "en", ORIENTATION, RIGHTS)
    first = block["items"][0]
    answers = {**answers_to(block, is_right=True), first["id"]: wrong_answer(first)}
    answer_each(form_of(page, block), block["items"], answers)
    again = page.locator('[data-word="once-more"] form')
    page.evaluate(NO_WORKER_ANSWERS)
    fill(again, first, right_answer(first))
    check(again)
    expect(page.locator("main section.card h2.right")).to_have_count(len(block["items"]))
    assert f"seen={first['id']}" not in page.url
