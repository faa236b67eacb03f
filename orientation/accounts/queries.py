"""Reads: who somebody is, and who may be seen by whom.

Lists that can grow take `after` (the id of the last one seen) and `limit`; ids are UUIDv7, so order is by age.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from flask import current_app
from sqlalchemy import ColumnElement, Select, bindparam, select

from orientation import clock
from orientation.accounts.errors import LearnerNotFound, PostNotFound, StaffNotFound
from orientation.accounts.models import AuditEntry, ErasedSession, JoinCard, Learner, Post, Session, Staff
from orientation.accounts.rules.people import post_of
from orientation.actor import STAFF_ROLES, Actor, Role
from orientation.crypto import token_hash
from orientation.db import db, reading
from orientation.errors import NotSignedIn
from orientation.prepared import Prepared

Row = TypeVar("Row")


@dataclass(frozen=True)
class Me:
    """What somebody may know of themselves. A guest has nothing but the kind."""

    kind: str
    """guest, learner or staff"""
    name: str | None = None
    """The staff's sign-in name or the learner's pseudonym."""
    locale: str | None = None
    roles: tuple[Role, ...] = ()
    post: str | None = None
    destination: str | None = None
    has_pin: bool = False
    must_enrol: bool = False
    has_second_factor: bool = False


_SPEAKER: Select[Any] = (
    select(
        *(Session.id, Session.last_seen_at, Session.staff_id, Session.learner_id),
        *(Staff.roles, Staff.post_id.label("staff_post"), Staff.locale.label("staff_locale"), Staff.totp_confirmed_at),
        *(Learner.post_id.label("learner_post"), Learner.locale.label("learner_locale")),
    )
    .outerjoin(Staff, Session.staff_id == Staff.id)
    .outerjoin(Learner, Session.learner_id == Learner.id)
    .where(
        Session.token_hash == bindparam("hashed"),
        Session.ended_at.is_(None),
        Session.expires_at > bindparam("now"),
        Staff.disabled_at.is_(None),
    )
)
_ACTOR = Prepared(lambda: _SPEAKER)
"""Made once, because every request asks. Columns only: decrypting a label or a secret would be needless exposure."""


_ERASED = select(ErasedSession.erased_on).where(ErasedSession.token_hash == bindparam("hashed"))


def find_actor(token: str) -> Actor | None:
    """Return whom a session's token speaks for, or None when it has ended, expired or never was. One query.

    A second one for a token that opens nothing tells whether its learner was erased: then `is_erased` is all that the
    actor has. Staff who must still set up one-time codes have no roles: they can do nothing but that.
    """
    given = {"hashed": token_hash(token), "now": clock.now()}
    with reading() as connection:
        row = _ACTOR.one(connection, **given)
        is_erased = row is None and connection.scalar(_ERASED, {"hashed": given["hashed"]}) is not None
    if row is None:
        return Actor(is_erased=True) if is_erased else None
    if row.learner_id is not None:
        return Actor(
            roles=frozenset({Role.LEARNER}),
            learner_id=row.learner_id,
            post_id=row.learner_post,
            session_id=row.id,
            locale=row.learner_locale,
            last_seen_at=row.last_seen_at,
        )
    enrolled = row.totp_confirmed_at is not None or current_app.config["STAFF_SECOND_FACTOR"] == "optional"
    return Actor(
        roles=frozenset(Role(role) for role in row.roles) if enrolled else frozenset(),
        staff_id=row.staff_id,
        post_id=row.staff_post,
        session_id=row.id,
        locale=row.staff_locale,
        last_seen_at=row.last_seen_at,
    )


def get_me(actor: Actor) -> Me:
    """Return what the actor may know of themselves."""
    if actor.learner_id is not None:
        learner = get_own_learner(actor)
        return Me("learner", learner.pseudonym, learner.locale, (Role.LEARNER,), has_pin=learner.pin_hash is not None)
    if actor.staff_id is None:
        return Me("guest")
    staff = get_own_staff(actor)
    post = db.session.get(Post, staff.post_id) if staff.post_id else None
    return Me(
        kind="staff",
        name=staff.name,
        locale=staff.locale,
        roles=tuple(Role(role) for role in staff.roles),
        post=post.name if post else None,
        destination=post.destination if post else None,
        must_enrol=actor.must_enrol,
        has_second_factor=staff.totp_confirmed_at is not None,
    )


def get_own_learner(actor: Actor) -> Learner:
    """Return the learner who acts. Raises NotSignedIn when the actor isn't one."""
    learner = db.session.get(Learner, actor.learner_id) if actor.learner_id else None
    if learner is None:
        raise NotSignedIn("Join with your card to continue.")
    return learner


def get_own_staff(actor: Actor) -> Staff:
    """Return the member of staff who acts, enrolled or not. Raises NotSignedIn when the actor isn't one."""
    staff = db.session.get(Staff, actor.staff_id) if actor.staff_id else None
    if staff is None:
        raise NotSignedIn("Sign in to continue.")
    return staff


def get_learner(actor: Actor, learner_id: UUID) -> Learner:
    """Return a learner of the officer's own post. Raises LearnerNotFound for every other id.

    Writes no audit entry: a page or API that shows the learner calls `service.read_learner` instead.
    """
    learner = db.session.scalar(_learners_of(actor).where(Learner.id == learner_id))
    if learner is None:
        raise LearnerNotFound
    return learner


