"""A learner reads her own progress, and what of hers was not understood."""

import pytest
from flask.testing import FlaskClient

from orientation import clock
from orientation.learning.service import record
from tests.cast import Cast
from tests.counting import count_queries
from tests.exercises import OTHER_LESSON, answered, batch, completed, opened, publish_exercises

PROGRESS, QUARANTINE = "/api/v1/me/progress", "/api/v1/me/quarantine"
LESSON = f"{PROGRESS}/first-steps/rights/dignity"


@pytest.fixture(autouse=True)
def learned(cast: Cast) -> None:
    """The learner did some exercises and finished a lesson; the second learner did nothing."""
    publish_exercises()
    events = [answered("fire", "wait"), answered("fire", "call"), answered("rumour", True), completed()]
    record(cast.learner.id, batch(*events, opened(lesson=OTHER_LESSON), "nonsense"), clock.now())


def test_progress_lists_every_lesson_that_was_touched(client: FlaskClient, cast: Cast) -> None:
    answer = client.get(PROGRESS, headers=cast.learner.bearer)
    assert answer.status_code == 200
    opened_only, finished = answer.get_json()
    assert (opened_only["lesson"], opened_only["completed_at"]) == (OTHER_LESSON, None)
    assert finished["completed_at"] is not None
    assert (finished["items_answered"], finished["items_right"], finished["seconds"]) == (2, 1, 20)


def test_the_list_costs_one_query_beside_the_session(client: FlaskClient, cast: Cast) -> None:
    with count_queries() as counted:
        client.get(PROGRESS, headers=cast.learner.bearer)
    assert counted.number == 2, counted.statements


def test_one_lesson_is_told_item_by_item(client: FlaskClient, cast: Cast) -> None:
    told = client.get(LESSON, headers=cast.learner.cookie).get_json()
    assert told["lesson"]["items_right"] == 1
    assert [(i["item"], i["attempts"], i["right"], i["last_verdict"]) for i in told["items"]] == [
        ("fire", 2, 1, "right"),
        ("rumour", 1, 0, "wrong"),
    ]


def test_other_people_see_only_their_own(client: FlaskClient, cast: Cast) -> None:
    assert client.get(PROGRESS, headers=cast.second_learner.bearer).get_json() == []
    told = client.get(LESSON, headers=cast.second_learner.bearer).get_json()
    assert (told["lesson"]["first_at"], told["items"]) == (None, [])
    assert client.get(QUARANTINE, headers=cast.second_learner.bearer).get_json()["items"] == []


@pytest.mark.parametrize("place", ["no/rights/dignity", "first-steps/no/dignity", "first-steps/rights/no"])
def test_a_lesson_that_is_not_there_is_not_found(client: FlaskClient, cast: Cast, place: str) -> None:
    assert client.get(f"{PROGRESS}/{place}", headers=cast.learner.bearer).status_code == 404


def test_what_was_not_understood_can_be_read_as_it_came(client: FlaskClient, cast: Cast) -> None:
    page = client.get(QUARANTINE, headers=cast.learner.bearer).get_json()
    assert [(item["raw"], item["reason"]) for item in page["items"]] == [("nonsense", "shape: An event is an object.")]
    assert page["next"] is None


def test_quarantine_comes_in_pages(client: FlaskClient, cast: Cast) -> None:
    record(cast.learner.id, batch(*range(150)), clock.now())
    first = client.get(QUARANTINE, headers=cast.learner.bearer).get_json()
    with count_queries() as counted:
        rest = client.get(f"{QUARANTINE}?before={first['next']}", headers=cast.learner.bearer).get_json()
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (100, 51, None)
    assert counted.number == 2


@pytest.mark.parametrize("path", [PROGRESS, LESSON, QUARANTINE])
def test_guests_and_staff_have_none(client: FlaskClient, cast: Cast, path: str) -> None:
    assert client.get(path).status_code == 401
    assert client.get(path, headers=cast.officer.bearer).status_code == 403
