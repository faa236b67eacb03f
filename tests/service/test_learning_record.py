"""What learners did is recorded once, whoever sends it and however often."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from orientation import clock
from orientation.actor import GUEST, LearnerErased
from orientation.catalog.service import add_version, roll_back
from orientation.db import db
from orientation.errors import NotAllowed, NotSignedIn
from orientation.learning.models import LearningEvent, QuarantinedEvent
from orientation.learning.queries import items_of, list_quarantined, progress_of, state_of
from orientation.learning.rules.forms import FormAct
from orientation.learning.rules.intake import BatchTooLarge
from orientation.learning.service import Ack, record, record_form
from tests.cast import Cast
from tests.counting import count_queries
from tests.exercises import LESSON, MODULE, OTHER_LESSON, PACK, answered, batch, completed, publish_exercises
from tests.shelf import compiled_pack


@pytest.fixture(autouse=True)
def lessons(context: None) -> None:
    publish_exercises()


def _send(cast: Cast, *events: Any, **options: Any) -> list[Ack]:
    return record(cast.learner.id, batch(*events, **options), clock.now())


def _statuses(acks: list[Ack]) -> list[str]:
    return [ack.status for ack in acks]


def _count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_an_event_is_stored_and_sent_again_is_a_duplicate_with_the_same_verdict(cast: Cast) -> None:
    event = answered("fire", "wait")
    first, again = _send(cast, event), _send(cast, event)
    assert (first[0].status, first[0].verdict, first[0].id) == ("stored", "wrong", event["id"])
    assert (again[0].status, again[0].verdict) == ("duplicate", "wrong")
    assert items_of(cast.learner.id, PACK, MODULE, LESSON)[0].attempts == 1


def test_twice_in_one_batch_counts_once(cast: Cast) -> None:
    event = completed()
    assert _statuses(_send(cast, event, event)) == ["stored", "duplicate"]
    assert progress_of(cast.learner.id)[0].seconds == 5


def test_an_id_in_capitals_is_the_same_id(cast: Cast) -> None:
    event = completed()
    assert _statuses(_send(cast, event, {**event, "id": event["id"].upper()})) == ["stored", "duplicate"]


def test_two_learners_may_have_events_of_one_id(cast: Cast) -> None:
    event = completed()
    _send(cast, event)
    assert _statuses(record(cast.second_learner.id, batch(event), clock.now())) == ["stored"]


def test_an_id_that_stands_for_something_else_is_kept_aside_not_lost(cast: Cast) -> None:
    event = answered("fire", "wait")
    _send(cast, event)
    for other in ({**event, "answer": "call"}, {**event, "lesson": OTHER_LESSON}):
        ack = _send(cast, other)[0]
        assert (ack.status, (ack.reason or "").partition(":")[0]) == ("quarantined", "id-taken")
    assert _count(QuarantinedEvent) == 2
    assert _count(LearningEvent) == 1


def test_the_server_marks_and_the_phones_mark_is_not_believed(cast: Cast) -> None:
    ack = _send(cast, answered("fire", "hide", verdict="right"))[0]
    assert ack.verdict == "wrong"
    assert items_of(cast.learner.id, PACK, MODULE, LESSON)[0].right == 0


def test_an_answer_is_marked_with_the_version_that_it_names(cast: Cast) -> None:
    publish_exercises("Second edition", without="fire")
    new, old = answered("fire", "call", version=2), answered("fire", "call", version=1)
    acks = _send(cast, new, old)
    assert _statuses(acks) == ["quarantined", "stored"]
    assert (acks[0].reason or "").startswith("item-unknown: ")


def test_a_version_that_was_rolled_back_is_still_known(cast: Cast) -> None:
    publish_exercises("Second edition", without="fire")
    roll_back(cast.editor.actor, PACK, 1)
    acks = _send(cast, completed(version=2), answered("fire", "call", version=3))
    assert _statuses(acks) == ["stored", "stored"]


def test_a_version_that_learners_never_saw_is_unknown(cast: Cast) -> None:
    add_version(cast.editor.actor, compiled_pack(PACK, "Not yet"))
    acks = _send(cast, completed(version=2), completed(version=9), completed(pack="nothing"))
    assert [(ack.reason or "").partition(":")[0] for ack in acks] == ["version-unknown"] * 3


BAD: list[Any] = [
    None,
    7,
    "completed",
    [],
    {},
    [{"id": "x"}],
    {"id": None},
    {"id": 5, "verb": "completed"},
    {**completed(), "id": "nonsense"},
    {**completed(), "mood": "good"},
    {**completed(), "seq": -1},
    {**completed(), "seq": 2**31},
    {**completed(), "seq": "one"},
    {**completed(), "seq": True},
    {**completed(), "version": 0},
    {**completed(), "version": 1.5},
    {**completed(), "at": "yesterday"},
    {**completed(), "at": "2026-03-01T10:00:00"},
    {**completed(), "at": 12},
    {**completed(), "seconds": float("nan")},
    {**completed(), "seconds": None},
    {**completed(), "pack": "First Steps"},
    {**completed(), "lesson": "x" * 61},
    {**completed(), "lesson": "dignity\n"},
    {**completed(), "verb": ["completed"]},
    {**completed(), "verb": "\x00\ud800"},
    {**completed(), "\x00\ud800": "\x00\ud800"},
    answered("fire", {"deep": [[[[float("inf")]]]]}),
    answered("wel", {"1": "x" * 400}),
    answered("wel", "\x00\ud800"),
]


def test_bad_events_cost_their_neighbours_nothing(cast: Cast) -> None:
    events = [event for bad in BAD for event in (bad, completed())]
    acks = _send(cast, *events)
    assert _statuses(acks) == ["quarantined", "stored"] * len(BAD)
    assert [ack.index for ack in acks] == list(range(len(events)))
    assert all(ack.reason and ": " in ack.reason for ack in acks[::2])
    assert _count(QuarantinedEvent) == len(BAD)


def test_odd_text_in_a_good_answer_is_kept_as_it_came(cast: Cast) -> None:
    event = answered("wel", {"1": "we\ud800l\x00"})
    assert _send(cast, event)[0].verdict == "wrong"
    assert _statuses(_send(cast, event)) == ["duplicate"]


def test_a_reason_names_the_fields_and_never_quotes_the_event(cast: Cast) -> None:
    ack = _send(cast, {**completed(), "seq": -1, "my secret": "is this"})[0]
    assert ack.reason is not None
    assert "seq: " in ack.reason
    assert "1 keys" in ack.reason
    assert "secret" not in ack.reason


def test_what_is_in_quarantine_stands_there_once_however_often_it_is_sent(cast: Cast) -> None:
    bad = {"verb": "completed", "note": [1.5, "ünï", None]}
    for _ in range(3):
        assert _send(cast, bad)[0].status == "quarantined"
    kept = list_quarantined(cast.learner.id)
    assert [row.raw for row in kept] == [bad]
    assert list_quarantined(cast.second_learner.id) == []


def test_times_are_corrected_by_the_difference_of_the_clocks(cast: Cast) -> None:
    now = clock.now()
    off = timedelta(days=3653)
    event = completed(at=now - off - timedelta(hours=2))
    record(cast.learner.id, batch(event, phone_time=now - off), now)
    assert progress_of(cast.learner.id)[0].completed_at == now - timedelta(hours=2)


def test_an_empty_batch_is_answered_by_nothing(cast: Cast) -> None:
    assert _send(cast) == []


def test_a_batch_that_is_too_large_writes_nothing(cast: Cast) -> None:
    with pytest.raises(BatchTooLarge):
        _send(cast, *[completed() for _ in range(501)])
    assert _count(LearningEvent) == 0


def test_the_largest_batch_is_taken(cast: Cast) -> None:
    assert set(_statuses(_send(cast, *[completed() for _ in range(500)]))) == {"stored"}


def test_a_learner_who_was_erased_is_signed_out(cast: Cast) -> None:
    with pytest.raises(LearnerErased):
        record(uuid4(), batch(completed()), clock.now())


def test_a_batch_costs_the_same_queries_however_many_events(cast: Cast) -> None:
    items = [answered("fire", "call"), answered("wel", {"1": "wel"}), completed(lesson=OTHER_LESSON)]
    _send(cast, answered("rumour", True))  # the catalogue remembers its files from here on
    with count_queries() as small:
        _send(cast, *items)
    with count_queries() as large:
        _send(cast, *(e for _ in range(30) for e in (answered("fire", "wait"), completed(lesson=OTHER_LESSON))))
    assert small.number == large.number <= 9, large.statements


def test_progress_survives_a_new_version(cast: Cast) -> None:
    _send(cast, answered("fire", "wait"), completed())
    publish_exercises("Second edition")
    _send(cast, answered("fire", "call", version=2))
    state = state_of(cast.learner.id, PACK, MODULE, LESSON)
    assert (state.completed_at is not None, state.items_answered, state.items_right) == (True, 1, 1)
    assert items_of(cast.learner.id, PACK, MODULE, LESSON)[0].attempts == 2


ACT = FormAct("answered", PACK, 1, MODULE, LESSON, "fire", "wait")
NOON = datetime.fromisoformat("2026-03-01T12:00:09.900+00:00")


def test_a_form_is_recorded_and_a_double_click_counts_once(cast: Cast) -> None:
    first = record_form(cast.learner.actor, ACT, NOON)
    again = record_form(cast.learner.actor, ACT, NOON + timedelta(seconds=0.3))
    assert (first.status, first.verdict) == ("stored", "wrong")
    assert again.status == "duplicate"
    assert UUID(first.id or "").version == 8


def test_the_same_answer_later_is_another_try(cast: Cast) -> None:
    record_form(cast.learner.actor, ACT, NOON)
    assert record_form(cast.learner.actor, ACT, NOON + timedelta(seconds=11)).status == "stored"
    assert record_form(cast.learner.actor, replace(ACT, answer="call"), NOON).status == "stored"
    assert items_of(cast.learner.id, PACK, MODULE, LESSON)[0].attempts == 3


def test_only_a_learner_leaves_a_trace_on_a_page(cast: Cast) -> None:
    with pytest.raises(NotSignedIn):
        record_form(GUEST, ACT, NOON)
    with pytest.raises(NotAllowed):
        record_form(cast.officer.actor, ACT, NOON)
    assert _count(LearningEvent) == 0
