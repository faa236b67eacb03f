"""Opening, using and ending sessions. The database keeps a hash of the token; see docs/decisions/0002."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import ColumnElement, and_, case, update

from orientation import clock
from orientation.accounts import queries
from orientation.accounts.errors import SessionNotFound
from orientation.accounts.models import Learner, Session, Staff
from orientation.accounts.rules.clients import client_of
from orientation.actor import Actor, Role
from orientation.crypto import new_token, token_hash
from orientation.db import db, transaction

STAFF_SEEN = timedelta(minutes=5)
LEARNER_SEEN = timedelta(days=1)
HANDED_OVER = timedelta(hours=12)
"""How long a session lasts at most that was handed over: the answer with the new token may get lost on its way."""


@dataclass(frozen=True)
class SignedIn:
    """A new session. `token` is shown this once; with `must_enrol` it opens nothing but setting up one-time codes."""

    token: str
    actor: Actor
    expires_at: datetime
    must_enrol: bool = False


@dataclass(frozen=True)
class HandedOver:
    """A learner's session that a program took over from the browser's cookie. `token` is shown this once."""

    token: str
    expires_at: datetime
    pseudonym: str
    locale: str


def open_session(who: Staff | Learner, client: str, card_id: UUID | None = None) -> SignedIn:
    """Open a session for somebody whose secrets were checked. `client` is the User-Agent as it came."""
    token, now = new_token(), clock.now()
    expires_at = now + (_learner_time() if isinstance(who, Learner) else _staff_time())
    with transaction():
        session = Session(
            token_hash=token_hash(token),
            card_id=card_id,
            client=client_of(client),
            created_at=now,
            last_seen_at=now,
            expires_at=expires_at,
        )
        if isinstance(who, Learner):
            session.learner_id = who.id
            session.last_seen_at = who.last_seen_at = _day(now)
        else:
            session.staff_id = who.id
        db.session.add(session)
        db.session.flush()
        actor = queries.find_actor(token)
    if actor is None:
        raise RuntimeError("a session that was just opened opens nothing")
    return SignedIn(token, actor, expires_at, actor.must_enrol)


def hand_over(actor: Actor, client: str) -> HandedOver:
    """Open a session for the same learner in place of the one that the request came with.

    The old one lasts until it is ended, half a day at most: who never got the answer, or lost it, can ask again.
    Raises NotSignedIn or NotAllowed for anybody but a learner.
    """
    actor.require(Role.LEARNER)
    learner = queries.get_own_learner(actor)
    with transaction():
        old = db.session.get(Session, actor.session_id)
        opened = open_session(learner, client, old.card_id if old else None)
        if old is not None:
            old.expires_at = min(old.expires_at, clock.now() + HANDED_OVER)
    return HandedOver(opened.token, opened.expires_at, learner.pseudonym, learner.locale)


def note_use(actor: Actor) -> None:
    """Keep when the session was last used: staff to five minutes, learners to a day, whose session then lasts longer.

    So a request writes seldom, and of a learner we keep the day (UTC), not the hour.
    """
    if actor.session_id is None or actor.last_seen_at is None:
        return
    now = clock.now()
    if now - actor.last_seen_at < (STAFF_SEEN if actor.learner_id is None else LEARNER_SEEN):
        return
    changes: dict[str, Any] = {"last_seen_at": now}
    with transaction():
        if actor.learner_id is not None:
            ends_early = Session.expires_at < actor.last_seen_at + _learner_time()
            is_handed_over = and_(ends_early, Session.expires_at <= now + HANDED_OVER)
            lasts = case((is_handed_over, Session.expires_at), else_=now + _learner_time())
            changes = {"last_seen_at": _day(now), "expires_at": lasts}
            db.session.execute(update(Learner).where(Learner.id == actor.learner_id).values(last_seen_at=_day(now)))
        db.session.execute(update(Session).where(Session.id == actor.session_id).values(**changes))


def sign_out(actor: Actor) -> None:
    """End the session that the request came in with; for a guest, do nothing."""
    if actor.session_id is not None:
        end_sessions(Session.id == actor.session_id)


def end_session(actor: Actor, session_id: UUID) -> None:
    """End one of the actor's own sessions. Raises SessionNotFound, also for other people's."""
    if not end_sessions(queries.own_sessions(actor), Session.id == session_id):
        raise SessionNotFound


def end_other_sessions(actor: Actor) -> int:
    """End all of the actor's own sessions but the one that the request came in with; return how many."""
    return end_sessions(queries.own_sessions(actor), Session.id != actor.session_id)


def end_sessions(*which: ColumnElement[bool]) -> int:
    """End the open sessions that meet all the conditions; return how many."""
    now = clock.now()
    with transaction():
        ended = db.session.execute(
            update(Session)
            .where(*which, Session.ended_at.is_(None), Session.expires_at > now)
            .values(ended_at=now)
            .returning(Session.id)
        )
        return len(ended.all())


def _day(instant: datetime) -> datetime:
    return instant.replace(hour=0, minute=0, second=0, microsecond=0)


def _staff_time() -> timedelta:
    return timedelta(hours=current_app.config["STAFF_SESSION_HOURS"])


def _learner_time() -> timedelta:
    return timedelta(days=current_app.config["LEARNER_SESSION_DAYS"])
