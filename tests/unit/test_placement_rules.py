"""Placement asks what tells most, stops when it knows enough, and never asks what would only dishearten."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.placement import a_bank, sit
from orientation.learning.rules.placement import (
    FEWEST_OF_A_BEGINNER,
    MOST,
    Answer,
    Estimate,
    Task,
    estimate,
    estimates,
    next_task,
    probability,
    reads_letters,
    suggestion,
    unit_to_start,
)
from orientation.publishing.difficulty import SKILLS, difficulty

UNITS = 6
BANK = a_bank(UNITS)
answers = st.lists(st.booleans(), max_size=12)


def answer_all(rights: dict[str, bool]) -> list[Answer]:
    """Sit the whole placement as somebody who answers every task of a skill alike."""
    given_answers: list[Answer] = []
    while task := next_task(BANK, given_answers):
        given_answers.append(Answer(task.id, rights[task.skill]))
    return given_answers


def test_nothing_answered_leaves_the_belief_as_it_was() -> None:
    known = estimate([])
    assert known.mean == pytest.approx(0, abs=1e-9)
    assert known.error == pytest.approx(1, abs=0.01)


@given(answers)
def test_a_right_answer_never_lowers_the_estimate_and_each_answer_tells_something(rights: list[bool]) -> None:
    answered = [(BANK[n], right) for n, right in enumerate(rights)]
    before, task = estimate(answered), BANK[-1]
    assert estimate([*answered, (task, False)]).mean < before.mean < estimate([*answered, (task, True)]).mean


@given(st.permutations(list(zip(BANK[:8], [True, False] * 4, strict=True))))
def test_the_order_of_answers_does_not_matter(answered: list[tuple[Task, bool]]) -> None:
    in_order = estimate(sorted(answered))
    assert estimate(answered).mean == pytest.approx(in_order.mean)


@given(st.floats(0.5, 2.5), st.integers(-30, 30), st.integers(-40, 40))
def test_a_task_as_difficult_as_somebody_is_able_is_a_toss_up(a: float, b: int, theta: int) -> None:
    assert probability(a, b, b) == 0.5
    assert (probability(a, b, theta) > 0.5) == (theta > b)


@given(st.integers(0, 2**32))
def test_it_ends_asks_nothing_twice_and_keeps_the_order_of_the_skills(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 a simulation
    sat = sit(BANK, dict.fromkeys(SKILLS, rng.gauss(0, 1.5)), rng)
    asked = [answer.task for answer in sat]
    skills = [task.skill for name in asked for task in BANK if task.id == name]
    assert len(set(asked)) == len(asked)
    assert skills == sorted(skills, key=SKILLS.index)
    assert all(skills.count(skill) <= MOST for skill in SKILLS)


def test_who_understands_nothing_yet_is_asked_little_and_neither_to_read_nor_to_write() -> None:
    asked = [answer.task for answer in answer_all(dict.fromkeys(SKILLS, False))]
    assert len([name for name in asked if name.startswith("listening")]) <= 2 * FEWEST_OF_A_BEGINNER
    assert not [name for name in asked if name.startswith(("reading", "writing"))]


def test_who_knows_no_letters_is_not_asked_to_read() -> None:
    sat = answer_all({"listening": True, "script": False, "reading": True, "writing": True})
    assert not [answer.task for answer in sat if answer.task.startswith(("reading", "writing"))]
    assert not reads_letters(estimates(BANK, sat))


def test_who_knows_everything_is_sent_past_the_last_unit() -> None:
    assert suggestion(UNITS, estimates(BANK, answer_all(dict.fromkeys(SKILLS, True)))) == UNITS


def test_who_knows_nothing_begins_at_the_beginning() -> None:
    assert suggestion(UNITS, estimates(BANK, answer_all(dict.fromkeys(SKILLS, False)))) == 0
    assert suggestion(UNITS, {}) == 0


def test_writing_holds_nobody_back() -> None:
    strong, weak = Estimate(1, 0.3, 9, 0), Estimate(-2, 0.3, 9, 0.5)
    assert suggestion(UNITS, {"listening": strong, "reading": strong, "writing": weak}) == unit_to_start(UNITS, 1)


def test_a_second_placement_asks_other_tasks_as_long_as_there_are_some() -> None:
    first = answer_all(dict.fromkeys(SKILLS, True))
    again = next_task(BANK, [], frozenset(answer.task for answer in first))
    assert again is not None
    assert again.id not in {answer.task for answer in first}
    everything = frozenset(task.id for task in BANK)
    assert next_task(BANK, [], everything) == next_task(BANK, [])


def test_answers_to_tasks_that_are_gone_are_passed_over() -> None:
    assert estimates(BANK, [Answer("gone", True)]) == estimates(BANK, [])


def test_units_lie_evenly_on_the_scale() -> None:
    assert [difficulty(unit, 5) for unit in range(5)] == [-2, -1, 0, 1, 2]
    assert difficulty(0, 1) == -2


@given(st.floats(-4, 4), st.floats(0, 2))
def test_more_ability_never_suggests_an_earlier_unit(mean: float, more: float) -> None:
    assert unit_to_start(UNITS, mean) <= unit_to_start(UNITS, mean + more)
