"""How well placement finds an ability that is known: learners are simulated by the model that it assumes.

What this can't show is whether the model's difficulties are those of real learners; only their answers can.
"""

import math
import random
import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path

from orientation.learning.rules.placement import Answer, Task, estimates, next_task, probability
from orientation.publishing.cards import list_introduced
from orientation.publishing.difficulty import DEMANDS, MOST, SKILLS, Skill, difficulty_of
from orientation.publishing.faults import Faults
from orientation.publishing.placement import make_bank
from orientation.publishing.source import read_source

PACK = Path(__file__).parents[1] / "content" / "nl-language-a1"

LEARNERS = 2000
APART = 0.4
"""How far a simulated person's skills lie from each other, in logits."""
_SEED = 20_260_101


def a_bank(units: int) -> list[Task]:
    """Return a whole bank, as a course with enough words for every unit and skill has one."""
    bank = []
    for skill in SKILLS:
        demands, most = list(DEMANDS[skill].values()), MOST[skill]
        for unit in range(units):
            for n in range(most):
                demand = demands[n % len(demands)]
                bank.append(
                    Task(f"{skill}-{unit}-{n}", skill, demand.a, difficulty_of(demand, unit, units, n / (most - 1)))
                )
    return bank


def sit(
    bank: Sequence[Task], abilities: Mapping[Skill, float], rng: random.Random, guessing: float = 0
) -> list[Answer]:
    """Let somebody of these abilities sit a placement; a share of what isn't known is guessed, except in writing."""
    answers: list[Answer] = []
    while task := next_task(bank, answers):
        chance = probability(task.a, task.b, abilities[task.skill])
        if task.skill != "writing":
            chance += guessing * (1 - chance)
        answers.append(Answer(task.id, rng.random() < chance))
    return answers


def measure(bank: Sequence[Task] | None = None, guessing: float = 0) -> None:
    """Print bias and root mean square error by skill, in logits, over simulated learners."""
    tasks = bank or a_bank(6)
    rng = random.Random(_SEED)  # noqa: S311 a simulation
    errors: dict[Skill, list[float]] = {skill: [] for skill in SKILLS}
    counts: list[int] = []
    for _ in range(LEARNERS):
        whole = rng.gauss(0, 1)
        abilities: dict[Skill, float] = {skill: whole + rng.gauss(0, APART) for skill in SKILLS}
        answers = sit(tasks, abilities, rng, guessing)
        counts.append(len(answers))
        for skill, known in estimates(tasks, answers).items():
            if known.tasks:
                errors[skill].append(known.mean - abilities[skill])
    print(f"\nPlacement: {LEARNERS} simulated learners, {len(tasks)} tasks in the bank")
    print(f"{statistics.mean(counts):.0f} tasks each, at most {max(counts)}")
    for skill, off in ((skill, off) for skill, off in errors.items() if off):
        rmse = math.sqrt(statistics.fmean(e * e for e in off))
        aim = "" if skill == "script" else "   aim: RMSE ≤ 0.35 logit"
        print(f"{skill:12}{len(off):6} asked   bias {statistics.fmean(off):+.3f}   RMSE {rmse:.3f}{aim}")


def measure_shipped() -> None:
    """The same with the bank of the language pack that ships, as publishing makes it."""
    faults = Faults()
    source = read_source(PACK, faults)
    if source is None or source.course is None:
        raise SystemExit("\n".join(map(str, faults.sorted())))
    bank, units = make_bank(source.course, list_introduced(source))
    print(f"\n{source.slug}: {len(units)} units")
    tasks = [Task(task.id, task.skill, task.a, task.b) for task in bank]
    measure(tasks)
    print("\nThe same when every fourth unknown answer is a lucky guess")
    measure(tasks, guessing=0.25)


if __name__ == "__main__":
    measure_shipped()
