"""A closed-loop HTTP client: so many connections, each sends its next request when it has its answer.

One process and one selector, so that the server, not the client, is what is measured.
"""

import selectors
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Measured:
    """Requests a second, and the latencies that half and 95 of 100 requests stayed below, in milliseconds."""

    rate: float
    p50: float
    p95: float
    bytes: int


class Refused(RuntimeError):
    """The server answered something else than was expected."""


def request_bytes(method: str, path: str, headers: dict[str, str] | None = None, body: bytes = b"") -> bytes:
    """Return one HTTP/1.1 request."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    if body or method == "POST":
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class _Connection:
    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.port = port
        self.sent_at = 0.0
        self.buffer = b""

    def send(self, request: bytes) -> None:
        self.buffer = b""
        self.sent_at = time.perf_counter()
        self.socket.sendall(request)

    def receive(self) -> int | None:
        """Return the size of the whole answer once it is here."""
        chunk = self.socket.recv(262144)
        if not chunk:
            raise Refused("the server closed the connection")
        self.buffer += chunk
        head, found, body = self.buffer.partition(b"\r\n\r\n")
        if not found:
            return None
        if head[9:12] not in (b"200", b"304"):
            raise Refused(self.buffer[:600].decode(errors="replace"))
        length = next(
            (int(line[15:]) for line in head.split(b"\r\n") if line[:15].lower() == b"content-length:"), 0
        )  # fmt: skip
        return len(self.buffer) if len(body) >= length else None


def drive(port: int, requests: Iterator[bytes], *, count: int, connections: int) -> Measured:
    """Send `count` requests over so many connections and return what they cost. Raises Refused."""
    selector = selectors.DefaultSelector()
    opened = [_Connection(port) for _ in range(connections)]
    latencies: list[float] = []
    size = sent = 0
    started = time.perf_counter()
    for connection in opened:
        selector.register(connection.socket, selectors.EVENT_READ, connection)
        connection.send(next(requests))
        sent += 1
    while len(latencies) < count:
        for key, _ in selector.select():
            connection = key.data
            received = connection.receive()
            if received is None:
                continue
            latencies.append(time.perf_counter() - connection.sent_at)
            size = received
            if sent < count:
                connection.send(next(requests))
                sent += 1
    took = time.perf_counter() - started
    for connection in opened:
        connection.socket.close()
    latencies.sort()
    half, most = (latencies[min(len(latencies) - 1, int(len(latencies) * share))] * 1000 for share in (0.5, 0.95))
    return Measured(count / took, half, most, size)
