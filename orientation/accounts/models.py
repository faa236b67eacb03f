"""Tables of people and how they get in. A learner's row holds as little as serves; see docs/decisions/0004."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from orientation.db import Base, Encrypted, new_id


class Post(Base):
    """An embassy or consulate. `destination` is an ISO 3166-1 alpha-2 code."""

    __tablename__ = "posts"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    destination: Mapped[str] = mapped_column(String(2))
    created_at: Mapped[datetime]


class Staff(Base):
    """A member of staff. `roles` lists values of `Role`; an officer has a post."""

    __tablename__ = "staff"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    roles: Mapped[list[Any]]
    post_id: Mapped[UUID | None] = mapped_column(ForeignKey("posts.id"), index=True)
    locale: Mapped[str] = mapped_column(String(12), default="en")
    password_hash: Mapped[str | None] = mapped_column(String(200))
    totp_secret: Mapped[str | None] = mapped_column(Encrypted("staff.totp_secret"), deferred=True)
    """Read only where a code is checked: a lost field key must not keep anybody from a new set-up link."""
    totp_confirmed_at: Mapped[datetime | None]
    totp_last_step: Mapped[int | None]
    """The time step of the last code that was taken: a code works once (RFC 6238, 5.2)."""
    setup_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    """SHA-256 of the one-time link with which a new colleague sets a password."""
    setup_expires_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]

    @property
    def is_set_up(self) -> bool:
        """Tell whether a password was chosen."""
        return self.password_hash is not None

    @property
    def has_second_factor(self) -> bool:
        """Tell whether one-time codes are on."""
        return self.totp_confirmed_at is not None


class Learner(Base):
    """A random pseudonym. No name, birth date, number, contact or place: never add them."""

    __tablename__ = "learners"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    post_id: Mapped[UUID] = mapped_column(ForeignKey("posts.id"), index=True)
    pseudonym: Mapped[str] = mapped_column(String(12), unique=True)
    """Short and random, to say aloud: K7M-42Q."""
    label: Mapped[str | None] = mapped_column(Encrypted("learners.label"))
    """What the officer recognises the person by; encrypted."""
    locale: Mapped[str] = mapped_column(String(12))
    age_band: Mapped[str | None] = mapped_column(String(8))
    sex: Mapped[str | None] = mapped_column(String(8))
    pin_hash: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime | None]

    @property
    def has_pin(self) -> bool:
        """Tell whether a PIN guards joining."""
        return self.pin_hash is not None


class JoinCard(Base):
    """A printed card. Only hashes are kept: printing again makes a new card and revokes the old one."""

    __tablename__ = "join_cards"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    learner_id: Mapped[UUID] = mapped_column(ForeignKey("learners.id", ondelete="CASCADE"), index=True)
    secret_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    """SHA-256 of the QR code's secret (160 random bits)."""
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    """HMAC of the short code: little entropy, so the key is not in the database."""
    issued_at: Mapped[datetime]
    issued_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class Session(Base):
    """One browser or app that somebody is signed in with: staff or learner, cookie or bearer token alike."""

    __tablename__ = "sessions"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    learner_id: Mapped[UUID | None] = mapped_column(ForeignKey("learners.id", ondelete="CASCADE"), index=True)
    card_id: Mapped[UUID | None] = mapped_column(ForeignKey("join_cards.id", ondelete="SET NULL"), index=True)
    client: Mapped[str] = mapped_column(String(40))
    """Coarse, for a list of sessions: “Chrome on Android”."""
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class ErasedSession(Base):
    """A phone of a learner who was erased: all that is left of them, so that the phone erases its copy too.

    The hash of a random token says nothing about anybody. Kept for as long as a phone stays joined without being seen.
    """

    __tablename__ = "erased_sessions"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    erased_on: Mapped[date]


class Throttle(Base):
    """Failed attempts of one key in the present window; the key is a keyed hash, so it names nobody."""

    __tablename__ = "throttles"

    key: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    failures: Mapped[int]
    window_started_at: Mapped[datetime]


class AuditEntry(Base):
    """What a member of staff did or read. Append-only; without the content of what was read."""

    __tablename__ = "audit_entries"
    __table_args__ = (Index("ix_audit_entries_subject", "subject_kind", "subject_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    at: Mapped[datetime]
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"), index=True)
    post_id: Mapped[UUID | None] = mapped_column(ForeignKey("posts.id"), index=True)
    action: Mapped[str] = mapped_column(String(40))
    """What was done, as `noun.verb`: learner.read, card.issued, pack.published."""
    subject_kind: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[str] = mapped_column(String(80))
    details: Mapped[dict[str, Any]]
