"""POST /api/v1/auth/staff, /auth/setup, DELETE /auth/session."""

from typing import Any

import pyotp
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from orientation import clock
from orientation.accounts import service
from orientation.actor import Role
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("quick_hashes")
PASSWORD = "seven green umbrellas"


@pytest.fixture
def setup_token(cast: Cast) -> str:
    """What Lena, a new editor, was handed."""
    return service.create_staff(cast.administrator.actor, "lena", [Role.EDITOR], None, "en")[1]


@pytest.fixture
def lena(setup_token: str) -> None:
    """Lena has chosen her password."""
    service.set_up_staff(setup_token, PASSWORD)


def sign_in(client: FlaskClient, **given: Any) -> TestResponse:
    return client.post("/api/v1/auth/staff", json={"name": "lena", "password": PASSWORD, **given})


def bearer(answer: TestResponse) -> dict[str, str]:
    return {"Authorization": f"Bearer {answer.json['token']}"}  # type: ignore[index]


def test_a_setup_link_then_a_password_then_codes_open_the_house(client: FlaskClient, setup_token: str) -> None:
    chosen = client.post("/api/v1/auth/setup", json={"token": setup_token, "password": PASSWORD})
    assert (chosen.status_code, chosen.data) == (204, b"")
    answer = sign_in(client)
    assert answer.status_code == 201 and answer.json is not None and answer.json["must_enrol"]
    headers = bearer(answer)
    assert client.get("/api/v1/audit", headers=headers).status_code == 403
    enrolment = client.post("/api/v1/me/second-factor", headers=headers).json
    assert enrolment is not None
    code = pyotp.TOTP(enrolment["secret"]).at(clock.now())
    confirmed = client.post("/api/v1/me/second-factor/confirm", json={"code": code}, headers=headers)
    assert confirmed.status_code == 204
    me = client.get("/api/v1/me", headers=headers).json
    assert me is not None
    assert (me["name"], me["roles"], me["must_enrol"], me["has_second_factor"]) == ("lena", ["editor"], False, True)
    needed = sign_in(client)
    assert (needed.status_code, needed.json and needed.json["code"]) == (401, "code-needed")
    assert sign_in(client, code=code).status_code == 401, "each code opens once"


@pytest.mark.usefixtures("lena")
def test_wrong_and_unknown_answer_alike(client: FlaskClient) -> None:
    same = {"X-Request-Id": "thesameforboth"}
    wrong = client.post("/api/v1/auth/staff", json={"name": "lena", "password": "a wrong password"}, headers=same)
    unknown = client.post("/api/v1/auth/staff", json={"name": "nobody", "password": PASSWORD}, headers=same)
    assert wrong.status_code == 401
    assert (wrong.status_code, wrong.data) == (unknown.status_code, unknown.data)


@pytest.mark.usefixtures("lena")
def test_too_many_attempts_say_how_long_to_wait(client: FlaskClient) -> None:
    for _ in range(10):
        sign_in(client, password="a wrong password")
    answer = sign_in(client)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 30


def test_what_has_the_wrong_shape_is_named(client: FlaskClient, context: None) -> None:
    for given in (
        {},
        {"name": "lena"},
        {"name": "lena", "password": "x", "colour": "red"},
        {"name": 1, "password": "x"},
    ):
        answer = client.post("/api/v1/auth/staff", json=given)
        assert answer.status_code == 422 and answer.json is not None and answer.json["errors"]
    broken = client.post("/api/v1/auth/staff", json={"name": "\ud800", "password": "\ud800"})
    assert broken.status_code == 422


def test_a_weak_password_and_a_used_link_are_refused(client: FlaskClient, setup_token: str) -> None:
    weak = client.post("/api/v1/auth/setup", json={"token": setup_token, "password": "lena"})
    assert (weak.status_code, weak.json and weak.json["code"]) == (422, "weak-password")
    assert client.post("/api/v1/auth/setup", json={"token": setup_token, "password": PASSWORD}).status_code == 204
    used = client.post("/api/v1/auth/setup", json={"token": setup_token, "password": PASSWORD})
    assert (used.status_code, used.json and used.json["code"]) == (404, "setup-link-used")


def test_signing_out_ends_the_session_and_again_does_nothing(client: FlaskClient, cast: Cast) -> None:
    for _ in range(2):
        assert client.delete("/api/v1/auth/session", headers=cast.officer.bearer).status_code == 204
        assert client.get("/api/v1/learners", headers=cast.officer.bearer).status_code == 401
