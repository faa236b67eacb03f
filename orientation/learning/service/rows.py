"""Folds as rows: reading and writing the progress of one learner. Call inside a transaction that holds the learner.

This is the hot path of sync, so it speaks Core with statements that are made once.
"""

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Executable, Table, bindparam, delete, select

from orientation.db import db, upsert
from orientation.learning.models import (
    ItemProgress,
    LearnerRevision,
    LearningEvent,
    LessonProgress,
    QuarantinedEvent,
)
from orientation.learning.rules.folding import Item, ItemFold, Lesson, LessonFold, Progress


def table_of(model: type) -> Table:
    """Return a model's table."""
    table: Table = model.__table__  # type: ignore[attr-defined]  # every model has one
    return table


EVENTS, QUARANTINE = table_of(LearningEvent), table_of(QuarantinedEvent)
LESSONS, ITEMS = table_of(LessonProgress), table_of(ItemProgress)
REVISIONS = table_of(LearnerRevision)
_PLACE = ("pack", "module", "lesson")


def _all_of(table: Table) -> Any:
    """Return a query for a learner's rows, without the learner and the revision."""
    return select(*list(table.c)[1:-1]).where(table.c.learner_id == bindparam("learner_id"))


def _near(table: Table) -> Any:
    return _all_of(table).where(*(table.c[name].in_(bindparam(name, expanding=True)) for name in _PLACE))


def _at(table: Table) -> Any:
    return _all_of(table).where(*(table.c[name] == bindparam(name) for name in _PLACE))


_ALL, _NEAR, _AT = ((query(LESSONS), query(ITEMS)) for query in (_all_of, _near, _at))


def connection() -> Connection:
    """Return the connection of the running transaction."""
    return db.session.connection()


def load_progress(learner_id: UUID) -> Progress:
    """Return all of the learner's rows. Two queries."""
    return _load(_ALL, {"learner_id": learner_id})


def load_progress_near(learner_id: UUID, lessons: Collection[Lesson]) -> Progress:
    """Return at least the learner's rows of these lessons. Two queries."""
    if len(lessons) == 1:  # as in most batches; an IN would be written out anew each time
        (lesson,) = lessons
        return _load(_AT, {"learner_id": learner_id, **lesson._asdict()})
    slugs = {name: sorted(set(part)) for name, part in zip(_PLACE, zip(*lessons, strict=True), strict=True)}
    return _load(_NEAR, {"learner_id": learner_id, **slugs})


def _load(queries: tuple[Executable, Executable], values: Mapping[str, Any]) -> Progress:
    lessons, items = (connection().execute(query, values).all() for query in queries)
    return Progress(
        {Lesson(*row[:3]): LessonFold(*row[3:]) for row in lessons},
        {Item(*row[:4]): ItemFold(*row[4:]) for row in items},
    )


def save_progress(learner_id: UUID, progress: Progress) -> None:
    """Write these folds as they are, over the rows that are there, as the learner's next revision. Three statements."""
    stamp = {"learner_id": learner_id, "revision": _raise_revision(learner_id)}
    _save(LESSONS, [{**stamp, **_lesson_row(*pair)} for pair in sorted(progress.lessons.items(), key=_key)])
    _save(ITEMS, [{**stamp, **_item_row(*pair)} for pair in sorted(progress.items.items(), key=_key)])


def _raise_revision(learner_id: UUID) -> int:
    raised: int = connection().scalar(_raising(db.engine.dialect.name), {"learner_id": learner_id, "revision": 1})
    return raised


@lru_cache(maxsize=2)
def _raising(dialect: str) -> Any:  # noqa: ARG001 one statement for each database in use
    return upsert(REVISIONS, ["learner_id"], revision=REVISIONS.c.revision + 1).returning(REVISIONS.c.revision)


def delete_progress(learner_id: UUID) -> None:
    """Remove the learner's rows."""
    for table in (LESSONS, ITEMS):
        connection().execute(delete(table).where(table.c.learner_id == learner_id))


def _key(pair: tuple[tuple[str, ...], object]) -> tuple[str, ...]:
    return pair[0]


def _lesson_row(lesson: Lesson, fold: LessonFold) -> dict[str, Any]:
    return {
        **lesson._asdict(),
        "first_at": fold.first_at,
        "last_at": fold.last_at,
        "completed_at": fold.completed_at,
        "seconds": fold.seconds,
    }


def _item_row(item: Item, fold: ItemFold) -> dict[str, Any]:
    return {
        **item._asdict(),
        "attempts": fold.attempts,
        "right": fold.right,
        "first_right_at": fold.first_right_at,
        "last_at": fold.last_at,
        "last_event": fold.last_event,
        "last_verdict": fold.last_verdict,
    }


def _save(table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection().execute(_saving(table, db.engine.dialect.name), rows)


@lru_cache(maxsize=8)
def _saving(table: Table, dialect: str) -> Any:  # noqa: ARG001 one statement for each database in use
    return upsert(table, [column.name for column in table.primary_key])
