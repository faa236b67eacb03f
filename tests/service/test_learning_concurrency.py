"""Phones of one learner that send at the same moment, on real connections: nothing lost, nothing doubled."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy.orm import close_all_sessions

from app import create_app
from orientation import clock
from orientation.actor import SYSTEM
from orientation.db import db
from orientation.learning.models import LearningEvent
from orientation.learning.queries import items_of
from orientation.learning.rules.intake import Batch
from orientation.learning.service import Ack, record, refold
from tests.cast import Cast
from tests.exercises import LESSON, MODULE, PACK, answered, publish_exercises
from tests.postgres import Cluster

PHONES = 4


@pytest.fixture
def running(pytestconfig: pytest.Config, tmp_path: Path) -> Iterator[Flask]:
    """An application whose transactions really commit, on a database of its own."""
    url = f"sqlite:///{tmp_path / 'busy.sqlite'}"
    if pytestconfig.getoption("--database") == "postgresql":
        name = f"busy_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
        created = Cluster.create_database(os.environ["TEST_CLUSTER"], name)
        url = created.replace("postgresql://", "postgresql+psycopg://")
    app = create_app({"DATA_DIR": tmp_path, "DATABASE_URL": url, "LOG_LEVEL": "error"})
    with app.app_context():
        upgrade()
        publish_exercises()
    yield app
    close_all_sessions()
    with app.app_context():
        db.engine.dispose()


def test_overlapping_batches_at_once_count_each_event_once(running: Flask) -> None:
    with running.app_context():
        learner = Cast.create().learner.id
        db.session.remove()
    history = [answered("fire", "call" if number % 2 else "wait") for number in range(60)]
    start = Barrier(PHONES)

    def phone(number: int) -> list[Ack]:
        start.wait()
        acks: list[Ack] = []
        for first in range(0, len(history), 10):
            events = history[first : first + 20]  # each batch repeats half of the one before
            acks += _send(running, learner, events if number % 2 else events[::-1])
        return acks

    with ThreadPoolExecutor(PHONES) as pool:
        acks = [ack for answer in pool.map(phone, range(PHONES)) for ack in answer]
    assert {ack.status for ack in acks} == {"stored", "duplicate"}
    assert sorted(ack.id or "" for ack in acks if ack.status == "stored") == sorted(e["id"] for e in history)
    with running.app_context():
        events = db.session.scalar(db.select(db.func.count()).select_from(LearningEvent))
        item = items_of(learner, PACK, MODULE, LESSON)[0]
        assert (events, item.attempts, item.right) == (60, 60, 30)
        assert refold(SYSTEM) == []


def _send(app: Flask, learner: UUID, events: list[Any]) -> list[Ack]:
    with app.app_context():
        return record(learner, Batch("phone", clock.now(), events), clock.now())
