"""The database: base class, column types, and `transaction()`, the only way to write.

SQLite runs with WAL, `synchronous=FULL`, foreign keys, secure deletion and a busy timeout; write transactions begin
IMMEDIATE, so that two writers queue instead of failing half-way. PostgreSQL needs none of that.
"""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask, current_app
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, DateTime, Dialect, LargeBinary, MetaData, TypeDecorator, event
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import DeclarativeBase
from uuid_utils import compat

from orientation.crypto import keyring
from orientation.prepared import KnownErrors
from orientation.turns import turn_to_write

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


@lru_cache(maxsize=1024)  # an event's instant is written up to five times: with it, and in what it adds up to
def _instant_text(value: datetime) -> str:
    return _in_utc(value).isoformat(" ", "microseconds").removesuffix("+00:00")


def _in_utc(value: datetime) -> datetime:
    if value.tzinfo is UTC:
        return value
    if value.tzinfo is None:
        raise ValueError("instants must be aware")
    return value.astimezone(UTC)


def _json_text(value: Any) -> str:
    """Return JSON. Half of all answers are true or false, for which setting up an encoder costs more than the rest."""
    return ("true" if value else "false") if isinstance(value, bool) else json.dumps(value)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant in UTC. A naive datetime is refused; SQLite's answers are made aware again."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        """Return what turns an instant into what the driver takes: for SQLite SQLAlchemy's text, made sooner."""
        if dialect.name != "sqlite":
            return super().bind_processor(dialect)
        return lambda value: None if value is None else _instant_text(value)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 SQLAlchemy's signature
        return None if value is None else _in_utc(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Encrypted(TypeDecorator[str]):
    """Text kept as AES-GCM ciphertext, bound to its table and column so that it can't be moved elsewhere."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002
        return None if value is None else keyring().encrypt(value, self.place)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else keyring().decrypt(value, self.place)


