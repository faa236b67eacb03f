"""Everybody's own account."""

import pytest
from flask.testing import FlaskClient

from orientation.accounts.models import Staff
from orientation.accounts.queries import find_actor, list_sessions
from orientation.accounts.service.hashing import hash_password
from orientation.accounts.service.sessions import open_session
from orientation.db import db, transaction
from tests.cast import Cast
from tests.web.desk import browse, landed

OLD, NEW = "three words that belong", "other words that belong"


@pytest.fixture
def staff(cast: Cast) -> Staff:
    found = db.session.get(Staff, cast.editor.id)
    assert found
    with transaction():
        found.password_hash = hash_password(OLD)
    return found


def _change(client: FlaskClient, old: str, new: str, again: str | None = None) -> tuple[int, str]:
    answer = client.post("/staff/account/password", data={"old": old, "new": new, "again": again or new})
    return answer.status_code, answer.text


def test_a_new_password_signs_out_everywhere_else(client: FlaskClient, cast: Cast, staff: Staff) -> None:
    other = open_session(staff, "Mozilla/5.0 (Android) Firefox/130.0")
    browse(client, cast.editor)
    sent = client.post("/staff/account/password", data={"old": OLD, "new": NEW, "again": NEW})
    assert "Your password is changed." in landed(client, sent)
    assert find_actor(other.token) is None


def test_what_is_wrong_with_a_new_password_stands_at_its_field(client: FlaskClient, cast: Cast, staff: Staff) -> None:
    browse(client, cast.editor)
    for given, sentence in (
        (("wrong words entirely", NEW, NEW), "your present password"),
        ((OLD, "short", "short"), "at least 12 characters"),
        ((OLD, NEW, NEW + "s"), "The two passwords differ."),
    ):
        status, page = _change(client, *given)
        assert status == 422
        assert sentence in page and 'aria-invalid="true"' in page


def test_one_session_can_be_ended_and_this_one_is_marked(client: FlaskClient, cast: Cast, staff: Staff) -> None:
    open_session(staff, "Mozilla/5.0 (Android) Firefox/130.0")
    page = browse(client, cast.editor).get("/staff/account").text
    assert page.count("This one") == 1 and "Firefox on Android" in page
    other = next(s for s in list_sessions(cast.editor.actor) if s.id != cast.editor.actor.session_id)
    told = landed(client, client.post(f"/staff/account/sessions/{other.id}/end"))
    assert "That session has ended." in told and "Firefox on Android" not in told


def test_all_other_sessions_can_be_ended_at_once(client: FlaskClient, cast: Cast, staff: Staff) -> None:
    open_session(staff, "one")
    open_session(staff, "two")
    told = landed(browse(client, cast.editor), client.post("/staff/account/sessions/end-others"))
    assert "2 other sessions have ended." in told
    assert [s.id for s in list_sessions(cast.editor.actor)] == [cast.editor.actor.session_id]


def test_somebody_elses_session_is_as_unknown_as_none(client: FlaskClient, cast: Cast) -> None:
    browse(client, cast.editor)
    mine, nobodys = cast.officer.actor.session_id, "00000000-0000-0000-0000-000000000000"
    answers = [client.post(f"/staff/account/sessions/{session}/end") for session in (mine, nobodys)]
    assert [a.status_code for a in answers] == [404, 404]
    assert answers[0].text == answers[1].text


def test_the_language_is_kept_with_the_account(client: FlaskClient, cast: Cast) -> None:
    browse(client, cast.editor)
    page = landed(client, client.post("/staff/language", data={"locale": "ar", "next": "/staff/account"}))
    assert '<html lang="ar" dir="rtl">' in page


def test_a_learner_has_no_staff_account(client: FlaskClient, cast: Cast) -> None:
    client.set_cookie("staff", cast.learner.token, path="/staff")
    assert browse(client).get("/staff/account").status_code == 403
