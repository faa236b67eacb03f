"""One command, one transaction."""

import pytest

from orientation import clock
from orientation.accounts.models import Post
from orientation.db import db, transaction


def _post(name: str) -> Post:
    return Post(name=name, destination="NL", created_at=clock.now())


def _names() -> set[str]:
    return set(db.session.scalars(db.select(Post.name)))


def test_what_is_done_inside_is_kept(context: None) -> None:
    with transaction():
        db.session.add(_post("Nairobi"))
    db.session.rollback()
    assert _names() == {"Nairobi"}


def test_a_failure_undoes_the_whole_even_what_a_nested_one_did(context: None) -> None:
    with pytest.raises(ZeroDivisionError), transaction():
        with transaction():
            db.session.add(_post("Nairobi"))
        raise ZeroDivisionError
    assert _names() == set()


def test_a_change_outside_is_refused(context: None) -> None:
    db.session.add(_post("Nairobi"))
    with pytest.raises(RuntimeError, match="outside"), transaction():
        pass


def test_each_test_starts_with_an_empty_database(context: None) -> None:
    assert _names() == set()
