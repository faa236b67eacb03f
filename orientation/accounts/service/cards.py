"""Join cards: issued, revoked, and what opens a learner's session. Only hashes are kept of secret and code."""

import base64
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from flask import current_app
from sqlalchemy import ColumnElement, select, update
from sqlalchemy.exc import IntegrityError

from orientation import clock
from orientation.accounts import queries
from orientation.accounts.errors import LearnerNotFound, PinNeeded, WrongCard
from orientation.accounts.models import JoinCard, Learner, Session
from orientation.accounts.rules import throttling
from orientation.accounts.rules.codes import CODE_DIGITS, luhn_digit, read_code
from orientation.accounts.rules.people import post_of
from orientation.accounts.service.audit import audit
from orientation.accounts.service.learners import check_pin
from orientation.accounts.service.sessions import SignedIn, end_sessions, open_session
from orientation.accounts.service.throttle import give_back_try, take_try
from orientation.actor import Actor
from orientation.crypto import keyring, token_hash
from orientation.db import db, transaction

_SECRET_BYTES = 20
_ROUNDS = 5
_EVERYWHERE = "everywhere"


@dataclass(frozen=True)
class IssuedCard:
    """A card to print. `secret` goes into the QR code's link /j/<secret>, `code` is 12 digits; neither is kept."""

    learner_id: UUID
    pseudonym: str
    label: str | None
    locale: str
    secret: str
    code: str


def issue_cards(actor: Actor, learner_ids: Sequence[UUID]) -> list[IssuedCard]:
    """Make a new card for each of these learners of the officer's own post, in the order given.

    Older cards stop working; phones that have joined stay joined. Raises LearnerNotFound if one of them isn't there.
    """
    post_of(actor)
    wanted = list(dict.fromkeys(learner_ids))
    by_id = {learner.id: learner for learner in queries.list_learners(actor, wanted)}
    if len(by_id) != len(wanted):
        raise LearnerNotFound
    with transaction():
        _revoke(JoinCard.learner_id.in_(wanted))
        issued = _insert(actor, [by_id[learner_id] for learner_id in wanted])
        for learner_id in wanted:
            audit(actor, "card.issued", "learner", learner_id)
    return issued


def _insert(actor: Actor, learners: Sequence[Learner]) -> list[IssuedCard]:
    """Codes are drawn again when one was used before, which the unique index decides."""
    for attempt in range(_ROUNDS):
        issued = [_draw(learner) for learner in learners]
        try:
            with db.session.begin_nested():
                db.session.add_all(_row(actor, card) for card in issued)
            return issued
        except IntegrityError:
            if attempt == _ROUNDS - 1:
                raise
    return []


def _draw(learner: Learner) -> IssuedCard:
    digits = "".join(secrets.choice("0123456789") for _ in range(CODE_DIGITS - 1))
    return IssuedCard(
        learner_id=learner.id,
        pseudonym=learner.pseudonym,
        label=learner.label,
        locale=learner.locale,
        secret=base64.b32encode(secrets.token_bytes(_SECRET_BYTES)).decode().lower(),
        code=digits + luhn_digit(digits),
    )


def _row(actor: Actor, card: IssuedCard) -> JoinCard:
    now = clock.now()
    return JoinCard(
        learner_id=card.learner_id,
        secret_hash=token_hash(card.secret),
        code_hash=_code_hash(card.code),
        issued_at=now,
        issued_by=actor.staff_id,
        expires_at=now + timedelta(days=current_app.config["CARD_DAYS"]),
    )


def revoke_cards(actor: Actor, learner_id: UUID, *, end_sessions: bool) -> None:
    """Make a lost card useless; with `end_sessions`, also shut out the phones that have joined.

    Raises LearnerNotFound.
    """
    learner = queries.get_learner(actor, learner_id)
    with transaction():
        _revoke(JoinCard.learner_id == learner.id)
        if end_sessions:
            _end_sessions(Session.learner_id == learner.id)
        audit(actor, "card.revoked", "learner", learner.id, sessions_ended=end_sessions)


_end_sessions = end_sessions  # `revoke_cards` has an argument of that name


def _revoke(which: ColumnElement[bool]) -> None:
    db.session.execute(update(JoinCard).where(which, JoinCard.revoked_at.is_(None)).values(revoked_at=clock.now()))


def join_by_secret(secret: str, pin: str | None, *, client: str, address: str) -> SignedIn:  # noqa: ARG001 same call as by code
    """Open a learner's session with a QR code's secret.

    Not throttled: nobody guesses 160 bits. `client` and `address` as in `sign_in_staff`. Raises WrongCard (the same
    for wrong, unknown, revoked and expired), PinNeeded, WrongPin, TooManyTries.
    """
    return _join(_find_usable(JoinCard.secret_hash == token_hash(secret.strip().lower()[:200])), pin, client)


def join_by_code(code: str, pin: str | None, *, client: str, address: str) -> SignedIn:
    """Open a learner's session with a typed code, in digits of any script.

    Raises MistypedCode (costs no attempt), and what `join_by_secret` raises.
    """
    digits = read_code(code)
    place = throttling.address_group(address)
    take_try(throttling.CODE_ADDRESS, "code-address", place)
    take_try(throttling.CODE_EVERYWHERE, "code", _EVERYWHERE)
    card = _find_usable(JoinCard.code_hash == _code_hash(digits))
    with transaction():
        give_back_try("code-address", place)
        give_back_try("code", _EVERYWHERE)
    return _join(card, pin, client)


def _find_usable(which: ColumnElement[bool]) -> JoinCard:
    card = db.session.scalar(
        select(JoinCard).where(which, JoinCard.revoked_at.is_(None), JoinCard.expires_at > clock.now())
    )
    if card is None:
        raise WrongCard
    return card


def _join(card: JoinCard, pin: str | None, client: str) -> SignedIn:
    learner = db.session.get(Learner, card.learner_id)
    if learner is None:
        raise WrongCard
    if learner.pin_hash is not None:
        if not pin:
            raise PinNeeded
        check_pin(learner, pin)
    return open_session(learner, client, card.id)


def _code_hash(digits: str) -> bytes:
    return keyring().keyed_hash("join-code", digits)
