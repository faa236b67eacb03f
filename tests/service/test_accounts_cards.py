"""Join cards and PINs: what opens a learner's session, and what doesn't."""

from datetime import timedelta

import pytest
from flask import Flask

from orientation import clock
from orientation.accounts import queries, service
from orientation.accounts.errors import (
    LearnerNotFound,
    MistypedCode,
    PinNeeded,
    UnusablePin,
    WrongCard,
    WrongPin,
)
from orientation.accounts.rules.codes import luhn_digit, shown_code
from orientation.accounts.service import IssuedCard, SignedIn
from orientation.accounts.service.throttle import TooManyTries
from orientation.actor import Role
from orientation.errors import NotAllowed, NotSignedIn
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("quick_hashes")


@pytest.fixture
def card(cast: Cast) -> IssuedCard:
    """The first learner's card."""
    return service.issue_cards(cast.officer.actor, [cast.learner.id])[0]


def by_code(code: str, pin: str | None = None, address: str = "192.0.2.1") -> SignedIn:
    return service.join_by_code(code, pin, client="Mozilla/5.0 (Linux; Android 9) Chrome/95.0", address=address)


def by_secret(secret: str, pin: str | None = None) -> SignedIn:
    return service.join_by_secret(secret, pin, client="", address="192.0.2.1")


def other_code(code: str) -> str:
    """A code that passes the check and that no card has."""
    digits = str((int(code[0]) + 1) % 10) + code[1:-1]
    return digits + luhn_digit(digits)


def test_a_card_holds_160_random_bits_and_a_code_with_a_check_digit(card: IssuedCard) -> None:
    assert len(card.secret) == 32 and card.secret == card.secret.lower()
    assert len(card.code) == 12 and luhn_digit(card.code[:-1]) == card.code[-1]
    assert (card.pseudonym, card.label, card.locale) == ("AAA-222", "Blue door", "ar")


def test_secret_and_code_open_the_learners_session(cast: Cast, card: IssuedCard) -> None:
    for signed_in in (by_secret(card.secret), by_code(shown_code(card.code))):
        assert signed_in.actor.learner_id == cast.learner.id
        assert signed_in.actor.roles == {Role.LEARNER}
        assert queries.find_actor(signed_in.token) == signed_in.actor
        assert not signed_in.must_enrol


