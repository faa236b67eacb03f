"""No other site acts with a browser's session; see docs/decisions/0003."""

import pytest
from flask.testing import FlaskClient

from tests.cast import Cast


def change(client: FlaskClient, headers: dict[str, str]) -> int:
    return client.patch("/api/v1/me", json={"locale": "ti"}, headers=headers).status_code


@pytest.mark.parametrize(
    "said",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Referer": "https://elsewhere.example/form"},
        {},
    ],
)
def test_a_request_from_elsewhere_or_from_nowhere_is_refused(
    client: FlaskClient, cast: Cast, said: dict[str, str]
) -> None:
    assert change(client, {"Cookie": cast.learner.cookie["Cookie"], **said}) == 403


@pytest.mark.parametrize(
    "said",
    [
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://localhost"},
        {"Referer": "http://localhost/ar/me"},
    ],
)
def test_our_own_pages_are_let_through(client: FlaskClient, cast: Cast, said: dict[str, str]) -> None:
    assert change(client, {"Cookie": cast.learner.cookie["Cookie"], **said}) == 200


def test_a_program_with_a_token_is_no_browser(client: FlaskClient, cast: Cast) -> None:
    assert change(client, {**cast.learner.bearer, "Sec-Fetch-Site": "cross-site"}) == 200


def test_the_staff_cookie_opens_nothing_outside_the_staff_pages(client: FlaskClient, cast: Cast) -> None:
    assert client.get("/api/v1/learners", headers=cast.officer.cookie).status_code == 401
