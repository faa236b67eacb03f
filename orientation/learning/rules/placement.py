"""Placement: where to begin. Asks what tells most, stops when it knows enough, and estimates a level for each skill.

A task is answered rightly with probability 1 / (1 + exp(-a (θ - b))): the two-parameter logistic model (Birnbaum
1968). θ, the ability, and b, the task's difficulty, are in logits on the course's own scale: 0 is its middle, and its
units lie from -2 to 2. a, the discrimination, is assumed by kind of task until there are answers to learn it from.
Abilities are estimated a posteriori, as the expectation over a grid (EAP; Bock and Mislevy 1982), and the next task is
the one with the most Fisher information a²P(1-P) there.

The phone runs the same rules (static/placement/adaptive.js); tests/vectors/placement.json is run by both.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from orientation.publishing.difficulty import LOWEST, SKILLS, Skill, difficulty

GRID = tuple(step / 10 for step in range(-40, 41))
PRIOR = (0.0, 1.0)
"""Mean and standard deviation of what is believed of somebody nobody knows."""
APART = 0.5
"""How far a person's skills lie from each other, in logits: the belief in one begins from the one before, wider."""
ENOUGH: Mapping[Skill, float] = {"listening": 0.33, "script": 0.6, "reading": 0.34, "writing": 0.34}
"""The standard error at which a skill is known well enough. Of letters it only matters whether they can be read."""
FEWEST, MOST = 4, 22
"""Tasks of one skill."""
FEWEST_OF_A_BEGINNER = 6
SURE = 0.97
"""How sure it must be of a beginner to stop early, and of letters that can't be read to ask for no reading."""
USUAL = 1.5
"""The discrimination of a usual task."""
COMFORT = 0.75
"""Who answers so many of a unit's tasks rightly can begin with the next one."""


class Task(NamedTuple):
    """A task of the bank: what skill it asks for, how well it tells learners apart (a) and how difficult it is (b)."""

    id: str
    skill: Skill
    a: float
    b: float


class Answer(NamedTuple):
    """A task that was answered."""

    task: str
    is_right: bool


@dataclass(frozen=True)
class Estimate:
    """What is believed of one skill: mean and standard error in logits, after so many tasks, and the chance that the
    ability lies below the easiest unit."""

    mean: float
    error: float
    tasks: int
    below: float


def probability(a: float, b: float, theta: float) -> float:
    """Return how likely the answer is right."""
    return 1 / (1 + math.exp(-a * (theta - b)))


def information(task: Task, theta: float) -> float:
    """Return the Fisher information of a task about an ability."""
    p = probability(task.a, task.b, theta)
    return task.a * task.a * p * (1 - p)


def estimate(answered: Sequence[tuple[Task, bool]], prior: tuple[float, float] = PRIOR) -> Estimate:
    """Return what is believed after these answers to tasks of one skill."""
    mean, deviation = prior
    logs = [-(((theta - mean) / deviation) ** 2) / 2 for theta in GRID]
    for task, is_right in answered:
        logs = [log + more for log, more in zip(logs, _likelihoods(task.a, task.b, is_right), strict=True)]
    weights = [math.exp(log) for log in logs]
    total = sum(weights)
    expected = sum(theta * weight for theta, weight in zip(GRID, weights, strict=True)) / total
    variance = sum((theta - expected) ** 2 * weight for theta, weight in zip(GRID, weights, strict=True)) / total
    below = sum(weight for theta, weight in zip(GRID, weights, strict=True) if theta < LOWEST) / total
    return Estimate(expected, math.sqrt(variance), len(answered), below)


def estimates(bank: Sequence[Task], answers: Sequence[Answer]) -> dict[Skill, Estimate]:
    """Return what is believed of each skill of the bank, in their order. Answers to unknown tasks don't count.

    Letters stand alone: who reads another script well may know none of these.
    """
    tasks = {task.id: task for task in bank}
    prior, found = PRIOR, dict[Skill, Estimate]()
    for skill in _skills(bank):
        answered = [(tasks[a.task], a.is_right) for a in answers if a.task in tasks and tasks[a.task].skill == skill]
        found[skill] = known = estimate(answered, PRIOR if skill == "script" else prior)
        if skill != "script":
            prior = (known.mean, math.hypot(known.error, APART))
    return found


def next_task(bank: Sequence[Task], answers: Sequence[Answer], seen: frozenset[str] = frozenset()) -> Task | None:
    """Return what to ask now; None when enough is known.

    `seen` are tasks of an earlier placement: they are asked again only when nothing else of their skill is left.
    """
    known = estimates(bank, answers)
    answered = {answer.task for answer in answers}
    for skill in _skills(bank):
        believed = known[skill]
        if _is_settled(skill, believed) or _is_out_of_reach(skill, known):
            continue
        left = [task for task in bank if task.skill == skill and task.id not in answered]
        fresh = [task for task in left if task.id not in seen] or left
        if fresh:
            return max(fresh, key=lambda task: round(information(task, believed.mean), 6))
    return None


def unit_to_start(units: int, mean: float) -> int:
    """Return the first of `units` (from 0) in which fewer than three answers of four would be right.

    `units` itself when the whole course is known.
    """
    difficulties = (difficulty(unit, units) for unit in range(units))
    return next((n for n, b in enumerate(difficulties) if probability(USUAL, b, mean) < COMFORT), units)


def suggestion(units: int, known: Mapping[Skill, Estimate]) -> int:
    """Return the unit to start with: where the weaker of listening and reading begins to need help.

    Skills that weren't asked for don't hold anybody back, and writing never does.
    """
    asked = [known[skill].mean for skill in ("listening", "reading") if skill in known and known[skill].tasks]
    return min((unit_to_start(units, mean) for mean in asked), default=0)


def reads_letters(known: Mapping[Skill, Estimate]) -> bool:
    """Tell whether the letters of the course can be taken as known; a bank without letters doesn't ask."""
    return "script" not in known or not known["script"].tasks or known["script"].mean >= LOWEST / 2


@lru_cache(maxsize=4096)
def _likelihoods(a: float, b: float, is_right: bool) -> tuple[float, ...]:
    """Return the logarithm of how likely such an answer is, at each ability of the grid."""
    chances = (probability(a, b, theta) for theta in GRID)
    return tuple(math.log(p if is_right else 1 - p) for p in chances)


def _skills(bank: Sequence[Task]) -> list[Skill]:
    there = {task.skill for task in bank}
    return [skill for skill in SKILLS if skill in there]


def _is_settled(skill: Skill, known: Estimate) -> bool:
    if known.tasks >= MOST or (known.tasks >= FEWEST and known.error <= ENOUGH[skill]):
        return True
    return _is_beginner(known)


def _is_beginner(known: Estimate) -> bool:
    return known.tasks >= FEWEST_OF_A_BEGINNER and known.below >= SURE


def _is_out_of_reach(skill: Skill, known: Mapping[Skill, Estimate]) -> bool:
    """Nobody is asked to read or write who understands nothing yet or knows no letters: that would only dishearten."""
    if skill not in ("reading", "writing"):
        return False
    before = [known[name] for name in ("listening", "script") if name in known]
    return any(_is_beginner(each) for each in before) or not reads_letters(known)
