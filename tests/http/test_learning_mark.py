"""Anybody has answers marked; nothing is recorded."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from orientation.db import db
from orientation.learning.models import LearningEvent
from tests.cast import Cast
from tests.exercises import publish_exercises

MARK = "/api/v1/packs/first-steps/rights/dignity/mark"


@pytest.fixture(autouse=True)
def lessons(context: None) -> None:
    publish_exercises()


def _mark(client: FlaskClient, answers: Any, path: str = MARK, **more: Any) -> TestResponse:
    return client.post(path, json={"answers": answers, **more})


def test_answers_are_marked_part_by_part(client: FlaskClient) -> None:
    answer = _mark(client, {"fire": "wait", "een": {"1": "een"}})
    assert answer.status_code == 200
    een, fire = answer.get_json()
    parts = {"call": "wrong", "wait": "wrong", "hide": "right"}
    assert fire == {"item": "fire", "verdict": "wrong", "parts": parts, "reason": None}
    assert (een["verdict"], een["parts"]) == ("nearly", {"1": "nearly"})


def test_an_answer_that_cannot_be_marked_says_why_and_costs_the_others_nothing(client: FlaskClient) -> None:
    marked = _mark(client, {"fire": ["wait"], "nothing": 1, "rumour": False}).get_json()
    assert [(m["verdict"], (m["reason"] or "").partition(":")[0]) for m in marked] == [
        (None, "answer-not-understood"),
        (None, "item-unknown"),
        ("right", ""),
    ]


def test_a_learner_who_asks_leaves_no_trace(client: FlaskClient, cast: Cast) -> None:
    answer = client.post(MARK, json={"answers": {"fire": "call"}}, headers=cast.learner.bearer)
    assert answer.status_code == 200
    assert db.session.scalars(db.select(LearningEvent)).all() == []


def test_an_older_version_can_be_named(client: FlaskClient) -> None:
    publish_exercises("Second edition", without="fire")
    assert _mark(client, {"fire": "call"}).get_json()[0]["verdict"] is None
    assert _mark(client, {"fire": "call"}, version=1).get_json()[0]["verdict"] == "right"
    assert _mark(client, {"fire": "call"}, version=3).status_code == 404


@pytest.mark.parametrize("place", ["nothing/rights/dignity", "first-steps/nothing/dignity", "first-steps/rights/no"])
def test_what_is_not_there_is_not_found(client: FlaskClient, place: str) -> None:
    assert _mark(client, {}, f"/api/v1/packs/{place}/mark").status_code == 404


def test_more_answers_than_a_lesson_has_are_refused(client: FlaskClient) -> None:
    answer = _mark(client, {f"item-{number}": None for number in range(101)})
    assert answer.status_code == 413
    assert "at most 100" in answer.get_json()["detail"]


@pytest.mark.parametrize("body", [{}, {"answers": []}, {"answers": {"Fire!": 1}}, {"answers": {}, "more": 1}])
def test_what_is_not_answers_is_refused(client: FlaskClient, body: Any) -> None:
    assert client.post(MARK, json=body).status_code == 422
