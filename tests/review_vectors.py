"""Random reviews, and what py-fsrs makes of them: the phone's port must make the same (tests/journeys).

`tests/vectors/reviews.json` holds a few histories, so that other apps can test their ports too; the tests make tens of
thousands more from a seed. Run `python -m tests.review_vectors` after the scheduling has changed on purpose.
"""

import json
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from fsrs.scheduler import DEFAULT_PARAMETERS, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS

from orientation.learning.rules.reviews import SETTINGS, CardFold, Review, fold_on, make_scheduler

FILE = Path(__file__).parent / "vectors" / "reviews.json"
HISTORY = 20
"""Reviews of one card."""
_BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
_STEPS = [([60, 600], [600]), ([60, 600], [600]), ([], []), ([60], [600]), ([60, 600, 3600], [600, 1200])]
_DAY = 86_400_000


def settings(number: int, dice: random.Random) -> dict[str, Any]:
    """Return our own settings, then ones with other parameters, steps, retention and longest waits."""
    if number < 3:
        return dict(SETTINGS)
    bounds = zip(LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, DEFAULT_PARAMETERS, strict=True)
    learning, relearning = _STEPS[number % len(_STEPS)]
    return {
        "parameters": [round(dice.uniform(max(low, d * 0.5), min(up, d * 1.7 + 0.01)), 4) for low, up, d in bounds],
        "retention": [0.9, 0.85, 0.95][number % 3],
        "learning_seconds": learning,
        "relearning_seconds": relearning,
        "longest_days": [365, 36500][number % 2],
    }


def histories(seed: int, how_many: int, sets: int) -> list[dict[str, Any]]:
    """Return `sets` settings, each with histories of cards: [instant in ms, rating, what py-fsrs says afterwards], …"""
    dice = random.Random(seed)  # noqa: S311 a table, not a secret
    made = []
    for number in range(sets):
        chosen = settings(number, dice)
        cards = [_history(chosen, dice) for _ in range(how_many // sets)]
        made.append({"settings": chosen, "cards": cards})
    return made


def shown(fold: CardFold) -> list[Any]:
    """Return a card as the vectors have it: state, step, stability, difficulty, due in ms."""
    return [fold.state, fold.step, fold.stability, fold.difficulty, _milliseconds(fold.due)]


def _history(chosen: dict[str, Any], dice: random.Random) -> list[list[Any]]:
    scheduler = make_scheduler(chosen)
    at = dice.randrange(10**9)
    fold: CardFold | None = None
    made = []
    for number in range(HISTORY):
        rating = dice.choices([1, 2, 3, 4], [2, 1, 5, 1])[0]
        review = Review(_BEGIN + timedelta(milliseconds=at), UUID(int=number), rating)
        fold = fold_on(fold, [review], scheduler)
        assert fold
        made.append([_milliseconds(review.at), rating, shown(fold)])
        at = _next(at, round((fold.due - _BEGIN) / timedelta(milliseconds=1)), dice)
    return made


def _next(at: int, due: int, dice: random.Random) -> int:
    """Return when the learner comes back: when it is due, sooner, much later, within hours, or at the same instant."""
    return dice.choice(
        [
            due,
            due,
            at + dice.randrange(1, 30 * 3_600_000),
            max(due, at) + dice.randrange(40 * _DAY),
            at + dice.choice([0, 1, _DAY - 1, _DAY, _DAY + 1, 2 * _DAY]),
            max(due, at) + dice.randrange(400 * _DAY),
        ]
    )


def _milliseconds(instant: datetime) -> int:
    return round((instant - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(milliseconds=1))


def table() -> str:
    """Return the committed file."""
    sets = [json.dumps(each, separators=(",", ":")) for each in histories(6, 120, 12)]
    return "[\n" + ",\n".join(sets) + "\n]\n"


if __name__ == "__main__":
    FILE.write_text(table())
