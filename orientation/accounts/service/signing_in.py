"""How staff get in: name, password, one-time code."""

from dataclasses import dataclass

import pyotp
from sqlalchemy import or_, select, update

from orientation import clock
from orientation.accounts import queries
from orientation.accounts.errors import (
    AlreadyEnrolled,
    CodeNeeded,
    NotBegun,
    UnusableName,
    WrongCode,
    WrongPassword,
    WrongSignIn,
)
from orientation.accounts.models import Session, Staff
from orientation.accounts.rules import throttling
from orientation.accounts.rules.codes import matching_step
from orientation.accounts.rules.passwords import LONGEST, check_password
from orientation.accounts.rules.people import sign_in_name
from orientation.accounts.service.audit import audit
from orientation.accounts.service.hashing import hash_password, is_outdated, is_password
from orientation.accounts.service.sessions import SignedIn, end_sessions, open_session
from orientation.accounts.service.throttle import clear_tries, give_back_try, take_try
from orientation.actor import Actor
from orientation.db import db, transaction


@dataclass(frozen=True)
class Enrolment:
    """What an authenticator app needs: the secret to type, or the `otpauth:` address to show as a QR code."""

    secret: str
    uri: str


def sign_in_staff(name: str, password: str, code: str | None, *, client: str, address: str) -> SignedIn:
    """Open a session for a member of staff.

    `client` is the User-Agent as it came, `address` the client's network address (kept only as a keyed hash while
    it counts attempts). Raises WrongSignIn (the same, in the same time, for wrong and unknown), CodeNeeded when name
    and password are right and a code is missing, TooManyTries.
    """
    try:
        known_as = sign_in_name(name)
    except UnusableName:
        known_as = ""
    place = throttling.address_group(address)
    take_try(throttling.STAFF_ADDRESS, "staff-address", place)
    take_try(throttling.STAFF_NAME, "staff-name", known_as)
    staff = db.session.scalar(select(Staff).where(Staff.name == known_as, Staff.disabled_at.is_(None)))
    if not is_password(staff.password_hash if staff else None, password[: LONGEST * 2]) or staff is None:
        raise WrongSignIn
    with transaction():
        if staff.totp_confirmed_at is not None:
            if not code:
                raise CodeNeeded
            if not _use_code(staff, code):
                raise WrongSignIn
        if staff.password_hash and is_outdated(staff.password_hash):
            staff.password_hash = hash_password(password)
        signed_in = open_session(staff, client)
        clear_tries("staff-name", known_as)
        give_back_try("staff-address", place)
        audit(signed_in.actor, "session.opened", "staff", staff.id)
    return signed_in


def begin_second_factor(actor: Actor) -> Enrolment:
    """Make a new secret for one-time codes; it counts once it is confirmed. Raises AlreadyEnrolled, NotSignedIn."""
    staff = queries.get_own_staff(actor)
    if staff.totp_confirmed_at is not None:
        raise AlreadyEnrolled
    secret = pyotp.random_base32()
    with transaction():
        staff.totp_secret = secret
        staff.totp_last_step = None
    uri = pyotp.TOTP(secret).provisioning_uri(name=staff.name, issuer_name="Orientation")
    return Enrolment(secret, uri)


def confirm_second_factor(actor: Actor, code: str) -> None:
    """Turn one-time codes on with a first code; the session then has its roles.

    Raises NotBegun, WrongCode, AlreadyEnrolled, NotSignedIn.
    """
    staff = queries.get_own_staff(actor)
    if staff.totp_confirmed_at is not None:
        raise AlreadyEnrolled
    if staff.totp_secret is None:
        raise NotBegun
    with transaction():
        if not _use_code(staff, code):
            raise WrongCode
        staff.totp_confirmed_at = clock.now()
        audit(actor, "second-factor.confirmed", "staff", staff.id)


def change_password(actor: Actor, old: str, new: str) -> None:
    """Set a new password and end the other sessions. Raises WrongPassword, WeakPassword, TooManyTries, NotSignedIn."""
    staff = queries.get_own_staff(actor)
    check_password(new, staff.name)
    take_try(throttling.STAFF_NAME, "staff-name", staff.name)
    if not is_password(staff.password_hash, old[: LONGEST * 2]):
        raise WrongPassword
    hashed = hash_password(new)
    with transaction():
        staff.password_hash = hashed
        end_sessions(Session.staff_id == staff.id, Session.id != actor.session_id)
        clear_tries("staff-name", staff.name)
        audit(actor, "password.changed", "staff", staff.id)


def _use_code(staff: Staff, code: str) -> bool:
    """Tell whether the one-time code is good, and use it up: one UPDATE, so that two requests can't both use it."""
    step = matching_step(staff.totp_secret, code, clock.now()) if staff.totp_secret else None
    if step is None:
        return False
    used = db.session.execute(
        update(Staff)
        .where(Staff.id == staff.id, or_(Staff.totp_last_step.is_(None), Staff.totp_last_step < step))
        .values(totp_last_step=step)
        .returning(Staff.id)
    )
    return used.one_or_none() is not None
