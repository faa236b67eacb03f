"""A plain batch is answered before Flask is asked, and in no other way than it would be."""

import gzip
from typing import Any

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import exc

from orientation import clock
from orientation.accounts.service import erase_learner
from orientation.db import db
from orientation.http import bodies
from orientation.sync import service, straight
from tests.cast import Cast
from tests.exercises import answered, completed, publish_exercises

SYNC = "/api/v1/sync"


class Asked(Exception):
    """The application was asked."""


@pytest.fixture
def closed(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The long way is closed."""

    def ask(*_: Any) -> None:
        raise Asked

    monkeypatch.setattr(app, "full_dispatch_request", ask)


def _batch(*events: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"device": "phone", "phone_time": clock.now().isoformat(), "events": list(events), **more}


def test_a_plain_batch_goes_the_straight_way(client: FlaskClient, cast: Cast, closed: None) -> None:
    publish_exercises()
    told = client.post(SYNC, json=_batch(answered("fire", "call"), cursor=None), headers=cast.learner.bearer)
    assert (told.status_code, told.content_type) == (200, "application/json")
    assert told.get_json()["acks"][0] | {"id": None} == {"id": None, "status": "stored", "verdict": "right"}
    assert told.headers["Cache-Control"] == "no-store"
    assert told.headers["X-Request-Id"]


def test_so_does_one_that_comes_compressed(client: FlaskClient, cast: Cast, closed: None) -> None:
    publish_exercises()
    body = gzip.compress(client.application.json.dumps(_batch(completed())).encode())
    headers = {**cast.learner.bearer, "Content-Encoding": "gzip", "Content-Type": "application/json; charset=utf-8"}
    assert client.post(SYNC, data=body, headers=headers).get_json()["acks"][0]["status"] == "stored"


@pytest.mark.parametrize(("accepted", "unfold"), [("br, gzip", brotli.decompress), ("gzip", gzip.decompress)])
def test_a_long_answer_goes_back_compressed(
    client: FlaskClient, cast: Cast, closed: None, accepted: str, unfold: Any
) -> None:
    publish_exercises()
    headers = {**cast.learner.bearer, "Accept-Encoding": accepted}
    told = client.post(SYNC, json=_batch(*[completed() for _ in range(40)]), headers=headers)
    assert told.headers["Content-Encoding"] == accepted.partition(",")[0]
    assert unfold(told.data).count(b'"stored"') == 40
    assert int(told.headers["Content-Length"]) == len(told.data) < 1400
    assert client.post(SYNC, json=_batch(), headers=headers).headers.get("Content-Encoding") is None


def test_both_ways_tell_the_same(client: FlaskClient, cast: Cast) -> None:
    publish_exercises()
    events = [answered("fire", "call"), completed(), {"id": "x"}, 5]
    by_token, by_cookie = (
        client.post(SYNC, json=_batch(*events, cursor=None), headers=headers).get_json()
        for headers in (cast.learner.bearer, cast.second_learner.cookie)
    )
    for told in (by_token, by_cookie):
        told.pop("server_time")
        for row in (*told["progress"]["lessons"], *told["progress"]["items"]):
            for name in ("first_at", "last_at", "completed_at", "first_right_at"):
                row.pop(name, None)
    assert by_token == by_cookie


def test_what_is_not_plain_goes_the_long_way(client: FlaskClient, cast: Cast, closed: None) -> None:
    long = [
        {"json": _batch(), "headers": cast.learner.cookie},
        {"json": _batch(), "headers": cast.officer.bearer},
        {"json": _batch(), "headers": {"Authorization": "Bearer nobody"}},
        {"json": _batch()},
        {"json": {"device": "phone"}, "headers": cast.learner.bearer},
        {"data": "no json", "headers": {**cast.learner.bearer, "Content-Type": "application/json"}},
        {"data": client.application.json.dumps(_batch()).encode("utf-16"), "headers": cast.learner.bearer},
        {"json": _batch(), "headers": {**cast.learner.bearer, "Content-Encoding": "br"}},
        {"json": _batch(), "headers": {**cast.learner.bearer, "Content-Encoding": "gzip"}},
        {"json": _batch(), "headers": {**cast.learner.bearer, "Content-Type": "text/plain"}},
    ]
    for asked in long:
        with pytest.raises(Asked):
            client.post(SYNC, **asked)  # type: ignore[arg-type]
    with pytest.raises(Asked):
        client.get(SYNC, headers=cast.learner.bearer)
    with pytest.raises(Asked):
        client.post(SYNC, data=b"x" * (bodies.LONGEST + 1), headers=cast.learner.bearer)


def test_another_host_goes_the_long_way(
    client: FlaskClient, cast: Cast, closed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(client.application.config, "TRUSTED_HOSTS", ["learn.example.org"])
    with pytest.raises(Asked):
        client.post(SYNC, json=_batch(), headers=cast.learner.bearer)
    here = client.post(SYNC, json=_batch(), headers=cast.learner.bearer, base_url="http://learn.example.org")
    assert here.status_code == 200


def test_who_was_erased_meanwhile_is_told_so(
    client: FlaskClient, cast: Cast, closed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_exercises()
    find_actor = straight.find_actor

    def find(token: str) -> Any:
        actor = find_actor(token)
        erase_learner(cast.officer.actor, cast.learner.id)
        return actor

    monkeypatch.setattr(straight, "find_actor", find)
    told = client.post(SYNC, json=_batch(completed()), headers=cast.learner.bearer)
    assert (told.status_code, told.get_json()["code"]) == (410, "learner-erased")


def test_a_database_that_is_away_is_told_when_it_first_fails(
    client: FlaskClient, cast: Cast, closed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_token: str) -> None:
        raise exc.OperationalError("SELECT 1", {}, Exception("connection refused"))

    monkeypatch.setattr(straight, "find_actor", fail)
    told = client.post(SYNC, json=_batch(), headers=cast.learner.bearer)
    assert (told.status_code, told.content_type) == (503, "application/problem+json")
    assert told.get_json()["request_id"] == told.headers["X-Request-Id"]
    assert int(told.headers["Retry-After"]) >= 2


def test_a_mistake_of_ours_is_answered_like_one(
    client: FlaskClient, cast: Cast, closed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "catch_up", lambda *_: 1 / 0)
    told = client.post(SYNC, json=_batch(), headers=cast.learner.bearer)
    assert (told.status_code, told.content_type) == (500, "application/problem+json")


def test_the_use_of_a_session_is_noted(client: FlaskClient, cast: Cast, closed: None) -> None:
    noted: list[Any] = []
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(straight, "note_use", noted.append)
        client.post(SYNC, json=_batch(), headers=cast.learner.bearer)
    assert [actor.learner_id for actor in noted] == [cast.learner.id]
    assert not db.session.dirty
