"""A database that somebody else has locked: 503 and when to come back, on real connections."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade

from app import create_app
from orientation import clock, turns
from orientation import db as database
from orientation.db import db
from orientation.turns import turn_to_write
from tests.cast import Cast
from tests.exercises import completed, publish_exercises

SYNC = "/api/v1/sync"


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """An installation whose writers wait a moment only."""
    pragmas = [pragma for pragma in database._PRAGMAS if not pragma.startswith("busy_timeout")]
    monkeypatch.setattr(database, "_PRAGMAS", (*pragmas, "busy_timeout=10"))
    monkeypatch.setattr(turns, "PATIENCE", 0.01)
    app = create_app({"DATA_DIR": tmp_path, "DATABASE_URL": "", "LOG_LEVEL": "error", "SECURE_COOKIES": False})
    with app.app_context():
        upgrade()
        publish_exercises()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def _send(client: FlaskClient, headers: dict[str, str]) -> tuple[int, str, int]:
    body = {"device": "phone", "phone_time": clock.now().isoformat(), "events": [completed()]}
    told = client.post(SYNC, json=body, headers=headers)
    problem = told.get_json()
    return told.status_code, problem.get("code", problem.get("acks")), int(told.headers.get("Retry-After", 0))


@pytest.mark.parametrize("way", ["bearer", "cookie"])
def test_a_batch_is_told_to_come_back_and_is_taken_then(house: Flask, tmp_path: Path, way: str) -> None:
    with house.app_context():
        headers = getattr(Cast.create().learner, way)
        db.session.remove()
    client = house.test_client(use_cookies=False)
    somebody = sqlite3.connect(tmp_path / "orientation.sqlite", isolation_level=None)
    somebody.execute("BEGIN IMMEDIATE")
    status, code, wait = _send(client, headers)
    assert (status, code) == (503, "busy")
    assert 2 <= wait <= 10
    somebody.execute("ROLLBACK")
    somebody.close()
    with turn_to_write(tmp_path / "orientation.sqlite.turn"):
        status, code, wait = _send(client, headers)
    assert (status, code) == (503, "no-turn-to-write")
    assert 2 <= wait <= 10
    assert _send(client, headers)[0] == 200
