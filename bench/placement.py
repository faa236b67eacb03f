"""How well placement finds an ability that is known: learners are simulated by the model that it assumes.

What this can't show is whether the model's difficulties are those of real learners; only their answers can.
"""

import math
import random
import statistics
from collections.abc import Mapping, Sequence

from orientation.learning.rules.placement import (
    SKILLS,
    Answer,
    Skill,
    Task,
    difficulty,
    estimates,
    next_task,
    probability,
)

LEARNERS = 2000
APART = 0.4
"""How far a simulated person's skills lie from each other, in logits."""
_SEED = 20_260_101
_LIKE: Mapping[Skill, tuple[int, float, float]] = {
    "listening": (10, 1.4, -0.3),
    "script": (8, 1.4, 0.0),
    "reading": (10, 1.5, 0.0),
    "writing": (8, 1.8, 0.4),
}
"""By skill: tasks a unit, discrimination, and how much harder than the unit."""
_SPREAD = 0.8
"""How far a unit's easiest and hardest task lie apart, in logits."""


def a_bank(units: int) -> list[Task]:
    """Return a bank of the usual shape."""
    return [
        Task(f"{skill}-{unit}-{n}", skill, a, difficulty(unit, units) + harder + (n / (count - 1) - 0.5) * _SPREAD)
        for skill, (count, a, harder) in _LIKE.items()
        for unit in range(units)
        for n in range(count)
    ]


def sit(bank: Sequence[Task], abilities: Mapping[Skill, float], rng: random.Random) -> list[Answer]:
    """Let somebody of these abilities sit a placement."""
    answers: list[Answer] = []
    while task := next_task(bank, answers):
        chance = probability(task.a, task.b, abilities[task.skill])
        answers.append(Answer(task.id, rng.random() < chance))
    return answers


def measure(bank: Sequence[Task] | None = None) -> None:
    """Print bias and root mean square error by skill, in logits, over simulated learners."""
    tasks = bank or a_bank(6)
    rng = random.Random(_SEED)  # noqa: S311 a simulation
    errors: dict[Skill, list[float]] = {skill: [] for skill in SKILLS}
    counts: list[int] = []
    for _ in range(LEARNERS):
        whole = rng.gauss(0, 1)
        abilities: dict[Skill, float] = {skill: whole + rng.gauss(0, APART) for skill in SKILLS}
        answers = sit(tasks, abilities, rng)
        counts.append(len(answers))
        for skill, known in estimates(tasks, answers).items():
            if known.tasks:
                errors[skill].append(known.mean - abilities[skill])
    print(f"\nPlacement: {LEARNERS} simulated learners, {len(tasks)} tasks in the bank")
    print(f"{statistics.mean(counts):.0f} tasks each, at most {max(counts)}")
    for skill, off in errors.items():
        rmse = math.sqrt(statistics.fmean(e * e for e in off))
        aim = "" if skill == "script" else "   aim: RMSE ≤ 0.35 logit"
        print(f"{skill:12}{len(off):6} asked   bias {statistics.fmean(off):+.3f}   RMSE {rmse:.3f}{aim}")


if __name__ == "__main__":
    measure()
