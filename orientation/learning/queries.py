"""Reads: what a learner has done, and what can be learned as the intake needs to know it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, bindparam, func, select

from orientation.catalog.cache import Bounded
from orientation.catalog.queries import get_cards, get_current, get_item, get_lesson, get_placement, get_published
from orientation.catalog.rules import ItemNotFound, LessonNotFound, ModuleNotFound, PackNotFound, VersionNotFound
from orientation.catalog.version import Version
from orientation.db import db
from orientation.learning.models import (
    Card,
    ItemProgress,
    LearnerRevision,
    LearningEvent,
    LessonProgress,
    Placement,
    QuarantinedEvent,
)
from orientation.learning.rules.folding import last_whole
from orientation.learning.rules.intake import Marks
from orientation.learning.rules.levels import PLACED, PLACEMENT, SHARED, LevelsMarker, SharingMarker
from orientation.learning.rules.marking import Item, Marker
from orientation.learning.rules.reviews import CARDS, CardMarker

PAGE = 100


def _changed(table: Any) -> Select[Any]:
    """Return the query for what changed of a learner's rows in a span of revisions, without the learner."""
    columns = table.__table__.c
    later, not_too_late = columns.revision > bindparam("since"), columns.revision <= bindparam("until")
    return select(*list(columns)[1:]).where(columns.learner_id == bindparam("learner_id"), later, not_too_late)


_LATEST = select(LearnerRevision.revision).where(LearnerRevision.learner_id == bindparam("learner_id"))
_CHANGED = (_changed(LessonProgress), _changed(ItemProgress), _changed(Card), _changed(Placement))


@dataclass(frozen=True)
class Changes:
    """What changed of a learner's progress: rows of lesson_progress, item_progress, cards, placements as they are now.

    Who has seen these asks for what changed since `revision` next time; `more` says that there is something already.
    """

    lessons: Sequence[Row[Any]]
    items: Sequence[Row[Any]]
    cards: Sequence[Row[Any]]
    placements: Sequence[Row[Any]]
    revision: int
    more: bool


@dataclass(frozen=True)
class LessonState:
    """How far a learner is with a lesson. `items_right` counts the items that were right at least once."""

    pack: str
    module: str
    lesson: str
    first_at: datetime | None = None
    last_at: datetime | None = None
    completed_at: datetime | None = None
    seconds: int = 0
    items_answered: int = 0
    items_right: int = 0


@dataclass(frozen=True)
class ItemState:
    """How a learner did on an item. `right` counts the attempts that were."""

    item: str
    attempts: int
    right: int
    first_right_at: datetime | None
    last_at: datetime
    last_verdict: str


def progress_of(learner_id: UUID) -> list[LessonState]:
    """Return every lesson that the learner has touched, by pack, module and lesson. One query."""
    return _load(_states().where(LessonProgress.learner_id == learner_id))


def state_of(learner_id: UUID, pack: str, module: str, lesson: str) -> LessonState:
    """Return how far the learner is with one lesson; nothing yet is a state too.

    Raises PackNotFound, ModuleNotFound or LessonNotFound for a lesson that nobody can learn and she never touched.
    """
    known = _load(
        _states().where(
            LessonProgress.learner_id == learner_id,
            LessonProgress.pack == pack,
            LessonProgress.module == module,
            LessonProgress.lesson == lesson,
        )
    )
    if known:
        return known[0]
    get_current(pack).check_lesson(module, lesson)
    return LessonState(pack, module, lesson)


def items_of(learner_id: UUID, pack: str, module: str, lesson: str) -> list[ItemState]:
    """Return the items of a lesson that the learner has answered, by slug. One query."""
    query = (
        select(
            ItemProgress.item,
            ItemProgress.attempts,
            ItemProgress.right,
            ItemProgress.first_right_at,
            ItemProgress.last_at,
            ItemProgress.last_verdict,
        )
        .where(
            ItemProgress.learner_id == learner_id,
            ItemProgress.pack == pack,
            ItemProgress.module == module,
            ItemProgress.lesson == lesson,
        )
        .order_by(ItemProgress.item)
    )
    return [ItemState(*row) for row in db.session.execute(query)]


def changes_since(learner_id: UUID, revision: int, limit: int) -> Changes:
    """Return what changed of the learner's progress after a revision, the oldest changes first.

    At most `limit` rows, but a revision is never split. A revision that is still to come was told before a restore from
    backup: then everything is returned. One query when nothing changed, else five.

    Rows are bounded by the counter, which is read first: what changes meanwhile has a later revision and comes later.
    """
    connection = db.session.connection()
    latest: int = connection.scalar(_LATEST, {"learner_id": learner_id}) or 0
    if revision == latest:
        return Changes([], [], [], [], latest, more=False)
    span = {"learner_id": learner_id, "since": revision if revision < latest else 0, "until": latest}
    found = [connection.execute(query, span).all() for query in _CHANGED]
    until = last_whole([row.revision for rows in found for row in rows], limit) or latest
    lessons, items, cards, placements = ([row for row in rows if row.revision <= until] for rows in found)
    return Changes(lessons, items, cards, placements, until, more=until < latest)


def cards_of(learner_id: UUID) -> Sequence[Row[Any]]:
    """Return the learner's cards, by pack and card. One query."""
    columns = Card.__table__.c
    query = select(*list(columns)[1:-2]).where(columns.learner_id == learner_id).order_by(columns.pack, columns.card)
    return db.session.execute(query).all()


