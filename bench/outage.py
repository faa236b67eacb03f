"""An outage has ended: ten thousand phones send what they kept, and obey Retry-After.

Each phone opens a connection of its own, sends its batch, reads the answer and closes. It is done when every event was
acknowledged; told to wait, it waits that long and sends the same batch again. Anything but 200, 429 and 503 is an
error. A phone's latency is that of the request that was accepted, from its connecting to the end of the answer.
"""

import heapq
import json
import random
import selectors
import socket
import sqlite3
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from uuid_utils.compat import uuid7

from bench.load import request_bytes
from bench.stage import Stage
from orientation.crypto import new_token, token_hash

SOCKETS = 500
"""Connections that this machine has open at once; a phone that finds none free connects a moment later."""
ARRIVAL = 10.0
"""Seconds within which all phones have noticed that the network is back."""


@dataclass
class Outage:
    """What it took. `seconds` until the last phone was done; latencies of accepted requests in milliseconds."""

    seconds: float
    statuses: Counter[int]
    p50: float
    p99: float
    most: float
    acked: int
    stored: int


@dataclass(order=True)
class _Phone:
    due: float
    request: bytes = field(compare=False)
    sent_at: float = field(compare=False, default=0.0)
    left: bytes = field(compare=False, default=b"")
    answer: bytes = field(compare=False, default=b"")


def prepare_phones(stage: Stage, phones: int) -> list[str]:
    """Make learners with a session each, by nothing but SQL, and return their tokens."""
    tokens = [new_token() for _ in range(phones)]
    now = datetime.now(UTC)
    seen, expires = (at.strftime("%Y-%m-%d %H:%M:%S.%f") for at in (now, now + timedelta(days=9)))
    connection = sqlite3.connect(stage.folder / "orientation.sqlite")
    post = connection.execute("SELECT post_id FROM learners LIMIT 1").fetchone()[0]
    for token in tokens:
        learner, name = uuid7().hex, token[:12]
        values = {"id": learner, "post_id": post, "pseudonym": name, "locale": "ar", "created_at": seen}
        _insert(connection, "learners", values)
        session = {"id": uuid7().hex, "token_hash": token_hash(token), "learner_id": learner, "client": "Bench"}
        _insert(connection, "sessions", {**session, "created_at": seen, "last_seen_at": seen, "expires_at": expires})
    connection.commit()
    connection.close()
    return tokens


def _insert(connection: sqlite3.Connection, table: str, values: dict[str, object]) -> None:
    marks = ", ".join("?" for _ in values)
    connection.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", list(values.values()))


def end_outage(port: int, stage: Stage, tokens: list[str], events: int) -> Outage:
    """Let all phones send so many events each, and wait until all are done."""
    before = _count(stage.folder)
    waiting = [_Phone(random.uniform(0, ARRIVAL), _batch(stage, token, events)) for token in tokens]  # noqa: S311
    started = time.monotonic()
    for phone in waiting:
        phone.due += started
    heapq.heapify(waiting)
    statuses, latencies, acked = _run(port, waiting)
    took = time.monotonic() - started
    latencies.sort()
    half, nearly, most = (latencies[int((len(latencies) - 1) * share)] * 1000 for share in (0.5, 0.99, 1.0))
    return Outage(took, statuses, half, nearly, most, acked, _count(stage.folder) - before)


def _run(port: int, waiting: list[_Phone]) -> tuple[Counter[int], list[float], int]:
    selector, open_now = selectors.DefaultSelector(), 0
    statuses: Counter[int] = Counter()
    latencies: list[float] = []
    acked = 0
    while waiting or open_now:
        now = time.monotonic()
        while waiting and waiting[0].due <= now and open_now < SOCKETS:
            _connect(selector, port, heapq.heappop(waiting))
            open_now += 1
        pause = min(0.05, max(0.0, waiting[0].due - now)) if waiting and open_now < SOCKETS else 0.05
        for key, _ in selector.select(pause):
            phone: _Phone = key.data
            if not _goes_on(selector, key.fileobj, phone):
                continue
            open_now -= 1
            head, _, body = phone.answer.partition(b"\r\n\r\n")
            status = int(head[9:12] or 0)
            statuses[status] += 1
            if status == 200:
                latencies.append(time.monotonic() - phone.sent_at)
                acked += sum(ack["status"] in ("stored", "duplicate") for ack in json.loads(body)["acks"])
            else:
                phone.due = time.monotonic() + _retry_after(head) + random.uniform(0, 1)  # noqa: S311
                heapq.heappush(waiting, phone)
    return statuses, latencies, acked


def _goes_on(selector: selectors.BaseSelector, connection: Any, phone: _Phone) -> bool:
    """Send or receive what can be at this moment; return whether the answer is complete."""
    if phone.left:
        phone.left = phone.left[connection.send(phone.left) :]
        if not phone.left:
            selector.modify(connection, selectors.EVENT_READ, phone)
        return False
    chunk = connection.recv(262144)
    phone.answer += chunk
    if chunk:
        return False
    selector.unregister(connection)
    connection.close()
    return True


def _connect(selector: selectors.BaseSelector, port: int, phone: _Phone) -> None:
    phone.left, phone.answer, phone.sent_at = phone.request, b"", time.monotonic()
    connection = socket.create_connection(("127.0.0.1", port))
    connection.setblocking(False)
    selector.register(connection, selectors.EVENT_WRITE, phone)


def _retry_after(head: bytes) -> int:
    lines = [line for line in head.split(b"\r\n") if line.lower().startswith(b"retry-after:")]
    return int(lines[0].partition(b":")[2]) if lines else 5


def _batch(stage: Stage, token: str, events: int) -> bytes:
    now = datetime.now(UTC).isoformat()
    lesson = {"pack": "nl-orientation", "version": 1, "module": "your-rights", "lesson": "what-rights-are"}
    done = [
        {"id": str(uuid7()), "seq": n, "verb": "answered", "at": now, "seconds": 4, **lesson, **stage.answer}
        for n in range(events)
    ]
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "Connection": "close"}
    body = json.dumps({"device": "bench", "phone_time": now, "events": done}).encode()
    return request_bytes("POST", "/api/v1/sync", headers, body)


def _count(folder: Path) -> int:
    connection = sqlite3.connect(folder / "orientation.sqlite")
    found = connection.execute("SELECT count(*) FROM learning_events").fetchone()[0]
    connection.close()
    return int(found)
