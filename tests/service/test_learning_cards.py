"""Reviews become cards: the same however they arrive, on a real database, and nothing but reviews does."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskCliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orientation.accounts.models import Learner
from orientation.actor import SYSTEM
from orientation.db import db, new_id, transaction
from orientation.learning import queries
from orientation.learning.models import Card, LearningEvent
from orientation.learning.rules.intake import Batch
from orientation.learning.rules.reviews import CardFold, Review, replay
from orientation.learning.service import record, refold
from orientation.learning.service.cards import CardKey, load_cards
from orientation.learning.service.rows import load_progress
from tests.cast import Cast
from tests.counting import count_queries
from tests.exercises import CARDS, PACK, answered, opened, publish_exercises, reviewed

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ON_A_DATABASE = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
AGO = st.sampled_from([0, 0, 1, 30, 3600, 86_399, 86_400, 300_000, 3_000_000])
TIMES = AGO.map(lambda seconds: NOW - timedelta(seconds=seconds))
REVIEWS = st.builds(reviewed, st.sampled_from(CARDS[:3]), st.integers(1, 4), TIMES)
HISTORIES = st.lists(REVIEWS | st.builds(opened, TIMES), max_size=14)


@st.composite
def deliveries(draw: st.DrawFn, history: list[dict[str, Any]]) -> list[Batch]:
    """The same history on its way: repeated, shuffled, split, from several phones."""
    again = draw(st.lists(st.sampled_from(history), max_size=6)) if history else []
    left = list(draw(st.permutations(history + again)))
    batches = []
    while left:
        size = draw(st.integers(1, len(left)))
        batches.append(Batch(draw(st.sampled_from(["one", "two", "three"])), NOW, left[:size]))
        left = left[size:]
    return batches


@pytest.fixture
def learner(cast: Cast) -> UUID:
    """A learner, and words to practise."""
    publish_exercises()
    return cast.learner.id


def _somebody(like: UUID) -> UUID:
    model = db.session.get(Learner, like)
    assert model
    other = Learner(post_id=model.post_id, pseudonym=new_id().hex[-12:], locale="ar", created_at=NOW)
    with transaction():
        db.session.add(other)
    return other.id


def cards(learner_id: UUID) -> dict[CardKey, CardFold]:
    with transaction():
        return load_cards(learner_id)


def send(learner_id: UUID, *events: dict[str, Any]) -> list[str]:
    return [ack.status for ack in record(learner_id, Batch("one", NOW, list(events)), NOW)]


@ON_A_DATABASE
@given(st.data(), HISTORIES)
def test_cards_are_the_same_however_reviews_arrived(
    context: None, learner: UUID, data: st.DataObject, history: list[dict[str, Any]]
) -> None:
    plain, winding = _somebody(learner), _somebody(learner)
    record(plain, Batch("one", NOW, history), NOW)
    for part in data.draw(deliveries(history)):
        record(winding, part, NOW)
    assert cards(winding) == cards(plain)
    rows = db.session.scalars(db.select(LearningEvent).where(LearningEvent.learner_id == winding)).all()
    named = {row.item for row in rows if row.verb == "reviewed"}
    should_be = {
        CardKey(PACK, name or ""): replay(Review(r.occurred_at, r.id, r.answer) for r in rows if r.item == name)
        for name in named
    }
    assert cards(winding) == should_be
    assert refold(SYSTEM, winding) == []


def test_reviews_are_no_part_of_a_lesson(learner: UUID) -> None:
    assert send(learner, reviewed("hallo-hear", 3), reviewed("dag-say", 1)) == ["stored", "stored"]
    with transaction():
        progress = load_progress(learner)
    assert (progress.lessons, progress.items) == ({}, {})
    assert queries.progress_of(learner) == []


def test_lessons_and_reviews_go_in_one_batch(learner: UUID) -> None:
    assert send(learner, answered("fire", "call"), reviewed("hallo-hear", 3)) == ["stored", "stored"]
    assert len(queries.progress_of(learner)) == len(cards(learner)) == 1


def test_a_review_counts_once_however_often_it_is_sent(learner: UUID) -> None:
    event = reviewed("hallo-hear", 3)
    assert [send(learner, event), send(learner, event)] == [["stored"], ["duplicate"]]
    assert cards(learner)[CardKey(PACK, "hallo-hear")].reviews == 1


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        (reviewed("hallo-hear", 5, NOW), "answer-not-understood"),
        (reviewed("hallo-hear", True, NOW), "answer-not-understood"),
        (reviewed("hallo-hear", None, NOW), "answer-not-understood"),
        (reviewed("tot-ziens-hear", 3, NOW), "item-unknown"),
        ({**reviewed("hallo-hear", 3, NOW), "item": None}, "item-missing"),
        (reviewed("hallo-hear", 3, NOW, lesson="dignity"), "lesson-unknown"),
        (reviewed("hallo-hear", 3, NOW, module="daily-life"), "lesson-unknown"),
        (reviewed("hallo-hear", 3, NOW, version=9), "version-unknown"),
        (answered("hallo-hear", 3, NOW, lesson="cards"), "lesson-unknown"),
        (opened(NOW, lesson="cards"), "lesson-unknown"),
    ],
)
def test_what_is_no_review_of_a_card_waits_in_quarantine_and_costs_its_neighbours_nothing(
    learner: UUID, event: dict[str, Any], reason: str
) -> None:
    acks = record(learner, Batch("one", NOW, [event, reviewed("dag-say", 4)]), NOW)
    assert [ack.status for ack in acks] == ["quarantined", "stored"]
    assert (acks[0].reason or "").startswith(f"{reason}: ")
    assert list(cards(learner)) == [CardKey(PACK, "dag-say")]


def test_only_changed_cards_are_new_to_a_phone(learner: UUID) -> None:
    send(learner, reviewed("hallo-hear", 3), reviewed("dag-say", 3))
    seen = queries.changes_since(learner, 0, 500)
    assert {row.card for row in seen.cards} == {"dag-say", "hallo-hear"}
    send(learner, reviewed("dag-say", 3))
    assert [row.card for row in queries.changes_since(learner, seen.revision, 500).cards] == ["dag-say"]


def test_cards_count_as_rows_of_a_page(learner: UUID) -> None:
    for card in CARDS[:4]:
        send(learner, reviewed(card, 3))
    pages = []
    revision = 0
    while not pages or pages[-1].more:
        pages.append(queries.changes_since(learner, revision, 2))
        revision = pages[-1].revision
    assert [len(page.cards) for page in pages] == [2, 2]


def test_cards_are_added_up_again_from_the_events(learner: UUID, app: Any) -> None:
    send(learner, reviewed("hallo-hear", 3), reviewed("hallo-hear", 4), reviewed("dag-say", 1))
    right = cards(learner)
    with transaction():
        db.session.execute(db.delete(Card).where(Card.card == "dag-say"))
        db.session.execute(db.update(Card).values(stability=99.0))
    runner: FlaskCliRunner = app.test_cli_runner()
    assert "mended: 1 learners" in runner.invoke(args=["learning", "refold"]).output
    assert cards(learner) == right


def test_a_batch_without_reviews_asks_nothing_of_cards(learner: UUID) -> None:
    with count_queries() as counted:
        send(learner, answered("fire", "call"))
    assert not [one for one in counted.statements if "cards" in one]


def test_erasing_a_learner_erases_her_cards(learner: UUID) -> None:
    send(learner, reviewed("hallo-hear", 3))
    with transaction():
        db.session.execute(db.delete(Learner).where(Learner.id == learner))
    assert db.session.scalar(db.select(db.func.count()).select_from(Card)) == 0
