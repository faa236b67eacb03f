"""Spaced repetition: when a word comes back. A card is what its reviews add up to, in the order of their instants.

The algorithm is FSRS 6 as py-fsrs computes it, without fuzz, so that whoever replays the same reviews gets the same
card. The phone has a port of it (web/static/practice/scheduling.js); tests/vectors/reviews.json holds both together.
Both read scheduling.json.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from fsrs import Card, Rating, Scheduler, State

from orientation.learning.rules.folding import MOST
from orientation.learning.rules.marking import AnswerNotUnderstood, Verdict

CARDS = "cards"
"""The lesson that reviews are of: no other may be called so. Its items are the cards of the module's words."""
REVIEWED = "reviewed"
"""The verb of a review. Its answer is the rating: 1 again, 2 hard, 3 good, 4 easy."""
SETTINGS: Mapping[str, Any] = json.loads(Path(__file__).with_name("scheduling.json").read_text())
"""FSRS's parameters, the share of words to be known when they come back, steps in seconds, the longest wait in days."""

_VERDICTS: tuple[Verdict, ...] = ("wrong", "nearly", "right", "right")
_IN_ORDER = attrgetter("at", "id")


class Review(NamedTuple):
    """A card was rated. Of two at one instant the one with the higher id was later."""

    at: datetime
    id: UUID
    rating: int


class CardFold(NamedTuple):
    """What a card's reviews add up to.

    `state` is 1 learning, 2 review, 3 relearning; `step` counts the learning steps and is None in state 2; `stability`
    is in days, `difficulty` from 1 to 10. `lapses` counts how often it was forgotten after it had been learned.
    """

    state: int
    step: int | None
    stability: float
    difficulty: float
    due: datetime
    first_review: datetime
    last_review: datetime
    reviews: int
    lapses: int
    last_event: UUID


def make_scheduler(settings: Mapping[str, Any] = SETTINGS) -> Scheduler:
    """Return py-fsrs' scheduler with these settings, shaped as scheduling.json is."""
    return Scheduler(
        parameters=settings["parameters"],
        desired_retention=settings["retention"],
        learning_steps=[timedelta(seconds=step) for step in settings["learning_seconds"]],
        relearning_steps=[timedelta(seconds=step) for step in settings["relearning_seconds"]],
        maximum_interval=settings["longest_days"],
        enable_fuzzing=False,
    )


_SCHEDULER = make_scheduler()
_RATINGS = {rating.value: rating for rating in Rating}


def replay(reviews: Iterable[Review], scheduler: Scheduler = _SCHEDULER) -> CardFold:
    """Return what a card's reviews, at least one and all different, add up to, in whatever order they are given."""
    ordered = sorted(reviews, key=_IN_ORDER)
    return _go_on(None, ordered, scheduler)


def fold_on(before: CardFold | None, fresh: Iterable[Review], scheduler: Scheduler = _SCHEDULER) -> CardFold | None:
    """Return the card after more reviews, at least one; None when one of them is earlier than the last that is in it.

    Then only a replay of all can tell. `before` is None for a card that was never reviewed.
    """
    ordered = sorted(fresh, key=_IN_ORDER)
    if before is not None and (ordered[0].at, ordered[0].id) <= (before.last_review, before.last_event):
        return None
    return _go_on(before, ordered, scheduler)


def verdict_of(rating: object) -> Verdict:
    """Return what a review counts for: again is wrong, hard nearly, the others right. Raises AnswerNotUnderstood."""
    if type(rating) is not int or rating not in _RATINGS:
        raise AnswerNotUnderstood("Rate a card from 1 (again) to 4 (easy).", problem="shape")
    return _VERDICTS[rating - 1]


class CardMarker:
    """Stands among the items of a lesson for a card: its answers are ratings."""

    def verdict(self, answer: object) -> Verdict:
        """Return what the rating counts for. Raises AnswerNotUnderstood."""
        return verdict_of(answer)


def _go_on(before: CardFold | None, ordered: list[Review], scheduler: Scheduler) -> CardFold:
    first = before.first_review if before else ordered[0].at
    card = _card(before) if before else Card(card_id=0, due=first)
    lapses = before.lapses if before else 0
    for review in ordered:
        was_learned = card.state is State.Review
        card, _ = scheduler.review_card(card, _RATINGS[review.rating], review.at)
        lapses += was_learned and review.rating == Rating.Again
    return CardFold(
        card.state.value,
        card.step,
        card.stability or 0.0,  # every reviewed card has both
        card.difficulty or 0.0,
        card.due,
        first,
        ordered[-1].at,
        min((before.reviews if before else 0) + len(ordered), MOST),
        min(lapses, MOST),
        ordered[-1].id,
    )


def _card(fold: CardFold) -> Card:
    return Card(0, State(fold.state), fold.step, fold.stability, fold.difficulty, fold.due, fold.last_review)
