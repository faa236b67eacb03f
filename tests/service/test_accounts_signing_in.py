"""How staff get in, and how guessing is stopped."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pyotp
import pytest
from flask import Flask

from orientation import clock
from orientation.accounts import queries, service
from orientation.accounts.errors import (
    AlreadyEnrolled,
    CodeNeeded,
    NotBegun,
    SetupLinkUsed,
    WeakPassword,
    WrongCode,
    WrongPassword,
    WrongSignIn,
)
from orientation.accounts.service import SignedIn, hashing
from orientation.accounts.service.throttle import TooManyTries
from orientation.actor import GUEST, Role, SecondFactorNeeded
from orientation.errors import NotSignedIn
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("quick_hashes")
PASSWORD = "seven green umbrellas"


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.time = clock.now()

    def now(self) -> datetime:
        return self.time

    def pass_by(self, **span: float) -> None:
        self.time += timedelta(**span)


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    stopped = Clock()
    monkeypatch.setattr(clock, "now", stopped.now)
    return stopped


@pytest.fixture
def lena(cast: Cast) -> str:
    """An editor who has chosen a password and not yet set up one-time codes."""
    staff, token = service.create_staff(cast.administrator.actor, "lena", [Role.EDITOR], None, "en")
    service.set_up_staff(token, PASSWORD)
    return staff.name


def sign_in(
    name: str = "lena", password: str = PASSWORD, code: str | None = None, address: str = "192.0.2.1"
) -> SignedIn:
    return service.sign_in_staff(name, password, code, client="Mozilla/5.0 (X11; Linux) Firefox/128.0", address=address)


@pytest.fixture
def codes(lena: str, time: Clock) -> Callable[[], str]:
    """Lena's authenticator app, set up; each call is half a minute later."""
    actor = sign_in().actor
    totp = pyotp.TOTP(service.begin_second_factor(actor).secret)
    service.confirm_second_factor(actor, totp.at(clock.now()))

    def show() -> str:
        time.pass_by(seconds=30)
        return totp.at(clock.now())

    return show


def test_without_one_time_codes_the_session_may_only_enrol(lena: str) -> None:
    signed_in = sign_in("LENA ")
    assert signed_in.must_enrol and signed_in.actor.roles == frozenset()
    with pytest.raises(SecondFactorNeeded):
        signed_in.actor.require(Role.EDITOR)


def test_confirming_a_code_gives_the_session_its_roles(lena: str, time: Clock) -> None:
    signed_in = sign_in()
    enrolment = service.begin_second_factor(signed_in.actor)
    assert enrolment.uri.startswith("otpauth://totp/Orientation:lena?secret=")
    with pytest.raises(WrongCode):
        service.confirm_second_factor(signed_in.actor, "000000x")
    service.confirm_second_factor(signed_in.actor, pyotp.TOTP(enrolment.secret).at(clock.now()))
    actor = queries.find_actor(signed_in.token)
    assert actor is not None and actor.roles == {Role.EDITOR}
    with pytest.raises(AlreadyEnrolled):
        service.begin_second_factor(actor)


def test_confirming_before_beginning_is_refused(lena: str) -> None:
    with pytest.raises(NotBegun):
        service.confirm_second_factor(sign_in().actor, "123456")


def test_where_codes_are_optional_the_session_has_its_roles_at_once(
    app: Flask, monkeypatch: pytest.MonkeyPatch, lena: str
) -> None:
    monkeypatch.setitem(app.config, "STAFF_SECOND_FACTOR", "optional")
    assert sign_in().actor.roles == {Role.EDITOR}


def test_who_has_codes_needs_one_and_each_opens_once(codes: Callable[[], str]) -> None:
    with pytest.raises(CodeNeeded):
        sign_in()
    code = codes()
    assert sign_in(code=code).actor.roles == {Role.EDITOR}
    with pytest.raises(WrongSignIn):
        sign_in(code=code)
    assert sign_in(code=codes())


def test_a_code_does_not_help_a_wrong_password(codes: Callable[[], str]) -> None:
    with pytest.raises(WrongSignIn):
        sign_in(password="something else", code=codes())


