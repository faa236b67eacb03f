"""A phone sends what the learner did."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from orientation import clock
from orientation.db import db
from orientation.learning.models import LearningEvent, QuarantinedEvent
from orientation.sync.service import begin_epoch
from tests.cast import Cast
from tests.counting import count_queries
from tests.exercises import answered, completed, publish_exercises

SYNC = "/api/v1/sync"


@pytest.fixture(autouse=True)
def lessons(context: None) -> None:
    publish_exercises()


def _body(*events: Any, **changed: Any) -> dict[str, Any]:
    return {"device": "phone-1", "phone_time": clock.now().isoformat(), "events": list(events), **changed}


def _send(client: FlaskClient, cast: Cast, *events: Any, **changed: Any) -> TestResponse:
    return client.post(SYNC, json=_body(*events, **changed), headers=cast.learner.bearer)


def test_each_event_is_answered_in_order(client: FlaskClient, cast: Cast) -> None:
    good, bad = answered("fire", "wait"), {"id": "mine", "verb": "completed"}
    answer = _send(client, cast, good, bad, None, good)
    assert answer.status_code == 200
    stored, refused, nameless, again = answer.get_json()["acks"]
    assert stored == {"id": good["id"], "status": "stored", "verdict": "wrong"}
    assert again == {"id": good["id"], "status": "duplicate", "verdict": "wrong"}
    assert (refused["id"], refused["status"]) == ("mine", "quarantined")
    assert "index" not in refused
    assert (nameless["id"], nameless["index"], nameless["status"]) == (None, 2, "quarantined")


def test_the_answer_tells_the_servers_time_and_epoch(client: FlaskClient, cast: Cast) -> None:
    before = _send(client, cast).get_json()
    assert before["server_time"].endswith("+00:00")
    assert UUID(before["epoch"])
    begun = begin_epoch(cast.administrator.actor, clock.now())
    assert _send(client, cast).get_json()["epoch"] == str(begun)


def test_an_epoch_follows_the_last_one_though_the_machines_clock_is_behind(client: FlaskClient, cast: Cast) -> None:
    begun = begin_epoch(cast.administrator.actor, clock.now() - timedelta(days=3650))
    assert _send(client, cast).get_json()["epoch"] == str(begun)


def test_a_browser_sends_with_its_cookie(client: FlaskClient, cast: Cast) -> None:
    answer = client.post(SYNC, json=_body(completed()), headers=cast.learner.cookie)
    assert answer.get_json()["acks"][0]["status"] == "stored"


def test_twenty_events_cost_no_more_queries_than_two(client: FlaskClient, cast: Cast) -> None:
    _send(client, cast, answered("fire", "wait"))
    numbers = []
    for count in (2, 20):
        with count_queries() as counted:
            _send(client, cast, *(answered("fire", "call") for _ in range(count)))
        numbers.append(counted.number)
    assert numbers[0] == numbers[1] <= 11


@pytest.mark.parametrize(
    "changed",
    [
        {"device": "two words"},
        {"device": ""},
        {"device": None},
        {"phone_time": "2026-03-01T10:00:00"},
        {"phone_time": "today"},
        {"events": {}},
        {"events": "none"},
        {"events": None},
        {"cursor": 5},
    ],
)
def test_an_envelope_that_is_not_understood_is_refused_whole(
    client: FlaskClient, cast: Cast, changed: dict[str, Any]
) -> None:
    answer = _send(client, cast, completed(), **changed)
    assert answer.status_code == 422
    assert list(answer.get_json()["errors"]["json"]) == list(changed)
    assert db.session.scalars(db.select(LearningEvent)).all() == []


def test_too_many_events_are_refused_with_what_to_do(client: FlaskClient, cast: Cast) -> None:
    answer = _send(client, cast, *[{} for _ in range(501)])
    assert answer.status_code == 413
    assert "at most 500" in answer.get_json()["detail"]
    assert db.session.scalars(db.select(QuarantinedEvent)).all() == []


def test_what_json_does_not_have_is_kept_aside(client: FlaskClient, cast: Cast) -> None:
    head = json.dumps(_body(completed())).removesuffix("]}")
    answer = client.post(
        SYNC,
        data=f'{head}, NaN, [-Infinity], {"[" * 400}{"]" * 400}, "\\ud800\\u0000"]}}',
        headers={**cast.learner.bearer, "Content-Type": "application/json"},
    )
    assert [ack["status"] for ack in answer.get_json()["acks"]] == ["stored"] + ["quarantined"] * 4
    kept = client.get("/api/v1/me/quarantine", headers=cast.learner.bearer)
    assert len(kept.get_json()["items"]) == 4


def test_json_that_nests_without_end_is_refused(client: FlaskClient, cast: Cast) -> None:
    headers = {**cast.learner.bearer, "Content-Type": "application/json"}
    answer = client.post(SYNC, data="[" * 100_000, headers=headers)
    assert answer.status_code == 400
    assert "nest" in answer.get_json()["detail"]


def test_guests_and_staff_cannot_send(client: FlaskClient, cast: Cast) -> None:
    assert client.post(SYNC, json=_body()).status_code == 401
    for person in (cast.officer, cast.editor, cast.administrator):
        assert client.post(SYNC, json=_body(), headers=person.bearer).status_code == 403


def test_another_site_cannot_send_with_the_learners_cookie(client: FlaskClient, cast: Cast) -> None:
    headers = {**cast.learner.cookie, "Sec-Fetch-Site": "cross-site"}
    assert client.post(SYNC, json=_body(completed()), headers=headers).status_code == 403
