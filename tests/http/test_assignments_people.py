"""People of a group through the API: added, imported, moved, their cards and their table."""

import pytest
from flask.testing import FlaskClient

from orientation.accounts.rules.people import NewLearner
from orientation.assignments import service
from tests.assigned_pack import PACK, publish_pack
from tests.cast import Cast
from tests.counting import count_queries


@pytest.fixture
def address(cast: Cast) -> str:
    group = service.create_group(cast.officer.actor, "March", None)
    service.move_learner(cast.officer.actor, cast.learner.id, group.id)
    return f"/api/v1/groups/{group.id}"


def test_learners_are_added(client: FlaskClient, cast: Cast, address: str) -> None:
    learners = [{"label": "Red kettle", "locale": "ti", "age_band": "25-39", "sex": None}, {"locale": "ar"}]
    answer = client.post(address + "/learners", json={"learners": learners}, headers=cast.officer.bearer)
    assert answer.status_code == 201
    assert [(one["label"], one["locale"], one["age_band"]) for one in answer.get_json()] == [
        ("Red kettle", "ti", "25-39"),
        (None, "ar", None),
    ]


@pytest.mark.parametrize(
    "learner", [{}, {"locale": "xx"}, {"locale": "ar", "sex": "x"}, {"locale": "ar", "name": "Somebody"}]
)
def test_a_learner_that_says_too_little_or_too_much_is_refused(
    client: FlaskClient, cast: Cast, address: str, learner: dict[str, str]
) -> None:
    answer = client.post(address + "/learners", json={"learners": [learner]}, headers=cast.officer.bearer)
    assert answer.status_code == 422


def test_a_spreadsheet_is_imported(client: FlaskClient, cast: Cast, address: str) -> None:
    answer = client.post(
        address + "/learners.csv", data="label,locale\nRed kettle,ar\n", content_type="text/csv",
        headers=cast.officer.bearer,
    )  # fmt: skip
    assert answer.status_code == 201
    assert [one["label"] for one in answer.get_json()] == ["Red kettle"]


def test_a_bad_spreadsheet_names_every_fault_and_adds_nobody(client: FlaskClient, cast: Cast, address: str) -> None:
    answer = client.post(
        address + "/learners.csv", data="label,locale\nA,ar\nB,xx\nC,\n", content_type="text/csv",
        headers=cast.officer.bearer,
    )  # fmt: skip
    problem = answer.get_json()
    assert (answer.status_code, problem["code"]) == (422, "csv-refused")
    assert [(fault["line"], fault["column"]) for fault in problem["faults"]] == [(3, "locale"), (4, "locale")]
    table = client.get(address + "/table", headers=cast.officer.bearer).get_json()
    assert len(table["learners"]) == 1


def test_cards_are_issued_for_the_group(client: FlaskClient, cast: Cast, address: str) -> None:
    answer = client.post(address + "/cards", json={}, headers=cast.officer.bearer)
    [card] = answer.get_json()
    assert (answer.status_code, card["pseudonym"]) == (201, "AAA-222")
    assert len(card["code"]) == 12
    assert card["secret"]


def test_no_card_is_issued_for_somebody_elses_learner(client: FlaskClient, cast: Cast, address: str) -> None:
    given = {"learner_ids": [str(cast.other_learner.id)]}
    assert client.post(address + "/cards", json=given, headers=cast.officer.bearer).status_code == 404


def test_the_table_shows_learners_by_modules(client: FlaskClient, cast: Cast, address: str) -> None:
    publish_pack()
    given = {"group_id": address.rpartition("/")[2], "pack": PACK, "module": "rights", "days_before": 14}
    assert client.post("/api/v1/assignments", json=given, headers=cast.officer.bearer).status_code == 201
    table = client.get(address + "/table", headers=cast.officer.bearer).get_json()
    [learner] = table["learners"]
    assert (learner["label"], learner["modules"][0]["state"]) == ("Blue door", "not-started")
    assert (table["modules"][0]["module"], table["modules"][0]["asked"]) == ("rights", 1)


def test_the_table_costs_no_query_for_each_learner(client: FlaskClient, cast: Cast, address: str) -> None:
    publish_pack()
    path = address + "/table"
    counts = []
    for _ in range(2):
        with count_queries() as counted:
            client.get(path, headers=cast.officer.bearer)
        counts.append(counted.number)
        people = [{"locale": "ar"}] * 40
        client.post(address + "/learners", json={"learners": people}, headers=cast.officer.bearer)
    assert counts[0] == counts[1]


def test_a_learner_is_moved(client: FlaskClient, cast: Cast, address: str) -> None:
    other = service.create_group(cast.officer.actor, "April", None)
    path = f"/api/v1/learners/{cast.learner.id}/group"
    answer = client.put(path, json={"group_id": str(other.id)}, headers=cast.officer.bearer)
    assert answer.status_code == 204
    assert client.get(address + "/table", headers=cast.officer.bearer).get_json()["learners"] == []
    assert client.put(path, json={"group_id": None}, headers=cast.officer.bearer).status_code == 204


def test_another_posts_learner_is_not_moved(client: FlaskClient, cast: Cast, address: str) -> None:
    given = {"group_id": address.rpartition("/")[2]}
    path = f"/api/v1/learners/{cast.other_learner.id}/group"
    assert client.put(path, json=given, headers=cast.officer.bearer).status_code == 404


def test_the_hand_over_is_a_spreadsheet_without_formulas(client: FlaskClient, cast: Cast, address: str) -> None:
    group = service.create_group(cast.officer.actor, "April", None)
    service.add_group_learners(cast.officer.actor, group.id, [NewLearner("=1+1", "ar")])
    answer = client.get(f"/api/v1/groups/{group.id}/hand-over.csv", headers=cast.officer.bearer)
    assert answer.content_type == "text/csv; charset=utf-8"
    assert '"\'=1+1"' in answer.get_data(as_text=True)


@pytest.mark.parametrize("path", ["/learners", "/learners.csv", "/cards"])
def test_nobody_else_adds_people_or_prints_cards(client: FlaskClient, cast: Cast, address: str, path: str) -> None:
    given = {"/learners": {"learners": [{"locale": "ar"}]}, "/cards": {}}.get(path)
    body = {"json": given} if given is not None else {"data": "locale\nar\n"}
    assert client.post(address + path, **body).status_code == 401
    assert client.post(address + path, headers=cast.editor.bearer, **body).status_code == 403
    assert client.post(address + path, headers=cast.other_officer.bearer, **body).status_code == 404