def test_unknown_disabled_and_new_names_fail_like_a_wrong_password_and_are_hashed_alike(
    cast: Cast, lena: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    verified: list[bool] = []
    real = hashing.HASHER.verify
    staff = queries.get_staff_named(cast.administrator.actor, lena)
    service.create_staff(cast.administrator.actor, "newcomer", [Role.EDITOR], None, "en")
    service.disable_staff(cast.administrator.actor, staff.id)

    class Counting:
        def verify(self, kept: str, text: str) -> bool:
            verified.append(True)
            return real(kept, text)

    monkeypatch.setattr(hashing, "HASHER", Counting())
    messages = set()
    for name in ("lena", "newcomer", "nobody", "not a name!"):
        with pytest.raises(WrongSignIn) as refused:
            sign_in(name)
        messages.add(refused.value.message)
    assert len(messages) == 1 and len(verified) == 4


def test_the_hash_for_nobody_costs_what_a_real_one_costs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert not hashing.is_outdated(hashing.NOBODY)


def test_an_account_that_is_guessed_at_waits_even_for_the_right_password(lena: str, time: Clock) -> None:
    for _ in range(10):
        with pytest.raises(WrongSignIn):
            sign_in(password="a wrong password")
    with pytest.raises(TooManyTries) as refused:
        sign_in()
    assert refused.value.retry_after == 30
    time.pass_by(seconds=30)
    assert sign_in()


def test_signing_in_clears_what_was_counted_against_the_account(lena: str) -> None:
    for _ in range(3):
        for _ in range(9):
            with pytest.raises(WrongSignIn):
                sign_in(password="a wrong password")
        assert sign_in()


def test_an_address_that_guesses_at_many_names_waits(lena: str, time: Clock) -> None:
    for number in range(60):
        with pytest.raises(WrongSignIn):
            sign_in(f"guess-{number}", "a wrong password")
    with pytest.raises(TooManyTries):
        sign_in()
    assert sign_in(address="198.51.100.2")
    time.pass_by(minutes=15)
    assert sign_in()


def test_a_setup_link_opens_once_and_for_a_week(cast: Cast, time: Clock) -> None:
    _, token = service.create_staff(cast.administrator.actor, "noor", [Role.REVIEWER], None, "nl")
    with pytest.raises(WeakPassword):
        service.set_up_staff(token, "noor")
    service.set_up_staff(token, PASSWORD)
    with pytest.raises(SetupLinkUsed):
        service.set_up_staff(token, PASSWORD)
    _, late = service.create_staff(cast.administrator.actor, "nour", [Role.REVIEWER], None, "nl")
    time.pass_by(days=7, seconds=1)
    with pytest.raises(SetupLinkUsed):
        service.set_up_staff(late, PASSWORD)


def test_changing_the_password_ends_the_other_sessions(lena: str) -> None:
    here, elsewhere = sign_in(), sign_in()
    with pytest.raises(WrongPassword):
        service.change_password(here.actor, "a wrong password", "eleven blue umbrellas")
    with pytest.raises(WeakPassword):
        service.change_password(here.actor, PASSWORD, "lena")
    service.change_password(here.actor, PASSWORD, "eleven blue umbrellas")
    assert queries.find_actor(here.token) is not None
    assert queries.find_actor(elsewhere.token) is None
    assert sign_in(password="eleven blue umbrellas")


def test_a_guest_has_no_password_and_no_codes() -> None:
    for command in (
        lambda: service.change_password(GUEST, "a", "b"),
        lambda: service.begin_second_factor(GUEST),
        lambda: service.confirm_second_factor(GUEST, "1"),
    ):
        with pytest.raises(NotSignedIn):
            command()


@pytest.mark.usefixtures("context")
def test_a_refused_sign_in_leaves_its_count_and_nothing_else(lena: str, cast: Cast) -> None:
    before = len(queries.list_audit(cast.administrator.actor))
    with pytest.raises(WrongSignIn):
        sign_in(password="a wrong password")
    assert len(queries.list_audit(cast.administrator.actor)) == before


def test_guesses_sent_at_once_get_no_more_attempts_than_one_after_another(app: Flask) -> None:
    """On real connections: each thread commits, so that the count is what the database makes of it."""
    from orientation.accounts.rules.throttling import Window
    from orientation.accounts.service.throttle import clear_tries, take_try
    from orientation.db import db

    limit = Window(5, timedelta(hours=1))

    def guess(_: int) -> bool:
        with app.app_context():
            try:
                take_try(limit, "test", "everybody at once")
            except TooManyTries:
                return False
            finally:
                db.session.remove()
            return True

    try:
        with ThreadPoolExecutor(8) as pool:
            assert sum(pool.map(guess, range(24))) == 5
    finally:
        with app.app_context():
            clear_tries("test", "everybody at once")
            db.session.remove()
