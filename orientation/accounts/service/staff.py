"""Posts and staff: made, set up, disabled. For administrators; the command line acts as the system."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from orientation import clock
from orientation.accounts import queries
from orientation.accounts.errors import CantDisableYourself, NameTaken, PostNotFound, SetupLinkUsed, UnusableName
from orientation.accounts.models import Post, Session, Staff
from orientation.accounts.rules.passwords import check_password
from orientation.accounts.rules.people import check_roles, is_text, sign_in_name, staff_locale
from orientation.accounts.service.audit import audit
from orientation.accounts.service.hashing import hash_password
from orientation.accounts.service.sessions import end_sessions
from orientation.actor import Actor, Role
from orientation.crypto import new_token, token_hash
from orientation.db import db, transaction

SETUP_TIME = timedelta(days=7)


def create_post(actor: Actor, name: str, destination: str) -> Post:
    """Add an embassy or consulate that prepares people for `destination` (ISO 3166-1 alpha-2).

    Raises NameTaken, UnusableName.
    """
    actor.require(Role.ADMINISTRATOR)
    tidy, country = " ".join(name.split()), destination.upper()
    if not 2 <= len(tidy) <= 120 or not is_text(tidy):
        raise UnusableName("Give the post a name of 2 to 120 ordinary characters.")
    if len(country) != 2 or not (country.isascii() and country.isalpha()):
        raise UnusableName("Write the destination as two letters, such as NL.")
    with transaction():
        if db.session.scalar(select(Post.id).where(Post.name == tidy)):
            raise NameTaken("There is a post with this name already. Choose another name.")
        post = Post(name=tidy, destination=country, created_at=clock.now())
        db.session.add(post)
        db.session.flush()
        audit(actor, "post.created", "post", post.id)
    return post


def create_staff(
    actor: Actor, name: str, roles: Iterable[Role], post_id: UUID | None, locale: str
) -> tuple[Staff, str]:
    """Add a member of staff; return them with the token of the link by which they choose a password, within 7 days.

    Raises NameTaken, UnusableName, RolesMissing, PostNotFound, UnusableLocale.
    """
    actor.require(Role.ADMINISTRATOR)
    known_as, wanted, tag = sign_in_name(name), check_roles(roles, post_id), staff_locale(locale)
    with transaction():
        if post_id is not None and db.session.get(Post, post_id) is None:
            raise PostNotFound
        if db.session.scalar(select(Staff.id).where(Staff.name == known_as)):
            raise NameTaken("Somebody has this name already. Choose another name.")
        staff = Staff(
            name=known_as, roles=[r.value for r in wanted], post_id=post_id, locale=tag, created_at=clock.now()
        )
        token = _give_setup_link(staff)
        db.session.add(staff)
        db.session.flush()
        audit(actor, "staff.created", "staff", staff.id, roles=staff.roles)
    return staff, token


def renew_setup(actor: Actor, staff_id: UUID) -> str:
    """Start somebody afresh: no password, no one-time codes, no sessions; return the token of a new link."""
    staff = queries.get_staff(actor, staff_id)
    with transaction():
        staff.password_hash = staff.totp_secret = staff.totp_confirmed_at = staff.totp_last_step = None
        token = _give_setup_link(staff)
        end_sessions(Session.staff_id == staff.id)
        audit(actor, "staff.setup-renewed", "staff", staff.id)
    return token


def set_up_staff(token: str, password: str) -> Staff:
    """Choose the password with a one-time link. Raises SetupLinkUsed, WeakPassword (the link can be used again)."""
    now = clock.now()
    staff = db.session.scalar(
        select(Staff).where(
            Staff.setup_hash == token_hash(token), Staff.setup_expires_at > now, Staff.disabled_at.is_(None)
        )
    )
    if staff is None:
        raise SetupLinkUsed
    check_password(password, staff.name)
    hashed = hash_password(password)
    with transaction():
        db.session.refresh(staff, with_for_update=True)
        if staff.setup_hash != token_hash(token):
            raise SetupLinkUsed
        staff.password_hash, staff.setup_hash, staff.setup_expires_at = hashed, None, None
        end_sessions(Session.staff_id == staff.id)
        audit(Actor(staff_id=staff.id, post_id=staff.post_id), "staff.set-up", "staff", staff.id)
    return staff


def disable_staff(actor: Actor, staff_id: UUID) -> None:
    """Shut somebody out and end their sessions. Raises StaffNotFound, CantDisableYourself."""
    staff = queries.get_staff(actor, staff_id)
    if staff.id == actor.staff_id:
        raise CantDisableYourself
    with transaction():
        staff.disabled_at = staff.disabled_at or clock.now()
        staff.setup_hash = staff.setup_expires_at = None
        end_sessions(Session.staff_id == staff.id)
        audit(actor, "staff.disabled", "staff", staff.id)


def enable_staff(actor: Actor, staff_id: UUID) -> None:
    """Let somebody in again, with the password that they had. Raises StaffNotFound."""
    staff = queries.get_staff(actor, staff_id)
    with transaction():
        staff.disabled_at = None
        audit(actor, "staff.enabled", "staff", staff.id)


def _give_setup_link(staff: Staff) -> str:
    token = new_token()
    staff.setup_hash, staff.setup_expires_at = token_hash(token), clock.now() + SETUP_TIME
    return token
