"""Events of people who learn without script: a form sent twice by a double click must count once."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

DEVICE = "browser"
WINDOW = timedelta(seconds=10)
"""The same thing from the same browser within this time is one click too many."""


@dataclass(frozen=True)
class FormAct:
    """What a learner did on a page: `verb` with a lesson of a version, and for `answered` an item and its answer."""

    verb: str
    pack: str
    version: int
    module: str
    lesson: str
    item: str | None = None
    answer: Any = None


def form_event(session_id: UUID, act: FormAct, now: datetime, *, windows_ago: int = 0) -> dict[str, Any]:
    """Return the event of a form, as a phone would send it.

    Its id is a UUIDv8 (RFC 9562, appendix B.2) of the session, the act and the ten-second window of `now`, or of a
    window so many before it. `seq` is 0: pages don't count.
    """
    window = int(now.timestamp() // WINDOW.total_seconds()) - windows_ago
    what = [act.verb, act.pack, act.module, act.lesson, act.item, act.answer]
    name = json.dumps([str(session_id), window, what], sort_keys=True)
    event: dict[str, Any] = {
        "id": str(_uuid8(sha256(name.encode()).digest())),
        "seq": 0,
        "verb": act.verb,
        "pack": act.pack,
        "version": act.version,
        "module": act.module,
        "lesson": act.lesson,
        "at": now.isoformat(),
    }
    return event if act.item is None else {**event, "item": act.item, "answer": act.answer}


def _uuid8(digest: bytes) -> UUID:
    number = int.from_bytes(digest[:16], "big")
    number = number & ~(0xF << 76) | 8 << 76
    return UUID(int=number & ~(0x3 << 62) | 2 << 62)
