"""The wire that journeys and measurements lay between a phone and the server."""

import gc
import socket
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from http.client import HTTPConnection, HTTPException, RemoteDisconnected
from http.server import BaseHTTPRequestHandler

import pytest

from bench.wire import Wire, open_wire

STORY = b"What a day. " * 5000


class Teller(BaseHTTPRequestHandler):
    """Tells a story to who asks, with its length or in chunks, and remembers what it was sent."""

    protocol_version = "HTTP/1.1"
    heard: list[bytes]

    def do_GET(self) -> None:
        self.send_response(304 if self.path == "/known" else 200)
        if self.path == "/known":
            self.end_headers()
        elif self.path == "/chunks":
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for piece in (b"one, ", b"two"):
                self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
            self.wfile.write(b"0\r\n\r\n")
        else:
            self.send_header("Content-Length", str(len(STORY)))
            self.end_headers()
            self.wfile.write(STORY)

    def do_POST(self) -> None:
        self.heard.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(201)
        self.send_header("Content-Length", "5")
        self.end_headers()
        self.wfile.write(b"taken")

    def log_message(self, *args: object) -> None:
        """Say nothing."""


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def handle_error(self, *args: object) -> None:
        """A client that goes away is no failure here."""


@pytest.fixture
def heard() -> list[bytes]:
    """What reached the server by POST."""
    return []


@pytest.fixture
def server_port(heard: list[bytes]) -> Iterator[int]:
    handler = type("Listener", (Teller,), {"heard": heard})
    with Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


@pytest.fixture
def wire(server_port: int) -> Iterator[Wire]:
    with open_wire(server_port) as opened:
        yield opened


Connect = Callable[[], HTTPConnection]


@pytest.fixture
def connect(wire: Wire) -> Iterator[Connect]:
    """Call it for a new connection of a phone."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(closing(HTTPConnection("127.0.0.1", wire.port, timeout=10)))


def get(connection: HTTPConnection, path: str = "/") -> bytes:
    connection.request("GET", path)
    with connection.getresponse() as answer:
        return answer.read()


def post(connection: HTTPConnection, path: str, body: bytes) -> bytes:
    connection.request("POST", path, body)
    with connection.getresponse() as answer:
        return answer.read()


def test_it_carries_everything_and_tells_what_was_asked(wire: Wire, connect: Connect, heard: list[bytes]) -> None:
    connection = connect()
    assert get(connection, "/a") == STORY
    assert post(connection, "/b", b"GET /not HTTP/1.1\r\n\r\n") == b"taken"
    assert get(connection, "/chunks") == b"one, two"
    assert get(connection, "/known") == b""
    assert get(connection, "/c?d=1") == STORY
    assert heard == [b"GET /not HTTP/1.1\r\n\r\n"]
    assert wire.paths == ["GET /a", "POST /b", "GET /chunks", "GET /known", "GET /c?d=1"]
    assert [(each.status, each.body) for each in wire.exchanges] == [
        (200, len(STORY)),
        (201, 5),
        (200, 8),
        (304, 0),
        (200, len(STORY)),
    ]
    assert wire.connections == 1
    assert wire.bytes_down > 2 * len(STORY)
    assert 0 < wire.bytes_up < 2000
    wire.forget()
    assert (wire.exchanges, wire.connections, wire.bytes_up, wire.bytes_down) == ([], 0, 0, 0)


def test_a_cut_drops_who_is_connected_and_refuses_newcomers_until_it_is_mended(wire: Wire, connect: Connect) -> None:
    connection = connect()
    get(connection)
    wire.cut()
    with pytest.raises((HTTPException, OSError)):
        get(connection)
    with pytest.raises(ConnectionRefusedError):
        get(connect())
    assert wire.is_cut
    wire.restore()
    assert get(connect()) == STORY


def test_a_cut_can_come_in_the_middle_of_an_answer(wire: Wire, connect: Connect) -> None:
    wire.cut_after(20_000)
    with pytest.raises((HTTPException, OSError)):
        get(connect())
    assert wire.bytes_down == 20_000
    with pytest.raises(ConnectionRefusedError):
        get(connect())
    wire.restore()
    assert get(connect()) == STORY


def test_an_answer_is_lost_after_the_server_has_heard(wire: Wire, connect: Connect, heard: list[bytes]) -> None:
    wire.lose_answers(2, "/sync")
    for number in range(2):
        connection = connect()
        assert get(connection, "/other") == STORY
        with pytest.raises((RemoteDisconnected, ConnectionResetError)):
            post(connection, "/sync", b"%d" % number)
    assert heard == [b"0", b"1"]
    assert post(connect(), "/sync", b"2") == b"taken"
    assert [each.is_lost for each in wire.exchanges] == [False, True, False, True, False]


def test_a_server_that_is_not_there_drops_the_connection_and_another_can_take_its_place(
    wire: Wire, connect: Connect
) -> None:
    real, wire.server_port = wire.server_port, 1
    with pytest.raises((HTTPException, OSError)):
        get(connect())
    wire.server_port = real
    assert get(connect()) == STORY


def test_a_slow_line_takes_at_least_the_time_that_its_rate_and_its_way_need(wire: Wire, connect: Connect) -> None:
    wire.slow(kbit=2000, ms=60)
    started = time.monotonic()
    assert get(connect()) == STORY
    assert time.monotonic() - started >= len(STORY) * 8 / 2_000_000 + 2 * 0.060


def test_two_connections_share_a_slow_line(wire: Wire, connect: Connect) -> None:
    wire.slow(kbit=4000, ms=0)
    others = [threading.Thread(target=get, args=[connect()]) for _ in range(2)]
    started = time.monotonic()
    for other in others:
        other.start()
    for other in others:
        other.join()
    assert time.monotonic() - started >= 2 * len(STORY) * 8 / 4_000_000


def test_a_wire_that_is_taken_away_leaves_no_connection_behind(server_port: int) -> None:
    for _ in range(20):
        phones = [socket.socket() for _ in range(3)]
        with open_wire(server_port) as wire:
            for phone in phones:
                phone.connect(("127.0.0.1", wire.port))
                phone.send(b"GET / HTTP/1.1\r\n\r\n")
        for phone in phones:
            phone.close()
    gc.collect()  # what was left behind would warn now, and warnings are errors