def list_learners(
    actor: Actor, ids: Iterable[UUID] | None = None, *, after: UUID | None = None, limit: int | None = None
) -> list[Learner]:
    """Return the learners of the officer's own post, oldest first; only those of `ids` when given.

    Writes no audit entry: what shows them calls `service.read_learners` or writes its own.
    """
    found = _learners_of(actor)
    if ids is not None:
        found = found.where(Learner.id.in_(list(ids)))
    return list(db.session.scalars(_page(found, Learner.id, after, limit)))


def _learners_of(actor: Actor) -> Select[Learner]:
    return select(Learner).where(Learner.post_id == post_of(actor))


def find_card(learner_id: UUID) -> JoinCard | None:
    """Return the learner's card that can be used now, or None."""
    usable = (JoinCard.learner_id == learner_id, JoinCard.revoked_at.is_(None), JoinCard.expires_at > clock.now())
    return db.session.scalar(select(JoinCard).where(*usable).order_by(JoinCard.issued_at.desc()).limit(1))


def list_sessions(actor: Actor) -> list[Session]:
    """Return the actor's own sessions that are still open, the last used first. Raises NotSignedIn."""
    return list(
        db.session.scalars(
            select(Session)
            .where(own_sessions(actor), Session.ended_at.is_(None), Session.expires_at > clock.now())
            .order_by(Session.last_seen_at.desc(), Session.id)
        )
    )


def own_sessions(actor: Actor) -> ColumnElement[bool]:
    """Return the condition for the actor's own sessions. Raises NotSignedIn for a guest."""
    if actor.learner_id is not None:
        return Session.learner_id == actor.learner_id
    if actor.staff_id is None:
        raise NotSignedIn("Sign in to continue.")
    return Session.staff_id == actor.staff_id


def list_staff(actor: Actor, *, after: UUID | None = None, limit: int | None = None) -> list[Staff]:
    """Return the members of staff, disabled ones too, oldest first. For administrators."""
    actor.require(Role.ADMINISTRATOR)
    return list(db.session.scalars(_page(select(Staff), Staff.id, after, limit)))


def get_staff(actor: Actor, staff_id: UUID) -> Staff:
    """Return a member of staff. For administrators. Raises StaffNotFound."""
    actor.require(Role.ADMINISTRATOR)
    staff = db.session.get(Staff, staff_id)
    if staff is None:
        raise StaffNotFound
    return staff


def get_staff_named(actor: Actor, name: str) -> Staff:
    """Return the member of staff with this sign-in name. For administrators. Raises StaffNotFound."""
    actor.require(Role.ADMINISTRATOR)
    staff = db.session.scalar(select(Staff).where(Staff.name == name))
    if staff is None:
        raise StaffNotFound
    return staff


def names_of_staff(actor: Actor, ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Return the sign-in names of colleagues by id, for staff of any role: who made and published what."""
    actor.require(*STAFF_ROLES)
    wanted = {staff_id for staff_id in ids if staff_id is not None}
    if not wanted:
        return {}
    return {row.id: row.name for row in db.session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(wanted)))}


def list_posts(actor: Actor, *, after: UUID | None = None, limit: int | None = None) -> list[Post]:
    """Return the posts, oldest first. For administrators."""
    actor.require(Role.ADMINISTRATOR)
    return list(db.session.scalars(_page(select(Post), Post.id, after, limit)))


def get_post(actor: Actor, post_id: UUID) -> Post:
    """Return a post: any for administrators, their own for officers. Raises PostNotFound."""
    actor.require(Role.ADMINISTRATOR, Role.OFFICER)
    post = db.session.get(Post, post_id) if actor.has(Role.ADMINISTRATOR) or actor.post_id == post_id else None
    if post is None:
        raise PostNotFound
    return post


@dataclass(frozen=True)
class AuditLine:
    """One entry of the record, with the name of who did it (None: the system)."""

    id: UUID
    at: datetime
    staff: str | None
    post_id: UUID | None
    action: str
    subject_kind: str
    subject_id: str
    details: dict[str, Any]


def list_audit(
    actor: Actor,
    before: UUID | None = None,
    limit: int = 50,
    *,
    action: str | None = None,
    staff_id: UUID | None = None,
) -> list[AuditLine]:
    """Return the record, newest first, older than entry `before`: all for administrators, else the officer's post's.

    `action` and `staff_id` keep only what was done, and only what one colleague did.
    """
    actor.require(Role.ADMINISTRATOR, Role.OFFICER)
    entries = select(AuditEntry, Staff.name).outerjoin(Staff, AuditEntry.staff_id == Staff.id)
    if not actor.has(Role.ADMINISTRATOR):
        entries = entries.where(AuditEntry.post_id == post_of(actor))
    if before is not None:
        entries = entries.where(AuditEntry.id < before)
    if action is not None:
        entries = entries.where(AuditEntry.action == action)
    if staff_id is not None:
        entries = entries.where(AuditEntry.staff_id == staff_id)
    rows = db.session.execute(entries.order_by(AuditEntry.id.desc()).limit(limit))
    return [
        AuditLine(e.id, e.at, name, e.post_id, e.action, e.subject_kind, e.subject_id, e.details) for e, name in rows
    ]


def _page(rows: Select[Row], key: Any, after: UUID | None, limit: int | None) -> Select[Row]:
    """Return the rows that come after the id, in order of age, at most `limit`."""
    rows = rows.order_by(key)
    if after is not None:
        rows = rows.where(key > after)
    return rows.limit(limit) if limit is not None else rows
