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
    assert "Set-Cookie" not in answer.headers  # until the token is written down
    assert answer.headers["Cache-Control"] == "no-store"
    me = client.get("/api/v1/me", headers={"Authorization": f"Bearer {told['token']}"}).get_json()
    assert me["name"] == "AAA-222"


def test_who_has_written_the_token_down_ends_the_cookies_session(client: FlaskClient, cast: Cast) -> None:
    token = client.post(TOKEN, headers=cast.learner.cookie).get_json()["token"]
    answer = client.delete("/api/v1/auth/session", headers=cast.learner.cookie)
    assert answer.status_code == 204
    assert answer.headers["Set-Cookie"].startswith("learner=; Expires=Thu, 01 Jan 1970")
    assert find_actor(cast.learner.token) is None
    assert find_actor(token) is not None
    answer = client.delete("/api/v1/auth/session", headers={"Authorization": f"Bearer {token}"})
    assert "Set-Cookie" not in answer.headers
    assert find_actor(token) is None


def test_the_browsers_session_ends_within_half_a_day(
    client: FlaskClient, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = client.post(TOKEN, headers=cast.learner.cookie).get_json()["token"]
    later = clock.now() + timedelta(hours=13)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert find_actor(cast.learner.token) is None
    assert find_actor(token) is not None


def test_who_never_got_the_answer_or_lost_it_asks_again(
    client: FlaskClient, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = client.post(TOKEN, headers=cast.learner.cookie).get_json()["token"]
    later = clock.now() + timedelta(hours=11)
    monkeypatch.setattr(clock, "now", lambda: later)
    second = client.post(TOKEN, headers=cast.learner.cookie).get_json()["token"]
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
