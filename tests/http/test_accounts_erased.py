"""A phone of a learner who was erased returns."""

import pytest
from flask.testing import FlaskClient

from orientation.accounts import service
from tests.cast import Cast

ROUTES = ["POST /sync", "POST /me/token", "GET /me/progress", "GET /me/quarantine", "GET /me/assignments"]


@pytest.fixture(autouse=True)
def erased(cast: Cast) -> None:
    service.erase_learner(cast.officer.actor, cast.learner.id)


@pytest.mark.parametrize("route", ROUTES)
def test_it_is_told_to_forget_what_it_kept(client: FlaskClient, cast: Cast, route: str) -> None:
    method, path = route.split(" ")
    answer = client.open(f"/api/v1{path}", method=method, headers=cast.learner.bearer)
    assert answer.status_code == 410
    assert answer.get_json()["code"] == "learner-erased"
    assert "new card" in answer.get_json()["detail"]


def test_it_goes_on_as_a_guest(client: FlaskClient, cast: Cast) -> None:
    assert client.get("/api/v1/me", headers=cast.learner.bearer).get_json()["kind"] == "guest"
    assert client.get("/api/v1/packs", headers=cast.learner.cookie).status_code == 200


def test_a_token_that_never_was_is_only_unknown(client: FlaskClient) -> None:
    assert client.post("/api/v1/sync", headers={"Authorization": "Bearer nobodys"}).status_code == 401
