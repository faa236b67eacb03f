"""How many attempts are allowed: pure, so that the laws can be tested without a database or a clock.

`take` is asked *before* an attempt is tried. It returns the count with this attempt in it, or how long to wait.
"""

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Tries:
    """How many attempts since when."""

    count: int
    since: datetime


@dataclass(frozen=True)
class Window:
    """At most `allowed` attempts in a period: for what many people share, such as an address."""

    allowed: int
    period: timedelta

    def take(self, tries: Tries | None, now: datetime) -> Tries | timedelta:
        """Count one more attempt, or say how long until the period is over."""
        if tries is None or now >= tries.since + self.period:
            return Tries(1, now)
        if tries.count >= self.allowed:
            return tries.since + self.period - now
        return Tries(tries.count + 1, tries.since)


@dataclass(frozen=True)
class Backoff:
    """`free` attempts at once, then each wait is twice the one before: for what belongs to one person."""

    free: int
    first: timedelta
    longest: timedelta
    forget: timedelta
    """Without an attempt for so long, counting starts again."""

    def delay(self, count: int) -> timedelta:
        """Return how long after attempt number `count` the next one is allowed."""
        if count < self.free:
            return timedelta(0)
        return min(self.longest, self.first * (1 << min(count - self.free, 30)))

    def take(self, tries: Tries | None, now: datetime) -> Tries | timedelta:
        """Count one more attempt, or say how long to wait for it."""
        if tries is None or now >= tries.since + self.forget:
            return Tries(1, now)
        wait = tries.since + self.delay(tries.count) - now
        return wait if wait > timedelta(0) else Tries(tries.count + 1, now)


Limit = Window | Backoff

STAFF_NAME = Backoff(10, timedelta(seconds=30), timedelta(minutes=15), timedelta(days=1))
STAFF_ADDRESS = Window(60, timedelta(minutes=15))
CODE_ADDRESS = Window(30, timedelta(minutes=15))
CODE_EVERYWHERE = Window(600, timedelta(hours=1))
"""A code has 11 random digits: with 10,000 cards in use, 600 guesses an hour find one in about two years."""
PIN = Backoff(5, timedelta(minutes=1), timedelta(hours=12), timedelta(days=90))


def address_group(address: str) -> str:
    """Return what one household or café has for an address: an IPv4 address, or an IPv6 network of 64 bits."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)