class Base(DeclarativeBase):
    """Base of all tables. Instants are aware and in UTC."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {datetime: UtcDateTime, dict[str, Any]: JSON, list[Any]: JSON}  # noqa: RUF012 SQLAlchemy's name


db = SQLAlchemy(
    metadata=Base.metadata,
    session_options={"expire_on_commit": False, "join_transaction_mode": "create_savepoint"},
)
migrate = Migrate()

_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=15000", "secure_delete=ON")
"""`secure_delete`: what is erased is overwritten in the file, not only forgotten; some builds of SQLite leave it."""

_depth: ContextVar[int] = ContextVar("transaction depth", default=0)
_writing: ContextVar[Connection | None] = ContextVar("connection of the running transaction", default=None)


def new_id() -> UUID:
    """Return a UUIDv7: random, and ordered by the time it was made, which keeps indexes compact."""
    return compat.uuid7()


@contextmanager
def transaction() -> Iterator[None]:
    """Commit what is done inside, all or nothing. A nested one joins the outer one.

    A read transaction that the session has open is ended first, so that SQLite's write lock is taken at the start.
    """
    if _depth.get():
        yield
        return
    _end_reading()
    session = db.session
    with _turn_to_write():
        token = _depth.set(1)
        held = _writing.set(None)
        try:
            yield
            session.commit()
        except BaseException:
            session.rollback()
            raise
        finally:
            _writing.reset(held)
            _depth.reset(token)


@contextmanager
def lean_transaction() -> Iterator[None]:
    """A `transaction()` without the session, whose bookkeeping costs as much as a phone's whole batch.

    Inside, `writing()` is the only way to the database: the session would be another connection, and is refused. A
    nested one joins the outer one, as does a `transaction()` inside of it that keeps to the rule.
    """
    if _depth.get():
        yield
        return
    _end_reading()
    with _turn_to_write():
        token = _depth.set(1)
        try:
            with _begun() as connection:
                held = _writing.set(connection)
                try:
                    yield
                finally:
                    _writing.reset(held)
        finally:
            _depth.reset(token)


@contextmanager
def reading() -> Iterator[Connection]:
    """Yield the connection that is in use, else one for a moment: for prepared queries, which need no session."""
    bound: Engine | Connection = db.engine
    if _depth.get():
        yield writing()
    elif isinstance(bound, Connection) or (db.session.registry.has() and db.session().in_transaction()):
        yield db.session.connection()
    else:
        with bound.connect() as connection:
            yield connection


def writing() -> Connection:
    """Return the connection of the running transaction."""
    connection = _writing.get()
    if connection is None:
        connection = db.session.connection()
        if _depth.get():
            _writing.set(connection)
    return connection


@contextmanager
def _begun() -> Iterator[Connection]:
    """Yield a connection in a transaction of its own, which is committed at the end, or rolled back."""
    bound: Engine | Connection = db.engine
    if isinstance(bound, Connection):  # which is itself rolled back some day: tests see what users would
        with bound.begin_nested():
            yield bound
    else:
        with bound.begin() as connection:
            yield connection


def _end_reading() -> None:
    """End the read transaction that the session has open, if any. Raises RuntimeError if it has changes."""
    if db.session.registry.has():
        session = db.session
        if session.new or session.dirty or session.deleted:
            raise RuntimeError("something was changed outside of transaction()")
        session.commit()  # only reads: nothing is pending; keeps loaded objects as they are


def _turn_to_write() -> AbstractContextManager[None]:
    path: Path | None = current_app.extensions["write_turn"]
    return nullcontext() if path is None else turn_to_write(path)


def insert_ignoring(table: Any) -> Any:
    """Return an INSERT … ON CONFLICT DO NOTHING for the table, in the words of the database in use."""
    make: Any = postgresql_insert if db.engine.dialect.name == "postgresql" else sqlite_insert
    return make(table).on_conflict_do_nothing()


def upsert(table: Any, keys: list[str], **changes: Any) -> Any:
    """Return an INSERT … ON CONFLICT (keys) DO UPDATE of the columns in `changes`, or of every other with its value."""
    make: Any = postgresql_insert if db.engine.dialect.name == "postgresql" else sqlite_insert
    statement = make(table)
    changed = changes or {c.name: statement.excluded[c.name] for c in table.columns if c.name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=changed)


def init_app(app: Flask) -> None:
    """Bind the database that DATABASE_URL names, or the SQLite file in DATA_DIR."""
    url = app.config["DATABASE_URL"] or f"sqlite:///{app.config['DATA_DIR'] / 'orientation.sqlite'}"
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    if url.startswith("sqlite"):
        connecting = {"timeout": 15, "isolation_level": None}
        options: dict[str, Any] = {"connect_args": connecting, "json_serializer": _json_text}
    else:
        options = {"pool_pre_ping": True}
    # what a statement failed with would otherwise stand in its exception, and so in the log
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {**options, "hide_parameters": True}
    db.init_app(app)
    migrate.init_app(app, db, directory=str(app.root_path) + "/migrations", render_as_batch=True)
    app.extensions["write_turn"] = None
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            prepare_sqlite(db.engine)
            app.extensions["write_turn"] = Path(f"{db.engine.url.database}.turn")


def prepare_sqlite(engine: Engine) -> None:
    """Set the pragmas on every connection and begin write transactions with the lock.

    The file is made readable by its owner alone; SQLite gives its log and index the same mode. One that is there is
    never opened here: closing it would let go of every lock that this process has on it (SQLite, “How To Corrupt An
    SQLite Database File”, 2.2), and another process would remove the log under our hands.
    """

    @event.listens_for(engine, "do_connect")
    def _make_private(_dialect: Any, _record: Any, _args: Any, _options: Any) -> None:
        path = engine.url.database
        if path and path != ":memory:" and not path.startswith("file:"):
            with suppress(FileExistsError):
                os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        for pragma in _PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if _depth.get() and _writing.get() is not None:
            raise RuntimeError("a transaction is running: its connection is writing()")
        begin = "BEGIN IMMEDIATE" if _depth.get() else "BEGIN"  # which takes no lock yet
        with KnownErrors(connection):  # it may wait for the lock in vain
            connection.connection.cursor().execute(begin)


def is_reachable() -> bool:
    """Tell whether the database answers."""
    try:
        with db.engine.connect() as connection:
            connection.exec_driver_sql("SELECT 1")
    except Exception:
        current_app.logger.warning("database unreachable")
        return False
    return True
