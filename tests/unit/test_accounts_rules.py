"""Codes, passwords, names and attempts: the pure rules."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orientation.accounts.errors import (
    MistypedCode,
    NoPost,
    RolesMissing,
    UnusableLearner,
    UnusableName,
    UnusablePin,
    WeakPassword,
)
from orientation.accounts.rules import clients, codes, passwords, people, throttling
from orientation.accounts.rules.throttling import Backoff, Tries, Window
from orientation.actor import GUEST, Actor, Role
from orientation.errors import NotAllowed, NotSignedIn

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def with_check_digit(digits: str) -> str:
    return digits + codes.luhn_digit(digits)


@given(st.text("0123456789", min_size=11, max_size=11))
def test_a_code_reads_as_it_was_printed(digits: str) -> None:
    code = with_check_digit(digits)
    assert codes.read_code(codes.shown_code(code)) == code


@given(st.text("0123456789", min_size=11, max_size=11), st.integers(0, 11), st.integers(1, 9))
def test_every_single_wrong_digit_is_noticed(digits: str, place: int, by: int) -> None:
    code = with_check_digit(digits)
    wrong = code[:place] + str((int(code[place]) + by) % 10) + code[place + 1 :]
    with pytest.raises(MistypedCode):
        codes.read_code(wrong)


@pytest.mark.parametrize("digits", ["٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९"])
def test_a_code_may_be_typed_in_the_digits_of_any_script(digits: str) -> None:
    code = with_check_digit("12345678901")
    assert codes.read_code("\u200f" + "".join(digits[int(c)] for c in code)) == code


@pytest.mark.parametrize("text", ["", "1234", "12345678901a", "1" * 500, "½23456789012"])
def test_what_is_no_code_is_a_typing_mistake(text: str) -> None:
    with pytest.raises(MistypedCode):
        codes.read_code(text)


def test_a_pin_has_4_to_8_digits_of_any_script() -> None:
    assert codes.read_pin("٤٣٢١") == "4321"
    for wrong in ("123", "123456789", "abcd", ""):
        with pytest.raises(UnusablePin):
            codes.read_pin(wrong)


def test_a_one_time_code_may_be_a_step_early_or_late_and_no_more() -> None:
    totp = pyotp.TOTP("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    step = int(NOON.timestamp()) // 30
    for late in (-1, 0, 1):
        code = totp.generate_otp(step + late)
        assert codes.matching_step(totp.secret, f"{code[:3]} {code[3:]}", NOON) == step + late
    for far in (-2, 2):
        assert codes.matching_step(totp.secret, totp.generate_otp(step + far), NOON) is None
    assert codes.matching_step(totp.secret, "not a code", NOON) is None


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "elevenchars",
        "Password1234",
        "123456789012",
        "aaaaaaaaaaaaaa",
        "mona-of-amman",
        "MONA-OF-AMMAN",
        "x" * 201,
    ],
)
def test_a_weak_password_is_refused(password: str) -> None:
    with pytest.raises(WeakPassword):
        passwords.check_password(password, "mona-of-amman")


@pytest.mark.parametrize("password", ["three odd words", "كلمات سر طويلة جدا", "Tr0ub4dor&3xyz"])
def test_a_long_password_of_any_script_is_taken(password: str) -> None:
    passwords.check_password(password, "mona")


def test_a_password_is_the_same_however_the_keyboard_composes_it() -> None:
    assert passwords.normalised("cafe\u0301 au lait frais") == passwords.normalised("café au lait frais")


WINDOW = Window(3, timedelta(minutes=15))
BACKOFF = Backoff(3, timedelta(minutes=1), timedelta(minutes=10), timedelta(days=1))


def taken(limit: throttling.Limit, tries: Tries | None, now: datetime) -> Tries:
    result = limit.take(tries, now)
    assert isinstance(result, Tries)
    return result


def test_a_window_takes_its_number_and_then_nothing_until_it_is_over() -> None:
    tries = None
    for _ in range(3):
        tries = taken(WINDOW, tries, NOON)
    assert WINDOW.take(tries, NOON + timedelta(minutes=5)) == timedelta(minutes=10)
    assert taken(WINDOW, tries, NOON + timedelta(minutes=15)).count == 1


def test_waits_double_up_to_the_longest() -> None:
    now, waits = NOON, []
    tries = None
    for _ in range(9):
        tries = taken(BACKOFF, tries, now)
        wait = BACKOFF.take(tries, now)
        waits.append(wait.total_seconds() / 60 if isinstance(wait, timedelta) else 0)
        now += wait if isinstance(wait, timedelta) else timedelta(0)
    assert waits == [0, 0, 1, 2, 4, 8, 10, 10, 10]


def test_attempts_are_forgotten_after_a_quiet_time() -> None:
    assert taken(BACKOFF, Tries(50, NOON), NOON + timedelta(days=1)) == Tries(1, NOON + timedelta(days=1))


@given(st.lists(st.integers(0, 3000), max_size=60))
def test_no_burst_gets_more_than_the_free_attempts_out_of_a_backoff(pauses: list[int]) -> None:
    now, tries, allowed = NOON, None, 0
    for pause in pauses:
        now += timedelta(milliseconds=pause)
        result = BACKOFF.take(tries, now)
        if isinstance(result, Tries):
            tries, allowed = result, allowed + 1
    in_all = (now - NOON).total_seconds()
    assert allowed <= BACKOFF.free + in_all / 60


@pytest.mark.parametrize(
    ("address", "group"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3::9", "2001:db8:1:2::/64"),
        ("", "unknown"),
    ],
)
def test_an_address_counts_with_its_household(address: str, group: str) -> None:
    assert throttling.address_group(address) == group


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (
            "Mozilla/5.0 (Linux; Android 9; SM-J330) AppleWebKit/537.36 Chrome/95.0 Mobile Safari/537.36",
            "Chrome on Android",
        ),
        ("Mozilla/5.0 (Linux; Android 9) SamsungBrowser/14.2 Chrome/87.0 Safari/537.36", "Samsung Internet on Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 15_0 like Mac OS X) Version/15.0 Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox on Linux"),
        ("okhttp/4.9", "An app"),
        ("", "An app"),
    ],
)
def test_a_session_is_named_coarsely(user_agent: str, name: str) -> None:
    assert clients.client_of(user_agent) == name


def test_a_sign_in_name_is_folded() -> None:
    assert people.sign_in_name("  Mona.Haddad ") == "mona.haddad"
    assert people.sign_in_name("منى") == "منى"
    for wrong in ("m", "mona haddad", "-mona", "x" * 61, "mo\x00na"):
        with pytest.raises(UnusableName):
            people.sign_in_name(wrong)


def test_staff_need_a_role_and_an_officer_a_post() -> None:
    assert people.check_roles([Role.REVIEWER, Role.EDITOR, Role.EDITOR], None) == [Role.EDITOR, Role.REVIEWER]
    for roles in ([], [Role.LEARNER], [Role.OFFICER]):
        with pytest.raises(RolesMissing):
            people.check_roles(roles, None)


def test_what_is_said_of_a_learner_is_among_what_may_be_said() -> None:
    assert people.check_learner(people.NewLearner("  Blue   door ", "ar")).label == "Blue door"
    assert people.check_learner(people.NewLearner("  ", "ar")).label is None
    for wrong in (
        people.NewLearner("x" * 81, "ar"),
        people.NewLearner("a\x00b", "ar"),
        people.NewLearner(None, "xx"),
        people.NewLearner(None, "ar", age_band="41"),
        people.NewLearner(None, "ar", sex="x"),
    ):
        with pytest.raises(UnusableLearner):
            people.check_learner(wrong)


def test_only_an_officer_with_a_post_acts_in_one() -> None:
    post = uuid4()
    assert people.post_of(Actor(roles=frozenset({Role.OFFICER}), post_id=post)) == post
    with pytest.raises(NoPost):
        people.post_of(Actor(roles=frozenset({Role.OFFICER})))
    with pytest.raises(NotAllowed):
        people.post_of(Actor(roles=frozenset({Role.ADMINISTRATOR}), post_id=post))
    with pytest.raises(NotSignedIn):
        people.post_of(GUEST)
