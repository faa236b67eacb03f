"""What a learner has, said without pressure: how steadily she learns, and which words stay. Nothing here ranks anybody.

The phone's twin is web/static/app/habit.js; tests/vectors/habit.json holds both together.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

FORGIVEN = 2
"""Weeks in a row without learning that end nothing: a phone is borrowed, a family travels, somebody is ill."""
LASTING = 7
"""A word is known when its cards' memory lasts that many days: FSRS's stability, after which nine of ten are known."""


def weeks_in_a_row(days: Collection[date], today: date) -> int:
    """Return in how many weeks something was learned, back from today until FORGIVEN are passed over in a row.

    Weeks are seven days each that end today, so no day of the week matters. Days offline count like all others, because
    events tell when they happened. Days after today are a wrong clock's and don't count.
    """
    weeks = {(today - day).days // 7 for day in days if day <= today}
    count = missed = week = 0
    while missed <= FORGIVEN:
        missed = 0 if week in weeks else missed + 1
        count += week in weeks
        week += 1
    return count


def count_known(cards: Iterable[tuple[str, float]]) -> int:
    """Return how many words are known, from their cards' names (`<word>-hear`, `<word>-say`) and stabilities in days.

    Both of a word's cards must last: who understands a word when she hears it may not be able to say it yet.
    """
    sides: defaultdict[str, int] = defaultdict(int)
    for name, stability in cards:
        if stability >= LASTING:
            sides[name.rpartition("-")[0]] += 1
    return sum(number == 2 for number in sides.values())
