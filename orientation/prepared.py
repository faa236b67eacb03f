"""Statements for the path that ten thousand phones take at once: compiled once, then handed to the driver.

SQLAlchemy looks up a statement's compiled form, makes a context and converts each value of each row anew whenever it
is executed; for a few rows that costs more than SQLite does. Here a statement is still written with our tables, and
values still pass through our column types, on each database: only the looking up is done beforehand.
"""

from collections import namedtuple
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import repeat
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, Dialect, Executable
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

Convert = Callable[[Any], Any]


class Prepared:
    """A statement of which `make` returns SQLAlchemy's form; it is called once for each database in use."""

    def __init__(self, make: Callable[[], Executable]) -> None:
        self._make = make
        self._compiled: dict[str, _Compiled] = {}

    def one(self, connection: Connection, **values: Any) -> Any | None:
        """Run it and return its first row, or None."""
        return next(iter(self.all(connection, **values)), None)

    def all(self, connection: Connection, **values: Any) -> Sequence[Any]:
        """Run it and return its rows: named tuples."""
        compiled = self._on(connection)
        cursor = connection.connection.cursor()
        try:
            with KnownErrors(connection):
                cursor.execute(compiled.text, compiled.row(values))
                return compiled.shown(cursor.fetchall())
        finally:
            cursor.close()

    def each(self, connection: Connection, **columns: Any) -> None:
        """Run it for many rows. A list has a value for each row; anything else is the same in all of them."""
        compiled = self._on(connection)
        cursor = connection.connection.cursor()
        try:
            with KnownErrors(connection):
                cursor.executemany(compiled.text, compiled.rows(columns))
        finally:
            cursor.close()

    def _on(self, connection: Connection) -> "_Compiled":
        found = self._compiled.get(connection.dialect.name)
        if found is None:
            found = self._compiled[connection.dialect.name] = _Compiled(self._make(), connection.dialect)
        return found


class KnownErrors:
    """Raises what SQLAlchemy would, OperationalError, when the driver says that the database is locked or away.

    Other errors of the driver pass as they are.
    """

    def __init__(self, connection: Connection) -> None:
        self._kind: type[Exception] = connection.dialect.loaded_dbapi.OperationalError

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _at: TracebackType | None
    ) -> None:
        if error is not None and isinstance(error, self._kind):
            raise OperationalError(None, None, error, hide_parameters=True) from error


@contextmanager
def undone_when_taken(connection: Connection) -> Iterator[Callable[[], bool]]:
    """Undo what is done inside, and no more, when a key is taken; what is yielded tells afterwards whether it was."""
    taken = False
    cursor = connection.connection.cursor()
    cursor.execute("SAVEPOINT prepared")
    try:
        yield lambda: taken
    except connection.dialect.loaded_dbapi.IntegrityError:
        taken = True
        cursor.execute("ROLLBACK TO SAVEPOINT prepared")
    cursor.execute("RELEASE SAVEPOINT prepared")
    cursor.close()


class _Compiled:
    """A statement as one database's driver takes it: text with marks, and how values go in and come out."""

    def __init__(self, statement: Any, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=_with_marks(dialect))
        self.text: str = compiled.string
        binds = [(name, compiled.binds[name].type) for name in compiled.positiontup]
        self._in = [(name, kind.dialect_impl(dialect).bind_processor(dialect)) for name, kind in binds]
        self._fixed = {name: bind.value for name, bind in compiled.binds.items() if not bind.required}
        shown = dict(getattr(statement, "exported_columns", {}))
        self._kind: Any = namedtuple("Row", shown)  # type: ignore[misc]  # its fields are the statement's
        self._out = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in shown.values()]

    def row(self, values: dict[str, Any]) -> tuple[Any, ...]:
        values = {**self._fixed, **values}
        return tuple([convert(values[name]) if convert else values[name] for name, convert in self._in])

    def rows(self, columns: dict[str, Any]) -> list[tuple[Any, ...]]:
        columns = {**self._fixed, **columns}
        return list(zip(*[_column(columns[name], convert) for name, convert in self._in], strict=False))

    def shown(self, found: Sequence[Any]) -> Sequence[Any]:
        return [
            self._kind._make(
                [convert(value) if convert else value for value, convert in zip(row, self._out, strict=True)]
            )
            for row in found
        ]


def _column(values: Any, convert: Convert | None) -> Any:
    if not isinstance(values, list):
        return repeat(convert(values) if convert else values)
    return [convert(value) for value in values] if convert else values


def _with_marks(dialect: Dialect) -> Dialect:
    """Return a dialect that writes values as marks in order, whatever its driver's habit is: rows are tuples then."""
    paramstyle = dialect.paramstyle if dialect.positional else "format"
    kind: Any = make_url(f"{dialect.name}+{dialect.driver}://").get_dialect()
    made: Dialect = kind(paramstyle=paramstyle)
    return made
