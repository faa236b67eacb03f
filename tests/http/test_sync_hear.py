"""A phone hears what is new since it heard last."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from orientation import clock
from orientation.actor import SYSTEM
from orientation.assignments import service as assignments
from orientation.db import db, transaction
from orientation.learning.models import ItemProgress, LearnerRevision
from orientation.learning.schemas import AckSchema
from orientation.learning.service import refold
from orientation.sync import queries
from orientation.sync.schemas import CaughtUpSchema
from orientation.sync.service import begin_epoch
from tests.cast import Cast, Person
from tests.counting import count_queries
from tests.exercises import LESSON, MODULE, OTHER_LESSON, PACK, answered, completed, opened, publish_exercises

SYNC = "/api/v1/sync"
NOTHING_NEW = {"server_time", "acks", "epoch", "cursor"}
PLACE = {"pack": PACK, "module": MODULE, "lesson": LESSON}


@pytest.fixture(autouse=True)
def lessons(context: None) -> None:
    publish_exercises()


@pytest.fixture
def rows_in_a_page(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(queries, "PAGE", 3)
    return 3


def _sync(client: FlaskClient, who: Person, cursor: str | None, *events: Any) -> dict[str, Any]:
    body = {"device": "phone", "phone_time": clock.now().isoformat(), "cursor": cursor, "events": list(events)}
    answer = client.post(SYNC, json=body, headers=who.bearer)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.get_json()
    CaughtUpSchema().load(told)  # the route makes its JSON by hand: the schema is what it promises
    AckSchema(many=True).load(told["acks"])
    return told


def test_a_phone_that_heard_nothing_hears_everything(client: FlaskClient, cast: Cast) -> None:
    now = clock.now()
    early = opened(now - timedelta(hours=2))
    did = [early, answered("fire", "wait", now), answered("fire", "call", now), completed(now)]
    told = _sync(client, cast.learner, None, *did)
    (lesson,), (item,) = told["progress"]["lessons"], told["progress"]["items"]
    assert lesson.items() >= {**PLACE, "seconds": 20}.items()
    assert lesson["first_at"] < lesson["last_at"] == lesson["completed_at"]
    assert set(lesson) == {"pack", "module", "lesson", "first_at", "last_at", "completed_at", "seconds"}
    assert item.items() >= {**PLACE, "item": "fire", "attempts": 2, "right": 1, "last_verdict": "right"}.items()
    assert item["first_right_at"] == item["last_at"]
    assert UUID(item["last_event"]) == UUID(did[2]["id"])
    assert (told["assignments"], told["packs"]) == ([], {PACK: 1})
    assert "more" not in told


def test_when_nothing_is_new_nothing_is_said_in_few_bytes(client: FlaskClient, cast: Cast) -> None:
    heard = _sync(client, cast.learner, None, completed())["cursor"]
    body = {"device": "phone", "phone_time": clock.now().isoformat(), "cursor": heard, "events": []}
    answer = client.post(SYNC, json=body, headers={**cast.learner.bearer, "Accept-Encoding": "gzip, br"})
    assert set(answer.get_json()) == NOTHING_NEW
    assert answer.get_json()["cursor"] == heard
    assert len(answer.data) <= 300


def test_who_sends_no_cursor_gets_acks_only(client: FlaskClient, cast: Cast) -> None:
    body = {"device": "phone", "phone_time": clock.now().isoformat(), "events": [completed()]}
    assert set(client.post(SYNC, json=body, headers=cast.learner.bearer).get_json()) == NOTHING_NEW - {"cursor"}


def test_only_what_changed_is_told_whichever_phone_did_it(client: FlaskClient, cast: Cast) -> None:
    heard = _sync(client, cast.learner, None, answered("fire", "call"), opened(lesson=OTHER_LESSON))["cursor"]
    _sync(client, cast.learner, None, answered("een", {"1": "een"}))
    told = _sync(client, cast.learner, heard)
    assert [row["lesson"] for row in told["progress"]["lessons"]] == [LESSON]
    assert [row["item"] for row in told["progress"]["items"]] == ["een"]
    assert not {"assignments", "packs"} & set(told)
    assert set(_sync(client, cast.learner, told["cursor"])) == NOTHING_NEW


def test_a_new_assignment_date_or_removal_is_told_with_all_that_remain(client: FlaskClient, cast: Cast) -> None:
    officer, heard = cast.officer.actor, _sync(client, cast.learner, None)["cursor"]
    group = assignments.create_group(officer, "March", date(2026, 3, 20))
    assignments.move_learner(officer, cast.learner.id, group.id)
    asked = assignments.assign(officer, group_id=group.id, pack=PACK, module=MODULE, days_before=7)
    told = _sync(client, cast.learner, heard)
    assert told["assignments"] == [{"pack": PACK, "module": MODULE, "due_on": "2026-03-13"}]
    assignments.update_group(officer, group.id, revision=group.revision, name="March", departs_on=None)
    told = _sync(client, cast.learner, told["cursor"])
    assert told["assignments"] == [{"pack": PACK, "module": MODULE, "due_on": None}]
    assignments.unassign(officer, asked.id)
    told = _sync(client, cast.learner, told["cursor"])
    assert told["assignments"] == []
    assert set(_sync(client, cast.learner, told["cursor"])) == NOTHING_NEW


def test_a_new_version_is_told_and_what_waited_for_it_counts(client: FlaskClient, cast: Cast) -> None:
    told = _sync(client, cast.learner, None, answered("fire", "call", version=2))
    assert told["acks"][0]["status"] == "quarantined"
    publish_exercises("Second edition")
    told = _sync(client, cast.learner, told["cursor"])
    assert told["packs"] == {PACK: 2}
    assert [row["item"] for row in told["progress"]["items"]] == ["fire"]


def test_much_is_told_in_pages_that_split_no_batch(client: FlaskClient, cast: Cast, rows_in_a_page: int) -> None:
    _sync(client, cast.learner, None, opened())
    _sync(client, cast.learner, None, answered("fire", "call", lesson=OTHER_LESSON))
    _sync(client, cast.learner, None, answered("een", {"1": "een"}, module="daily-life", lesson="shops"))
    first = _sync(client, cast.learner, None)
    second = _sync(client, cast.learner, first["cursor"])
    sizes = [len(page["progress"]["lessons"]) + len(page["progress"]["items"]) for page in (first, second)]
    assert sizes == [rows_in_a_page, 2]
    assert first["more"] and "more" not in second
    assert "packs" in first and "packs" not in second


def test_a_batch_larger_than_a_page_comes_whole(client: FlaskClient, cast: Cast, rows_in_a_page: int) -> None:
    did = [answered("fire", "call"), answered("een", {"1": "een"}), opened(lesson=OTHER_LESSON)]
    told = _sync(client, cast.learner, None, *did, answered("fire", "wait", lesson=OTHER_LESSON))
    assert len(told["progress"]["lessons"]) + len(told["progress"]["items"]) > rows_in_a_page
    assert "more" not in told


def test_a_new_epoch_makes_the_cursor_worthless(client: FlaskClient, cast: Cast) -> None:
    heard = _sync(client, cast.learner, None, completed())["cursor"]
    begin_epoch(SYSTEM, clock.now())
    told = _sync(client, cast.learner, heard)
    assert told["progress"]["lessons"] and told["packs"]
    assert told["cursor"] != heard


def test_a_cursor_from_before_a_restore_that_nobody_told_of_yet_hides_nothing(client: FlaskClient, cast: Cast) -> None:
    heard = _sync(client, cast.learner, None, completed())["cursor"]
    epoch, revision, *rest = heard.split(".")
    ahead = ".".join([epoch, str(int(revision) + 7), *rest])
    assert _sync(client, cast.learner, ahead)["progress"]["lessons"]


@pytest.mark.parametrize("cursor", [None, "", "nonsense", "a.1.b.c", "x" * 100])
def test_a_cursor_that_is_none_is_as_none(client: FlaskClient, cast: Cast, cursor: str | None) -> None:
    _sync(client, cast.learner, None, completed())
    assert _sync(client, cast.learner, cursor)["progress"]["lessons"]


@pytest.mark.parametrize("cursor", [5, {}, "x" * 101])
def test_what_can_be_no_cursor_is_refused(client: FlaskClient, cast: Cast, cursor: object) -> None:
    body = {"device": "phone", "phone_time": clock.now().isoformat(), "cursor": cursor, "events": [completed()]}
    answer = client.post(SYNC, json=body, headers=cast.learner.bearer)
    assert answer.status_code == 422
    assert list(answer.get_json()["errors"]["json"]) == ["cursor"]


def test_somebody_elses_cursor_tells_nothing_of_them(client: FlaskClient, cast: Cast) -> None:
    heard = _sync(client, cast.learner, None, completed())["cursor"]
    told = _sync(client, cast.second_learner, heard)
    assert "progress" not in told


def test_progress_that_was_mended_is_told_again(client: FlaskClient, cast: Cast) -> None:
    heard = _sync(client, cast.learner, None, answered("fire", "call"))["cursor"]
    with transaction():
        db.session.execute(db.update(ItemProgress).values(attempts=99))
    refold(SYSTEM)
    assert _sync(client, cast.learner, heard)["progress"]["items"][0]["attempts"] == 1


def test_what_was_taken_away_is_forgotten_by_hearing_everything_in_another_epoch(
    client: FlaskClient, cast: Cast
) -> None:
    before = _sync(client, cast.learner, None, answered("fire", "call"))
    neighbour = _sync(client, cast.second_learner, None, completed())
    with transaction():
        db.session.execute(db.update(ItemProgress).values(item="never-answered"))
    assert refold(SYSTEM) == [cast.learner.id]
    told = _sync(client, cast.learner, before["cursor"])
    assert told["epoch"] != before["epoch"]
    assert [row["item"] for row in told["progress"]["items"]] == ["fire"]
    assert told["progress"]["lessons"]
    again = _sync(client, cast.learner, told["cursor"])
    assert (again["epoch"], again["cursor"], "progress" in again) == (told["epoch"], told["cursor"], False)
    other = _sync(client, cast.second_learner, neighbour["cursor"])
    assert (other["epoch"], "progress" in other) == (neighbour["epoch"], False)


def test_a_number_that_was_mended_begins_no_epoch(client: FlaskClient, cast: Cast) -> None:
    before = _sync(client, cast.learner, None, answered("fire", "call"))
    with transaction():
        db.session.execute(db.update(ItemProgress).values(attempts=99))
    refold(SYSTEM)
    assert _sync(client, cast.learner, before["cursor"])["epoch"] == before["epoch"]


def test_hearing_that_nothing_is_new_costs_two_queries(client: FlaskClient, cast: Cast) -> None:
    heard = _sync(client, cast.learner, None, completed())["cursor"]
    numbers = []
    for cursor in ({}, {"cursor": heard}):
        body = {"device": "phone", "phone_time": clock.now().isoformat(), "events": [], **cursor}
        with count_queries() as counted:
            client.post(SYNC, json=body, headers=cast.learner.bearer)
        numbers.append(len([one for one in counted.statements if "pack_versions" not in one]))
    assert numbers[1] - numbers[0] == 2


def test_what_changes_while_a_phone_is_told_comes_the_next_time(
    client: FlaskClient, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = _sync(client, cast.learner, None, answered("fire", "call"))["cursor"]
    counter = db.session.get(LearnerRevision, cast.learner.id)
    assert counter is not None
    with transaction():  # as another process would have written it after the counter was read
        db.session.execute(db.update(ItemProgress).values(revision=counter.revision + 1))
    assert "progress" not in _sync(client, cast.learner, heard)
    with transaction():
        counter.revision += 1
    assert _sync(client, cast.learner, heard)["progress"]["items"]
