"""Placements as rows of one learner. Call inside a transaction that holds the learner."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, delete, select

from orientation.db import upsert, writing
from orientation.learning.models import Placement
from orientation.learning.rules.intake import Event
from orientation.learning.rules.levels import PLACED, SHARED, PlacementFold, fold_placements, merge
from orientation.learning.service.rows import EVENTS, table_of

PLACEMENTS = table_of(Placement)
_ALL = select(*list(PLACEMENTS.c)[1:-1]).where(PLACEMENTS.c.learner_id == bindparam("learner_id"))
_HAPPENED = select(*(EVENTS.c[name] for name in ("id", "verb", "pack", "answer", "occurred_at"))).where(
    EVENTS.c.learner_id == bindparam("learner_id"), EVENTS.c.verb.in_([PLACED, SHARED])
)


def add_placements(learner_id: UUID, fresh: Iterable[Event], revision: int) -> None:
    """Add the placements among these events to the learner's, as of this revision."""
    added = fold_placements(fresh)
    if added:
        known = load_placements(learner_id)
        merged = {pack: merge(known.get(pack, PlacementFold()), fold) for pack, fold in added.items()}
        save_placements(learner_id, merged, revision)


def load_placements(learner_id: UUID) -> dict[str, PlacementFold]:
    """Return all of the learner's placements by pack."""
    return {row[0]: PlacementFold(*row[1:]) for row in writing().execute(_ALL, {"learner_id": learner_id})}


def replay_placements(learner_id: UUID) -> dict[str, PlacementFold]:
    """Return what the learner's placements should be by her events."""
    rows: Any = writing().execute(_HAPPENED, {"learner_id": learner_id})
    return fold_placements(rows)


def save_placements(learner_id: UUID, placements: Mapping[str, PlacementFold], revision: int) -> None:
    """Write these placements over the rows that are there, as of this revision."""
    for pack, fold in placements.items():
        row = {"learner_id": learner_id, "pack": pack, **fold._asdict(), "revision": revision}
        writing().execute(upsert(PLACEMENTS, ["learner_id", "pack"]), row)


def delete_placements(learner_id: UUID) -> None:
    """Remove the learner's placements."""
    writing().execute(delete(PLACEMENTS).where(PLACEMENTS.c.learner_id == learner_id))
