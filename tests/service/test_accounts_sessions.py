"""Sessions: found by one query, noted seldom, listed and ended by their owner."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

import pytest

from orientation import clock
from orientation.accounts import queries, service
from orientation.accounts.errors import SessionNotFound
from orientation.accounts.models import Session
from orientation.actor import GUEST
from orientation.db import db, transaction
from orientation.errors import NotSignedIn
from tests.cast import Cast, Person
from tests.counting import count_queries


@contextmanager
def counting() -> Iterator[list[str]]:
    """The statements that are sent meanwhile."""
    with count_queries() as counted:
        yield counted.statements


def session_of(person: Person) -> Session:
    session = db.session.get(Session, person.actor.session_id, populate_existing=True)
    assert session is not None
    return session


def last_seen(person: Person, **ago: float) -> None:
    with transaction():
        session_of(person).last_seen_at = clock.now() - timedelta(**ago)


def use(person: Person) -> list[str]:
    actor = queries.find_actor(person.token)
    assert actor is not None
    with counting() as sent:
        service.note_use(actor)
    return sent


def test_who_somebody_is_takes_one_query(cast: Cast) -> None:
    for person in (cast.officer, cast.learner):
        with counting() as sent:
            assert queries.find_actor(person.token) == person.actor
        assert len(sent) == 1


def test_an_unknown_token_is_nobody(cast: Cast) -> None:
    assert queries.find_actor("anything") is None


def test_an_expired_session_is_nobodys(cast: Cast) -> None:
    with transaction():
        session_of(cast.learner).expires_at = clock.now() - timedelta(seconds=1)
    assert queries.find_actor(cast.learner.token) is None


def test_staff_are_noted_every_five_minutes(cast: Cast) -> None:
    last_seen(cast.officer, minutes=4)
    assert use(cast.officer) == []
    last_seen(cast.officer, minutes=6)
    expires_at = session_of(cast.officer).expires_at
    assert len(use(cast.officer)) == 1
    assert clock.now() - session_of(cast.officer).last_seen_at < timedelta(minutes=1)
    assert session_of(cast.officer).expires_at == expires_at


def test_learners_are_noted_daily_and_stay_joined_longer(cast: Cast) -> None:
    last_seen(cast.learner, hours=23)
    assert use(cast.learner) == []
    last_seen(cast.learner, hours=25)
    assert len(use(cast.learner)) == 2
    assert session_of(cast.learner).expires_at > clock.now() + timedelta(days=399)
    seen = session_of(cast.learner).last_seen_at
    assert (seen.date(), seen.hour, seen.minute, seen.second) == (clock.now().date(), 0, 0, 0)


def test_a_guest_is_not_noted(context: None) -> None:
    with counting() as sent:
        service.note_use(GUEST)
    assert sent == []


def test_one_sees_and_ends_ones_own_sessions_only(cast: Cast) -> None:
    [own] = queries.list_sessions(cast.learner.actor)
    for stranger in (cast.second_learner, cast.officer):
        with pytest.raises(SessionNotFound):
            service.end_session(stranger.actor, own.id)
    with pytest.raises(SessionNotFound):
        service.end_session(cast.learner.actor, uuid4())
    service.end_session(cast.learner.actor, own.id)
    assert queries.find_actor(cast.learner.token) is None
    assert queries.list_sessions(cast.learner.actor) == []
    with pytest.raises(NotSignedIn):
        queries.list_sessions(GUEST)


def test_signing_out_ends_this_session(cast: Cast) -> None:
    service.sign_out(cast.officer.actor)
    assert queries.find_actor(cast.officer.token) is None
    service.sign_out(GUEST)
