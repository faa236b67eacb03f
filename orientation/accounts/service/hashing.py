"""Hashes of what people choose. argon2id with 19 MiB, two passes, one lane (OWASP's second choice)."""

from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from orientation.accounts.rules.passwords import normalised
from orientation.crypto import keyring

HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$LSxK6SnhxSRvbqurWFlKgA$lCZaK0nupu2osICztAUUWRH1esfdtOSK6XkSbT1rJFQ"
"""Of a random password that nobody knows: verified against when there is no account, so that it takes as long."""


def hash_password(password: str) -> str:
    """Return what is kept of a password."""
    return HASHER.hash(normalised(password))


def is_password(kept: str | None, password: str) -> bool:
    """Tell whether the password is the one; takes the same time when there is none."""
    return _verify(kept, normalised(password))


def is_outdated(kept: str) -> bool:
    """Tell whether it was hashed with other parameters than today's, and should be hashed again."""
    return HASHER.check_needs_rehash(kept)


def hash_pin(learner_id: UUID, pin: str) -> str:
    """Return what is kept of a PIN. Keyed first: so few digits are soon found from a plain hash."""
    return HASHER.hash(_keyed(learner_id, pin))


def is_pin(kept: str, learner_id: UUID, pin: str) -> bool:
    """Tell whether the PIN is the learner's."""
    return _verify(kept, _keyed(learner_id, pin))


def _keyed(learner_id: UUID, pin: str) -> str:
    return keyring().keyed_hash("pin", f"{learner_id}:{pin}").hex()


def _verify(kept: str | None, text: str) -> bool:
    try:
        HASHER.verify(kept or NOBODY, text)
    except VerificationError:
        return False
    return kept is not None
