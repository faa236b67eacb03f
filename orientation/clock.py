"""The one place that asks what time it is, so that tests can say."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the current instant, aware and in UTC. Call it as `clock.now()`."""
    return datetime.now(UTC)
