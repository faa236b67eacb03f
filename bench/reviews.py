"""What replaying reviews costs, beside py-fsrs itself with the same reviews in the same run."""

import random
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from fsrs import Card, Rating, Scheduler

from orientation.learning.rules.reviews import Review, make_scheduler, replay

REVIEWS = 10_000
CARDS = 500
ROUNDS = 5


def measure() -> None:
    """Print how long a whole history takes to be added up, in milliseconds, ours shuffled as phones may send it."""
    cards = _histories()
    shuffled = [random.Random(7).sample(reviews, len(reviews)) for reviews in cards]  # noqa: S311 no secret
    ours = _milliseconds(lambda: [replay(reviews) for reviews in shuffled])
    scheduler = make_scheduler()
    theirs = _milliseconds(lambda: [_bare(scheduler, reviews) for reviews in cards])
    print(f"\nReplay of {REVIEWS} reviews of {CARDS} cards in any order, milliseconds (median of rounds)")
    print(f"ours {ours:.0f}   py-fsrs alone, in order {theirs:.0f}   ratio {ours / theirs:.2f}")


def _histories() -> list[list[Review]]:
    chance = random.Random(11)  # noqa: S311 no secret
    cards = []
    for card in range(CARDS):
        at = datetime(2026, 1, 1, tzinfo=UTC)
        reviews = []
        for number in range(REVIEWS // CARDS):
            at += timedelta(seconds=chance.randint(30, 20 * 86400))
            reviews.append(Review(at, UUID(int=card << 16 | number), chance.randint(1, 4)))
        cards.append(reviews)
    return cards


def _bare(scheduler: Scheduler, reviews: list[Review]) -> Card:
    card = Card(0)
    for review in reviews:
        card, _ = scheduler.review_card(card, Rating(review.rating), review.at)
    return card


def _milliseconds(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    measure()
