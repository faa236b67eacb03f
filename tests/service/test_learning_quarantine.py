"""What nobody understands is kept, up to a limit, and tried again when the server has learned more."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from orientation import clock
from orientation.actor import SYSTEM
from orientation.db import db
from orientation.errors import NotAllowed
from orientation.learning.models import QuarantinedEvent
from orientation.learning.queries import items_of, list_quarantined, progress_of
from orientation.learning.rules.intake import Batch
from orientation.learning.service import quarantine as module
from orientation.learning.service import record, retry_quarantined
from tests.cast import Cast
from tests.exercises import LESSON, MODULE, PACK, answered, batch, completed, opened, publish_exercises


@pytest.fixture(autouse=True)
def lessons(context: None) -> None:
    publish_exercises()


@pytest.fixture
def room_for_three(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_KEPT", 3)


def _send(cast: Cast, *events: Any) -> list[str]:
    return [ack.status for ack in record(cast.learner.id, batch(*events), clock.now())]


def _number(cast: Cast) -> int:
    return db.session.scalar(select(func.count()).where(QuarantinedEvent.learner_id == cast.learner.id)) or 0


@pytest.mark.usefixtures("room_for_three")
def test_what_there_is_no_room_for_is_not_taken_and_said_so(cast: Cast) -> None:
    assert _send(cast, 1, opened(), 2) == ["quarantined", "stored", "quarantined"]
    assert _send(cast, 3, 4, 5, opened()) == ["quarantined", "refused", "refused", "stored"]
    assert _number(cast) == 3
    refused = record(cast.learner.id, batch("six"), clock.now())[0]
    assert refused.reason is not None and refused.reason.startswith("quarantine-full: ")


@pytest.mark.usefixtures("room_for_three")
def test_what_is_kept_already_needs_no_room(cast: Cast) -> None:
    _send(cast, 1, 2, 3)
    assert _send(cast, 4, 3, 3, 1) == ["refused", "quarantined", "quarantined", "quarantined"]
    assert _number(cast) == 3


@pytest.mark.usefixtures("room_for_three")
def test_ones_nonsense_takes_no_room_from_another(cast: Cast) -> None:
    _send(cast, 1, 2, 3)
    assert record(cast.second_learner.id, batch(4), clock.now())[0].status == "quarantined"


def test_a_version_appears_and_what_waited_for_it_counts(cast: Cast) -> None:
    sent = clock.now() - timedelta(days=3)
    off = timedelta(days=-3650)
    did = answered("fire", "call", sent + off - timedelta(hours=2), version=2)
    early = record(cast.learner.id, Batch("old", sent + off, [did, opened(version=9), "?"]), sent)
    assert [ack.status for ack in early] == ["quarantined"] * 3
    publish_exercises("Second edition")
    assert retry_quarantined(cast.learner.actor, cast.learner.id) == 1
    item = items_of(cast.learner.id, PACK, MODULE, LESSON)[0]
    assert (item.attempts, item.right, item.last_at) == (1, 1, sent - timedelta(hours=2))
    assert {kept.reason.partition(":")[0] for kept in list_quarantined(cast.learner.id)} == {"version-unknown", "shape"}
    assert _send(cast, did) == ["duplicate"]


def test_a_few_at_a_time_are_tried_and_each_has_its_turn(cast: Cast) -> None:
    events = [completed(version=2) for _ in range(5)]
    record(cast.learner.id, Batch("phone", clock.now(), events), clock.now())
    assert retry_quarantined(cast.learner.actor, cast.learner.id, most=2) == 0
    publish_exercises("First steps, once more")
    tried = []
    while list_quarantined(cast.learner.id):
        tried.append(retry_quarantined(cast.learner.actor, cast.learner.id, most=2))
    assert sum(tried) == 5
    assert max(tried) == 2


def test_trying_again_changes_nothing_while_nothing_was_learned(cast: Cast) -> None:
    _send(cast, opened(version=2), {"verb": "danced"}, "x" * 30_000)
    before = {kept.id: kept.received_at for kept in list_quarantined(cast.learner.id)}
    assert retry_quarantined(SYSTEM) == 0
    assert {kept.id: kept.received_at for kept in list_quarantined(cast.learner.id)} == before
    assert progress_of(cast.learner.id) == []


def test_the_command_tries_everybodys(cast: Cast, app: Flask) -> None:
    for learner in (cast.learner, cast.second_learner):
        record(learner.id, batch(opened(version=2), opened(version=2)), clock.now())
    publish_exercises("Second edition")
    assert app.test_cli_runner().invoke(args=["learning", "retry"]).output == "Understood now: 4 events.\n"
    assert all(len(progress_of(learner.id)) == 1 for learner in (cast.learner, cast.second_learner))


def test_only_ones_own_can_be_tried_by_a_learner(cast: Cast) -> None:
    for whose in (cast.second_learner.id, None):
        with pytest.raises(NotAllowed):
            retry_quarantined(cast.learner.actor, whose)


def test_an_event_from_before_the_phones_clock_was_kept_is_tried_by_when_it_came(cast: Cast) -> None:
    now = clock.now()
    _send(cast, opened(now - timedelta(hours=1), version=2))
    kept = db.session.scalars(select(QuarantinedEvent)).one()
    kept.device = kept.phone_time = None
    db.session.commit()
    publish_exercises("Second edition")
    assert retry_quarantined(SYSTEM) == 1
    first_at = progress_of(cast.learner.id)[0].first_at
    assert isinstance(first_at, datetime)
    assert abs(now - timedelta(hours=1) - first_at) < timedelta(minutes=1)
