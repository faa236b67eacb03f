"""Learning on a phone without a network, and what the server holds of it afterwards."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from playwright.sync_api import Page, expect
from sqlalchemy import select

from bench.servers import ROOT
from orientation import clock
from orientation.accounts import service as accounts
from orientation.accounts.service import NewLearner
from orientation.actor import Role
from orientation.assignments import service as assignments
from orientation.catalog.service import publish_version
from orientation.db import db
from orientation.learning.models import ItemProgress, LearningEvent, LessonProgress
from orientation.publishing.service import upload
from tests.journeys.handset import Handset, ask
from tests.journeys.phone import answer_each, right_answer, wrong_answer
from tests.journeys.site import Site
from tests.packs.workbench import zip_of

Deed = tuple[str, str, str, str | None]
"""Verb, module, lesson, item: what an event says that was done."""


@dataclass(frozen=True)
class Newcomer:
    """Somebody with a card, whose officer asked for a module."""

    learner_id: UUID
    link: str
    """The address on the card, without the host."""


def enrol(site: Site, locale: str, modules: list[tuple[str, str]]) -> Newcomer:
    """Put somebody in a group, ask for modules, print a card."""
    officer = site.hire(Role.OFFICER).actor
    with site.behind_the_scenes():
        day = (clock.now() + timedelta(days=60)).date()
        group = assignments.create_group(officer, f"Offline {officer.staff_id}", day)
        person = assignments.add_group_learners(officer, group.id, [NewLearner("Blue door", locale, None, None)])[0]
        assignments.assign_modules(officer, group_id=group.id, modules=modules, days_before=14)
        card = accounts.issue_cards(officer, [person.id])[0]
        return Newcomer(person.id, f"/j/{card.secret}")


@dataclass
class Pupil:
    """Somebody who learns one pack with a handset, and remembers every deed that the server must come to hold."""

    handset: Handset
    site: Site
    locale: str
    pack: str
    deeds: Counter[Deed] = field(default_factory=Counter)
    documents: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    """What is asked in a lesson, and what is right, for the test to know while the server can't be asked."""

    def read_documents(self, lessons: list[tuple[str, str]]) -> None:
        """Know these lessons, by module and slug, as programs get them."""
        for module, lesson in lessons:
            self.documents[module, lesson] = self.site.lesson(self.pack, self.locale, module, lesson)

    @property
    def page(self) -> Page:
        """What is on the screen."""
        return self.handset.page

    def join(self, newcomer: Newcomer) -> None:
        """Scan the card, tap the one button, and see what the officer asks for as soon as the phone has heard of it."""
        self.page.goto(newcomer.link)
        self.page.locator("main form button").first.tap()
        expect(self.page).to_have_url(re.compile(f"/{self.locale}/me"))
        expect(self.page.locator('#mine [data-when="member"]')).to_be_visible()
        status, me = self.handset.ask("GET", "/phone/me")
        assert status == 200
        assert me["profile"]["joined"]
        expect(self.page.locator('#mine [data-list="asked"] [data-module]').first).to_be_visible()

    def download(self) -> None:
        """Take the pack with pictures and sound."""
        self.page.goto(f"/{self.locale}/downloads")
        expect(self.page.locator("[data-asked]")).to_be_visible()  # the page has chosen for her by now
        take_pack(self.page, self.pack)

    def open_lesson(self, module: str, lesson: str) -> None:
        """Go to the module's page and tap the lesson."""
        self.page.goto(f"/{self.locale}/learn/{self.pack}/{module}/")
        self.page.locator(f'main a[href$="{lesson}"]').first.tap()
        expect(self.page.locator("#content")).to_have_attribute("data-path", f"{module}/{lesson}")
        self.page.wait_for_function(LESSON_SCRIPT)
        self.deeds["opened", module, lesson, None] += 1

    def answer_some(self, count: int, page: Page | None = None) -> None:
        """Answer questions of the pack's first lessons without looking at a page. Each is kept when this returns."""
        for _ in range(count):
            module, lesson, item = self._questions[self.deeds.total() % len(self._questions)]
            answer = right_answer(item) if self.deeds.total() % 3 else wrong_answer(item)
            deed = {"verb": "answered", "pack": self.pack, "version": 1, "module": module, "lesson": lesson}
            status, content = ask(
                page or self.page, "POST", "/phone/did", {**deed, "item": item["id"], "answer": answer}
            )
            assert status == 201, (status, content)
            self.deeds["answered", module, lesson, item["id"]] += 1

    @cached_property
    def _questions(self) -> list[tuple[str, str, dict[str, Any]]]:
        lessons = [("greetings", lesson) for lesson in ("greetings-words", "greetings-culture")]
        return [
            (module, lesson, item)
            for module, lesson in lessons
            for block in self.site.lesson(self.pack, self.locale, module, lesson)["blocks"]
            if block["kind"] == "exercise"
            for item in block["items"]
            if item["kind"] != "gap"
        ]

    def answer_all(self, document: dict[str, Any]) -> int:
        """Do every exercise of the open lesson, each item right, and see the verdicts. Return how many items."""
        module, lesson = self._place
        items = 0
        for block in document["blocks"]:
            if block["kind"] != "exercise":
                continue
            form = self.page.locator(f"#b-{block['id']} form")
            answer_each(form, block["items"], {item["id"]: right_answer(item) for item in block["items"]})
            for item in block["items"]:
                self.deeds["answered", module, lesson, item["id"]] += 1
            expect(form.locator("section > .verdict.right[data-word]")).to_have_count(len(block["items"]))
            items += len(block["items"])
        return items

    def finish(self) -> None:
        """Say that the lesson is finished, and be told so in place."""
        module, lesson = self._place
        self.page.locator("form[data-finish] button").tap()
        expect(self.page.locator('[data-word="finished"] h2')).to_be_visible()
        self.deeds["completed", module, lesson, None] += 1

    def lessons_done(self, module: str) -> tuple[int, int]:
        """Return done and all lessons of the module, from the bar on “My page”."""
        bar = self.page.locator(f'#mine [data-module="{self.pack}/{module}"] progress')
        expect(bar).to_be_visible()
        return int(bar.get_attribute("value") or 0), int(bar.get_attribute("max") or 0)

    @property
    def _place(self) -> tuple[str, str]:
        path = self.page.locator("#content").get_attribute("data-path") or ""
        module, _, lesson = path.partition("/")
        return module, lesson


