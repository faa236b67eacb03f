"""How hard a task of a placement is taken to be, in logits on the course's own scale: 0 is its middle.

Nobody has answered yet, so the numbers are assumptions by unit and by what is asked; `bench/placement.py` measures how
well abilities are found if they are right. Once there are answers they can be learned from those.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from orientation.publishing.drills import asks

Skill = Literal["listening", "script", "reading", "writing"]
SKILLS: tuple[Skill, ...] = ("listening", "script", "reading", "writing")
"""In the order in which they are asked: pictures and sound first, letters next, reading and writing last."""
LOWEST = -2.0
"""The easiest unit; the hardest is as far on the other side."""
SPREAD = 0.8
"""How far a unit's easiest and hardest word lie apart."""


class Demand(NamedTuple):
    """What an ask demands: how well it tells learners apart (a), and how much harder than its unit it is (b)."""

    a: float
    harder: float


DEMANDS: Mapping[Skill, Mapping[str, Demand]] = {
    "listening": {asks.HEAR_PICTURE: Demand(1.4, -0.4), asks.HEAR_WORD: Demand(1.4, -0.1)},
    "script": {asks.HEAR_LETTER: Demand(1.4, 0.0)},
    "reading": {asks.PICTURE_WORD: Demand(1.5, -0.1), asks.WORD_MEANING: Demand(1.5, 0.1)},
    "writing": {asks.TILES: Demand(1.6, 0.2), asks.TYPE: Demand(2.0, 0.6)},
}
MOST: Mapping[Skill, int] = {"listening": 10, "script": 8, "reading": 10, "writing": 8}
"""Tasks of a skill in a unit."""


def difficulty(unit: int, units: int) -> float:
    """Return the difficulty of a usual task of a unit (from 0), in logits: units lie evenly from -2 to 2."""
    return LOWEST if units < 2 else LOWEST - 2 * LOWEST * unit / (units - 1)


def difficulty_of(demand: Demand, unit: int, units: int, rank: float) -> float:
    """Return the difficulty of a task; `rank` says where its word stands in its unit, from 0 (easiest) to 1."""
    return round(difficulty(unit, units) + demand.harder + (rank - 0.5) * SPREAD, 3)
