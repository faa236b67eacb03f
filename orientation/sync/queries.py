"""Reads: which epoch it is, and what is new for a phone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, select

from orientation.assignments.queries import Asked, list_assignments_of
from orientation.catalog.queries import list_current
from orientation.db import db, reading
from orientation.learning.models import LearnerRevision
from orientation.learning.queries import Changes, changes_since
from orientation.prepared import Prepared
from orientation.sync.models import Epoch
from orientation.sync.rules import Cursor, epoch_of, fingerprint, short

PAGE = 500
"""Rows of progress in one answer; more only when one batch changed more at once."""
_EPOCHS: Any = Epoch.__table__
_REVISIONS: Any = LearnerRevision.__table__


def _present() -> Any:
    of_learner = _REVISIONS.c.learner_id == bindparam("learner_id")
    generation = select(_REVISIONS.c.generation).where(of_learner).scalar_subquery()
    newest = (_EPOCHS.c.began_at.desc(), _EPOCHS.c.id.desc())
    return select(_EPOCHS.c.id, func.coalesce(generation, 0).label("generation")).order_by(*newest).limit(1)


_PRESENT = Prepared(_present)


@dataclass(frozen=True)
class News:
    """What a phone hasn't heard. `assignments` and `versions` are all that there are now, or None: as they were."""

    cursor: Cursor
    progress: Changes
    assignments: list[Asked] | None
    versions: dict[str, int] | None


def get_epoch(learner_id: UUID) -> UUID:
    """Return the epoch in which the learner's phones are. The first one begins with the database."""
    with reading() as connection:
        (present,) = _PRESENT.all(connection, learner_id=learner_id)
    return epoch_of(present.id, present.generation)


def get_epoch_start() -> datetime:
    """Return when the present epoch began, by the clock of the machine that began it."""
    began_at: datetime = db.session.execute(select(func.max(_EPOCHS.c.began_at))).scalar_one()
    return began_at


def news_since(learner_id: UUID, heard: Cursor, epoch: UUID) -> News:
    """Return what is new for a learner's phone. Two queries and the catalogue when nothing is, else four."""
    progress = changes_since(learner_id, heard.revision, PAGE)
    assignments = list_assignments_of(learner_id)
    versions = list_versions()
    known = Cursor(
        short(epoch),
        progress.revision,
        fingerprint([(one.pack, one.module, str(one.due_on)) for one in assignments]),
        fingerprint(versions),
    )
    return News(
        known,
        progress,
        None if known.assignments == heard.assignments else assignments,
        None if known.packs == heard.packs else versions,
    )


def list_versions() -> dict[str, int]:
    """Return which version of each pack learners see."""
    return {version.pack: version.number for version in list_current()}
