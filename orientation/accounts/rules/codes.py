"""Digits that people type: card codes, PINs, one-time codes. Digits of every script are understood."""

import hmac
import unicodedata
from datetime import datetime

import pyotp

from orientation.accounts.errors import MistypedCode, UnusablePin

CODE_DIGITS = 12
PIN_DIGITS = range(4, 9)
STEP_SECONDS = 30
"""RFC 6238's default time step."""


def ascii_digits(text: str) -> str | None:
    """Return the digits of any script as 0–9, without spaces, dashes and direction marks; None for other text."""
    kept = [c for c in text if not (c.isspace() or c in "-\u2010\u2011\u2013" or unicodedata.category(c) == "Cf")]
    digits = [unicodedata.digit(c, None) for c in kept]
    return None if None in digits else "".join(str(digit) for digit in digits)


def luhn_digit(digits: str) -> str:
    """Return the check digit that makes `digits` + it pass Luhn's test (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, character in enumerate(reversed(digits)):
        value = int(character) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def read_code(text: str) -> str:
    """Return the twelve digits of a typed card code. Raises MistypedCode, which costs no attempt."""
    digits = ascii_digits(text[:60])
    if digits is None or len(digits) != CODE_DIGITS or luhn_digit(digits[:-1]) != digits[-1]:
        raise MistypedCode
    return digits


def shown_code(digits: str) -> str:
    """Return the code as it is printed: 1234 5678 9012."""
    return " ".join(digits[i : i + 4] for i in range(0, len(digits), 4))


def read_pin(text: str) -> str:
    """Return the PIN as ASCII digits. Raises UnusablePin."""
    digits = ascii_digits(text[:60])
    if digits is None or len(digits) not in PIN_DIGITS:
        raise UnusablePin("Choose a PIN of 4 to 8 digits.")
    return digits


def matching_step(secret: str, code: str, now: datetime) -> int | None:
    """Return the time step (30 s since 1970) whose one-time code this is: the present one or a neighbour, or None."""
    digits = ascii_digits(code[:20]) or ""
    present = int(now.timestamp()) // STEP_SECONDS
    totp = pyotp.TOTP(secret)
    steps = (present, present - 1, present + 1)
    return next((s for s in steps if hmac.compare_digest(totp.generate_otp(s), digits)), None)
