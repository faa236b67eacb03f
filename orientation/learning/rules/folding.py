"""What events add up to. Folds are a commutative monoid: order, splitting and the number of phones don't matter.

For events that are all different, `fold(a + b) == merge(fold(a), fold(b))`, `merge(a, b) == merge(b, a)`, and
`NOTHING` changes nothing. Counting each event once is the table's business (its key), not the fold's.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter
from typing import NamedTuple, Protocol, TypeVar
from uuid import UUID

MOST = 2**31 - 1
"""Where counters stop: the largest that the tables hold."""


class Lesson(NamedTuple):
    """Which lesson. It has no version: progress survives new ones."""

    pack: str
    module: str
    lesson: str


class Item(NamedTuple):
    """Which item."""

    pack: str
    module: str
    lesson: str
    item: str


class Happened(Protocol):
    """What a fold needs to know of an event."""

    @property
    def id(self) -> UUID: ...
    @property
    def verb(self) -> str: ...
    @property
    def pack(self) -> str: ...
    @property
    def module(self) -> str: ...
    @property
    def lesson(self) -> str: ...
    @property
    def item(self) -> str | None: ...
    @property
    def verdict(self) -> str | None: ...
    @property
    def seconds(self) -> int: ...
    @property
    def occurred_at(self) -> datetime: ...


class LessonFold(NamedTuple):
    """One lesson's events: when it was first and last touched, first completed, and for how many seconds in all."""

    first_at: datetime
    last_at: datetime
    completed_at: datetime | None
    seconds: int


class ItemFold(NamedTuple):
    """One item's answers. The last one is that of the latest instant, then of the highest id."""

    attempts: int
    right: int
    first_right_at: datetime | None
    last_at: datetime
    last_event: UUID
    last_verdict: str


@dataclass(frozen=True)
class Progress:
    """What a set of events adds up to."""

    lessons: Mapping[Lesson, LessonFold] = field(default_factory=dict)
    items: Mapping[Item, ItemFold] = field(default_factory=dict)


NOTHING = Progress()
_LATER = attrgetter("occurred_at", "id")
_NO_LESSONS = frozenset({"reviewed", "placed", "shared"})
"""Verbs of what is no part of a lesson: see reviews.py and levels.py."""


def fold(events: Iterable[Happened]) -> Progress:
    """Add up events that all have different ids. Reviews of words and placements are no part of a lesson."""
    lessons: defaultdict[tuple[str, ...], list[Happened]] = defaultdict(list)
    items: defaultdict[tuple[str, ...], list[Happened]] = defaultdict(list)
    for event in events:
        if event.verb in _NO_LESSONS:
            continue
        place = (event.pack, event.module, event.lesson)
        lessons[place].append(event)
        if event.item is not None and event.verdict is not None:
            items[*place, event.item].append(event)
    return Progress(
        {Lesson(*place): _fold_lesson(happened) for place, happened in lessons.items()},
        {Item(*place): _fold_item(answers) for place, answers in items.items()},
    )


def merge(a: Progress, b: Progress) -> Progress:
    """Add up the folds of two sets of events that share none."""
    lessons, items = dict(a.lessons), dict(a.items)
    for lesson, lesson_fold in b.lessons.items():
        _add(lessons, lesson, lesson_fold, merge_lessons)
    for item, item_fold in b.items.items():
        _add(items, item, item_fold, merge_items)
    return Progress(lessons, items)


def last_whole(revisions: Iterable[int], limit: int) -> int | None:
    """Return the last revision whose rows, with those of all earlier ones, are at most `limit`; None when all are.

    `revisions` has one entry for each row. The first revision always fits, however many rows it has.
    """
    ordered = sorted(revisions)
    if len(ordered) <= limit:
        return None
    return max((one for one in ordered[:limit] if one < ordered[limit]), default=ordered[limit])


def merge_lessons(a: LessonFold, b: LessonFold) -> LessonFold:
    """Add up two folds of the same lesson."""
    return LessonFold(
        first_at=min(a.first_at, b.first_at),
        last_at=max(a.last_at, b.last_at),
        completed_at=_earliest(a.completed_at, b.completed_at),
        seconds=min(a.seconds + b.seconds, MOST),
    )


def merge_items(a: ItemFold, b: ItemFold) -> ItemFold:
    """Add up two folds of the same item."""
    last = a if (a.last_at, a.last_event) >= (b.last_at, b.last_event) else b
    return ItemFold(
        attempts=min(a.attempts + b.attempts, MOST),
        right=min(a.right + b.right, MOST),
        first_right_at=_earliest(a.first_right_at, b.first_right_at),
        last_at=last.last_at,
        last_event=last.last_event,
        last_verdict=last.last_verdict,
    )


def _fold_lesson(events: list[Happened]) -> LessonFold:
    instants = [event.occurred_at for event in events]
    completed = [event.occurred_at for event in events if event.verb == "completed"]
    seconds = sum([event.seconds for event in events])
    return LessonFold(min(instants), max(instants), min(completed, default=None), min(seconds, MOST))


def _fold_item(answers: list[Happened]) -> ItemFold:
    right = [answer.occurred_at for answer in answers if answer.verdict == "right"]
    last = max(answers, key=_LATER)
    first_right_at = min(right, default=None)
    return ItemFold(len(answers), len(right), first_right_at, last.occurred_at, last.id, last.verdict or "")


def _earliest(a: datetime | None, b: datetime | None) -> datetime | None:
    if a is None or b is None:
        return a or b
    return min(a, b)


Key = TypeVar("Key")
Fold = TypeVar("Fold")


def _add(folds: dict[Key, Fold], key: Key, fold: Fold, join: Callable[[Fold, Fold], Fold]) -> None:
    known = folds.get(key)
    folds[key] = fold if known is None else join(known, fold)
