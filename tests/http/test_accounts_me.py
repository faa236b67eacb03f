"""/api/v1/me and /api/v1/sessions."""

from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("quick_hashes")


def test_a_guest_is_told_so(client: FlaskClient) -> None:
    answer = client.get("/api/v1/me")
    assert answer.json is not None and answer.json["kind"] == "guest"


def test_an_officer_is_told_name_roles_and_post(client: FlaskClient, cast: Cast) -> None:
    me = client.get("/api/v1/me", headers=cast.officer.bearer).json
    assert me is not None
    assert (me["kind"], me["name"], me["roles"], me["post"]) == ("staff", "mona", ["officer"], "Amman")


def test_a_learner_is_told_no_label(client: FlaskClient, cast: Cast) -> None:
    answer = client.get("/api/v1/me", headers=cast.learner.cookie)
    assert answer.json is not None and answer.json["name"] == "AAA-222"
    assert "Blue door" not in answer.text


def test_one_chooses_ones_language(client: FlaskClient, cast: Cast) -> None:
    answer = client.patch("/api/v1/me", json={"locale": "ti"}, headers=cast.learner.bearer)
    assert answer.json is not None and (answer.status_code, answer.json["locale"]) == (200, "ti")
    assert client.patch("/api/v1/me", json={"locale": "xx"}, headers=cast.learner.bearer).status_code == 422
    assert client.patch("/api/v1/me", json={"locale": "ps"}, headers=cast.officer.bearer).status_code == 422
    assert client.patch("/api/v1/me", json={"locale": "ti"}).status_code == 401


def test_a_learner_sets_and_removes_a_pin(client: FlaskClient, cast: Cast) -> None:
    headers = cast.learner.bearer
    assert client.put("/api/v1/me/pin", json={"pin": "1234"}, headers=headers).status_code == 204
    me = client.get("/api/v1/me", headers=headers).json
    assert me is not None and me["has_pin"]
    assert client.put("/api/v1/me/pin", json={"pin": "5678"}, headers=headers).status_code == 403
    assert client.put("/api/v1/me/pin", json={"pin": "12", "old_pin": "1234"}, headers=headers).status_code == 422
    assert client.delete("/api/v1/me/pin", json={}, headers=headers).status_code == 403
    assert client.delete("/api/v1/me/pin", json={"old_pin": "1234"}, headers=headers).status_code == 204
    assert client.put("/api/v1/me/pin", json={"pin": "1234"}, headers=cast.officer.bearer).status_code == 403
    assert client.put("/api/v1/me/pin", json={"pin": "1234"}).status_code == 401


def test_a_password_is_changed_by_who_knows_it(client: FlaskClient, cast: Cast) -> None:
    given = {"old": "a wrong password", "new": "eleven blue umbrellas"}
    assert client.put("/api/v1/me/password", json=given, headers=cast.officer.bearer).status_code == 403
    assert client.put("/api/v1/me/password", json=given, headers=cast.learner.bearer).status_code == 401


def test_codes_that_are_on_are_not_begun_again(client: FlaskClient, cast: Cast) -> None:
    assert client.post("/api/v1/me/second-factor", headers=cast.officer.bearer).status_code == 409
    assert client.post("/api/v1/me/second-factor").status_code == 401


def test_one_sees_and_ends_ones_own_sessions(client: FlaskClient, cast: Cast) -> None:
    [session] = client.get("/api/v1/sessions", headers=cast.learner.bearer).json or []
    assert (session["client"], session["current"]) == ("Test", True)
    assert "token" not in str(session)
    path = f"/api/v1/sessions/{session['id']}"
    same = {"X-Request-Id": "thesameforboth"}
    theirs = client.delete(path, headers={**cast.second_learner.bearer, **same})
    nobody = client.delete(f"/api/v1/sessions/{uuid4()}", headers={**cast.second_learner.bearer, **same})
    assert (theirs.status_code, theirs.data) == (404, nobody.data)
    assert client.delete(path, headers=cast.learner.bearer).status_code == 204
    assert client.get("/api/v1/sessions", headers=cast.learner.bearer).status_code == 401
