"""The record of what staff did and read. Entries are only ever added, and hold nothing of what was read."""

from typing import Any

from orientation import clock
from orientation.accounts.models import AuditEntry
from orientation.actor import Actor
from orientation.db import db, transaction


def audit(actor: Actor, action: str, subject_kind: str, subject_id: object, **details: Any) -> None:
    """Note that the actor did `action` (`noun.verb`, as in learner.read) to the subject.

    Joins the running transaction: what is undone leaves no entry. `details` are JSON and hold counts, slugs and
    ids, never a learner's label or anything else of what was read.
    """
    with transaction():
        db.session.add(
            AuditEntry(
                at=clock.now(),
                staff_id=actor.staff_id,
                post_id=actor.post_id,
                action=action,
                subject_kind=subject_kind,
                subject_id=str(subject_id),
                details=details,
            )
        )
