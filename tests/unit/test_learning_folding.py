"""Folds are a commutative monoid: what events add up to has nothing to do with how they arrived."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from orientation.learning.rules.folding import (
    MOST,
    NOTHING,
    Item,
    Lesson,
    LessonFold,
    Progress,
    fold,
    merge,
    merge_lessons,
)
from orientation.learning.rules.intake import Event
from orientation.learning.rules.marking import VERDICTS, Verdict

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SLUGS = st.sampled_from(["a", "b"])


@st.composite
def events(draw: st.DrawFn) -> Event:
    verb = draw(st.sampled_from(["opened", "completed", "answered"]))
    is_answer = verb == "answered"
    return Event(
        id=draw(st.uuids()),
        device="phone",
        seq=0,
        verb=verb,
        pack=draw(SLUGS),
        version=1,
        module=draw(SLUGS),
        lesson=draw(SLUGS),
        item=draw(SLUGS) if is_answer else None,
        answer=None,
        verdict=draw(st.sampled_from(VERDICTS)) if is_answer else None,
        seconds=draw(st.integers(0, 3600)),
        occurred_at=NOON + timedelta(minutes=draw(st.integers(0, 5))),
    )


HISTORIES = st.lists(events(), max_size=25, unique_by=lambda event: event.id)
PROGRESS = HISTORIES.map(fold)


@settings(max_examples=500)
@given(HISTORIES, st.data())
def test_order_does_not_matter(history: list[Event], data: st.DataObject) -> None:
    assert fold(data.draw(st.permutations(history))) == fold(history)


@settings(max_examples=500)
@given(HISTORIES, st.lists(st.integers(0, 25)))
def test_splitting_does_not_matter(history: list[Event], cuts: list[int]) -> None:
    places = sorted({0, len(history), *(min(cut, len(history)) for cut in cuts)})
    merged = NOTHING
    for start, end in pairwise(places):
        merged = merge(merged, fold(history[start:end]))
    assert merged == fold(history)


@given(PROGRESS, PROGRESS)
def test_merging_is_the_same_both_ways(a: Progress, b: Progress) -> None:
    assert merge(a, b) == merge(b, a)


@given(PROGRESS, PROGRESS, PROGRESS)
def test_merging_can_be_grouped_at_will(a: Progress, b: Progress, c: Progress) -> None:
    assert merge(merge(a, b), c) == merge(a, merge(b, c))


@given(PROGRESS)
def test_nothing_changes_nothing(progress: Progress) -> None:
    assert merge(NOTHING, progress) == progress == merge(progress, NOTHING)


def _answered(verdict: Verdict, minute: int, number: int) -> Event:
    at = NOON + timedelta(minutes=minute)
    return Event(UUID(int=number), "phone", 0, "answered", "p", 1, "m", "l", "i", None, verdict, 10, at)


def test_an_items_fold_counts_answers_and_keeps_the_last() -> None:
    history = [_answered("wrong", 1, 1), _answered("right", 2, 2), _answered("nearly", 3, 3)]
    item = fold(history).items[Item("p", "m", "l", "i")]
    assert (item.attempts, item.right, item.last_verdict) == (3, 1, "nearly")
    assert item.first_right_at == NOON + timedelta(minutes=2)


def test_of_two_answers_at_one_instant_the_higher_id_is_the_last() -> None:
    for history in ([_answered("wrong", 1, 1), _answered("right", 1, 2)], [_answered("right", 1, 2)]):
        assert fold(history).items[Item("p", "m", "l", "i")].last_verdict == "right"


def test_a_lessons_fold_keeps_first_and_last_and_adds_the_seconds() -> None:
    lesson = fold([_answered("wrong", 5, 1), _answered("right", 1, 2)]).lessons[Lesson("p", "m", "l")]
    assert lesson == LessonFold(NOON + timedelta(minutes=1), NOON + timedelta(minutes=5), None, 20)


def test_counters_stop_at_what_the_tables_hold() -> None:
    long = LessonFold(NOON, NOON, None, MOST - 1)
    assert merge_lessons(long, long).seconds == MOST
