"""Order that looks like chance and is the same for ever: decided by SHA-256 of a seed and a name."""

import hashlib
from collections.abc import Iterable


def rank(seed: str, name: str) -> bytes:
    """Return the place of a name in the order of this seed. Other names have no influence on it."""
    return hashlib.sha256(f"{seed}/{name}".encode()).digest()


def mix(seed: str, names: Iterable[str]) -> list[str]:
    """Return the names in the order of this seed."""
    return sorted(names, key=lambda name: rank(seed, name))


def shorten(slug: str, longest: int) -> str:
    """Return a slug of at most so many characters: one that is too long ends in a hash of what is cut."""
    if len(slug) <= longest:
        return slug
    return slug[: longest - 9].rstrip("-") + "-" + hashlib.sha256(slug.encode()).hexdigest()[:8]
