"""The stories of docs/sync.md: two phones, one server, and whatever can go wrong between them."""

import gzip
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from backports import zstd
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from orientation import clock
from orientation.accounts import service as accounts
from orientation.actor import SYSTEM
from orientation.assignments.service import assign
from orientation.db import db
from orientation.learning.rules.folding import Item, Progress
from orientation.learning.rules.forms import FormAct
from orientation.learning.service import quarantine, record_form
from orientation.sync import queries, service
from orientation.sync.service import begin_epoch
from tests.cast import Cast
from tests.conftest import ROOT
from tests.exercises import LESSON, MODULE, OTHER_LESSON, PACK, completed, opened, publish_exercises
from tests.phones import SYNC, Phone

FIRE = Item(PACK, MODULE, LESSON, "fire")
TEN, ELEVEN = timedelta(hours=2), timedelta(hours=1)
"""Ago: it is noon."""


@pytest.fixture(autouse=True)
def lessons(context: None) -> None:
    publish_exercises()


@pytest.fixture
def phone(client: FlaskClient, cast: Cast) -> Phone:
    return Phone(client, cast.learner.token, "phone")


@pytest.fixture
def sisters(client: FlaskClient, cast: Cast) -> Phone:
    """Another phone that Salma uses."""
    return Phone(client, cast.learner.token, "sisters-phone")


def _progress(phone: Phone) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    told = phone.ask(f"/me/progress/{PACK}/{MODULE}/{LESSON}")
    return told["lesson"], told["items"]


def _an_evening(phone: Phone) -> None:
    phone.does(opened())
    phone.answers("wait")
    phone.answers("call")
    phone.does(completed())


@contextmanager
def _lost_since_last_night() -> Iterator[None]:
    """Go back to the backup that was made when this began."""
    db.session.remove()
    connection: Any = db.engine  # the test's one connection
    backup = connection.begin_nested()
    yield
    db.session.remove()
    backup.rollback()


def _ago(instant: str) -> timedelta:
    return clock.now() - datetime.fromisoformat(instant)


def _about(span: timedelta, expected: timedelta) -> bool:
    return abs(span - expected) < timedelta(minutes=5)


def test_the_first_phone(phone: Phone) -> None:
    _an_evening(phone)
    assert phone.send() == ["stored"] * 4
    lesson, items = _progress(phone)
    assert lesson["completed_at"] is not None
    assert [(item["attempts"], item["right"], item["last_verdict"]) for item in items] == [(2, 1, "right")]


def test_the_answer_that_never_came(phone: Phone) -> None:
    _an_evening(phone)
    phone.lose()
    before = _progress(phone)
    assert phone.send() == ["duplicate"] * 4
    assert _progress(phone) == before


@pytest.mark.parametrize("sisters_first", [True, False])
def test_two_phones(phone: Phone, sisters: Phone, sisters_first: bool) -> None:
    phone.answers("call", ago=TEN)
    sisters.answers("wait", ago=ELEVEN)
    for each in (sisters, phone) if sisters_first else (phone, sisters):
        each.send()
    _, items = _progress(phone)
    assert [(item["attempts"], item["last_verdict"]) for item in items] == [(2, "wrong")]
    assert _about(_ago(items[0]["last_at"]), ELEVEN)


def test_the_phone_that_was_off_for_a_month(phone: Phone, sisters: Phone) -> None:
    phone.answers("wait", ago=timedelta(days=28))
    sisters.answers("call")
    sisters.send()
    phone.send()
    lesson, items = _progress(phone)
    assert _about(_ago(lesson["first_at"]), timedelta(days=28))
    assert _about(_ago(lesson["last_at"]), timedelta(0))
    assert items[0]["last_verdict"] == "right"


def test_the_clock_ten_years_off(client: FlaskClient, cast: Cast) -> None:
    phone = Phone(client, cast.learner.token, "old", off=timedelta(days=-3650))
    phone.answers("call", ago=TEN)
    phone.send()
    assert _about(_ago(_progress(phone)[0]["last_at"]), TEN)


@pytest.mark.parametrize(("off", "kept"), [(3650, timedelta(0)), (-3650, timedelta(days=400))])
def test_the_clock_that_was_set_right_in_between(phone: Phone, off: int, kept: timedelta) -> None:
    phone.off = timedelta(days=off)
    phone.answers("call")
    phone.off = timedelta(0)
    assert phone.send() == ["stored"]
    assert _about(_ago(_progress(phone)[0]["last_at"]), kept)


