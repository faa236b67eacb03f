"""Assignments through the API: made, taken back, and read by the learner."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from orientation.assignments import service
from orientation.assignments.models import Group
from tests.assigned_pack import PACK, publish_pack
from tests.cast import Cast
from tests.counting import count_queries

ASSIGNMENTS = "/api/v1/assignments"
UNKNOWN = "00000000-0000-7000-8000-000000000000"


@pytest.fixture
def group(cast: Cast) -> Group:
    publish_pack()
    group = service.create_group(cast.officer.actor, "March", None)
    service.move_learner(cast.officer.actor, cast.learner.id, group.id)
    return group


def _given(**changed: Any) -> dict[str, Any]:
    return {"pack": PACK, "module": "rights", "days_before": 14, **changed}


def test_a_module_is_assigned_to_a_group_and_its_learner_reads_it(
    client: FlaskClient, cast: Cast, group: Group
) -> None:
    answer = client.post(ASSIGNMENTS, json=_given(group_id=str(group.id)), headers=cast.officer.bearer)
    assert answer.status_code == 201
    with count_queries() as counted:
        asked = client.get("/api/v1/me/assignments", headers=cast.learner.bearer).get_json()
    assert asked == [{"pack": PACK, "module": "rights", "due_on": None}]
    assert counted.number <= 4, counted.statements


def test_a_module_is_assigned_to_one_learner_only(client: FlaskClient, cast: Cast, group: Group) -> None:
    client.post(ASSIGNMENTS, json=_given(learner_id=str(cast.learner.id)), headers=cast.officer.bearer)
    assert len(client.get("/api/v1/me/assignments", headers=cast.learner.bearer).get_json()) == 1
    assert client.get("/api/v1/me/assignments", headers=cast.second_learner.bearer).get_json() == []


def test_an_assignment_is_taken_back(client: FlaskClient, cast: Cast, group: Group) -> None:
    made = client.post(ASSIGNMENTS, json=_given(group_id=str(group.id)), headers=cast.officer.bearer).get_json()
    address = f"{ASSIGNMENTS}/{made['id']}"
    assert client.delete(address, headers=cast.other_officer.bearer).status_code == 404
    assert client.delete(address, headers=cast.officer.bearer).status_code == 204
    assert client.delete(address, headers=cast.officer.bearer).status_code == 404
    assert client.get("/api/v1/me/assignments", headers=cast.learner.bearer).get_json() == []


def test_a_second_time_is_a_conflict(client: FlaskClient, cast: Cast, group: Group) -> None:
    given = _given(group_id=str(group.id))
    client.post(ASSIGNMENTS, json=given, headers=cast.officer.bearer)
    answer = client.post(ASSIGNMENTS, json=given, headers=cast.officer.bearer)
    assert (answer.status_code, answer.get_json()["code"]) == (409, "already-assigned")


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({}, 422),
        ({"group_id": UNKNOWN}, 404),
        ({"learner_id": UNKNOWN}, 404),
        ({"group_id": UNKNOWN, "learner_id": UNKNOWN}, 422),
        ({"group_id": UNKNOWN, "days_before": 999}, 422),
        ({"group_id": UNKNOWN, "days_before": "3"}, 422),
    ],
)
def test_what_can_not_be_assigned_is_refused(
    client: FlaskClient, cast: Cast, group: Group, changed: dict[str, Any], status: int
) -> None:
    assert client.post(ASSIGNMENTS, json=_given(**changed), headers=cast.officer.bearer).status_code == status


def test_a_module_or_pack_that_is_not_offered_is_refused(client: FlaskClient, cast: Cast, group: Group) -> None:
    for changed, status in (({"module": "x"}, 422), ({"pack": "x"}, 404)):
        given = _given(group_id=str(group.id), **changed)
        assert client.post(ASSIGNMENTS, json=given, headers=cast.officer.bearer).status_code == status


def test_only_officers_assign_and_only_learners_are_asked(client: FlaskClient, cast: Cast, group: Group) -> None:
    given = _given(group_id=str(group.id))
    assert client.post(ASSIGNMENTS, json=given).status_code == 401
    assert client.post(ASSIGNMENTS, json=given, headers=cast.editor.bearer).status_code == 403
    assert client.get("/api/v1/me/assignments").status_code == 401
    assert client.get("/api/v1/me/assignments", headers=cast.officer.bearer).status_code == 403
