"""Staff sign in and out on the page."""

import re
from datetime import timedelta

import pyotp
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from orientation import clock
from orientation.accounts import service as accounts
from orientation.actor import SYSTEM, Role
from orientation.db import transaction
from orientation.web.staff.notes import own_address
from orientation.web.staff.pending import seal, unseal
from tests.cast import Cast
from tests.web.desk import browse, landed

PASSWORD = "three words that belong"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def zoe(cast: Cast) -> str:
    """An editor with a password and one-time codes."""
    staff, token = accounts.create_staff(SYSTEM, "zoe", [Role.EDITOR], None, "nl")
    accounts.set_up_staff(token, PASSWORD)
    with transaction():
        staff.totp_secret, staff.totp_confirmed_at = SECRET, clock.now()
    return staff.name


def _submit(client: FlaskClient, **fields: str) -> TestResponse:
    return client.post("/staff/sign-in", data=fields)


def _pending(page: TestResponse) -> str:
    found = re.search(r'name="pending" value="([^"]+)"', page.text)
    assert found, page.text
    return found[1]


def test_name_and_password_lead_to_the_code_and_the_code_leads_in(client: FlaskClient, zoe: str) -> None:
    browse(client)
    second = _submit(client, name="Zoe", password=PASSWORD)
    assert second.status_code == 200
    assert 'name="code"' in second.text
    assert PASSWORD not in second.text
    entered = _submit(client, pending=_pending(second), code=pyotp.TOTP(SECRET).at(clock.now()))
    assert (entered.status_code, entered.location) == (303, "/staff/")
    assert "zoe" in client.get("/staff/account").text


def test_the_session_is_sent_below_staff_only_and_not_to_script(client: FlaskClient, zoe: str) -> None:
    code = pyotp.TOTP(SECRET).at(clock.now())
    entered = _submit(browse(client), name="zoe", password=PASSWORD, code=code)
    cookie = next(c for c in entered.headers.getlist("Set-Cookie") if c.startswith("staff="))
    assert "Path=/staff" in cookie and "HttpOnly" in cookie and "SameSite=Lax" in cookie


def test_somebody_who_was_on_the_way_gets_there(client: FlaskClient, zoe: str) -> None:
    browse(client)
    sent = client.get("/staff/packs")
    assert sent.location == "/staff/sign-in?next=/staff/packs"
    code = pyotp.TOTP(SECRET).at(clock.now())
    assert _submit(client, name="zoe", password=PASSWORD, code=code, next="/staff/packs").location == "/staff/packs"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/staff//evil", "/staff/\\evil", "/"])
def test_no_sign_in_leads_to_another_site(elsewhere: str) -> None:
    assert own_address(elsewhere, "/staff/") == "/staff/"


def test_wrong_name_and_wrong_password_are_told_in_the_same_words(client: FlaskClient, zoe: str) -> None:
    browse(client)
    wrong, unknown = _submit(client, name="zoe", password="x" * 14), _submit(client, name="noa", password="x" * 14)
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.text.replace("zoe", "noa") == unknown.text


def test_a_wrong_code_asks_for_the_next_one(client: FlaskClient, zoe: str) -> None:
    second = _submit(browse(client), name="zoe", password=PASSWORD)
    again = _submit(client, pending=_pending(second), code="000000")
    assert again.status_code == 401
    assert 'name="code"' in again.text and 'name="password"' not in again.text


def test_the_second_step_lasts_five_minutes(context: None) -> None:
    now = clock.now()
    sealed = seal("zoe", PASSWORD, now)
    assert unseal(sealed, now + timedelta(minutes=5)) == ("zoe", PASSWORD)
    assert unseal(sealed, now + timedelta(minutes=5, seconds=1)) is None
    assert unseal(sealed[:-8] + "AAAAAAA=", now) is None
    assert unseal("nonsense", now) is None


def test_too_many_attempts_say_when_to_try_again(client: FlaskClient, zoe: str) -> None:
    browse(client)
    answers = [_submit(client, name="zoe", password="x" * 14) for _ in range(11)]
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert "Try again in 1 minute, at" in answers[-1].text


def test_another_sites_form_signs_nobody_in(client: FlaskClient, cast: Cast) -> None:
    headers = {"Cookie": f"staff={cast.editor.token}", "Sec-Fetch-Site": "cross-site"}
    assert client.post("/staff/sign-out", headers=headers).status_code == 403
    assert "eva" in browse(client, cast.editor).get("/staff/account").text


def test_signing_out_ends_the_session(client: FlaskClient, cast: Cast) -> None:
    browse(client, cast.editor)
    assert "You are signed out." in landed(client, client.post("/staff/sign-out"))
    client.set_cookie("staff", cast.editor.token, path="/staff")
    assert client.get("/staff/account").location == "/staff/sign-in?next=/staff/account"


def test_the_language_can_be_chosen_before_anybody_is_known(client: FlaskClient, context: None) -> None:
    browse(client)
    assert client.post("/staff/language", data={"locale": "ar", "next": "/staff/sign-in"}).status_code == 303
    assert '<html lang="ar" dir="rtl">' in client.get("/staff/sign-in").text


def test_who_is_signed_in_goes_on(client: FlaskClient, cast: Cast) -> None:
    assert browse(client, cast.editor).get("/staff/sign-in").location == "/staff/"