def test_the_event_that_nobody_understands(phone: Phone) -> None:
    phone.answers("call")
    phone.answers("call", item="not-there")
    phone.does(completed())
    phone.lose()
    assert phone.send() == ["duplicate", "quarantined", "duplicate"]
    assert [reason.partition(":")[0] for _, reason in phone.refused] == ["item-unknown"]
    kept = phone.ask("/me/quarantine")["items"]
    assert [(item["raw"]["item"], item["reason"].partition(":")[0]) for item in kept] == [("not-there", "item-unknown")]


def test_the_old_version(phone: Phone) -> None:
    publish_exercises("Second edition", without="fire")
    phone.answers("call", version=1)
    assert phone.deliver(phone.request()).get_json()["acks"][0]["verdict"] == "right"


def test_the_phone_that_thinks_better_of_itself(phone: Phone) -> None:
    phone.answers("hide", verdict="right")
    assert phone.shown().items[FIRE].right == 1
    phone.send()
    assert phone.shown().items[FIRE].right == 0
    assert _progress(phone)[1][0]["right"] == 0


def test_the_shared_phone(phone: Phone, client: FlaskClient, cast: Cast) -> None:
    brothers = Phone(client, cast.second_learner.token, "phone")
    phone.answers("call")
    brothers.outbox = list(phone.outbox)
    assert (phone.send(), brothers.send()) == (["stored"], ["stored"])
    brothers.answers("wait")
    brothers.send()
    assert _progress(phone)[1][0]["attempts"] == 1
    assert _progress(brothers)[1][0]["attempts"] == 2


def test_the_evening_with_the_other_phone(phone: Phone, sisters: Phone, cast: Cast) -> None:
    sisters.send()
    _an_evening(phone)
    phone.send()
    assign(cast.officer.actor, learner_id=cast.learner.id, pack=PACK, module=MODULE, days_before=7)
    assert sisters.send() == []
    assert sisters.shown() == phone.shown()
    assert sisters.shown().items[FIRE].attempts == 2
    assert [one["module"] for one in sisters.assignments] == [MODULE]
    assert sisters.packs == {PACK: 1}
    heard = sisters.cursor
    assert "progress" not in sisters.deliver(sisters.request()).get_json()
    sisters.send()
    assert sisters.cursor == heard


