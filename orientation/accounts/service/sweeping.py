"""Clearing away what has ended: nothing about a phone is kept longer than it is of use."""

from datetime import timedelta

from flask import current_app
from sqlalchemy import delete, or_

from orientation import clock
from orientation.accounts.models import ErasedSession, JoinCard, Session, Throttle
from orientation.actor import Actor, Role
from orientation.db import db, transaction

KEPT = timedelta(days=90)
"""As long as the longest throttle remembers."""


def sweep(actor: Actor) -> int:
    """Remove sessions, cards and counted attempts that ended more than 90 days ago; return how many rows.

    What tells phones that their learner was erased goes when such a phone's session would have expired.
    """
    actor.require(Role.ADMINISTRATOR)
    now = clock.now()
    since, joined_since = now - KEPT, now - timedelta(days=current_app.config["LEARNER_SESSION_DAYS"])
    with transaction():
        gone = [
            db.session.execute(
                delete(Session).where(or_(Session.ended_at < since, Session.expires_at < since)).returning(Session.id)
            ),
            db.session.execute(
                delete(JoinCard)
                .where(or_(JoinCard.revoked_at < since, JoinCard.expires_at < since))
                .returning(JoinCard.id)
            ),
            db.session.execute(delete(Throttle).where(Throttle.window_started_at < since).returning(Throttle.key)),
            db.session.execute(
                delete(ErasedSession)
                .where(ErasedSession.erased_on < joined_since.date())
                .returning(ErasedSession.token_hash)
            ),
        ]
        return sum(len(result.all()) for result in gone)