def test_wrong_unknown_revoked_and_expired_cards_answer_alike(
    cast: Cast, card: IssuedCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    messages = []

    def refused(code: str, secret: str) -> None:
        for join in (lambda: by_code(code), lambda: by_secret(secret)):
            with pytest.raises(WrongCard) as error:
                join()
            messages.append((error.value.message, error.value.data))

    refused(other_code(card.code), "a" * 32)
    service.revoke_cards(cast.officer.actor, cast.learner.id, end_sessions=False)
    refused(card.code, card.secret)
    fresh = service.issue_cards(cast.officer.actor, [cast.learner.id])[0]
    later = clock.now() + timedelta(days=181)
    monkeypatch.setattr(clock, "now", lambda: later)
    refused(fresh.code, fresh.secret)
    assert len(messages) == 6 and len({str(message) for message in messages}) == 1


def test_a_new_card_revokes_the_older_one_and_leaves_phones_joined(cast: Cast, card: IssuedCard) -> None:
    phone = by_secret(card.secret)
    fresh = service.issue_cards(cast.officer.actor, [cast.learner.id])[0]
    with pytest.raises(WrongCard):
        by_secret(card.secret)
    assert by_secret(fresh.secret)
    assert queries.find_actor(phone.token) is not None


def test_revoking_can_shut_joined_phones_out(cast: Cast, card: IssuedCard) -> None:
    phone = by_secret(card.secret)
    service.revoke_cards(cast.officer.actor, cast.learner.id, end_sessions=True)
    assert queries.find_actor(phone.token) is None


def test_cards_are_issued_in_the_order_asked_for_and_only_for_ones_own_learners(cast: Cast) -> None:
    ids = [cast.second_learner.id, cast.learner.id]
    assert [card.learner_id for card in service.issue_cards(cast.officer.actor, ids)] == ids
    with pytest.raises(LearnerNotFound):
        service.issue_cards(cast.officer.actor, [cast.learner.id, cast.other_learner.id])
    with pytest.raises(LearnerNotFound):
        service.revoke_cards(cast.other_officer.actor, cast.learner.id, end_sessions=True)
    with pytest.raises(NotAllowed):
        service.issue_cards(cast.administrator.actor, ids)


def test_typing_mistakes_cost_no_attempt(card: IssuedCard) -> None:
    wrong_digit = str((int(card.code[-1]) + 1) % 10)
    for _ in range(50):
        with pytest.raises(MistypedCode):
            by_code(card.code[:-1] + wrong_digit)
    assert by_code(card.code)


def test_guessing_codes_from_one_address_is_stopped(card: IssuedCard) -> None:
    for _ in range(30):
        with pytest.raises(WrongCard):
            by_code(other_code(card.code))
    with pytest.raises(TooManyTries) as refused:
        by_code(card.code)
    assert 0 < refused.value.retry_after <= 15 * 60
    assert by_code(card.code, address="198.51.100.7")
    assert by_secret(card.secret)


def test_a_whole_class_can_join_from_one_address(card: IssuedCard) -> None:
    for _ in range(40):
        assert by_code(card.code)


def test_guessing_codes_from_many_addresses_is_stopped(card: IssuedCard) -> None:
    for number in range(600):
        with pytest.raises(WrongCard):
            by_code(other_code(card.code), address=f"198.51.{number // 250}.{number % 250}")
    with pytest.raises(TooManyTries):
        by_code(card.code, address="203.0.113.1")


def test_a_pin_is_asked_for_and_may_be_typed_in_any_script(cast: Cast, card: IssuedCard) -> None:
    service.set_pin(cast.learner.actor, "۴۳۲۱", None)
    with pytest.raises(PinNeeded):
        by_secret(card.secret)
    with pytest.raises(WrongPin):
        by_secret(card.secret, "1234")
    assert by_code(card.code, "4321") and by_secret(card.secret, "٤٣٢١")


def test_a_pin_is_changed_and_removed_with_the_old_one(cast: Cast, card: IssuedCard) -> None:
    with pytest.raises(UnusablePin):
        service.set_pin(cast.learner.actor, "12", None)
    service.set_pin(cast.learner.actor, "1234", None)
    with pytest.raises(WrongPin):
        service.set_pin(cast.learner.actor, "5678", None)
    service.set_pin(cast.learner.actor, "5678", "1234")
    with pytest.raises(WrongPin):
        service.set_pin(cast.learner.actor, None, "1234")
    service.set_pin(cast.learner.actor, None, "5678")
    assert by_secret(card.secret)


def test_five_wrong_pins_bring_waits_that_an_officer_can_clear(cast: Cast, card: IssuedCard) -> None:
    service.set_pin(cast.learner.actor, "4321", None)
    for _ in range(5):
        with pytest.raises(WrongPin):
            by_secret(card.secret, "0000")
    with pytest.raises(TooManyTries) as refused:
        by_secret(card.secret, "4321")
    assert 0 < refused.value.retry_after <= 60
    with pytest.raises(LearnerNotFound):
        service.clear_pin(cast.other_officer.actor, cast.learner.id)
    service.clear_pin(cast.officer.actor, cast.learner.id)
    assert by_secret(card.secret)


def test_only_a_learner_has_a_pin(cast: Cast) -> None:
    with pytest.raises(NotSignedIn):
        service.set_pin(cast.officer.actor, "1234", None)


def test_a_learners_session_is_kept_for_its_setting(app: Flask, card: IssuedCard) -> None:
    left = by_secret(card.secret).expires_at - clock.now()
    assert timedelta(days=399) < left <= timedelta(days=app.config["LEARNER_SESSION_DAYS"])
