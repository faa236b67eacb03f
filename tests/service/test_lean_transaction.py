"""Transactions without the session: on real connections, where a mistake would wait for itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import insert, select, text

from app import create_app
from orientation import clock
from orientation.accounts.models import Post
from orientation.db import db, lean_transaction, new_id, reading, transaction, writing


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Flask]:
    app = create_app({"DATA_DIR": tmp_path, "DATABASE_URL": "", "LOG_LEVEL": "error"})
    with app.app_context():
        db.create_all()
        yield app
        db.session.remove()
        db.engine.dispose()


def _add(name: str) -> None:
    values = {"id": new_id(), "name": name, "destination": "NL", "created_at": clock.now()}
    writing().execute(insert(Post).values(**values))


def _names() -> set[str]:
    with reading() as connection:
        return set(connection.scalars(select(Post.name)))


def test_what_is_done_inside_is_kept(house: Flask) -> None:
    with lean_transaction():
        _add("Nairobi")
        assert _names() == {"Nairobi"}
    assert _names() == {"Nairobi"}
    assert set(db.session.scalars(select(Post.name))) == {"Nairobi"}


def test_a_failure_undoes_the_whole_even_what_a_nested_one_did(house: Flask) -> None:
    with pytest.raises(ZeroDivisionError), lean_transaction():
        with transaction():
            _add("Nairobi")
        raise ZeroDivisionError
    assert _names() == set()


def test_inside_another_transaction_it_joins(house: Flask) -> None:
    with pytest.raises(ZeroDivisionError), transaction():
        with lean_transaction():
            _add("Nairobi")
        assert _names() == {"Nairobi"}
        raise ZeroDivisionError
    assert _names() == set()


def test_the_session_is_refused_inside(house: Flask) -> None:
    with lean_transaction():
        _add("Nairobi")
        with pytest.raises(RuntimeError, match=r"writing\(\)"):
            db.session.execute(text("SELECT 1"))
        db.session.rollback()
    assert _names() == {"Nairobi"}


def test_a_change_outside_is_refused(house: Flask) -> None:
    db.session.add(Post(name="Nairobi", destination="NL", created_at=clock.now()))
    with pytest.raises(RuntimeError, match="outside"), lean_transaction():
        pass


def test_what_was_read_before_holds_nothing_up(house: Flask) -> None:
    assert db.session.scalars(select(Post.name)).all() == []
    with lean_transaction():
        _add("Nairobi")
    assert db.session.scalars(select(Post.name)).all() == ["Nairobi"]
