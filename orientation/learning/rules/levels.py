"""Where placements placed a learner: the first and the last of a pack, and whether she shows it to her officer.

Folds of different events are added up by `merge`, in any order: the earliest is first, the latest last, and the latest
word on sharing counts; of two at one instant the one with the higher id was later.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from orientation.learning.rules.marking import AnswerNotUnderstood
from orientation.publishing.difficulty import SKILLS

PLACEMENT = "placement"
"""The lesson that these events are of, in the first unit: no other may be called so. Its items are the two verbs."""
PLACED = "placed"
"""The verb of a placement that was sat. Its answer is {skill: {"level", "unit"}}."""
SHARED = "shared"
"""The verb of showing the result to the officer, or not any more. Its answer is true or false."""
SPEAKING = "speaking"
"""Judged by the learner herself; its level is the sum of what she says of three statements, 0 to 2 each."""
ALL_SKILLS = (*SKILLS, SPEAKING)
FARTHEST = 4.0
"""No estimate lies further from the middle of the course, in logits."""
MOST_OF_SPEAKING = 6

Levels = Mapping[str, Mapping[str, Any]]
"""By skill: `level` in logits (of speaking 0 to 6), and `unit`, the first that isn't known; None when all are."""


class PlacementFold(NamedTuple):
    """What a pack's placements add up to; None where there was none, or nothing was said of sharing."""

    first_at: datetime | None = None
    first_event: UUID | None = None
    first_levels: Levels | None = None
    last_at: datetime | None = None
    last_event: UUID | None = None
    last_levels: Levels | None = None
    shared_at: datetime | None = None
    shared_event: UUID | None = None
    is_shared: bool = False


class Happened(Protocol):
    """What the fold needs to know of an event."""

    @property
    def id(self) -> UUID: ...
    @property
    def verb(self) -> str: ...
    @property
    def pack(self) -> str: ...
    @property
    def answer(self) -> Any: ...
    @property
    def occurred_at(self) -> datetime: ...


def fold_placements(events: Iterable[Happened]) -> dict[str, PlacementFold]:
    """Return what these events, all different, add up to, by pack; those with other verbs are passed over."""
    folds: dict[str, PlacementFold] = {}
    for event in events:
        one: tuple[Any, ...] = (event.occurred_at, event.id, event.answer)
        if event.verb == PLACED:
            fold = PlacementFold(*one, *one)
        elif event.verb == SHARED:
            fold = PlacementFold(None, None, None, None, None, None, *one)
        else:
            continue
        folds[event.pack] = merge(folds.get(event.pack, PlacementFold()), fold)
    return folds


def merge(a: PlacementFold, b: PlacementFold) -> PlacementFold:
    """Add up two folds of the same pack."""
    first = [part for part in (a[:3], b[:3]) if part[0] is not None]
    last = [part for part in (a[3:6], b[3:6]) if part[0] is not None]
    shared = [part for part in (a[6:], b[6:]) if part[0] is not None]
    none = (None, None, None)
    parts: tuple[Any, ...] = (
        *min(first, key=_instant, default=none),
        *max(last, key=_instant, default=none),
        *max(shared, key=_instant, default=(None, None, False)),
    )
    return PlacementFold(*parts)


class LevelsMarker:
    """Stands among the items of a lesson for the placement: it takes levels of skills and units, and judges nothing."""

    def __init__(self, units: Sequence[str]) -> None:
        self.units = (*units, None)

    def verdict(self, answer: object) -> None:
        """Accept levels. Raises AnswerNotUnderstood."""
        if not isinstance(answer, dict) or not answer or not answer.keys() <= set(ALL_SKILLS):
            raise AnswerNotUnderstood(f"Give levels of {', '.join(ALL_SKILLS)}, at least one.", problem="shape")
        for skill, level in answer.items():
            if not isinstance(level, dict) or level.keys() != {"level", "unit"}:
                raise AnswerNotUnderstood("Each skill has `level` and `unit`.", problem="shape")
            if level["unit"] not in self.units:
                raise AnswerNotUnderstood("`unit` is one of the pack's, or null.", problem="shape")
            if not _is_level(skill, level["level"]):
                raise AnswerNotUnderstood(
                    f"`level` is from -{FARTHEST} to {FARTHEST}; of speaking 0 to {MOST_OF_SPEAKING}.", problem="shape"
                )


class SharingMarker:
    """Stands for whether the officer may see it."""

    def verdict(self, answer: object) -> None:
        """Accept yes and no. Raises AnswerNotUnderstood."""
        if type(answer) is not bool:
            raise AnswerNotUnderstood("Sharing is true or false.", problem="shape")


def _is_level(skill: str, level: object) -> bool:
    if skill == SPEAKING:
        return type(level) is int and 0 <= level <= MOST_OF_SPEAKING
    return type(level) in (int, float) and -FARTHEST <= level <= FARTHEST  # type: ignore[operator]  # a number


def _instant(part: tuple[Any, ...]) -> tuple[datetime, UUID]:
    return part[0], part[1]
