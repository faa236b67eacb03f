"""The stories of docs/sync.md: two phones, one server, and whatever can go wrong between them."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete

from orientation import clock
from orientation.actor import SYSTEM
from orientation.db import db, transaction
from orientation.learning.models import ItemProgress, LearningEvent, LessonProgress
from orientation.learning.rules.forms import FormAct
from orientation.learning.service import record_form
from orientation.sync.service import begin_epoch
from tests.cast import Cast, Person
from tests.conftest import ROOT
from tests.exercises import LESSON, MODULE, PACK, answered, completed, opened, publish_exercises

TEN, ELEVEN = timedelta(hours=2), timedelta(hours=1)
"""Ago: it is noon."""


class Phone:
    """A phone with an outbox, and a clock that may be off. It forgets an event only when it is acknowledged."""

    def __init__(self, client: FlaskClient, owner: Person, name: str, off: timedelta = timedelta(0)) -> None:
        self.client, self.owner, self.name, self.off = client, owner, name, off
        self.outbox: list[dict[str, Any]] = []
        self.acknowledged: list[dict[str, Any]] = []
        self.epoch: str | None = None

    def time(self, ago: timedelta = timedelta(0)) -> datetime:
        return clock.now() + self.off - ago

    def answers(self, answer: Any, item: str = "fire", ago: timedelta = timedelta(0), **more: Any) -> None:
        self.outbox.append(answered(item, answer, self.time(ago), seq=len(self.outbox), **more))

    def does(self, event: dict[str, Any]) -> None:
        self.outbox.append(event)

    def post(self) -> dict[str, Any]:
        """Send the outbox; what comes back may get lost."""
        body = {"device": self.name, "phone_time": self.time().isoformat(), "events": self.outbox}
        answer = self.client.post("/api/v1/sync", json=body, headers=self.owner.bearer)
        assert answer.status_code == 200, answer.get_json()
        content: dict[str, Any] = answer.get_json()
        return content

    def send(self) -> list[str]:
        """Send the outbox, hear the answer, and offer again what the server may have forgotten."""
        content = self.post()
        self.acknowledged += self.outbox
        self.outbox = []
        if self.epoch not in (None, content["epoch"]):
            self.outbox, self.acknowledged = self.acknowledged, []
        self.epoch = content["epoch"]
        return [ack["status"] for ack in content["acks"]]

    def progress(self) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        place = f"/api/v1/me/progress/{PACK}/{MODULE}/{LESSON}"
        told = self.client.get(place, headers=self.owner.bearer).get_json()
        return told["lesson"], told["items"]


@pytest.fixture(autouse=True)
def lessons(context: None) -> None:
    publish_exercises()


@pytest.fixture
def phone(client: FlaskClient, cast: Cast) -> Phone:
    return Phone(client, cast.learner, "phone")


@pytest.fixture
def sisters(client: FlaskClient, cast: Cast) -> Phone:
    """Another phone that Salma uses."""
    return Phone(client, cast.learner, "sisters-phone")


def _an_evening(phone: Phone) -> None:
    phone.does(opened())
    phone.answers("wait")
    phone.answers("call")
    phone.does(completed())


def _ago(instant: str) -> timedelta:
    return clock.now() - datetime.fromisoformat(instant)


def _about(span: timedelta, expected: timedelta) -> bool:
    return abs(span - expected) < timedelta(minutes=5)


def test_the_first_phone(phone: Phone) -> None:
    _an_evening(phone)
    assert phone.send() == ["stored"] * 4
    lesson, items = phone.progress()
    assert lesson["completed_at"] is not None
    assert [(item["attempts"], item["right"], item["last_verdict"]) for item in items] == [(2, 1, "right")]


def test_the_answer_that_never_came(phone: Phone) -> None:
    _an_evening(phone)
    phone.post()  # and the answer is lost
    before = phone.progress()
    assert phone.send() == ["duplicate"] * 4
    assert phone.progress() == before


@pytest.mark.parametrize("sisters_first", [True, False])
def test_two_phones(phone: Phone, sisters: Phone, sisters_first: bool) -> None:
    phone.answers("call", ago=TEN)
    sisters.answers("wait", ago=ELEVEN)
    for each in (sisters, phone) if sisters_first else (phone, sisters):
        each.send()
    _, items = phone.progress()
    assert [(item["attempts"], item["last_verdict"]) for item in items] == [(2, "wrong")]
    assert _about(_ago(items[0]["last_at"]), ELEVEN)


def test_the_phone_that_was_off_for_a_month(phone: Phone, sisters: Phone) -> None:
    phone.answers("wait", ago=timedelta(days=28))
    sisters.answers("call")
    sisters.send()
    phone.send()
    lesson, items = phone.progress()
    assert _about(_ago(lesson["first_at"]), timedelta(days=28))
    assert _about(_ago(lesson["last_at"]), timedelta(0))
    assert items[0]["last_verdict"] == "right"


def test_the_clock_ten_years_off(client: FlaskClient, cast: Cast) -> None:
    phone = Phone(client, cast.learner, "old", off=timedelta(days=-3650))
    phone.answers("call", ago=TEN)
    phone.send()
    assert _about(_ago(phone.progress()[0]["last_at"]), TEN)


@pytest.mark.parametrize(("off", "kept"), [(3650, timedelta(0)), (-3650, timedelta(days=400))])
def test_the_clock_that_was_set_right_in_between(phone: Phone, off: int, kept: timedelta) -> None:
    phone.off = timedelta(days=off)
    phone.answers("call")
    phone.off = timedelta(0)
    assert phone.send() == ["stored"]
    assert _about(_ago(phone.progress()[0]["last_at"]), kept)


def test_the_event_that_nobody_understands(phone: Phone, client: FlaskClient) -> None:
    phone.answers("call")
    phone.answers("call", item="not-there")
    phone.does(completed())
    phone.post()
    assert phone.send() == ["duplicate", "quarantined", "duplicate"]
    kept = client.get("/api/v1/me/quarantine", headers=phone.owner.bearer).get_json()["items"]
    assert [(item["raw"]["item"], item["reason"].partition(":")[0]) for item in kept] == [("not-there", "item-unknown")]


def test_the_old_version(phone: Phone) -> None:
    publish_exercises("Second edition", without="fire")
    phone.answers("call", version=1)
    assert phone.post()["acks"][0]["verdict"] == "right"


def test_the_phone_that_thinks_better_of_itself(phone: Phone) -> None:
    phone.answers("hide", verdict="right")
    assert phone.post()["acks"][0]["verdict"] == "wrong"
    assert phone.progress()[1][0]["right"] == 0


def test_the_shared_phone(phone: Phone, client: FlaskClient, cast: Cast) -> None:
    brothers = Phone(client, cast.second_learner, "phone")
    phone.answers("call")
    brothers.outbox = list(phone.outbox)
    assert (phone.send(), brothers.send()) == (["stored"], ["stored"])
    brothers.answers("wait")
    brothers.send()
    assert phone.progress()[1][0]["attempts"] == 1
    assert brothers.progress()[1][0]["attempts"] == 2


def test_the_server_that_went_back_in_time(phone: Phone) -> None:
    _an_evening(phone)
    phone.send()
    with transaction():
        for table in (LearningEvent, LessonProgress, ItemProgress):
            db.session.execute(delete(table))
    begin_epoch(SYSTEM, clock.now())
    assert phone.send() == []
    assert phone.send() == ["stored"] * 4
    lesson, items = phone.progress()
    assert (lesson["seconds"], items[0]["attempts"], items[0]["right"]) == (20, 2, 1)


def test_the_page_and_the_phone(phone: Phone, cast: Cast) -> None:
    act = FormAct("answered", PACK, 1, MODULE, LESSON, "fire", "wait")
    now = clock.now()
    for click in (now, now + timedelta(seconds=0.2)):
        record_form(cast.learner.actor, act, click)
    phone.answers("call")
    phone.send()
    assert phone.progress()[1][0]["attempts"] == 2


def test_every_story_is_told_and_tested() -> None:
    stories = re.findall(r"^\*\*(.+?)\.\*\*", (ROOT / "docs" / "sync.md").read_text(encoding="utf-8"), re.MULTILINE)
    tests = {
        name.removeprefix("test_") for name in globals() if name.startswith("test_the_") or name == "test_two_phones"
    }
    assert {story.lower().replace(" ", "_") for story in stories} == tests
