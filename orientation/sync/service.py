"""Commands: a phone catches up; a new epoch begins."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from orientation.actor import Actor, Role
from orientation.db import db, transaction
from orientation.errors import NotSignedIn
from orientation.learning.rules.intake import Batch
from orientation.learning.service import Ack, record
from orientation.sync.models import Epoch
from orientation.sync.queries import get_epoch


@dataclass(frozen=True)
class CaughtUp:
    """What a phone is told: the server's time, an ack for each event in order, and the present epoch."""

    server_time: datetime
    acks: list[Ack]
    epoch: UUID


def catch_up(actor: Actor, batch: Batch, now: datetime) -> CaughtUp:
    """Take in what the learner did on this phone.

    Raises NotSignedIn, NotAllowed, and BatchTooLarge, before anything is written.
    """
    actor.require(Role.LEARNER)
    if actor.learner_id is None:
        raise NotSignedIn("Join with a card to send what you learned.")
    epoch = get_epoch()
    return CaughtUp(now, record(actor.learner_id, batch, now), epoch)


def begin_epoch(actor: Actor, now: datetime) -> UUID:
    """Tell phones that the server may have forgotten something: run once after a restore from backup."""
    actor.require(Role.ADMINISTRATOR)
    epoch = Epoch(began_at=now)
    with transaction():
        db.session.add(epoch)
    return epoch.id
