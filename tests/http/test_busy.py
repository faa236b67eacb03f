"""When the database can't be asked, who waits is told for how long, and not everybody the same."""

import sqlite3
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import exc
from werkzeug.test import TestResponse

from orientation import clock
from orientation.sync import service
from tests.cast import Cast


def _send(client: FlaskClient, cast: Cast, monkeypatch: pytest.MonkeyPatch, error: Exception) -> TestResponse:
    def fail(*_: Any) -> None:
        raise error

    monkeypatch.setattr(service, "record", fail)
    body = {"device": "phone", "phone_time": clock.now().isoformat(), "events": []}
    return client.post("/api/v1/sync", json=body, headers=cast.learner.bearer)


def _sqlite(code: int) -> exc.OperationalError:
    cause = sqlite3.OperationalError("what SQLite says")
    cause.sqlite_errorcode = code
    return exc.OperationalError("INSERT …", {}, cause)


BUSY = [
    _sqlite(sqlite3.SQLITE_BUSY),
    _sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT),
    exc.OperationalError("SELECT 1", {}, Exception("connection refused")),
    exc.TimeoutError("QueuePool limit reached"),
]


@pytest.mark.parametrize("error", BUSY)
def test_it_is_told_to_wait(client: FlaskClient, cast: Cast, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    answer = _send(client, cast, monkeypatch, error)
    assert (answer.status_code, answer.get_json()["code"]) == (503, "busy")
    assert "Nothing was taken" in answer.get_json()["detail"]
    assert 2 <= int(answer.headers["Retry-After"]) <= 10


def test_not_all_are_told_to_wait_as_long(client: FlaskClient, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    waits = {_send(client, cast, monkeypatch, BUSY[0]).headers["Retry-After"] for _ in range(40)}
    assert len(waits) > 1


def test_a_mistake_of_ours_stays_one(client: FlaskClient, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = _send(client, cast, monkeypatch, _sqlite(sqlite3.SQLITE_ERROR))
    assert answer.status_code == 500
    assert "Retry-After" not in answer.headers
