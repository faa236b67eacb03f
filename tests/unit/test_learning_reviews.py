"""When a word comes back: the same whatever order its reviews come in, and as py-fsrs says."""

import json
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from fsrs import Card, Rating, Scheduler
from hypothesis import given
from hypothesis import strategies as st

from orientation.learning.rules.marking import AnswerNotUnderstood
from orientation.learning.rules.reviews import SETTINGS, CardMarker, Review, fold_on, make_scheduler, replay, verdict_of
from tests.review_vectors import FILE, table

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
REVIEWS = st.lists(
    st.builds(
        Review,
        st.sampled_from([0, 0, 1, 59, 600, 86_399, 86_400, 10**6, 10**7]).flatmap(
            lambda most: st.integers(0, most).map(lambda seconds: NOON + timedelta(seconds=seconds))
        ),
        st.uuids(),
        st.integers(1, 4),
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda review: review.id,
)


def review(rating: int, after: timedelta = timedelta(0), number: int = 1) -> Review:
    return Review(NOON + after, UUID(int=number), rating)


@given(REVIEWS, st.randoms())
def test_the_order_in_which_reviews_come_does_not_matter(reviews: list[Review], dice: object) -> None:
    shuffled = list(reviews)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis' random.Random
    assert replay(shuffled) == replay(reviews)


@given(REVIEWS, st.integers(0, 12))
def test_adding_to_a_card_is_replaying_it_or_says_that_only_a_replay_can_tell(reviews: list[Review], at: int) -> None:
    before, fresh = reviews[:at], reviews[at:]
    if not (before and fresh):
        return
    added = fold_on(replay(before), fresh)
    is_later = max((one.at, one.id) for one in before) < min((one.at, one.id) for one in fresh)
    assert (added is not None) == is_later
    assert added in (None, replay(reviews))


def test_a_card_is_what_py_fsrs_says_by_itself() -> None:
    ours, theirs = Scheduler(maximum_interval=365, enable_fuzzing=False), Card(1, due=NOON)
    reviews = [review(rating, timedelta(days=days), days) for days, rating in enumerate([3, 3, 1, 2, 3, 3, 4, 1, 3])]
    for one in reviews:
        theirs, _ = ours.review_card(theirs, Rating(one.rating), one.at)
    card = replay(reviews)
    assert (card.state, card.step, card.stability, card.difficulty) == (
        theirs.state.value,
        theirs.step,
        theirs.stability,
        theirs.difficulty,
    )
    assert (card.due, card.last_review) == (theirs.due, theirs.last_review)
    assert (card.reviews, card.first_review, card.last_event) == (9, NOON, reviews[-1].id)


def test_a_lapse_is_forgetting_what_had_been_learned() -> None:
    learned = [review(4), review(1, timedelta(days=9), 2), review(1, timedelta(days=9, minutes=1), 3)]
    assert [replay(learned[: n + 1]).lapses for n in range(3)] == [0, 1, 1]
    assert replay([review(1)]).lapses == 0


def test_no_word_stays_away_for_longer_than_a_year() -> None:
    ever = [review(4, timedelta(days=400 * n), n) for n in range(9)]
    last = replay(ever)
    assert last.due - last.last_review == timedelta(days=365)


def test_settings_are_those_of_the_product() -> None:
    scheduler = make_scheduler()
    assert not scheduler.enable_fuzzing
    assert scheduler.parameters == Scheduler().parameters
    assert (scheduler.desired_retention, scheduler.maximum_interval) == (0.9, 365)
    assert [step.total_seconds() for step in scheduler.learning_steps] == SETTINGS["learning_seconds"] == [60, 600]
    assert [step.total_seconds() for step in scheduler.relearning_steps] == [600]


@pytest.mark.parametrize(("rating", "verdict"), [(1, "wrong"), (2, "nearly"), (3, "right"), (4, "right")])
def test_a_rating_counts_as_a_verdict(rating: int, verdict: str) -> None:
    assert CardMarker().verdict(rating) == verdict


@pytest.mark.parametrize("rating", [0, 5, -1, 3.0, True, "3", None, [3], {"rating": 3}, 10**30])
def test_anything_else_is_no_rating(rating: object) -> None:
    with pytest.raises(AnswerNotUnderstood):
        verdict_of(rating)


def test_the_table_of_reviews_is_what_the_rules_say() -> None:
    assert FILE.read_text() == table()
    assert sum(len(card) for each in json.loads(table()) for card in each["cards"]) >= 2000
