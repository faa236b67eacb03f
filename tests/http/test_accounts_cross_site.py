"""No other site acts with a browser's session; see docs/decisions/0003."""

import pytest
from flask.testing import FlaskClient

from orientation.accounts.service import issue_cards
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


@pytest.mark.parametrize("scheme", ["Basic eDp5", "Bearer", "Bearer "])
def test_only_a_token_makes_a_program(client: FlaskClient, cast: Cast, scheme: str) -> None:
    """A browser that a proxy asked for a password sends it along with other sites' requests, too."""
    said = {"Sec-Fetch-Site": "cross-site", "Authorization": scheme}
    assert change(client, {"Cookie": cast.learner.cookie["Cookie"], **said}) == 403


@pytest.mark.parametrize(
    "said",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://elsewhere.example"},
        {"Referer": "https://elsewhere.example/"},
    ],
)
def test_no_other_site_joins_a_phone_to_a_card_of_its_choice(
    client: FlaskClient, cast: Cast, said: dict[str, str]
) -> None:
    """Such a form comes without our cookies: what would be learned then is somebody else's to see."""
    card = issue_cards(cast.officer.actor, [cast.learner.id])[0]
    for address, form in ((f"/j/{card.secret}", {}), ("/ar/join", {"code": card.code})):
        answer = client.post(address, data=form, headers=said)
        assert answer.status_code == 403
        assert "Set-Cookie" not in answer.headers


def test_a_program_that_says_nothing_of_sites_can_join(client: FlaskClient, cast: Cast) -> None:
    card = issue_cards(cast.officer.actor, [cast.learner.id])[0]
    assert client.post("/api/v1/auth/join", json={"secret": card.secret}).status_code == 201


def test_the_staff_cookie_opens_nothing_outside_the_staff_pages(client: FlaskClient, cast: Cast) -> None:
    assert client.get("/api/v1/learners", headers=cast.officer.cookie).status_code == 401
