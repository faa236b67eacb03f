"""Reads: who somebody is, and who may be seen by whom."""

from datetime import datetime

from sqlalchemy import select

from orientation import clock
from orientation.accounts.models import Learner, Session, Staff
from orientation.actor import Actor, Role
from orientation.crypto import token_hash
from orientation.db import db


def find_actor(token: str) -> Actor | None:
    """Return whom a session's token speaks for, or None when it has ended, expired or never was."""
    return _find_actor(token, clock.now())


def _find_actor(token: str, now: datetime) -> Actor | None:
    row = db.session.execute(
        select(Session, Staff, Learner)
        .outerjoin(Staff, Session.staff_id == Staff.id)
        .outerjoin(Learner, Session.learner_id == Learner.id)
        .where(Session.token_hash == token_hash(token), Session.ended_at.is_(None), Session.expires_at > now)
    ).one_or_none()
    if row is None:
        return None
    session, staff, learner = row
    if learner is not None:
        return Actor(
            roles=frozenset({Role.LEARNER}),
            learner_id=learner.id,
            post_id=learner.post_id,
            session_id=session.id,
            locale=learner.locale,
        )
    if staff is None or staff.disabled_at is not None:
        return None
    return Actor(
        roles=frozenset(Role(role) for role in staff.roles),
        staff_id=staff.id,
        post_id=staff.post_id,
        session_id=session.id,
        locale=staff.locale,
    )