LESSON_SCRIPT = """() => document.querySelector("#content[data-enhanced]")"""


def take_pack(page: Page, pack: str) -> None:
    """On the page of downloads: take the pack with pictures and sound, and wait until it is here."""
    card = page.locator(f'#packs [data-pack="{pack}"]')
    for name in ("pictures", "all"):
        for box in card.locator(f'[name="{name}"]').all():
            box.check()
    card.locator('[data-do="get"]:visible').first.tap()
    expect(card.locator('[data-when="here !busy"]').first).to_be_visible(timeout=120_000)


def publish_change(site: Site, pack: str, path: str, before: str, after: str) -> None:
    """Publish the pack that ships with another text in one of its files."""
    source = ROOT / "content" / pack
    files = {file.relative_to(source).as_posix(): file.read_bytes() for file in source.rglob("*") if file.is_file()}
    changed = files[path].decode().replace(before, after, 1)
    assert changed.encode() != files[path]
    editor = site.hire(Role.EDITOR).actor
    with site.behind_the_scenes():
        version = upload(editor, zip_of(files | {path: changed.encode()}))
        publish_version(editor, pack, version.number)


def held_events(site: Site, learner_id: UUID) -> list[LearningEvent]:
    """Return every event that the server holds of the learner."""
    with site.behind_the_scenes():
        found = list(db.session.scalars(select(LearningEvent).where(LearningEvent.learner_id == learner_id)))
        db.session.expunge_all()
        return found


def expect_once(site: Site, learner_id: UUID, handset: Handset, deeds: Counter[Deed]) -> None:
    """The server holds what the phone made, each event once, and it says what was done; nothing is left unsent."""
    held = held_events(site, learner_id)
    assert handset.ids("outbox", "refused") == []
    assert sorted(handset.ids("sent")) == sorted(str(event.id) for event in held)
    assert Counter((event.verb, event.module, event.lesson, event.item) for event in held) == deeds
    _expect_fold(site, learner_id, held)


def _expect_fold(site: Site, learner_id: UUID, held: list[LearningEvent]) -> None:
    """The rows of progress are what the events add up to."""
    with site.behind_the_scenes():
        items = db.session.scalars(select(ItemProgress).where(ItemProgress.learner_id == learner_id)).all()
        lessons = db.session.scalars(select(LessonProgress).where(LessonProgress.learner_id == learner_id)).all()
        answers = Counter((event.module, event.lesson, event.item) for event in held if event.verb == "answered")
        assert {(item.module, item.lesson, item.item): item.attempts for item in items} == dict(answers)
        finished = {(event.module, event.lesson) for event in held if event.verb == "completed"}
        assert {(row.module, row.lesson) for row in lessons if row.completed_at} == finished
