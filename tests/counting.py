"""How many statements something sends to the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from pytest import MonkeyPatch
from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine

from orientation.prepared import Prepared

_FRAME = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


@dataclass
class Counted:
    """The statements that were sent, without those that only begin and end transactions."""

    statements: list[str] = field(default_factory=list)

    @property
    def number(self) -> int:
        return len(self.statements)


@contextmanager
def count_queries() -> Iterator[Counted]:
    """Count the statements that are sent inside the block."""
    counted = Counted()

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(_FRAME):
            counted.statements.append(statement)

    compiled_on = Prepared._on

    def noted(prepared: Prepared, connection: Connection) -> Any:
        compiled = compiled_on(prepared, connection)
        counted.statements.append(compiled.text)
        return compiled

    event.listen(Engine, "before_cursor_execute", note)
    try:
        with MonkeyPatch.context() as patched:
            patched.setattr(Prepared, "_on", noted)  # these go to the driver past the engine's events
            yield counted
    finally:
        event.remove(Engine, "before_cursor_execute", note)
