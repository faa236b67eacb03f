"""Any number of phones and learners, and whatever happens between them and the server: nothing is lost or doubled.

Hypothesis drives model phones (tests/phones.py) against the real routes and database. Requests get lost, arrive late,
twice, in another order, in parts; answers get lost; clocks jump; the server is restored from a backup, and sometimes
nobody begins a new epoch for a while. At the end every phone syncs twice.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from orientation import clock
from orientation.accounts.models import Session
from orientation.actor import SYSTEM
from orientation.assignments.models import Assignment
from orientation.assignments.queries import list_assignments_of
from orientation.assignments.service import assign, unassign
from orientation.db import db, transaction
from orientation.learning.models import LearningEvent
from orientation.learning.rules.folding import Progress, fold
from orientation.learning.service import refold
from orientation.learning.service.rows import load_progress
from orientation.sync import queries
from orientation.sync.service import begin_epoch
from tests.cast import Cast, Person
from tests.exercises import LESSON, MODULE, OTHER_LESSON, PACK, answered, completed, opened, publish_exercises
from tests.phones import Body, Phone, thinks

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MOST_PHONES = 6
WHICH = st.integers(0, MOST_PHONES - 1)
ITEM = st.sampled_from([("fire", "call"), ("fire", "wait"), ("een", {"1": "een"})])
LESSONS = st.sampled_from([LESSON, OTHER_LESSON])
FATES = st.sampled_from(["heard", "heard", "heard in parts", "answer lost", "late", "twice", "busy meanwhile"])


class World:
    """The people, and a clock that the machine turns."""

    def __init__(self, client: FlaskClient, cast: Cast) -> None:
        self.client, self.cast = client, cast
        self.learners: list[Person] = [cast.learner, cast.second_learner, cast.other_learner]
        self.officers = [cast.officer, cast.officer, cast.other_officer]
        self.now = NOON


class Phones(RuleBasedStateMachine):
    """Phones that sync, and all that can go wrong."""

    world: World

    def __init__(self) -> None:
        super().__init__()
        self.world.now = NOON
        db.session.remove()
        connection: Any = db.engine  # the test's one connection
        self.connection = connection
        self.start = connection.begin_nested()
        self.backups: list[Any] = []
        self.is_epoch_owed = False
        self.phones: list[Phone] = []
        self.owners: list[int] = []
        self.made: list[dict[str, dict[str, Any]]] = [{} for _ in self.world.learners]
        self.nonsense: list[set[str]] = []
        self.on_their_way: list[tuple[Phone, Body]] = []
        self._join(0)
        self._join(0)

    def _join(self, owner: int) -> None:
        phone = Phone(self.world.client, self.world.learners[owner].token, f"phone-{len(self.phones)}")
        self.phones.append(phone)
        self.owners.append(owner)
        self.nonsense.append(set())

    def _pick(self, which: int) -> int:
        return which % len(self.phones)

    @precondition(lambda self: len(self.phones) < MOST_PHONES)
    @rule(owner=st.integers(0, 2))
    def somebody_joins_with_another_phone(self, owner: int) -> None:
        self._join(owner)

    @rule(which=WHICH, lesson=LESSONS, how_long=st.integers(0, 100), make=st.sampled_from([opened, completed]))
    def she_reads(self, which: int, lesson: str, how_long: int, make: Callable[..., dict[str, Any]]) -> None:
        phone = self.phones[self._pick(which)]
        self._note(self._pick(which), make(phone.time(), lesson=lesson, seconds=how_long))

    @rule(which=WHICH, lesson=LESSONS, answers=st.lists(ITEM, min_size=1, max_size=4))
    def she_answers(self, which: int, lesson: str, answers: list[tuple[str, Any]]) -> None:
        phone = self.phones[self._pick(which)]
        for item, answer in answers:
            event = answered(item, answer, phone.time(), lesson=lesson, verdict=thinks(item, answer))
            self._note(self._pick(which), event)

    @rule(which=WHICH, changed=st.sampled_from([{"item": "not-there"}, {"version": 9}, {"verb": "danced"}]))
    def the_app_talks_nonsense(self, which: int, changed: dict[str, Any]) -> None:
        phone = self.phones[self._pick(which)]
        event = {**answered("fire", "call", phone.time()), **changed}
        self.nonsense[self._pick(which)].add(event["id"])
        phone.does({**event, "verdict": None})

    @rule(which=WHICH, other=WHICH)
    def the_app_sends_it_for_somebody_else_too(self, which: int, other: int) -> None:
        one, two = self._pick(which), self._pick(other)
        event = opened(self.phones[one].time())
        self._note(one, event)
        if self.owners[one] != self.owners[two]:
            self._note(two, event)

    @rule(which=WHICH, fate=FATES, most=st.integers(1, 5))
    def it_sends(self, which: int, fate: str, most: int) -> None:
        phone = self.phones[self._pick(which)]
        body = phone.request(most if fate == "heard in parts" else 500)
        if fate == "late":
            self.on_their_way.append((phone, body))
            return
        answer = phone.deliver(body)
        assert answer.status_code == 200, answer.text
        if fate == "twice":
            answer = phone.deliver(body)
        if fate == "busy meanwhile":
            self.she_reads(which, LESSON, 1, opened)
        if fate != "answer lost":
            phone.hear(body, answer)
            if not phone.has_more and not self.is_epoch_owed:  # the last page may be to come, or an epoch
                self._check_that_nothing_vanished(self._pick(which))

    @precondition(lambda self: self.on_their_way)
    @rule(which=st.integers(0, 100))
    def a_late_request_arrives(self, which: int) -> None:
        phone, body = self.on_their_way.pop(which % len(self.on_their_way))
        phone.deliver(body)  # the phone has given up waiting

    @rule(which=WHICH, days=st.integers(-4000, 4000))
    def its_clock_jumps(self, which: int, days: int) -> None:
        self.phones[self._pick(which)].off = timedelta(days=days)

    @rule(hours=st.integers(1, 100))
    def time_passes(self, hours: int) -> None:
        self.world.now += timedelta(hours=hours)

    @rule(owner=st.integers(0, 2), module=st.sampled_from([MODULE, "daily-life"]))
    def the_officer_changes_what_is_asked(self, owner: int, module: str) -> None:
        actor, learner = self.world.officers[owner].actor, self.world.learners[owner]
        there = db.select(Assignment.id).where(Assignment.learner_id == learner.id, Assignment.module == module)
        asked = db.session.scalar(there)
        if asked is None:
            assign(actor, learner_id=learner.id, pack=PACK, module=module, days_before=3)
        else:
            unassign(actor, asked)

    @precondition(lambda self: len(self.backups) < 3)
    @rule()
    def a_backup_is_made(self) -> None:
        db.session.remove()
        self.backups.append(self.connection.begin_nested())

    @precondition(lambda self: self.backups)
    @rule(which=st.integers(0, 2), is_told=st.booleans())
    def the_server_goes_back_to_a_backup(self, which: int, is_told: bool) -> None:
        db.session.remove()
        self._go_back(which % len(self.backups))
        self.is_epoch_owed = True
        if is_told:
            self.the_operator_begins_an_epoch()

    @precondition(lambda self: self.is_epoch_owed)
    @rule()
    def the_operator_begins_an_epoch(self) -> None:
        begin_epoch(SYSTEM, clock.now())
        self.is_epoch_owed = False

    def teardown(self) -> None:
        try:
            if sys.exc_info()[0] is None:
                self._settle()
                for number, learner in enumerate(self.world.learners):
                    self._check_learner(number, learner.id)
                assert refold(SYSTEM) == []
        finally:
            db.session.remove()
            self._go_back(0)
            self.start.rollback()

    def _go_back(self, chosen: int) -> None:
        """Undo what happened since a backup; savepoints end from the inside."""
        while len(self.backups) > chosen:
            self.backups.pop().rollback()

    def _note(self, which: int, event: dict[str, Any]) -> None:
        self.phones[which].does(event)
        self.made[self.owners[which]][event["id"]] = event

    def _settle(self) -> None:
        if self.is_epoch_owed:
            self.the_operator_begins_an_epoch()
        for _ in range(2):
            for phone in self.phones:
                phone.catch_up()

    def _check_that_nothing_vanished(self, which: int) -> None:
        """What was done on a phone shows there whenever it has heard all that there is."""
        phone = self.phones[which]
        own = [event for event in (*phone.outbox, *phone.sent) if event["id"] in self.made[self.owners[which]]]
        shown = {place: item.attempts for place, item in phone.shown().items.items()}
        for place, number in Counter(_place(event) for event in own if event["verb"] == "answered").items():
            assert shown[place] >= number

    def _check_learner(self, number: int, learner_id: UUID) -> None:
        made, phones = self.made[number], [i for i, owner in enumerate(self.owners) if owner == number]
        told = any(self.phones[i].epoch for i in phones)
        with transaction():
            rows = db.session.scalars(db.select(LearningEvent).where(LearningEvent.learner_id == learner_id)).all()
            progress = load_progress(learner_id)
        assert {row.id for row in rows} == {UUID(each) for each in made} or not told
        assert progress == fold(rows)
        _check_sums(progress, list(made.values()))
        asked = [(one.pack, one.module, one.due_on) for one in list_assignments_of(learner_id)]
        for i in phones:
            phone = self.phones[i]
            assert (phone.outbox, phone.shown()) == ([], progress)
            assert sorted(event["id"] for event, _ in phone.refused) == sorted(self.nonsense[i])
            assert [(one["pack"], one["module"], one["due_on"]) for one in phone.assignments] == asked
            assert phone.packs == {PACK: 1}


def _place(event: dict[str, Any]) -> tuple[str, ...]:
    return tuple(event[name] for name in ("pack", "module", "lesson", "item"))


def _check_sums(progress: Progress, made: list[dict[str, Any]]) -> None:
    """Everything that was ever done counts once, by the model's own reckoning."""
    answers = [event for event in made if event["verb"] == "answered"]
    attempts = Counter(_place(event) for event in answers)
    right = Counter(_place(event) for event in answers if event["verdict"] == "right")
    seconds: Counter[tuple[str, ...]] = Counter()
    for event in made:
        seconds[_place({**event, "item": ""})[:3]] += event["seconds"]
    assert {place: item.attempts for place, item in progress.items.items()} == attempts
    assert {place: item.right for place, item in progress.items.items()} == {place: right[place] for place in attempts}
    assert {place: lesson.seconds for place, lesson in progress.lessons.items()} == dict(seconds)


@pytest.fixture
def world(client: FlaskClient, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    publish_exercises()
    with transaction():
        db.session.execute(db.update(Session).values(expires_at=NOON + timedelta(days=4000)))
    made = World(client, cast)
    monkeypatch.setattr(clock, "now", lambda: made.now)
    monkeypatch.setattr(queries, "PAGE", 3)
    yield made


def test_at_the_end_all_phones_show_the_same_and_nothing_is_lost_or_doubled(world: World) -> None:
    machine = type("PhonesHere", (Phones,), {"world": world})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=500,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
        ),
    )
