"""Trying again what nobody understood when it came: a version has appeared since, or the server has learned a verb."""

import secrets
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, or_, select

from orientation.actor import Actor, Role
from orientation.db import db, transaction, writing
from orientation.learning.rules.intake import Batch, is_whole
from orientation.learning.service.recording import hold_learner, record
from orientation.learning.service.rows import QUARANTINE

TRIED_AGAIN = ("version-unknown", "verb-unknown", "shape")
"""The reasons that may pass; the others stay true for ever."""
_MAY_PASS = or_(*(QUARANTINE.c.reason.startswith(f"{code}:") for code in TRIED_AGAIN))
_SENT = (QUARANTINE.c.received_at, QUARANTINE.c.device, QUARANTINE.c.phone_time)


def retry_quarantined(actor: Actor, learner_id: UUID | None = None, most: int | None = None) -> int:
    """Record what is understood by now of a learner's quarantine, or of everybody's, as if it had been when it came.

    A learner may for herself. One transaction a learner. Returns how many events left the quarantine; the others stay.
    Tries at most so many of a learner, any of them: a request must not cost more than a batch, however often it comes.
    """
    if learner_id is None or learner_id != actor.learner_id:
        actor.require(Role.ADMINISTRATOR)
    return sum(_retry(each, most) for each in ([learner_id] if learner_id else _list_waiting()))


def _list_waiting() -> list[UUID]:
    return sorted(db.session.scalars(select(QUARANTINE.c.learner_id).where(_MAY_PASS).distinct()))


def _retry(learner_id: UUID, most: int | None) -> int:
    waiting = (QUARANTINE.c.learner_id == learner_id, _MAY_PASS)
    number: int = db.session.scalar(select(func.count()).select_from(QUARANTINE).where(*waiting)) or 0
    if not number:
        return 0
    query = select(QUARANTINE.c.id, QUARANTINE.c.raw, *_SENT).where(*waiting).order_by(*_SENT, QUARANTINE.c.id)
    if most is not None:
        query = query.limit(most).offset(most * secrets.randbelow(-(-number // most)))
    with transaction():
        hold_learner(learner_id)
        sent: Any = db.session.execute(query)
        rows = [row for row in sent if is_whole(row.raw)]
        understood = [
            each for _, batch in groupby(rows, key=_batch_of) for each in _understood(learner_id, list(batch))
        ]
        if understood:
            writing().execute(delete(QUARANTINE).where(QUARANTINE.c.id.in_(understood)))
    return len(understood)


def _batch_of(row: Any) -> tuple[Any, ...]:
    return (row.received_at, row.device, row.phone_time)


def _understood(learner_id: UUID, rows: list[Any]) -> list[UUID]:
    """Send what came in one batch again, by the clocks of that moment; return what left the quarantine."""
    received_at, device, phone_time = _batch_of(rows[0])
    batch = Batch(device or "unknown", phone_time or received_at, [row.raw for row in rows])
    acks = record(learner_id, batch, received_at)
    return [row.id for row, ack in zip(rows, acks, strict=True) if ack.status in ("stored", "duplicate")]
