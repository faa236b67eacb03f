"""Removing what a publishing process that was killed has left in the blob store.

Blobs are written before the rows that refer to them. Whoever does either holds the lock, so while it is held every
blob that nothing refers to was left behind. The lock is a file in the store: whoever shares the blobs shares it, and
the system lets go of it when its holder is killed.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

LOCK = ".publishing.lock"


@dataclass(frozen=True)
class Swept:
    """How many files were removed: blobs that no version refers to, and halves of files."""

    blobs: int
    scratch: int


@contextmanager
def publishing_lock(root: Path) -> Iterator[None]:
    """Wait until nobody else publishes or sweeps in this store."""
    root.mkdir(parents=True, exist_ok=True)
    with (root / LOCK).open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def sweep_store(root: Path, used: set[str]) -> Swept:
    """Remove blobs that aren't used, with their compressed forms, and scratch files.

    The lock must be held, and have been held since `used` was read.
    """
    blobs = scratch = 0
    for path in root.glob("??/*"):
        digest = path.name.removesuffix(".br").removesuffix(".gz")
        if path.name.startswith("."):
            scratch += 1
        elif digest in used:
            continue
        else:
            blobs += digest == path.name
        path.unlink(missing_ok=True)
    return Swept(blobs, scratch)
