"""The whole product in one line: an editor changes a pack, an officer assigns it, a learner learns, she sees it.

Told in English and in Arabic, on phones that run no scripts: what scripts and the worker add has stories of its own
(test_offline_learning.py, test_lesson_on_the_phone.py).
"""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from orientation import clock
from orientation.actor import Role
from tests.journeys.conftest import DESK, PHONE, OpenBrowser
from tests.journeys.desk import Editor, Officer, PrintedCard
from tests.journeys.packs import Change, broken_pack, changed_pack
from tests.journeys.phone import Phone, right_answer, wrong_answer
from tests.journeys.site import Colleague, Site

RIGHTS = ("nl-orientation", "your-rights", "what-rights-are")
GREETINGS = ("nl-language-a1", "greetings", "greetings-culture")
KINDS = {"choose-one", "choose-several", "true-false", "order", "match", "gap"}
CSV = "label;locale\nTwo sisters, the elder;fa-AF\nPlays the oud;Tigrinya\n"


@dataclass(frozen=True)
class Telling:
    """One way to tell the story. `direction` is that of the learner's pages."""

    name: str
    locale: str
    direction: str
    change: Change


TELLINGS = (
    Telling("phone", "en", "ltr", Change("Nobody asks how you came.")),
    Telling(
        "phone-in-arabic",
        "ar",
        "rtl",
        Change("Nobody asks why you came.", "ar", "لا أحد يسألكم لماذا جئتم."),
    ),
)


@pytest.mark.parametrize("telling", TELLINGS, ids=lambda telling: telling.name)
def test_an_editor_publishes_an_officer_assigns_a_learner_learns_and_the_officer_sees_it(
    site: Site, open_browser: OpenBrowser, tmp_path: Path, telling: Telling
) -> None:
    publish_the_change(open_browser(**DESK), site.hire(Role.EDITOR), tmp_path, telling)

    officer = Officer(open_browser(**DESK), f"officer-{telling.name}")
    officer.sign_in(site.hire(Role.OFFICER))
    card = prepare_a_group(officer, telling)

    page = open_browser(**PHONE, locale=telling.locale, java_script_enabled=False)
    phone = Phone(page, telling.locale, f"learner-{telling.name}")
    join_and_read(phone, site, card, telling)
    learn(phone, site, RIGHTS)
    phone.open_own_page()
    assert phone.lessons_done("your-rights") == (1, 5)
    phone.look("me-begun")
    phone.page.goto("/".join(["", telling.locale, "learn", *GREETINGS]))
    kinds = learn(phone, site, GREETINGS)
    assert kinds == KINDS

    officer.page.goto("/staff/groups")
    officer.follow(f"Spring, {telling.name}")
    expect(officer.row("Blue door")).to_contain_text("1 of 5 lessons")
    expect(officer.row("Blue door")).to_contain_text("2 / 11")
    expect(officer.row("Two sisters, the elder")).to_contain_text("Never")
    officer.look("group")
    officer.open_person("Blue door")
    for details in officer.page.locator(".module details").all():
        details.locator("summary").click()
    expect(officer.page.locator(".lessons .done")).to_contain_text(["What your rights are – Done"])
    officer.look("learner")


def publish_the_change(page: Page, colleague: Colleague, folder: Path, telling: Telling) -> None:
    """Upload a pack with a mistake, read the report, upload the mended one, look at it, publish it."""
    editor = Editor(page, f"editor-{telling.name}")
    editor.sign_in(colleague)
    editor.upload(broken_pack(folder))
    report = page.get_by_role("region", name="What to mend")
    expect(report).to_contain_text("modules/your-rights/what-rights-are.yaml")
    expect(report).to_contain_text("Line 2")
    expect(report).to_contain_text("minutes")
    editor.look("report")
    editor.upload_again(changed_pack(folder, telling.change))
    editor.expect_note("is ready")
    expect(editor.newest()).to_contain_text("Ready")
    editor.look("pack")
    editor.preview_lesson("your-rights", "what-rights-are")
    expect(page.locator("main")).to_contain_text(telling.change.english)
    page.goto("/staff/packs/nl-orientation")
    editor.publish_newest()
    expect(editor.newest()).to_contain_text("Learners see this")


def prepare_a_group(officer: Officer, telling: Telling) -> PrintedCard:
    """Make a group with people and modules, print the cards, and return the one of “Blue door”."""
    officer.make_group(f"Spring, {telling.name}", (clock.now() + timedelta(days=60)).date())
    officer.add_person("Blue door", telling.locale)
    officer.add_people(CSV)
    officer.expect_note("2 people are added.")
    officer.assign("nl-orientation:your-rights", "nl-language-a1:greetings")
    officer.look("group-new")
    pseudonym = officer.pseudonym_of("Blue door")
    officer.print_cards()
    officer.look("cards")
    return officer.card_of(pseudonym)


def join_and_read(phone: Phone, site: Site, card: PrintedCard, telling: Telling) -> None:
    """Scan the card, join with one tap, open what the officer asked for first and read the new sentence."""
    assert card.link.startswith(f"{site.address}/j/")
    phone.scan(card.link)
    phone.look("card")
    phone.tap_main_button()
    phone.expect_joined()
    expect(phone.page.locator("html")).to_have_attribute("dir", telling.direction)
    expect(phone.page.locator("html")).to_have_attribute("lang", telling.locale)
    phone.look("me-new")
    assert phone.lessons_done("your-rights") == (0, 5)
    phone.tap_link_to("/your-rights/what-rights-are")
    expect(phone.page.locator("html")).to_have_attribute("dir", telling.direction)
    phone.expect_text(telling.change.seen)
    phone.look("lesson")


def learn(phone: Phone, site: Site, lesson: tuple[str, str, str]) -> set[str]:
    """Answer every exercise of the open lesson, the first question wrong, and finish it. Return the items' kinds."""
    pack, module, slug = lesson
    document = site.lesson(pack, phone.locale, module, slug)
    exercises = [block for block in document["blocks"] if block["kind"] == "exercise"]
    for number, block in enumerate(exercises):
        answers: dict[str, Any] = {item["id"]: right_answer(item) for item in block["items"]}
        if number == 0:
            first = next(item for item in block["items"] if item["kind"] == "choose-one")
            answers[first["id"]] = wrong_answer(first)
        phone.answer(block, answers)
        phone.expect_marked(block, answers)
        phone.look(f"marked-{slug}-{number}")
        phone.go_on()
    phone.finish_lesson()
    phone.look("finished")
    return {item["kind"] for block in exercises for item in block["items"]}
