"""How steadily somebody learns, and which words stay: calm figures that forgive."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orientation.learning.rules.habit import FORGIVEN, count_known, weeks_in_a_row
from tests.conftest import ROOT

CASES = json.loads((ROOT / "tests" / "vectors" / "habit.json").read_text())
TODAY = date(2026, 3, 1)
DAYS = st.sets(st.integers(0, 200).map(lambda ago: TODAY - timedelta(ago)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["what"])
def test_weeks_in_a_row(case: dict[str, Any]) -> None:
    days = [date.fromisoformat(day) for day in case["days"]]
    assert weeks_in_a_row(days, date.fromisoformat(case["today"])) == case["weeks"]


@given(DAYS, DAYS)
def test_learning_on_another_day_never_takes_weeks_away(days: set[date], more: set[date]) -> None:
    assert weeks_in_a_row(days | more, TODAY) >= weeks_in_a_row(days, TODAY)


@given(DAYS)
def test_some_days_without_a_phone_end_nothing(days: set[date]) -> None:
    days.add(TODAY)
    later = TODAY + timedelta(7 * FORGIVEN)
    assert weeks_in_a_row(days, later) == weeks_in_a_row(days, TODAY)


def test_a_word_is_known_when_both_its_cards_last() -> None:
    assert count_known([]) == 0
    assert count_known([("tot-ziens-hear", 30.0)]) == 0
    assert count_known([("tot-ziens-hear", 30.0), ("tot-ziens-say", 6.9)]) == 0
    assert count_known([("tot-ziens-hear", 30.0), ("tot-ziens-say", 7.0), ("hallo-hear", 9.0)]) == 1
