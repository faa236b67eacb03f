"""What is taken in from a phone, and when it happened."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orientation.learning.rules.forms import FormAct, form_event
from orientation.learning.rules.intake import (
    MOST_EVENTS,
    Batch,
    BatchTooLarge,
    Event,
    EventNotUnderstood,
    check_size,
    echoed_id,
    fingerprint,
    keepable,
    occurred_at,
    understand,
)
from orientation.learning.rules.marking import Marker
from tests.unit.test_marking_laws import ITEMS, JSON

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
INSTANTS = st.datetimes(timezones=st.just(UTC))


class OneLesson:
    """Version 3 of one pack with one lesson."""

    def has_version(self, pack: str, version: int) -> bool:
        return (pack, version) == ("nl", 3)

    def find_lesson(self, pack: str, version: int, module: str, lesson: str) -> dict[str, Marker] | None:
        is_it = (pack, version, module, lesson) == ("nl", 3, "rights", "dignity")
        return {name: Marker(item) for name, item in ITEMS.items()} if is_it else None


def _given(**changed: Any) -> dict[str, Any]:
    place = {"pack": "nl", "version": 3, "module": "rights", "lesson": "dignity"}
    event = {"id": uuid4(), "seq": 1, "verb": "answered", **place, "item": "fire", "answer": "call", "at": NOW}
    return {name: value for name, value in {**event, **changed}.items() if value is not ...}


def _understand(**changed: Any) -> Event:
    return understand(_given(**changed), Batch("phone", NOW, []), NOW, OneLesson())


def test_an_answer_is_marked_whatever_the_phone_said() -> None:
    assert _understand(answer="wait", verdict="right").verdict == "wrong"


def test_opening_and_completing_are_not_marked() -> None:
    event = _understand(verb="completed", item=..., answer=...)
    assert (event.verdict, event.item, event.answer) == (None, None, None)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"id": uuid5(NAMESPACE_URL, "x")}, "id-not-random"),
        ({"id": UUID(int=0)}, "id-not-random"),
        ({"verb": "danced"}, "verb-unknown"),
        ({"pack": "de"}, "version-unknown"),
        ({"version": 4}, "version-unknown"),
        ({"module": "duties"}, "lesson-unknown"),
        ({"lesson": "taxes"}, "lesson-unknown"),
        ({"item": "ice"}, "item-unknown"),
        ({"item": ...}, "item-missing"),
        ({"answer": ...}, "item-missing"),
        ({"answer": None}, "answer-not-understood"),
        ({"answer": "run"}, "answer-not-understood"),
        ({"verb": "opened"}, "item-not-expected"),
        ({"verb": "opened", "item": ...}, "item-not-expected"),
    ],
)
def test_what_is_not_understood_has_its_reason(changed: dict[str, Any], code: str) -> None:
    with pytest.raises(EventNotUnderstood) as refusal:
        _understand(**changed)
    assert refusal.value.reason.startswith(code + ": ")


@pytest.mark.parametrize(("seconds", "kept"), [(-5, 0), (0, 0), (12, 12), (3600, 3600), (10**30, 3600), (..., 0)])
def test_seconds_are_bounded(seconds: Any, kept: int) -> None:
    assert _understand(seconds=seconds).seconds == kept


@given(INSTANTS, st.timedeltas(timedelta(0), timedelta(days=400)), st.timedeltas(timedelta(0), timedelta(days=400)))
def test_a_clock_that_is_off_is_corrected(true: datetime, age: timedelta, off: timedelta) -> None:
    now = max(true, datetime(2026, 1, 1, tzinfo=UTC)).replace(year=2028)
    happened = now - age
    assert occurred_at(happened + off, now + off, now) == happened


@given(INSTANTS, INSTANTS)
def test_nothing_happens_in_the_future_or_too_long_ago(at: datetime, phone_time: datetime) -> None:
    assert NOW - timedelta(days=400) <= occurred_at(at, phone_time, NOW) <= NOW


def test_clocks_at_the_ends_of_time_are_bounded_too() -> None:
    first = datetime.fromisoformat("0001-01-01T00:00:00+23:59")
    last = datetime.fromisoformat("9999-12-31T23:59:59-23:59")
    assert occurred_at(last, first, NOW) == NOW
    assert occurred_at(first, last, NOW) == NOW - timedelta(days=400)


def test_a_batch_that_is_too_large_says_what_to_do() -> None:
    check_size(Batch("phone", NOW, [None] * MOST_EVENTS))
    with pytest.raises(BatchTooLarge, match="in parts"):
        check_size(Batch("phone", NOW, [None] * (MOST_EVENTS + 1)))


@given(JSON)
def test_anything_can_be_kept(raw: object) -> None:
    text = json.dumps(keepable(raw), allow_nan=False)
    assert fingerprint(json.loads(text)) == fingerprint(keepable(raw))
    echoed_id(raw)


def test_what_nests_deeper_than_anybody_reads_is_kept_to_a_depth() -> None:
    deep: list[Any] = []
    for _ in range(500):
        deep = [deep]
    assert json.dumps(keepable(deep)).count("[") == 24


def test_what_is_too_long_keeps_its_beginning_and_its_hash() -> None:
    one, other = keepable("x" * 20_000), keepable("x" * 20_001)
    assert one["cut"] == other["cut"]
    assert fingerprint(one) != fingerprint(other)


ACT = FormAct("answered", "nl", 3, "rights", "dignity", "fire", "call")
SESSION = UUID(int=5)


def test_a_form_sent_again_in_its_window_is_the_same_event() -> None:
    early, late = NOW, NOW + timedelta(seconds=9)
    assert form_event(SESSION, ACT, early)["id"] == form_event(SESSION, ACT, late)["id"]
    assert UUID(form_event(SESSION, ACT, early)["id"]).version == 8


def test_another_answer_session_or_time_is_another_event() -> None:
    other = FormAct("answered", "nl", 3, "rights", "dignity", "fire", "wait")
    made = [form_event(SESSION, ACT, NOW), form_event(SESSION, other, NOW), form_event(UUID(int=6), ACT, NOW)]
    made.append(form_event(SESSION, ACT, NOW + timedelta(seconds=10)))
    assert len({event["id"] for event in made}) == 4


def test_the_window_before_can_be_named() -> None:
    later = NOW + timedelta(seconds=10)
    assert form_event(SESSION, ACT, later, windows_ago=1)["id"] == form_event(SESSION, ACT, NOW)["id"]