def test_the_new_phone(phone: Phone, sisters: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PAGE", 3)
    for lesson in (LESSON, OTHER_LESSON):
        for _ in range(2):
            phone.does(opened(lesson=lesson))
            phone.answers("call", lesson=lesson)
            phone.send()
    sisters.send()
    assert sisters.has_more
    assert sisters.shown() != phone.shown()
    sisters.catch_up()
    assert sisters.shown() == phone.shown()


def test_the_server_that_went_back_in_time(phone: Phone, sisters: Phone) -> None:
    sisters.answers("call", ago=TEN)
    sisters.send()
    with _lost_since_last_night():
        _an_evening(phone)
        phone.send()
    begin_epoch(SYSTEM, clock.now())
    assert phone.send() == []
    assert phone.send() == ["stored"] * 4
    sisters.catch_up()
    lesson, items = _progress(phone)
    assert (lesson["seconds"], items[0]["attempts"], items[0]["right"]) == (25, 3, 2)
    assert phone.shown() == sisters.shown()
    assert phone.shown().items[FIRE].attempts == 3


def test_the_backup_that_nobody_spoke_of(phone: Phone, sisters: Phone) -> None:
    phone.send()
    with _lost_since_last_night():
        _an_evening(phone)
        phone.send()
    sisters.answers("call")
    sisters.send()
    phone.answers("call")
    assert phone.send() == ["stored"]
    begin_epoch(SYSTEM, clock.now())
    for each in (phone, sisters, phone, sisters):
        each.catch_up()
    assert phone.shown() == sisters.shown()
    assert phone.shown().items[FIRE].attempts == 4


def test_the_learner_who_was_erased(phone: Phone, sisters: Phone, cast: Cast) -> None:
    phone.send()
    _an_evening(phone)
    accounts.erase_learner(cast.officer.actor, cast.learner.id)
    assert phone.send() == []
    assert phone.is_wiped
    assert (phone.outbox, phone.shown()) == ([], Progress())
    sisters.send()
    assert sisters.is_wiped


def test_the_session_that_ended(phone: Phone, cast: Cast) -> None:
    _an_evening(phone)
    accounts.sign_out(cast.learner.actor)
    assert phone.deliver(phone.request()).status_code == 401
    assert phone.send() == []
    card = accounts.issue_cards(cast.officer.actor, [cast.learner.id])[0]
    phone.token = accounts.join_by_secret(card.secret, None, client="Test", address="192.0.2.1").token
    assert phone.send() == ["stored"] * 4


def test_the_worker_that_takes_over(client: FlaskClient, cast: Cast) -> None:
    cookie = cast.learner.cookie
    lost, token = (client.post("/api/v1/me/token", headers=cookie).get_json()["token"] for _ in range(2))
    phone = Phone(client, token, "phone")
    _an_evening(phone)
    assert phone.send() == ["stored"] * 4
    assert lost != token


@pytest.mark.parametrize(("encoding", "fold"), [("gzip", gzip.compress), ("zstd", zstd.compress)])
def test_the_day_that_weighs_little(phone: Phone, encoding: str, fold: Callable[[bytes], bytes]) -> None:
    for _ in range(100):
        phone.answers("call")
    plain = json.dumps(phone.request()).encode()
    headers = {"Authorization": f"Bearer {phone.token}", "Content-Type": "application/json"}
    sent = fold(plain)
    assert len(sent) < len(plain) / 5
    cut = phone.client.post(SYNC, data=sent[:-5], headers={**headers, "Content-Encoding": encoding})
    assert cut.status_code == 400
    answer = phone.client.post(SYNC, data=sent, headers={**headers, "Content-Encoding": encoding})
    assert phone.hear(phone.request(), answer) == ["stored"] * 100


def test_the_server_that_had_no_time(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    def be_locked(*_: Any) -> None:
        raise OperationalError("INSERT …", {}, Exception("database is locked"))

    _an_evening(phone)
    with monkeypatch.context() as overloaded:
        overloaded.setattr(service, "record", be_locked)
        answer = phone.deliver(phone.request())
    assert (answer.status_code, phone.hear(phone.request(), answer)) == (503, [])
    assert 2 <= int(answer.headers["Retry-After"]) <= 10
    assert phone.send() == ["stored"] * 4


def test_the_version_that_came_late(phone: Phone, sisters: Phone) -> None:
    phone.answers("call", version=2, ago=TEN)
    assert phone.send() == ["quarantined"]
    publish_exercises("Second edition")
    sisters.send()
    phone.send()
    assert phone.shown() == sisters.shown()
    assert phone.shown().items[FIRE].attempts == 1
    assert _about(_ago(_progress(phone)[1][0]["last_at"]), TEN)


def test_the_phone_that_talks_nonsense(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quarantine, "MOST_KEPT", 2)
    for _ in range(3):
        phone.does({**opened(), "verb": "danced"})
    phone.answers("call")
    assert phone.send() == ["quarantined", "quarantined", "refused", "stored"]
    assert [reason.partition(":")[0] for _, reason in phone.refused] == [
        "verb-unknown",
        "verb-unknown",
        "quarantine-full",
    ]
    assert len(phone.ask("/me/quarantine")["items"]) == 2


def test_the_page_and_the_phone(phone: Phone, cast: Cast) -> None:
    act = FormAct("answered", PACK, 1, MODULE, LESSON, "fire", "wait")
    now = clock.now()
    for click in (now, now + timedelta(seconds=0.2)):
        record_form(cast.learner.actor, act, click)
    phone.answers("call")
    phone.send()
    assert _progress(phone)[1][0]["attempts"] == 2


def test_every_story_is_told_and_tested() -> None:
    stories = re.findall(r"^\*\*(.+?)\.\*\*", (ROOT / "docs" / "sync.md").read_text(encoding="utf-8"), re.MULTILINE)
    tests = {
        name.removeprefix("test_") for name in globals() if name.startswith("test_the_") or name == "test_two_phones"
    }
    assert {story.lower().replace(" ", "_") for story in stories} == tests
