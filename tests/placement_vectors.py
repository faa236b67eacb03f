"""The table of placements that Python and the phone both run. `python -m tests.placement_vectors` writes it anew."""

import json
import random
from typing import Any

from bench.placement import a_bank
from orientation.learning.rules.placement import Answer, estimates, next_task, probability, reads_letters, suggestion
from orientation.publishing.difficulty import SKILLS
from tests.conftest import ROOT

FILE = ROOT / "tests" / "vectors" / "placement.json"
SITTINGS = 60
_SEED = 7


def sittings() -> list[dict[str, Any]]:
    """Return whole placements: the bank's shape, what was seen before, each task asked with its answer, the end."""
    rng = random.Random(_SEED)  # noqa: S311 a table for tests
    return [_sit(rng) for _ in range(SITTINGS)]


def _sit(rng: random.Random) -> dict[str, Any]:
    units = rng.choice([1, 3, 6, 20])
    skills = set(rng.sample(SKILLS, rng.randint(2, 4))) | {"listening"}
    bank = [task for task in a_bank(units) if task.skill in skills]
    seen = rng.sample([task.id for task in bank], rng.choice([0, len(bank) // 3]))
    theta = rng.gauss(0, 1.5)
    answers: list[Answer] = []
    while task := next_task(bank, answers, frozenset(seen)):
        answers.append(Answer(task.id, rng.random() < probability(task.a, task.b, theta)))
    known = estimates(bank, answers)
    return {
        "units": units,
        "skills": sorted(skills),
        "seen": seen,
        "answers": [[answer.task, answer.is_right] for answer in answers],
        "known": {
            skill: [round(e.mean, 9), round(e.error, 9), e.tasks, round(e.below, 9)] for skill, e in known.items()
        },
        "start": suggestion(units, known),
        "reads": reads_letters(known),
    }


if __name__ == "__main__":
    FILE.write_text(json.dumps(sittings(), separators=(",", ":")) + "\n")
