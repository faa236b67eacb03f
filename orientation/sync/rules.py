"""How far a phone knows what the server knows, in one short text that it keeps and gives back: the cursor."""

import json
import re
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID, uuid5

_CURSOR = re.compile(r"([0-9a-f]{8})\.(0|[1-9][0-9]{0,9})\.([0-9a-f]{12})\.([0-9a-f]{12})\Z")


@dataclass(frozen=True)
class Cursor:
    """What a phone has heard: progress up to a revision, and which assignments and versions (their fingerprints).

    It counts only in the epoch in which it was told.
    """

    epoch: str = ""
    revision: int = 0
    assignments: str = ""
    packs: str = ""

    def __str__(self) -> str:
        return f"{self.epoch}.{self.revision}.{self.assignments}.{self.packs}"


NOTHING_HEARD = Cursor()


def read_cursor(text: str, epoch: UUID) -> Cursor:
    """Return what the phone says it has heard. Nonsense and another epoch's cursor mean that it heard nothing."""
    found = _CURSOR.match(text)
    if found is None or found[1] != short(epoch):
        return NOTHING_HEARD
    return Cursor(found[1], int(found[2]), found[3], found[4])


def epoch_of(epoch: UUID, generation: int) -> UUID:
    """Return the epoch for a learner from whose progress rows were taken away so often: another one each time."""
    return uuid5(epoch, str(generation)) if generation else epoch


def short(epoch: UUID) -> str:
    """Return the epoch as cursors name it."""
    return epoch.hex[:8]


def fingerprint(told: object) -> str:
    """Return by what a cursor knows again what a phone was told. `told` is JSON."""
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:12]
