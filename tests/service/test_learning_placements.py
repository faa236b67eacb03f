"""Placements are kept however their events arrive, reach the other phone, and can be added up again."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from orientation.actor import SYSTEM
from orientation.db import transaction
from orientation.learning import queries
from orientation.learning.models import Placement
from orientation.learning.rules.intake import Batch
from orientation.learning.service import record, refold, share_placement
from orientation.learning.service.placements import delete_placements
from tests.cast import Cast
from tests.exercises import LEVELS, PACK, placed, publish_exercises, shared

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
BETTER = {"listening": {"level": 2, "unit": None}}


@pytest.fixture
def learner(cast: Cast) -> UUID:
    """A learner, and a pack with a placement."""
    publish_exercises()
    return cast.learner.id


def send(learner_id: UUID, *events: dict[str, Any]) -> list[str]:
    return [ack.status for ack in record(learner_id, Batch("one", NOW, list(events)), NOW)]


def test_the_first_and_the_last_placement_are_kept_in_whatever_order_they_come(learner: UUID) -> None:
    later, earlier = placed(BETTER, NOW), placed(LEVELS, NOW - timedelta(days=9))
    assert send(learner, later) == send(learner, earlier) == ["stored"]
    (row,) = queries.placements_of(learner)
    assert (row.first_levels, row.last_levels) == (LEVELS, BETTER)
    assert send(learner, earlier, later) == ["duplicate", "duplicate"]


def test_a_placement_is_no_part_of_a_lesson(learner: UUID) -> None:
    assert send(learner, placed(LEVELS), shared(True)) == ["stored", "stored"]
    assert queries.progress_of(learner) == []


@pytest.mark.parametrize(
    "event",
    [
        placed({}),
        placed({"listening": {"level": 0, "unit": "nowhere"}}),
        placed(LEVELS, module="daily-life"),
        placed(LEVELS, lesson="dignity"),
        placed(LEVELS, item="shared"),
        placed(LEVELS, item="shared", answer=True),
        placed("x" * 1_000_000),
        shared("yes"),
        {**shared(True), "verb": "answered"},
    ],
)
def test_what_is_no_placement_is_kept_aside_and_costs_its_neighbours_nothing(
    learner: UUID, event: dict[str, Any]
) -> None:
    assert send(learner, event, placed(LEVELS)) == ["quarantined", "stored"]


def test_the_other_phone_hears_of_it_once(learner: UUID) -> None:
    send(learner, placed(LEVELS))
    changes = queries.changes_since(learner, 0, 500)
    assert [row.last_levels for row in changes.placements] == [LEVELS]
    assert queries.changes_since(learner, changes.revision, 500).placements == []


def test_rows_can_be_added_up_again_from_the_events(learner: UUID) -> None:
    send(learner, placed(LEVELS), shared(True))
    assert refold(SYSTEM, learner) == []
    before = queries.placements_of(learner)
    with transaction():
        delete_placements(learner)
    assert refold(SYSTEM, learner) == [learner]
    assert queries.placements_of(learner) == before


def test_sharing_and_taking_back_within_a_moment_both_count(cast: Cast, learner: UUID) -> None:
    send(learner, placed(LEVELS, NOW - timedelta(hours=1)))
    for number, is_shared in enumerate((True, True, False, True, False)):
        share_placement(cast.learner.actor, PACK, NOW + timedelta(milliseconds=number), is_shared=is_shared)
        (row,) = queries.placements_of(learner)
        assert row.is_shared is is_shared
    assert queries.placements_of(learner, only_shared=True) == []


def test_what_somebody_else_did_is_not_hers(cast: Cast, learner: UUID) -> None:
    send(learner, placed(LEVELS))
    assert queries.placements_of(cast.second_learner.id) == []
    assert Placement.__table__.c.learner_id.foreign_keys
