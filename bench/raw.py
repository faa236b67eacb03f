"""The same events into the same table with nothing but `sqlite3.executemany`: what the disk and SQLite cost."""

import sqlite3
import time
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from uuid_utils.compat import uuid7


def raw_rate(database: Path, learner: UUID, *, batch: int, batches: int) -> float:
    """Insert so many batches, a transaction each with synchronous=FULL, and return events a second."""
    connection = sqlite3.connect(database, isolation_level=None, timeout=30)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    columns = [row[1] for row in connection.execute("PRAGMA table_info(learning_events)")]
    values = _values(learner)
    marks = ", ".join("?" for _ in columns)
    statement = f"INSERT INTO learning_events ({', '.join(columns)}) VALUES ({marks}) ON CONFLICT DO NOTHING"
    rows = [[tuple({**values, "id": uuid7().hex, "seq": n}.get(c) for c in columns) for n in range(batch)]
            for _ in range(batches)]  # fmt: skip
    started = time.perf_counter()
    for group in rows:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(statement, group)
        connection.execute("COMMIT")
    took = time.perf_counter() - started
    connection.close()
    return batch * batches / took


def _values(learner: UUID) -> dict[str, object]:
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    return {
        "learner_id": learner.hex,
        "device": "bench",
        "verb": "answered",
        "pack": "nl-orientation",
        "version": 1,
        "module": "your-rights",
        "lesson": "what-rights-are",
        "item": "bench",
        "answer": '"a"',
        "verdict": "wrong",
        "seconds": 3,
        "occurred_at": now,
        "received_at": now,
    }
