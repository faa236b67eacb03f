"""Commands: a phone catches up; a new epoch begins."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from orientation.actor import Actor, Role
from orientation.db import db, transaction
from orientation.errors import NotSignedIn
from orientation.learning.rules.intake import Batch
from orientation.learning.service import Ack, record, retry_quarantined
from orientation.sync.models import Epoch
from orientation.sync.queries import News, get_epoch, get_epoch_start, list_versions, news_since
from orientation.sync.rules import fingerprint, read_cursor

TRIED_AGAIN = 100
"""Events of the quarantine that a request tries again; `flask learning retry` tries all."""


@dataclass(frozen=True)
class CaughtUp:
    """What a phone is told: the server's time, an ack for each event in order, the present epoch, and what is new."""

    server_time: datetime
    acks: list[Ack]
    epoch: UUID
    news: News | None = None


def catch_up(actor: Actor, batch: Batch, now: datetime, heard: str | None = None) -> CaughtUp:
    """Take in what the learner did on this phone; say what is new since `heard`, the phone's cursor ("": nothing yet).

    Without it only the acks are answered. Raises NotSignedIn, NotAllowed, LearnerErased, and BatchTooLarge, before
    anything is written.
    """
    actor.require(Role.LEARNER)
    if actor.learner_id is None:
        raise NotSignedIn("Join with a card to send what you learned.")
    epoch = get_epoch(actor.learner_id)
    acks = record(actor.learner_id, batch, now)
    return CaughtUp(now, acks, epoch, None if heard is None else _hear(actor, actor.learner_id, heard, epoch))


def _hear(actor: Actor, learner_id: UUID, cursor: str, epoch: UUID) -> News:
    """Return what is new. What waits for a version is tried again when versions have changed since the phone heard."""
    heard = read_cursor(cursor, epoch)
    if heard.packs != fingerprint(list_versions()):
        retry_quarantined(actor, learner_id, most=TRIED_AGAIN)
    return news_since(learner_id, heard, epoch)


def begin_epoch(actor: Actor, now: datetime) -> UUID:
    """Tell phones that the server may have forgotten something: run once after a restore from backup.

    It comes after every other epoch, also on a machine whose clock is behind the one that began the last.
    """
    actor.require(Role.ADMINISTRATOR)
    with transaction():
        epoch = Epoch(began_at=max(now, get_epoch_start() + timedelta(microseconds=1)))
        db.session.add(epoch)
    return epoch.id
