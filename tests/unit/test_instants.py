"""Instants are written for SQLite as SQLAlchemy writes them, whatever made that quicker."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import DateTime
from sqlalchemy.dialects import postgresql, sqlite

from orientation.db import UtcDateTime

SQLITE: Any = sqlite.dialect()
PLAIN: Any = DateTime().dialect_impl(SQLITE).bind_processor(SQLITE)
WRITE: Any = UtcDateTime().dialect_impl(SQLITE).bind_processor(SQLITE)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@given(st.datetimes(timezones=st.just(UTC)))
def test_the_text_is_the_one_that_sqlalchemy_makes(instant: datetime) -> None:
    assert WRITE(instant) == PLAIN(instant)


def test_another_zone_is_turned_into_utc() -> None:
    assert WRITE(NOON.astimezone(timezone(timedelta(hours=3)))) == WRITE(NOON) == "2026-03-01 12:00:00.000000"
    assert WRITE(None) is None


@pytest.mark.parametrize("dialect", [sqlite.dialect(), postgresql.dialect()])  # type: ignore[no-untyped-call]
def test_an_instant_that_does_not_say_where_is_refused(dialect: Any) -> None:
    write: Any = UtcDateTime().dialect_impl(dialect).bind_processor(dialect)
    with pytest.raises(ValueError, match="aware"):
        write(NOON.replace(tzinfo=None))
