"""How much of its time a process gives to what is dear to make and only saves somebody some bytes.

Anybody may ask for it, so it must not cost more than the answers that everybody needs. Pure but for the lock: `now` is
passed in.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class NoEffortLeft(Exception):
    """Too much was made lately, or somebody else is making something: send what is there."""


class Effort:
    """A share of a process's time, of which at most `most` seconds are saved up. One at a time."""

    def __init__(self, *, share: float = 0.1, most: float = 3.0, patience: float = 1.0) -> None:
        self.share, self.most, self.patience = share, most, patience
        self._alone = threading.Lock()
        self._saved = most
        self._at: float | None = None

    def saved(self, now: float) -> float:
        """Return how many seconds may be spent at the monotonic instant `now`."""
        return self._saved if self._at is None else min(self.most, self._saved + (now - self._at) * self.share)

    def spend(self, seconds: float, now: float) -> None:
        """Note that something took so long and ended now. It may leave a debt."""
        self._saved, self._at = self.saved(now) - seconds, now

    @contextmanager
    def alone(self, now: float) -> Iterator[None]:
        """Let nobody else make something meanwhile. Raises NoEffortLeft."""
        if not self._alone.acquire(timeout=self.patience):
            raise NoEffortLeft
        try:
            if self.saved(now) <= 0:
                raise NoEffortLeft
            yield
        finally:
            self._alone.release()
