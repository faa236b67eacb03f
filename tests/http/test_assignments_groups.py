"""Groups through the API: listed, made, changed with an entity tag, removed."""

from uuid import UUID

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from orientation.accounts.rules.people import NewLearner
from orientation.assignments import service
from tests.cast import Cast
from tests.counting import count_queries

GROUPS = "/api/v1/groups"
UNKNOWN = f"{GROUPS}/00000000-0000-7000-8000-000000000000"


def _make(client: FlaskClient, cast: Cast, name: str = "March") -> TestResponse:
    return client.post(GROUPS, json={"name": name, "departs_on": "2026-03-20"}, headers=cast.officer.bearer)


def test_an_officer_makes_a_group(client: FlaskClient, cast: Cast) -> None:
    answer = _make(client, cast)
    assert answer.status_code == 201
    assert answer.headers["ETag"]
    made = answer.get_json()
    assert (made["name"], made["departs_on"], made["revision"]) == ("March", "2026-03-20", 1)


@pytest.mark.parametrize(
    "given",
    [{}, {"name": ""}, {"name": "x" * 81}, {"name": "A", "departs_on": "soon"}, {"name": "A", "colour": "red"}],
)
def test_what_can_not_be_a_group_is_refused(client: FlaskClient, cast: Cast, given: dict[str, str]) -> None:
    answer = client.post(GROUPS, json=given, headers=cast.officer.bearer)
    assert answer.status_code == 422
    assert answer.get_json()["errors"]


def test_a_name_that_is_taken_is_a_conflict(client: FlaskClient, cast: Cast) -> None:
    _make(client, cast)
    answer = _make(client, cast)
    assert (answer.status_code, answer.get_json()["code"]) == (409, "group-name-taken")


def test_the_list_tells_how_far_each_group_is(client: FlaskClient, cast: Cast) -> None:
    _make(client, cast)
    [group] = client.get(GROUPS, headers=cast.officer.bearer).get_json()
    assert (group["people"], group["lessons_done"], group["lessons_asked"], group["stuck"]) == (0, 0, 0, 0)


def test_the_list_costs_the_same_queries_however_many_groups(client: FlaskClient, cast: Cast) -> None:
    counts = []
    for name in ("March", "April"):
        group = service.create_group(cast.officer.actor, name, None)
        service.add_group_learners(cast.officer.actor, group.id, [NewLearner(None, "ar")] * 3)
        with count_queries() as counted:
            client.get(GROUPS, headers=cast.officer.bearer)
        counts.append(counted.number)
    assert counts[0] == counts[1]
    assert counts[1] <= 7  # who asks, the entry in the record, and five for the groups


def test_a_group_changes_with_its_tag(client: FlaskClient, cast: Cast) -> None:
    address = f"{GROUPS}/{_make(client, cast).get_json()['id']}"
    tag = client.get(address, headers=cast.officer.bearer).headers["ETag"]
    answer = client.patch(address, json={"name": "April"}, headers={**cast.officer.bearer, "If-Match": tag})
    assert answer.status_code == 200
    assert (answer.get_json()["name"], answer.get_json()["departs_on"]) == ("April", "2026-03-20")
    assert answer.headers["ETag"] != tag


def test_a_stale_tag_changes_nothing(client: FlaskClient, cast: Cast) -> None:
    made = _make(client, cast)
    address, headers = f"{GROUPS}/{made.get_json()['id']}", {**cast.officer.bearer, "If-Match": made.headers["ETag"]}
    assert client.patch(address, json={"departs_on": None}, headers=headers).status_code == 200
    assert client.patch(address, json={"name": "April"}, headers=headers).status_code == 412
    assert client.delete(address, headers=headers).status_code == 412
    assert client.get(address, headers=cast.officer.bearer).get_json()["name"] == "March"


def test_a_change_without_a_tag_is_refused(client: FlaskClient, cast: Cast) -> None:
    address = f"{GROUPS}/{_make(client, cast).get_json()['id']}"
    assert client.patch(address, json={"name": "April"}, headers=cast.officer.bearer).status_code == 428
    assert client.delete(address, headers=cast.officer.bearer).status_code == 428


def test_an_empty_group_is_removed(client: FlaskClient, cast: Cast) -> None:
    made = _make(client, cast)
    address = f"{GROUPS}/{made.get_json()['id']}"
    assert client.delete(address, headers={**cast.officer.bearer, "If-Match": made.headers["ETag"]}).status_code == 204
    assert client.get(address, headers=cast.officer.bearer).status_code == 404


def test_a_group_with_people_is_not_removed(client: FlaskClient, cast: Cast) -> None:
    made = _make(client, cast)
    service.move_learner(cast.officer.actor, cast.learner.id, UUID(made.get_json()["id"]))
    headers = {**cast.officer.bearer, "If-Match": made.headers["ETag"]}
    answer = client.delete(f"{GROUPS}/{made.get_json()['id']}", headers=headers)
    assert (answer.status_code, answer.get_json()["code"]) == (409, "group-not-empty")


@pytest.mark.parametrize("path", ["", "/table", "/hand-over.csv"])
def test_another_posts_group_answers_as_one_that_does_not_exist(client: FlaskClient, cast: Cast, path: str) -> None:
    address = f"{GROUPS}/{_make(client, cast).get_json()['id']}"
    headers = {**cast.other_officer.bearer, "X-Request-Id": "samesame1"}
    theirs, unknown = client.get(address + path, headers=headers), client.get(UNKNOWN + path, headers=headers)
    assert (theirs.status_code, theirs.data) == (404, unknown.data)


def test_only_officers_know_of_groups(client: FlaskClient, cast: Cast) -> None:
    assert client.get(GROUPS).status_code == 401
    for person in (cast.editor, cast.learner, cast.administrator):
        assert client.get(GROUPS, headers=person.bearer).status_code == 403
        assert client.post(GROUPS, json={"name": "A"}, headers=person.bearer).status_code == 403
