"""Attempts counted in the database, so that a lock holds for all workers and over restarts.

An attempt is counted, and that committed, *before* it is tried: guesses sent at once can't slip past a count that
is only written afterwards, and a refused command doesn't undo it. Keys are keyed hashes: the table names nobody.
"""

import math
from datetime import timedelta

from sqlalchemy import delete, select, update

from orientation import clock
from orientation.accounts.models import Throttle
from orientation.accounts.rules.throttling import Limit, Tries
from orientation.crypto import keyring
from orientation.db import db, insert_ignoring, transaction
from orientation.errors import TooMany

_COLLISIONS = 20
_IN_DATABASE = {"synchronize_session": False}


class TooManyTries(TooMany):
    """Somebody guessed too often."""

    def __init__(self, wait: timedelta) -> None:
        seconds = max(1, math.ceil(wait.total_seconds()))
        minutes = math.ceil(seconds / 60)
        when = f"{seconds} seconds" if seconds < 90 else f"{minutes} minutes"
        super().__init__(f"There were too many attempts. Wait {when}, then try again.", retry_after=seconds)


def take_try(limit: Limit, purpose: str, subject: str) -> None:
    """Count an attempt on `subject` for good. Raises TooManyTries when none is allowed now; that costs nothing.

    Call it outside of a transaction: what is undone there would undo the count.
    """
    key = _key(purpose, subject)
    with transaction():
        for _ in range(_COLLISIONS):
            now = clock.now()
            seen = db.session.execute(
                select(Throttle.failures, Throttle.window_started_at).where(Throttle.key == key)
            ).one_or_none()
            taken = limit.take(Tries(seen[0], seen[1]) if seen else None, now)
            if isinstance(taken, timedelta):
                raise TooManyTries(taken)
            if _write(key, Tries(seen[0], seen[1]) if seen else None, taken):
                return
        raise TooManyTries(timedelta(seconds=1))


def _write(key: bytes, seen: Tries | None, taken: Tries) -> bool:
    """Write the count if it is still the one that was seen; tell whether it was."""
    if seen is None:
        values = {"key": key, "failures": taken.count, "window_started_at": taken.since}
        statement = insert_ignoring(Throttle.__table__).values(values).returning(Throttle.key)
        return db.session.execute(statement).one_or_none() is not None
    statement = (
        update(Throttle)
        .where(Throttle.key == key, Throttle.failures == seen.count, Throttle.window_started_at == seen.since)
        .values(failures=taken.count, window_started_at=taken.since)
        .returning(Throttle.key)
    )
    return db.session.execute(statement, execution_options=_IN_DATABASE).one_or_none() is not None


def give_back_try(purpose: str, subject: str) -> None:
    """Uncount an attempt that succeeded, on a key that many people share."""
    with transaction():
        db.session.execute(
            update(Throttle)
            .where(Throttle.key == _key(purpose, subject), Throttle.failures > 0)
            .values(failures=Throttle.failures - 1),
            execution_options=_IN_DATABASE,
        )


def clear_tries(purpose: str, subject: str) -> None:
    """Forget all attempts on a key that belongs to one person."""
    with transaction():
        db.session.execute(delete(Throttle).where(Throttle.key == _key(purpose, subject)))


def _key(purpose: str, subject: str) -> bytes:
    return keyring().keyed_hash(f"throttle.{purpose}", subject)
