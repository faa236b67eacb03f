"""Where a typed text differs from the right one, for showing: letter by letter when close, else word by word."""

from collections.abc import Sequence
from itertools import groupby
from typing import Literal

from orientation.spelling.forms import FINAL_PUNCTUATION, tidy

Kind = Literal["same", "extra", "missing", "other"]
Difference = tuple[Kind, str]
_CLOSE = 4
"""Texts with at most one mistake in so many letters are compared letter by letter."""


def differences(given: str, accepted: str) -> list[Difference]:
    """Return the pieces of both texts in order.

    `same` stands in both; `extra` only in the given text; `other` is given in the place of what follows it as
    `missing`; `missing` stands only in the accepted text. Case and final punctuation don't count.
    """
    mine, right = _shown(given), _shown(accepted)
    steps = _align(list(mine), list(right))
    mistakes = sum(step != "same" for step, _, _ in steps)
    if mistakes * _CLOSE > len(right):
        steps = _align(_words(mine), _words(right))
    return _merged(steps)


def _shown(text: str) -> str:
    return tidy(text).rstrip(FINAL_PUNCTUATION)


def _words(text: str) -> list[str]:
    words = text.split(" ")
    return [*(word + " " for word in words[:-1]), words[-1]] if text else []


def _align(given: Sequence[str], accepted: Sequence[str]) -> list[tuple[Kind, str, str]]:
    """Return the fewest steps from one to the other: what it is, the given unit, the accepted unit."""
    ours = [unit.strip(" ").lower() or unit for unit in given]
    theirs = [unit.strip(" ").lower() or unit for unit in accepted]
    costs = [list(range(len(theirs) + 1))]
    for i, a in enumerate(ours, 1):
        costs.append([i])
        for j, b in enumerate(theirs, 1):
            costs[i].append(min(costs[i - 1][j - 1] + (a != b), costs[i - 1][j] + 1, costs[i][j - 1] + 1))
    steps: list[tuple[Kind, str, str]] = []
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


def _merged(steps: Sequence[tuple[Kind, str, str]]) -> list[Difference]:
    pieces: list[Difference] = []
    for kind, run in groupby(steps, key=lambda step: step[0]):
        units = list(run)
        given, accepted = "".join(step[1] for step in units), "".join(step[2] for step in units)
        if kind != "missing":
            pieces.append((kind, given))
        if kind in ("missing", "other"):
            pieces.append(("missing", accepted))
    return pieces
