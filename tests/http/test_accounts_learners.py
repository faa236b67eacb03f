"""/api/v1/learners, /learners/<id> and its card and PIN. Who may not is in test_accounts_strangers."""

import pytest
from flask.testing import FlaskClient

from orientation.accounts import queries, service
from orientation.accounts.service import NewLearner
from tests.cast import Cast
from tests.service.test_accounts_sessions import counting

pytestmark = pytest.mark.usefixtures("quick_hashes")


def test_an_officer_adds_people(client: FlaskClient, cast: Cast) -> None:
    given = {"learners": [{"label": "Red roof", "locale": "ti", "age_band": "18-24"}, {"locale": "so"}]}
    answer = client.post("/api/v1/learners", json=given, headers=cast.officer.bearer)
    assert answer.status_code == 201 and answer.json is not None
    assert [(made["label"], made["locale"]) for made in answer.json] == [("Red roof", "ti"), (None, "so")]


@pytest.mark.parametrize(
    "person",
    [
        {},
        {"locale": "xx"},
        {"locale": "ar", "name": "Amal"},
        {"locale": "ar", "age_band": "41"},
        {"locale": "ar", "label": "a\u0000"},
    ],
)
def test_what_may_not_be_said_of_people_is_refused(client: FlaskClient, cast: Cast, person: dict[str, str]) -> None:
    answer = client.post("/api/v1/learners", json={"learners": [person]}, headers=cast.officer.bearer)
    assert answer.status_code == 422


def test_the_list_is_of_ones_own_post_in_pages(client: FlaskClient, cast: Cast) -> None:
    first = client.get("/api/v1/learners?limit=1", headers=cast.officer.bearer).json
    assert first is not None and [learner["label"] for learner in first["items"]] == ["Blue door"]
    second = client.get(f"/api/v1/learners?limit=1&after={first['next']}", headers=cast.officer.bearer).json
    assert second is not None and [learner["label"] for learner in second["items"]] == ["Two sisters"]
    assert second["next"] is None
    assert client.get("/api/v1/learners?limit=0", headers=cast.officer.bearer).status_code == 422
    assert client.get("/api/v1/learners?page=2", headers=cast.officer.bearer).status_code == 422


def test_the_list_costs_as_many_queries_for_many_as_for_few(client: FlaskClient, cast: Cast) -> None:
    service.add_learners(cast.officer.actor, [NewLearner(f"Person {n}", "ar") for n in range(40)])
    with counting() as sent:
        answer = client.get("/api/v1/learners", headers=cast.officer.bearer)
    assert answer.json is not None and len(answer.json["items"]) == 42
    assert len(sent) == 3, "who asks, the list, the audit entry"


def test_nobody_else_lists_or_adds(client: FlaskClient, cast: Cast) -> None:
    for person in (cast.administrator, cast.editor, cast.reviewer, cast.learner):
        assert client.get("/api/v1/learners", headers=person.bearer).status_code == 403
        assert client.post("/api/v1/learners", json={"learners": []}, headers=person.bearer).status_code == 403
    assert client.get("/api/v1/learners").status_code == 401


def test_a_learner_is_read_changed_and_erased(client: FlaskClient, cast: Cast) -> None:
    path, headers = f"/api/v1/learners/{cast.learner.id}", cast.officer.bearer
    shown = client.get(path, headers=headers).json
    assert shown is not None and (shown["pseudonym"], shown["has_pin"]) == ("AAA-222", False)
    changed = client.patch(path, json={"label": None, "sex": "female"}, headers=headers).json
    assert changed is not None and (changed["label"], changed["sex"], changed["locale"]) == (None, "female", "ar")
    assert client.patch(path, json={"post_id": str(cast.other_post.id)}, headers=headers).status_code == 422
    assert client.delete(path, headers=headers).status_code == 204
    assert client.get(path, headers=headers).status_code == 404


def test_a_card_is_issued_and_revoked(client: FlaskClient, cast: Cast) -> None:
    path = f"/api/v1/learners/{cast.learner.id}/card"
    answer = client.post(path, headers=cast.officer.bearer)
    assert answer.status_code == 201 and answer.json is not None
    assert set(answer.json) == {"learner_id", "pseudonym", "locale", "secret", "code"}
    assert client.delete(f"{path}?end_sessions=true", headers=cast.officer.bearer).status_code == 204
    assert queries.find_actor(cast.learner.token) is None
    assert client.post("/api/v1/auth/join", json={"code": answer.json["code"]}).status_code == 401


def test_a_forgotten_pin_is_cleared(client: FlaskClient, cast: Cast) -> None:
    service.set_pin(cast.learner.actor, "1234", None)
    path = f"/api/v1/learners/{cast.learner.id}/pin"
    assert client.delete(path, headers=cast.officer.bearer).status_code == 204
    assert not queries.get_me(cast.learner.actor).has_pin
