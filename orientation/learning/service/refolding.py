"""Adding everything up again from the events, as if the progress rows had never been."""

from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select, union

from orientation.actor import Actor, Role
from orientation.db import db, transaction
from orientation.learning.rules.folding import Happened, Progress, fold
from orientation.learning.service.cards import CARDS, delete_cards, load_cards, replay_cards, save_cards
from orientation.learning.service.placements import (
    PLACEMENTS,
    delete_placements,
    load_placements,
    replay_placements,
    save_placements,
)
from orientation.learning.service.recording import hold_learner
from orientation.learning.service.rows import (
    EVENTS,
    ITEMS,
    LESSONS,
    begin_generation,
    delete_progress,
    load_progress,
    raise_revision,
    save_progress,
)

_HAPPENED = ("id", "verb", "pack", "module", "lesson", "item", "verdict", "seconds", "occurred_at")


def refold(actor: Actor, learner_id: UUID | None = None) -> list[UUID]:
    """Make the progress rows, cards and placements of one learner, or of all, what their events add up to.

    One transaction a learner, so that nobody waits long. Returns the learners whose rows were not right.
    """
    actor.require(Role.ADMINISTRATOR)
    learners = [learner_id] if learner_id else _list_active()
    return [learner for learner in learners if _refold_one(learner)]


def _list_active() -> list[UUID]:
    everybody = union(*(select(table.c.learner_id) for table in (EVENTS, LESSONS, ITEMS, CARDS, PLACEMENTS)))
    return sorted(db.session.scalars(everybody))


def _refold_one(learner_id: UUID) -> bool:
    with transaction():
        hold_learner(learner_id)
        query = select(*(EVENTS.c[name] for name in _HAPPENED)).where(EVENTS.c.learner_id == learner_id)
        rows: Any = db.session.execute(query)
        should_be = fold(cast(Happened, row) for row in rows)
        cards = replay_cards(learner_id)
        placements = replay_placements(learner_id)
        there = (load_progress(learner_id), load_cards(learner_id), load_placements(learner_id))
        if there == (should_be, cards, placements):
            return False
        delete_progress(learner_id)
        delete_cards(learner_id)
        delete_placements(learner_id)
        revision = raise_revision(learner_id) or 0
        if _keys(*there) - _keys(should_be, cards, placements):
            begin_generation(learner_id)
        save_progress(learner_id, should_be, revision)
        save_cards(learner_id, cards, revision)
        save_placements(learner_id, placements, revision)
        return True


def _keys(progress: Progress, cards: Mapping[Any, Any], placements: Mapping[Any, Any]) -> set[tuple[str, Any]]:
    """Return of what there are rows."""
    tables: dict[str, Mapping[Any, Any]] = {
        "lessons": progress.lessons,
        "items": progress.items,
        "cards": cards,
        "placements": placements,
    }
    return {(table, key) for table, rows in tables.items() for key in rows}
