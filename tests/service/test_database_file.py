"""What a copy of the disk, a neighbour on the machine or a reader of the log can learn."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from app import create_app
from orientation import clock
from orientation.accounts.models import Post
from orientation.db import db, transaction
from orientation.logs import without_rows

VISIT = (
    "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('SELECT name FROM posts').fetchall(); c.close()"
)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Flask]:
    """An installation on SQLite in a folder that doesn't exist yet, made by somebody whose files all can read."""
    before = os.umask(0o022)
    app = create_app({"DATA_DIR": tmp_path / "data", "DATABASE_URL": "", "LOG_LEVEL": "error"})
    with app.app_context():
        upgrade()
        yield app
        db.session.remove()
        db.engine.dispose()
    os.umask(before)


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_nobody_else_on_the_machine_reads_the_database(house: Flask) -> None:
    folder: Path = house.config["DATA_DIR"]
    with transaction():
        db.session.add(Post(name="Nairobi", destination="NL", created_at=clock.now()))
    files = [path for path in folder.iterdir() if path.name.startswith("orientation.sqlite")]
    assert mode_of(folder) == 0o700
    assert {path.name: mode_of(path) for path in files} == {path.name: 0o600 for path in files}
    assert len(files) >= 3


def test_a_new_connection_keeps_the_locks_of_those_that_are_open(house: Flask) -> None:
    """To close any handle of the file lets go of all locks that this process has on it: SQLite, “How To Corrupt”, 2.2.

    Another process would then take itself for the last one, and remove the log that this one still writes.
    """
    with transaction():
        db.session.add(Post(name="Nairobi", destination="NL", created_at=clock.now()))
    file = f"{house.config['DATA_DIR']}/orientation.sqlite"
    with db.engine.connect() as first, db.engine.connect() as second:
        assert first.connection.driver_connection is not second.connection.driver_connection
        subprocess.run([sys.executable, "-c", VISIT, file], check=True)
        assert Path(f"{file}-wal").exists()


def test_what_is_deleted_is_overwritten(house: Flask) -> None:
    assert db.session.connection().exec_driver_sql("PRAGMA secure_delete").scalar() == 1


def test_a_statement_that_fails_does_not_tell_the_log_what_it_held(context: None) -> None:
    row = {"name": "Nairobi", "destination": "NL", "created_at": clock.now()}
    with pytest.raises(IntegrityError) as failed, transaction():
        db.session.execute(insert(Post), [{**row, "name": None}])
    failed_with = {"exception": f"IntegrityError: {failed.value}"}
    assert "NL" not in without_rows(None, "error", failed_with)["exception"]


def test_a_row_that_postgresql_quotes_is_not_logged() -> None:
    said = 'IntegrityError: null value in column "name"\nDETAIL:  Failing row contains (1, NL).\n[SQL: INSERT]'
    assert without_rows(None, "error", {"exception": said})["exception"].splitlines() == [
        'IntegrityError: null value in column "name"',
        "[SQL: INSERT]",
    ]
