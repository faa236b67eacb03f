"""Carries a right name and password to the step that asks for the code, unreadable for everybody else.

The page holds the ciphertext instead of the password. It is worth nothing without the code, and that for five
minutes only; nothing is kept on the server.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta

from orientation.crypto import Undecryptable, keyring

PLACE = "web.staff.sign_in"
LASTS = timedelta(minutes=5)


def seal(name: str, password: str, now: datetime) -> str:
    """Return text for a hidden field."""
    written = json.dumps([name, password, now.timestamp()])
    return urlsafe_b64encode(keyring().encrypt(written, PLACE)).decode()


def unseal(sealed: str, now: datetime) -> tuple[str, str] | None:
    """Return name and password; None when it is too old or not ours."""
    try:
        name, password, at = json.loads(keyring().decrypt(urlsafe_b64decode(sealed), PLACE))
    except (ValueError, Undecryptable):
        return None
    age = now.timestamp() - at
    return (name, password) if 0 <= age <= LASTS.total_seconds() else None
