"""When an assignment is due and how far a learner is with it."""

from datetime import date, timedelta
from enum import StrEnum

MAX_DAYS_BEFORE = 365
QUIET_DAYS = 7
"""A learner who has something open and did nothing for so many days is stuck."""


class State(StrEnum):
    """How far a learner is with one module that was asked."""

    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    DONE = "done"
    OVERDUE = "overdue"


def due_on(departs_on: date | None, days_before: int) -> date | None:
    """Return the day counted back from departure; None while no departure date is known."""
    return None if departs_on is None else departs_on - timedelta(days=days_before)


def state_of(*, lessons: int, started: int, completed: int, due: date | None, today: date) -> State:
    """Return the state of a module with so many lessons, of which so many were started and completed.

    What is done stays done after its day; the due day itself is still in time. A module that has no lessons any
    more (its pack was withdrawn) can't be overdue.
    """
    if lessons and completed >= lessons:
        return State.DONE
    if lessons and due is not None and today > due:
        return State.OVERDUE
    return State.IN_PROGRESS if started else State.NOT_STARTED


def is_stuck(states: list[State], *, quiet_since: date | None, today: date) -> bool:
    """Tell whether a learner needs the officer: something is overdue, or open and untouched for QUIET_DAYS.

    `quiet_since` is the later of the day when something was asked last and the day when the learner learned last.
    """
    if State.OVERDUE in states:
        return True
    is_open = any(state is not State.DONE for state in states)
    return is_open and quiet_since is not None and (today - quiet_since).days >= QUIET_DAYS
