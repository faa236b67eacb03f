"""Learners: added, read, changed and erased by an officer of their own post. See docs/decisions/0004."""

import secrets
from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import delete, insert, literal, select
from sqlalchemy.exc import IntegrityError

from orientation import clock
from orientation.accounts import queries
from orientation.accounts.errors import UnusableLearner, UnusablePin, WrongPin
from orientation.accounts.models import ErasedSession, Learner, Session
from orientation.accounts.rules import throttling
from orientation.accounts.rules.codes import read_pin
from orientation.accounts.rules.people import (
    NewLearner,
    check_learner,
    learner_locale,
    post_of,
    pseudonym,
    staff_locale,
)
from orientation.accounts.service.audit import audit
from orientation.accounts.service.hashing import hash_pin, is_pin
from orientation.accounts.service.throttle import clear_tries, take_try
from orientation.actor import Actor
from orientation.db import db, transaction

_CHANGEABLE = {"label", "locale", "age_band", "sex"}
_ROUNDS = 5


def add_learners(actor: Actor, people: Sequence[NewLearner]) -> list[Learner]:
    """Add learners to the officer's post, each with a new pseudonym; return them in the order given.

    Raises UnusableLearner, NoPost.
    """
    post_id = post_of(actor)
    checked = [check_learner(person) for person in people]
    with transaction():
        learners = _insert(post_id, checked)
        if learners:
            audit(actor, "learner.added", "post", post_id, count=len(learners))
    return learners


def _insert(post_id: UUID, people: Sequence[NewLearner]) -> list[Learner]:
    """Pseudonyms are drawn again when one is taken already, which the unique index decides."""
    for attempt in range(_ROUNDS):
        try:
            with db.session.begin_nested():
                learners = [
                    Learner(
                        post_id=post_id,
                        pseudonym=pseudonym(secrets.choice),
                        label=person.label,
                        locale=person.locale,
                        age_band=person.age_band,
                        sex=person.sex,
                        created_at=clock.now(),
                    )
                    for person in people
                ]
                db.session.add_all(learners)
            return learners
        except IntegrityError:
            if attempt == _ROUNDS - 1:
                raise
    return []


def read_learner(actor: Actor, learner_id: UUID) -> Learner:
    """Return a learner of the officer's own post and note that they were read. Raises LearnerNotFound."""
    learner = queries.get_learner(actor, learner_id)
    audit(actor, "learner.read", "learner", learner.id)
    return learner


def read_learners(
    actor: Actor, ids: Iterable[UUID] | None = None, *, after: UUID | None = None, limit: int | None = None
) -> list[Learner]:
    """Return learners of the officer's own post, oldest first, and note how many were read."""
    learners = queries.list_learners(actor, ids, after=after, limit=limit)
    audit(actor, "learner.listed", "post", post_of(actor), count=len(learners))
    return learners


def update_learner(actor: Actor, learner_id: UUID, **changes: str | None) -> Learner:
    """Change the label, locale, age_band or sex of a learner of the officer's own post.

    Raises LearnerNotFound, UnusableLearner.
    """
    learner = queries.get_learner(actor, learner_id)
    unknown = changes.keys() - _CHANGEABLE
    if unknown:
        raise TypeError(f"a learner has no {', '.join(sorted(unknown))} to change")
    locale = changes.get("locale", learner.locale)
    if locale is None:
        raise UnusableLearner("A learner needs a language. Choose one.")
    new = check_learner(
        NewLearner(
            label=changes.get("label", learner.label),
            locale=locale,
            age_band=changes.get("age_band", learner.age_band),
            sex=changes.get("sex", learner.sex),
        )
    )
    with transaction():
        learner.label, learner.locale, learner.age_band, learner.sex = new.label, new.locale, new.age_band, new.sex
        audit(actor, "learner.changed", "learner", learner.id, fields=sorted(changes))
    return learner


def erase_learner(actor: Actor, learner_id: UUID) -> None:
    """Remove a learner of the officer's own post with everything that hangs on them, for good.

    What stays is an audit entry with the random id, and a hash of each phone's token: a phone that returns is told to
    wipe itself, also when its session had ended before. Raises LearnerNotFound.
    """
    learner = queries.get_learner(actor, learner_id)
    with transaction():
        clear_tries("pin", str(learner.id))
        phones = select(Session.token_hash, literal(clock.now().date())).where(Session.learner_id == learner.id)
        db.session.execute(insert(ErasedSession).from_select(["token_hash", "erased_on"], phones))
        db.session.execute(delete(Learner).where(Learner.id == learner.id))  # the tables below it cascade
        audit(actor, "learner.erased", "learner", learner.id)
    db.session.expire_all()


def set_pin(actor: Actor, pin: str | None, old_pin: str | None) -> None:
    """Set, change or (None) remove the learner's own PIN; one that is set must be given as `old_pin`.

    Raises UnusablePin, WrongPin, TooManyTries, NotSignedIn.
    """
    learner = queries.get_own_learner(actor)
    digits = None if pin is None else read_pin(pin)
    check_pin(learner, old_pin or "")
    hashed = None if digits is None else hash_pin(learner.id, digits)
    with transaction():
        learner.pin_hash = hashed


def check_pin(learner: Learner, pin: str) -> None:
    """Do nothing if the PIN is right or none is set. Raises WrongPin, TooManyTries. Call it outside a transaction."""
    if learner.pin_hash is None:
        return
    take_try(throttling.PIN, "pin", str(learner.id))
    try:
        digits = read_pin(pin)
    except UnusablePin:
        raise WrongPin from None
    if not is_pin(learner.pin_hash, learner.id, digits):
        raise WrongPin
    clear_tries("pin", str(learner.id))


def clear_pin(actor: Actor, learner_id: UUID) -> None:
    """Remove a forgotten PIN, and the wait after wrong ones, of a learner of the officer's own post."""
    learner = queries.get_learner(actor, learner_id)
    with transaction():
        learner.pin_hash = None
        clear_tries("pin", str(learner.id))
        audit(actor, "pin.cleared", "learner", learner.id)


def set_locale(actor: Actor, locale: str) -> None:
    """Keep in which language the actor wants to be spoken to. Raises UnusableLocale, NotSignedIn."""
    if actor.learner_id is not None:
        tag = learner_locale(locale)
        learner = queries.get_own_learner(actor)
        with transaction():
            learner.locale = tag
        return
    staff = queries.get_own_staff(actor)
    tag = staff_locale(locale)
    with transaction():
        staff.locale = tag
