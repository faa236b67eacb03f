"""When an assignment is due, how far a learner is, and who needs the officer."""

from datetime import date

import pytest

from orientation.assignments.rules.due import State, due_on, is_stuck, state_of

DUE = date(2026, 3, 10)
BEFORE, AFTER = date(2026, 3, 9), date(2026, 3, 11)


def test_the_due_day_is_counted_back_from_departure_over_months_and_leap_days() -> None:
    assert due_on(date(2028, 3, 1), 1) == date(2028, 2, 29)
    assert due_on(date(2026, 1, 5), 10) == date(2025, 12, 26)
    assert due_on(date(2026, 1, 5), 0) == date(2026, 1, 5)


def test_nothing_is_due_while_no_departure_is_known() -> None:
    assert due_on(None, 10) is None


@pytest.mark.parametrize(
    ("started", "completed", "today", "state"),
    [
        (0, 0, BEFORE, State.NOT_STARTED),
        (1, 0, BEFORE, State.IN_PROGRESS),
        (3, 2, BEFORE, State.IN_PROGRESS),
        (3, 3, BEFORE, State.DONE),
        (0, 0, DUE, State.NOT_STARTED),
        (0, 0, AFTER, State.OVERDUE),
        (3, 2, AFTER, State.OVERDUE),
        (3, 3, AFTER, State.DONE),
    ],
)
def test_a_module_has_one_state(started: int, completed: int, today: date, state: State) -> None:
    assert state_of(lessons=3, started=started, completed=completed, due=DUE, today=today) is state


def test_without_a_due_day_nothing_is_overdue() -> None:
    assert state_of(lessons=3, started=1, completed=0, due=None, today=AFTER) is State.IN_PROGRESS


def test_a_withdrawn_module_is_neither_done_nor_overdue() -> None:
    assert state_of(lessons=0, started=0, completed=0, due=DUE, today=AFTER) is State.NOT_STARTED


def test_who_has_something_overdue_is_stuck_however_busy() -> None:
    assert is_stuck([State.DONE, State.OVERDUE], quiet_since=AFTER, today=AFTER)


def test_who_was_quiet_for_a_week_with_something_open_is_stuck() -> None:
    assert not is_stuck([State.IN_PROGRESS], quiet_since=date(2026, 3, 4), today=DUE)
    assert is_stuck([State.IN_PROGRESS], quiet_since=date(2026, 3, 3), today=DUE)


def test_who_has_done_everything_or_was_asked_nothing_is_not_stuck() -> None:
    assert not is_stuck([State.DONE], quiet_since=date(2025, 1, 1), today=DUE)
    assert not is_stuck([], quiet_since=None, today=DUE)
