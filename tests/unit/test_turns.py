"""One writes, the others wait; not for ever."""

import fcntl
import os
import threading
from pathlib import Path

import pytest

from orientation import turns
from orientation.turns import NoTurnToWrite, turn_to_write


def test_one_at_a_time(tmp_path: Path) -> None:
    path, inside, seen = tmp_path / "turn", threading.Event(), []
    leave = threading.Event()

    def first() -> None:
        with turn_to_write(path):
            inside.set()
            leave.wait(10)
            seen.append("first")

    def second() -> None:
        with turn_to_write(path):
            seen.append("second")

    writers = [threading.Thread(target=first), threading.Thread(target=second)]
    writers[0].start()
    inside.wait(10)
    writers[1].start()
    leave.set()
    for writer in writers:
        writer.join(10)
    assert seen == ["first", "second"]


def test_who_waits_too_long_is_told_to_come_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE", 0.01)
    path = tmp_path / "turn"
    with turn_to_write(path), pytest.raises(NoTurnToWrite) as told, turn_to_write(path):
        pass
    assert 2 <= told.value.retry_after <= 10
    monkeypatch.setattr(turns, "PATIENCE", 10)
    with turn_to_write(path):  # who gave up has left the queue
        pass


def test_a_failure_gives_the_turn_back(tmp_path: Path) -> None:
    path = tmp_path / "turn"
    with pytest.raises(ZeroDivisionError), turn_to_write(path):
        raise ZeroDivisionError
    descriptor = os.open(path, os.O_RDWR)
    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(descriptor)
