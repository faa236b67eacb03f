"""A new colleague chooses a password and sets up one-time codes."""

import re

import pyotp
import pytest
from flask.testing import FlaskClient

from orientation import clock
from orientation.accounts import service as accounts
from orientation.actor import SYSTEM, Role
from tests.cast import Cast
from tests.web.desk import browse, landed

PASSWORD = "three words that belong"


@pytest.fixture
def link(cast: Cast) -> str:
    _, token = accounts.create_staff(SYSTEM, "zoe", [Role.EDITOR], None, "en")
    return f"/staff/set-up/{token}"


def test_from_the_link_to_the_first_page(client: FlaskClient, link: str) -> None:
    browse(client)
    assert client.get(link).status_code == 200
    told = landed(client, client.post(link, data={"password": PASSWORD, "again": PASSWORD}))
    assert "Your password is set. Sign in as zoe." in told and 'value="zoe"' in told
    entered = client.post("/staff/sign-in", data={"name": "zoe", "password": PASSWORD})
    assert entered.location == "/staff/second-factor"
    shown = client.post("/staff/second-factor").text
    groups = re.search(r'class="mono secret"[^>]*>([A-Z2-7 ]+)<', shown)
    assert groups and "<svg" in shown and "style=" not in shown
    code = pyotp.TOTP(groups[1].replace(" ", "")).at(clock.now())
    assert "One-time codes are on." in landed(client, client.post("/staff/second-factor/confirm", data={"code": code}))


def test_nothing_else_opens_before_the_codes_are_set_up(client: FlaskClient, link: str) -> None:
    browse(client).post(link, data={"password": PASSWORD, "again": PASSWORD})
    client.post("/staff/sign-in", data={"name": "zoe", "password": PASSWORD})
    for address in ("/staff/", "/staff/packs", "/staff/account", "/staff/sign-in"):
        assert client.get(address).location == "/staff/second-factor"


def test_a_wrong_first_code_can_be_tried_again(client: FlaskClient, link: str) -> None:
    browse(client).post(link, data={"password": PASSWORD, "again": PASSWORD})
    client.post("/staff/sign-in", data={"name": "zoe", "password": PASSWORD})
    client.post("/staff/second-factor")
    again = client.post("/staff/second-factor/confirm", data={"code": "000000"})
    assert again.status_code == 422
    assert "The code doesn&#39;t fit." in again.text and 'name="code"' in again.text


def test_the_two_passwords_must_be_the_same(client: FlaskClient, link: str) -> None:
    refused = browse(client).post(link, data={"password": PASSWORD, "again": PASSWORD + "s"})
    assert refused.status_code == 422
    assert "The two passwords differ." in refused.text


def test_a_weak_password_is_refused_and_the_link_still_works(client: FlaskClient, link: str) -> None:
    refused = browse(client).post(link, data={"password": "short", "again": "short"})
    assert refused.status_code == 422
    assert "at least 12 characters" in refused.text
    assert client.post(link, data={"password": PASSWORD, "again": PASSWORD}).status_code == 303


def test_a_link_works_once(client: FlaskClient, link: str) -> None:
    browse(client).post(link, data={"password": PASSWORD, "again": PASSWORD})
    assert client.post(link, data={"password": PASSWORD, "again": PASSWORD}).status_code == 404


def test_a_stranger_sets_up_no_codes(client: FlaskClient, context: None) -> None:
    assert browse(client).get("/staff/second-factor").location.startswith("/staff/sign-in")
    assert client.post("/staff/second-factor").status_code == 401
