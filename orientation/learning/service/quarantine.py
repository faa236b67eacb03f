"""Keeping what could not be understood as it came. A phone could fill the disk with nonsense, so there is an end."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, select

from orientation.db import db, insert_ignoring, new_id, writing
from orientation.learning.rules.intake import MOST_KEPT, Batch, fingerprint, keepable
from orientation.learning.service.rows import QUARANTINE

_OF_LEARNER = QUARANTINE.c.learner_id == bindparam("learner_id")
_NUMBER = select(func.count()).select_from(QUARANTINE).where(_OF_LEARNER)
_KEPT = select(QUARANTINE.c.fingerprint).where(
    _OF_LEARNER, QUARANTINE.c.fingerprint.in_(bindparam("fingerprints", expanding=True))
)


def keep_aside(learner_id: UUID, batch: Batch, reasons: Mapping[int, str], now: datetime) -> set[int]:
    """Keep those events of a batch, each once however often it comes; return those for which there was no room.

    `reasons` says by the event's index why it was not understood. Call it while the learner is held.
    """
    rows: dict[str, dict[str, Any]] = {}
    prints: dict[int, str] = {}
    for index, reason in reasons.items():
        raw = keepable(batch.events[index])
        prints[index] = fingerprint(raw)
        rows[prints[index]] = {
            "id": new_id(),
            "learner_id": learner_id,
            "fingerprint": prints[index],
            "raw": raw,
            "reason": reason,
            "received_at": now,
            "device": batch.device,
            "phone_time": batch.phone_time,
        }
    there = _trim(learner_id, rows)
    if rows:
        writing().execute(_keeping(db.engine.dialect.name), list(rows.values()))
    return {index for index in prints if prints[index] not in rows and prints[index] not in there}


def _trim(learner_id: UUID, rows: dict[str, dict[str, Any]]) -> set[str]:
    """Leave in `rows` what there is room for; return which of the others are there already."""
    number: int = writing().scalar(_NUMBER, {"learner_id": learner_id}) or 0
    if number + len(rows) <= MOST_KEPT:
        return set()
    asked = {"learner_id": learner_id, "fingerprints": list(rows)}
    there = set(writing().scalars(_KEPT, asked))
    new = [each for each in rows if each not in there]
    for each in (*there, *new[max(0, MOST_KEPT - number) :]):
        del rows[each]
    return there


@lru_cache(maxsize=2)
def _keeping(dialect: str) -> Any:  # noqa: ARG001 one statement for each database in use
    return insert_ignoring(QUARANTINE)
