"""Any order, any repetition, any split, any number of phones: the same progress, on a real database."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskCliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orientation.accounts.models import Learner
from orientation.db import db, new_id, transaction
from orientation.learning.models import ItemProgress, LearningEvent, LessonProgress
from orientation.learning.rules.folding import fold
from orientation.learning.rules.intake import Batch
from orientation.learning.service import record, refold
from orientation.learning.service.rows import load_progress
from tests.cast import Cast
from tests.exercises import LESSON, OTHER_LESSON, answered, completed, opened, publish_exercises

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ON_A_DATABASE = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
TIMES = st.integers(0, 3).map(lambda hours: NOW - timedelta(hours=hours))
LESSONS = st.sampled_from([LESSON, OTHER_LESSON])
ANSWERS = st.sampled_from(
    [("fire", "call"), ("fire", "wait"), ("fire", "nonsense"), ("een", {"1": "een"}), ("rumour", False), ("ice", 1)]
)


@st.composite
def things_done(draw: st.DrawFn) -> dict[str, Any]:
    place = {"lesson": draw(LESSONS), "seconds": draw(st.integers(0, 100))}
    if draw(st.booleans()):
        return answered(*draw(ANSWERS), at=draw(TIMES), **place)
    return draw(st.sampled_from([opened, completed]))(draw(TIMES), **place)


@st.composite
def deliveries(draw: st.DrawFn, history: list[dict[str, Any]]) -> list[Batch]:
    """The same history on its way: repeated, shuffled, split, from several phones whose clocks are off."""
    again = draw(st.lists(st.sampled_from(history), max_size=10)) if history else []
    left = list(draw(st.permutations(history + again)))
    batches = []
    while left:
        size = draw(st.integers(1, len(left)))
        off = timedelta(days=draw(st.integers(-4000, 4000)))
        events = [{**e, "at": (datetime.fromisoformat(e["at"]) + off).isoformat()} for e in left[:size]]
        batches.append(Batch(draw(st.sampled_from(["one", "two", "three"])), NOW + off, events))
        left = left[size:]
    return batches


def _somebody(like: Learner) -> UUID:
    learner = Learner(post_id=like.post_id, pseudonym=new_id().hex[-12:], locale="ar", created_at=NOW)
    with transaction():
        db.session.add(learner)
    return learner.id


def _rows(learner_id: UUID) -> Any:
    with transaction():
        return load_progress(learner_id)


@ON_A_DATABASE
@given(st.data(), st.lists(things_done(), max_size=12))
def test_progress_is_the_same_however_it_arrived(
    context: None, once: Learner, data: st.DataObject, history: list[dict[str, Any]]
) -> None:
    plain, winding = _somebody(once), _somebody(once)
    record(plain, Batch("one", NOW, history), NOW)
    for part in data.draw(deliveries(history)):
        record(winding, part, NOW)
    assert _rows(winding) == _rows(plain)
    events = db.session.scalars(db.select(LearningEvent).where(LearningEvent.learner_id == winding))
    assert _rows(winding) == fold(events)


@pytest.fixture
def once(cast: Cast) -> Learner:
    """Somebody to be like, and exercises to do."""
    publish_exercises()
    learner = db.session.get(Learner, cast.learner.id)
    assert learner is not None
    return learner


def _learn(learner_id: UUID) -> None:
    events = [answered("fire", "wait"), answered("fire", "call"), completed(), opened(lesson=OTHER_LESSON)]
    record(learner_id, Batch("one", NOW, events), NOW)


def test_adding_up_again_finds_rows_that_are_right(once: Learner, cast: Cast) -> None:
    _learn(once.id)
    before = _rows(once.id)
    assert refold(cast.administrator.actor) == []
    assert _rows(once.id) == before


def test_adding_up_again_mends_what_was_lost_changed_or_made_up(once: Learner, cast: Cast, app: Any) -> None:
    _learn(once.id)
    right = _rows(once.id)
    with transaction():
        db.session.execute(db.delete(LessonProgress).where(LessonProgress.lesson == OTHER_LESSON))
        db.session.execute(db.update(ItemProgress).values(attempts=99))
        made_up = {"learner_id": cast.second_learner.id, "pack": "p", "module": "m", "lesson": "l"}
        db.session.execute(db.insert(LessonProgress).values(**made_up, first_at=NOW, last_at=NOW, seconds=1))
    runner: FlaskCliRunner = app.test_cli_runner()
    assert "mended: 2 learners" in runner.invoke(args=["learning", "refold"]).output
    assert _rows(once.id) == right
    assert _rows(cast.second_learner.id) == fold([])
    assert "mended: 0 learners" in runner.invoke(args=["learning", "refold"]).output


def test_one_learner_alone_can_be_added_up(once: Learner, app: Any) -> None:
    _learn(once.id)
    runner: FlaskCliRunner = app.test_cli_runner()
    assert "mended: 0 learners" in runner.invoke(args=["learning", "refold", "--learner", str(once.id)]).output
    gone = runner.invoke(args=["learning", "refold", "--learner", str(UUID(int=7))])
    assert gone.exit_code == 1
    assert "removed" in gone.output