def days_of(learner_id: UUID) -> set[date]:
    """Return the days, in UTC, on which the learner did something. One query.

    The database groups by its own days, each of which lies in two of UTC's at most: its first and last instant tell.
    """
    at = LearningEvent.occurred_at
    query = select(func.min(at), func.max(at)).where(LearningEvent.learner_id == learner_id).group_by(func.date(at))
    return {instant.date() for span in db.session.execute(query) for instant in span}


def placements_of(learner_id: UUID, *, only_shared: bool = False) -> Sequence[Row[Any]]:
    """Return where the learner was placed, by pack; for anybody else but herself only what she shares. One query."""
    columns = Placement.__table__.c
    names = ("pack", "first_at", "first_levels", "last_at", "last_levels", "shared_at", "is_shared")
    query = select(*(columns[name] for name in names)).where(
        columns.learner_id == learner_id, columns.last_at.is_not(None)
    )
    if only_shared:
        query = query.where(columns.is_shared)
    return db.session.execute(query.order_by(columns.pack)).all()


def list_quarantined(learner_id: UUID, before: UUID | None = None, limit: int = PAGE) -> list[QuarantinedEvent]:
    """Return what of the learner's could not be understood, newest first; `before` is the id of the last one seen."""
    query = select(QuarantinedEvent).where(QuarantinedEvent.learner_id == learner_id)
    if before is not None:
        query = query.where(QuarantinedEvent.id < before)
    return list(db.session.scalars(query.order_by(QuarantinedEvent.id.desc()).limit(limit)))


class CatalogShelf:
    """The catalogue as the intake needs to know it. Remembers for one batch which versions are published."""

    def __init__(self) -> None:
        self._versions: dict[tuple[str, int], Version | None] = {}
        self._lessons: dict[tuple[str, int, str, str], Mapping[str, Marks] | None] = {}

    def has_version(self, pack: str, version: int) -> bool:
        """Tell whether learners see, or have seen, this version."""
        return self._version(pack, version) is not None

    def find_lesson(self, pack: str, version: int, module: str, lesson: str) -> Mapping[str, Marks] | None:
        """Return the items of a lesson by their ids; None when there is no such version, or no such lesson in it."""
        key = (pack, version, module, lesson)
        if key not in self._lessons:
            self._lessons[key] = _find_markers(self._version(pack, version), module, lesson)
        return self._lessons[key]

    def _version(self, pack: str, number: int) -> Version | None:
        if (pack, number) not in self._versions:
            self._versions[pack, number] = _find_version(pack, number)
        return self._versions[pack, number]


_MARKERS: Bounded[tuple[UUID, str, str], Mapping[str, Marks]] = Bounded(300)
"""Of lessons of versions, for all requests: a version never changes."""


def _find_markers(version: Version | None, module: str, lesson: str) -> Mapping[str, Marks] | None:
    if version is None:
        return None
    try:
        return _MARKERS.get_or_make((version.id, module, lesson), lambda: _make_markers(version, module, lesson))
    except (ModuleNotFound, LessonNotFound):
        return None


def _make_markers(version: Version, module: str, lesson: str) -> Mapping[str, Marks]:
    if lesson == PLACEMENT:
        units = get_placement(version, version.source_locale)["units"]
        if module != units[0]:
            raise LessonNotFound("A placement belongs to the first unit.")
        return {PLACED: LevelsMarker(units), SHARED: SharingMarker()}
    if lesson == CARDS:
        cards = get_cards(version, version.source_locale, module)["cards"]
        return {card["id"]: CardMarker() for card in cards}
    blocks = get_lesson(version, version.source_locale, module, lesson)["blocks"]
    items = [item for block in blocks for item in block.get("items", ())]
    return {item["id"]: Marker(item) for item in reversed(items)}  # of two with one id, the first


def find_item(version: Version | None, module: str, lesson: str, item: str) -> Item | None:
    """Return an item of a lesson of the version, with its key; None when there is no such item."""
    if version is None:
        return None
    try:
        return get_item(version, module, lesson, item)
    except (ModuleNotFound, LessonNotFound, ItemNotFound):
        return None


def _find_version(pack: str, number: int) -> Version | None:
    try:
        return get_published(pack, number)
    except (PackNotFound, VersionNotFound):
        return None


def _states() -> Select[Any]:
    lesson, item = LessonProgress, ItemProgress
    answers = (
        select(
            item.learner_id,
            item.pack,
            item.module,
            item.lesson,
            func.count().label("answered"),
            func.count(item.first_right_at).label("right"),
        )
        .group_by(item.learner_id, item.pack, item.module, item.lesson)
        .subquery()
    )
    same = [answers.c[name] == getattr(lesson, name) for name in ("learner_id", "pack", "module", "lesson")]
    touched = [lesson.pack, lesson.module, lesson.lesson, lesson.first_at, lesson.last_at, lesson.completed_at]
    counts = [func.coalesce(answers.c.answered, 0), func.coalesce(answers.c.right, 0)]
    columns: list[Any] = [*touched, lesson.seconds, *counts]
    return (
        select(*columns)
        .outerjoin(answers, same[0] & same[1] & same[2] & same[3])
        .order_by(lesson.pack, lesson.module, lesson.lesson)
    )


def _load(query: Select[Any]) -> list[LessonState]:
    return [LessonState(*row) for row in db.session.execute(query)]
