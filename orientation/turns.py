"""Turns to write: the writers of one host queue at a file.

SQLite's own wait sleeps and polls, half a second at worst. The lock is the kernel's, on an open file: it is free again
whatever happens to the process that has it.
"""

import fcntl
import os
import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from orientation.errors import Busy

PATIENCE = 10.0
"""Seconds that a writer waits for its turn. Whoever has it that long is stuck, or writes for an hour."""
WAITERS = 32
"""Threads of a process that wait in the kernel's queue at once; more than it has requests."""


class NoTurnToWrite(Busy):
    """Somebody else has been writing for too long."""

    def __init__(self) -> None:
        wait = 2 + secrets.randbelow(9)
        super().__init__("The server is busy. Nothing was taken; send it again later.", retry_after=wait)


@contextmanager
def turn_to_write(path: Path) -> Iterator[None]:
    """Wait until no other writer of this host is inside, and let none in meanwhile. Raises NoTurnToWrite."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        _wait(descriptor)
    try:
        yield
    finally:
        os.close(descriptor)


def _wait(descriptor: int) -> None:
    """Wait in the kernel's queue. It knows no limit, so another thread does it, and is left there after too long."""
    waiting = _waiters().submit(fcntl.flock, descriptor, fcntl.LOCK_EX)
    try:
        waiting.result(PATIENCE)
    except BaseException as stopped:
        waiting.add_done_callback(lambda _: os.close(descriptor))
        if isinstance(stopped, TimeoutError):
            raise NoTurnToWrite from None
        raise


@cache
def _waiters() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(WAITERS, thread_name_prefix="turn")


os.register_at_fork(after_in_child=_waiters.cache_clear)
