"""Where a typed text differs from the right one, for showing: letter by letter when close, else word by word."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from orientation.spelling.forms import FINAL_PUNCTUATION, tidy

Piece = tuple[bool, str]
"""Whether it differs from the other text, and its letters."""
_Step = tuple[Literal["same", "other", "extra", "missing"], str, str]
_CLOSE = 4
"""Texts with at most one mistake in so many letters are compared letter by letter."""


class Differences(NamedTuple):
    """Both texts in pieces, in order. Case and final punctuation don't count."""

    given: list[Piece]
    right: list[Piece]

    @property
    def size(self) -> int:
        """How many letters of both differ."""
        return sum(len(text) for differs, text in (*self.given, *self.right) if differs)


def differences(given: str, accepted: Iterable[str]) -> Differences:
    """Return where the given text differs from the accepted one that is most like it: of several, the first.

    `accepted` has at least one text.
    """
    return min((_compared(given, right) for right in accepted), key=lambda found: found.size)


def _compared(given: str, accepted: str) -> Differences:
    mine, right = _shown(given), _shown(accepted)
    steps = _align(list(mine), list(right))
    mistakes = sum(step != "same" for step, _, _ in steps)
    if mistakes * _CLOSE > len(right):
        steps = _align(_words(mine), _words(right))
    return Differences(_side(steps, 1), _side(steps, 2))


def _shown(text: str) -> str:
    return tidy(text).rstrip(FINAL_PUNCTUATION)


def _words(text: str) -> list[str]:
    words = text.split(" ")
    return [*(word + " " for word in words[:-1]), words[-1]] if text else []


def _align(given: Sequence[str], accepted: Sequence[str]) -> list[_Step]:
    """Return the fewest steps from one to the other: what it is, the given unit, the accepted unit."""
    ours = [unit.strip(" ").lower() or unit for unit in given]
    theirs = [unit.strip(" ").lower() or unit for unit in accepted]
    costs = [list(range(len(theirs) + 1))]
    for i, a in enumerate(ours, 1):
        costs.append([i])
        for j, b in enumerate(theirs, 1):
            costs[i].append(min(costs[i - 1][j - 1] + (a != b), costs[i - 1][j] + 1, costs[i][j - 1] + 1))
    steps: list[_Step] = []
    i, j = len(ours), len(theirs)
    while i or j:
        if i and j and costs[i][j] == costs[i - 1][j - 1] + (ours[i - 1] != theirs[j - 1]):
            i, j = i - 1, j - 1
            steps.append(("same" if ours[i] == theirs[j] else "other", given[i], accepted[j]))
        elif i and costs[i][j] == costs[i - 1][j] + 1:
            i -= 1
            steps.append(("extra", given[i], ""))
        else:
            j -= 1
            steps.append(("missing", "", accepted[j]))
    return steps[::-1]


def _side(steps: Iterable[_Step], side: Literal[1, 2]) -> list[Piece]:
    pieces = [(step[0] != "same", step[side]) for step in steps if step[side]]
    return [(differs, "".join(text for _, text in run)) for differs, run in groupby(pieces, key=lambda piece: piece[0])]
