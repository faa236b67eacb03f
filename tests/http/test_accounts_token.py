"""POST /api/v1/me/token: a program takes a learner's session over from the browser."""

from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient

from orientation import clock
from orientation.accounts import service
from orientation.accounts.queries import find_actor
from tests.cast import Cast

TOKEN = "/api/v1/me/token"


def test_the_cookie_is_exchanged_for_a_token(client: FlaskClient, cast: Cast) -> None:
    answer = client.post(TOKEN, headers=cast.learner.cookie)
    assert answer.status_code == 201
    told = answer.get_json()
    assert (told["pseudonym"], told["locale"]) == ("AAA-222", "ar")
    assert datetime.fromisoformat(told["expires_at"]) > clock.now() + timedelta(days=399)
    assert answer.headers["Set-Cookie"].startswith("learner=; Expires=Thu, 01 Jan 1970")
    assert answer.headers["Cache-Control"] == "no-store"
    me = client.get("/api/v1/me", headers={"Authorization": f"Bearer {told['token']}"}).get_json()
    assert me["name"] == "AAA-222"


def test_the_browsers_session_ends_within_the_hour(
    client: FlaskClient, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = client.post(TOKEN, headers=cast.learner.cookie).get_json()["token"]
    later = clock.now() + timedelta(minutes=61)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert find_actor(cast.learner.token) is None
    assert find_actor(token) is not None


def test_who_never_got_the_answer_asks_again(client: FlaskClient, cast: Cast) -> None:
    first, second = (client.post(TOKEN, headers=cast.learner.cookie).get_json()["token"] for _ in range(2))
    assert first != second
    assert find_actor(second) is not None


def test_a_card_that_is_revoked_ends_the_session_that_came_of_it(client: FlaskClient, cast: Cast) -> None:
    card = service.issue_cards(cast.officer.actor, [cast.learner.id])[0]
    joined = service.join_by_secret(card.secret, None, client="Test", address="192.0.2.1")
    token = client.post(TOKEN, headers={"Authorization": f"Bearer {joined.token}"}).get_json()["token"]
    service.revoke_cards(cast.officer.actor, cast.learner.id, end_sessions=True)
    assert find_actor(token) is None


def test_guests_and_staff_have_nothing_to_exchange(client: FlaskClient, cast: Cast) -> None:
    assert client.post(TOKEN).status_code == 401
    assert client.post(TOKEN, headers=cast.officer.bearer).status_code == 403


def test_another_site_cannot_end_the_browsers_session(client: FlaskClient, cast: Cast) -> None:
    headers = {**cast.learner.cookie, "Sec-Fetch-Site": "cross-site"}
    assert client.post(TOKEN, headers=headers).status_code == 403
