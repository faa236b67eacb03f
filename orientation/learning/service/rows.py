"""Events and their folds as rows of one learner. Call inside a transaction that holds the learner.

This is the hot path of sync: its statements are prepared, see orientation/prepared.py.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Table, bindparam, delete, insert, literal, select, update

from orientation.accounts.models import Learner
from orientation.db import upsert, writing
from orientation.learning.models import (
    ItemProgress,
    LearnerRevision,
    LearningEvent,
    LessonProgress,
    QuarantinedEvent,
)
from orientation.learning.rules.folding import Item, ItemFold, Lesson, LessonFold, Progress
from orientation.learning.rules.intake import Event
from orientation.prepared import Prepared


def table_of(model: type) -> Table:
    """Return a model's table."""
    table: Table = model.__table__  # type: ignore[attr-defined]  # every model has one
    return table


LEARNERS, EVENTS, QUARANTINE = table_of(Learner), table_of(LearningEvent), table_of(QuarantinedEvent)
LESSONS, ITEMS, REVISIONS = table_of(LessonProgress), table_of(ItemProgress), table_of(LearnerRevision)
_PLACE = ("pack", "module", "lesson")


def _all_of(table: Table) -> Any:
    """Return a query for a learner's rows, without the learner and the revision."""
    return select(*list(table.c)[1:-1]).where(table.c.learner_id == bindparam("learner_id"))


def _near(table: Table) -> Any:
    return _all_of(table).where(*(table.c[name].in_(bindparam(name, expanding=True)) for name in _PLACE))


def _at(table: Table) -> Any:
    return _all_of(table).where(*(table.c[name] == bindparam(name) for name in _PLACE))


def _save(table: Table) -> Any:
    return upsert(table, [column.name for column in table.primary_key])


def _raise() -> Any:
    learner = select(LEARNERS.c.id, literal(1)).where(LEARNERS.c.id == bindparam("id")).with_for_update(key_share=True)
    raised = upsert(REVISIONS, ["learner_id"], revision=REVISIONS.c.revision + 1)
    return raised.from_select(["learner_id", "revision"], learner).returning(REVISIONS.c.revision)


_ALL, _NEAR = ((query(LESSONS), query(ITEMS)) for query in (_all_of, _near))
_LESSONS_AT, _ITEMS_AT = Prepared(lambda: _at(LESSONS)), Prepared(lambda: _at(ITEMS))
_SAVE_LESSONS, _SAVE_ITEMS = Prepared(lambda: _save(LESSONS)), Prepared(lambda: _save(ITEMS))
_ADD, _RAISE = Prepared(lambda: insert(EVENTS)), Prepared(_raise)


def raise_revision(learner_id: UUID) -> int | None:
    """Raise the learner's counter by one, from 0, and return it; None when there is no such learner.

    Nobody else changes this learner's progress from here until the transaction ends.
    """
    raised = _RAISE.one(writing(), id=learner_id)
    return None if raised is None else raised[0]


def begin_generation(learner_id: UUID) -> None:
    """Let the learner's phones forget what they heard: rows were taken away. Call it when the revision was raised."""
    writing().execute(
        update(REVISIONS).where(REVISIONS.c.learner_id == learner_id).values(generation=REVISIONS.c.generation + 1)
    )


def add_events(learner_id: UUID, events: Sequence[Event], now: datetime) -> None:
    """Write events that came now. Raises the driver's IntegrityError when one of them is there."""
    _ADD.each(writing(), learner_id=learner_id, received_at=now, **_columns(Event, events))


def _columns(kind: Any, rows: Iterable[tuple[Any, ...]]) -> dict[str, list[Any]]:
    """Turn named tuples of a kind, at least one, into a list for each name."""
    return dict(zip(kind._fields, map(list, zip(*rows, strict=True)), strict=True))


def load_progress(learner_id: UUID) -> Progress:
    """Return all of the learner's rows. Two queries."""
    return _shown(*(writing().execute(query, {"learner_id": learner_id}).all() for query in _ALL))


def load_progress_near(learner_id: UUID, lessons: Collection[Lesson]) -> Progress:
    """Return at least the learner's rows of these lessons. Two queries."""
    if len(lessons) == 1:  # as in most batches; an IN is written out anew each time
        (lesson,) = lessons
        place: Mapping[str, Any] = {"learner_id": learner_id, **lesson._asdict()}
        return _shown(*(query.all(writing(), **place) for query in (_LESSONS_AT, _ITEMS_AT)))
    slugs = {name: sorted(set(part)) for name, part in zip(_PLACE, zip(*lessons, strict=True), strict=True)}
    return _shown(*(writing().execute(query, {"learner_id": learner_id, **slugs}).all() for query in _NEAR))


def _shown(lessons: Sequence[Any], items: Sequence[Any]) -> Progress:
    return Progress(
        {Lesson(*row[:3]): LessonFold(*row[3:]) for row in lessons},
        {Item(*row[:4]): ItemFold(*row[4:]) for row in items},
    )


def save_progress(learner_id: UUID, progress: Progress, revision: int) -> None:
    """Write these folds as they are, over the rows that are there, as of this revision. Two statements."""
    if progress.lessons:
        columns = _columns(Lesson, progress.lessons.keys()) | _columns(LessonFold, progress.lessons.values())
        _SAVE_LESSONS.each(writing(), learner_id=learner_id, revision=revision, **columns)
    if progress.items:
        columns = _columns(Item, progress.items.keys()) | _columns(ItemFold, progress.items.values())
        _SAVE_ITEMS.each(writing(), learner_id=learner_id, revision=revision, **columns)


def delete_progress(learner_id: UUID) -> None:
    """Remove the learner's rows."""
    for table in (LESSONS, ITEMS):
        writing().execute(delete(table).where(table.c.learner_id == learner_id))
