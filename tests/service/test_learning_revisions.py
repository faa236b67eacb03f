"""Each batch that adds something is a revision of the learner's progress; the rows that it changed carry it."""

from typing import Any

import pytest

from orientation import clock
from orientation.db import db, transaction
from orientation.learning.models import ItemProgress, LearnerRevision, LessonProgress
from orientation.learning.service import record, refold
from tests.cast import Cast, Person
from tests.exercises import LESSON, OTHER_LESSON, answered, batch, completed, publish_exercises


@pytest.fixture(autouse=True)
def lessons(context: None) -> None:
    publish_exercises()


def _send(person: Person, *events: Any) -> None:
    record(person.id, batch(*events), clock.now())


def _counter(person: Person) -> int | None:
    return db.session.scalar(db.select(LearnerRevision.revision).where(LearnerRevision.learner_id == person.id))


def _revisions(model: Any, name: str) -> dict[str, int]:
    rows = db.session.execute(db.select(getattr(model, name), model.revision))
    return {row[0]: row[1] for row in rows}


def test_a_batch_stamps_the_rows_that_it_changed_and_no_others(cast: Cast) -> None:
    _send(cast.learner, answered("fire", "wait"), completed(lesson=OTHER_LESSON))
    _send(cast.learner, answered("rumour", True))
    assert _revisions(LessonProgress, "lesson") == {LESSON: 2, OTHER_LESSON: 1}
    assert _revisions(ItemProgress, "item") == {"fire": 1, "rumour": 2}
    assert _counter(cast.learner) == 2


def test_what_was_sent_again_or_refused_is_no_revision(cast: Cast) -> None:
    event = completed()
    _send(cast.learner, event)
    _send(cast.learner, event, {"verb": "completed"})
    _send(cast.learner)
    assert _counter(cast.learner) == 1


def test_learners_count_on_their_own(cast: Cast) -> None:
    _send(cast.learner, completed())
    _send(cast.learner, completed())
    _send(cast.second_learner, completed())
    assert (_counter(cast.learner), _counter(cast.second_learner), _counter(cast.other_learner)) == (2, 1, None)


def test_what_is_mended_is_a_revision_of_its_own(cast: Cast) -> None:
    _send(cast.learner, completed(), completed(lesson=OTHER_LESSON))
    with transaction():
        db.session.execute(db.update(LessonProgress).where(LessonProgress.lesson == LESSON).values(seconds=9999))
    refold(cast.administrator.actor, cast.learner.id)
    assert _revisions(LessonProgress, "lesson") == {LESSON: 2, OTHER_LESSON: 2}
