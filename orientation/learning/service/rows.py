"""Folds as rows: reading and writing the progress of one learner. Call inside a transaction that holds the learner."""

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Table, delete, select

from orientation.db import db, upsert
from orientation.learning.models import ItemProgress, LearningEvent, LessonProgress, QuarantinedEvent
from orientation.learning.rules.folding import Item, ItemFold, Lesson, LessonFold, Progress


def table_of(model: type) -> Table:
    """Return a model's table: hot paths speak Core."""
    table: Table = model.__table__  # type: ignore[attr-defined]  # every model has one
    return table


EVENTS, QUARANTINE = table_of(LearningEvent), table_of(QuarantinedEvent)
LESSONS, ITEMS = table_of(LessonProgress), table_of(ItemProgress)


def load_progress(learner_id: UUID, near: Collection[Lesson] | None = None) -> Progress:
    """Return the learner's rows: all, or at least those of the lessons in `near`. Two queries."""
    lessons = select(*list(LESSONS.c)[1:]).where(_whose(LESSONS, learner_id, near))
    items = select(*list(ITEMS.c)[1:]).where(_whose(ITEMS, learner_id, near))
    return Progress(
        {Lesson(*row[:3]): LessonFold(*row[3:]) for row in db.session.execute(lessons)},
        {Item(*row[:4]): ItemFold(*row[4:]) for row in db.session.execute(items)},
    )


def save_progress(learner_id: UUID, progress: Progress) -> None:
    """Write these folds as they are, over the rows that are there. Two statements."""
    _upsert(LESSONS, [_lesson_row(learner_id, *pair) for pair in sorted(progress.lessons.items(), key=_key)])
    _upsert(ITEMS, [_item_row(learner_id, *pair) for pair in sorted(progress.items.items(), key=_key)])


def delete_progress(learner_id: UUID) -> None:
    """Remove the learner's rows."""
    for table in (LESSONS, ITEMS):
        db.session.execute(delete(table).where(table.c.learner_id == learner_id))


def _whose(table: Table, learner_id: UUID, near: Collection[Lesson] | None) -> ColumnElement[bool]:
    own = table.c.learner_id == learner_id
    if near is None:
        return own
    columns = (table.c.pack, table.c.module, table.c.lesson)
    for column, slugs in zip(columns, zip(*near, strict=True), strict=True):
        own &= column.in_(sorted(set(slugs)))
    return own


def _key(pair: tuple[tuple[str, ...], object]) -> tuple[str, ...]:
    return pair[0]


def _lesson_row(learner_id: UUID, lesson: Lesson, fold: LessonFold) -> dict[str, Any]:
    return {
        "learner_id": learner_id,
        **lesson._asdict(),
        "first_at": fold.first_at,
        "last_at": fold.last_at,
        "completed_at": fold.completed_at,
        "seconds": fold.seconds,
    }


def _item_row(learner_id: UUID, item: Item, fold: ItemFold) -> dict[str, Any]:
    return {
        "learner_id": learner_id,
        **item._asdict(),
        "attempts": fold.attempts,
        "right": fold.right,
        "first_right_at": fold.first_right_at,
        "last_at": fold.last_at,
        "last_event": fold.last_event,
        "last_verdict": fold.last_verdict,
    }


def _upsert(table: Table, rows: list[Mapping[str, Any]]) -> None:
    if rows:
        db.session.execute(_upsert_into(table, db.engine.dialect.name), rows)


@lru_cache(maxsize=8)
def _upsert_into(table: Table, dialect: str) -> Any:  # noqa: ARG001 one statement for each database in use
    return upsert(table, [column.name for column in table.primary_key])
