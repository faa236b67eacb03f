"""Clients that send a byte now and then hold no thread: gunicorn as it is configured, on a real socket."""

import runpy
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from bench.servers import ROOT, Server

MANY = 40
"""More than a worker has threads."""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    server = Server("bench.hello:app", {})
    server.start()
    yield server
    server.stop()


def _connect(server: Server) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=30)


def _read(client: socket.socket) -> bytes:
    """Return all until the server closes."""
    return b"".join(iter(lambda: client.recv(65536), b""))


def _ask(server: Server, request: bytes) -> bytes:
    with _connect(server) as client:
        client.sendall(request)
        return _read(client)


HELLO = b"GET / HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nHost: here\r\nConnection: close\r\n"


@pytest.mark.parametrize(
    "beginning",
    [
        b"GET / HT",
        HELLO[:-2],
        POST + b"Content-Length: 10\r\n\r\n12345",
        POST + b"Transfer-Encoding: chunked\r\n\r\n5\r\n123",
        POST + b"Content-Length: 300000\r\n\r\n" + b"x" * 200_000,
    ],
)
def test_others_are_answered_while_many_dribble(server: Server, beginning: bytes) -> None:
    with ExitStack() as stack:
        for _ in range(MANY):
            stack.enter_context(_connect(server)).sendall(beginning)
        assert _ask(server, HELLO).endswith(b"hello")


def test_what_came_in_pieces_is_answered_in_the_end(server: Server) -> None:
    whole = POST + b"Content-Length: 300000\r\n\r\n" + b"x" * 300_000
    chunked = POST + b"Transfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n0\r\n\r\n"
    for request in (HELLO, whole, chunked):
        with _connect(server) as client:
            for cut in (slice(0, 7), slice(7, 100), slice(100, 100_000), slice(100_000, None)):
                client.sendall(request[cut])
            assert _read(client).startswith((b"HTTP/1.1 200", b"HTTP/1.1 405"))


def test_a_connection_is_kept_for_the_next_request(server: Server) -> None:
    kept = HELLO.replace(b"Connection: close\r\n", b"")
    with _connect(server) as client, client.makefile("rb") as answers:
        for _ in range(3):
            client.sendall(kept)
            head = list(iter(answers.readline, b"\r\n"))
            assert head[0] == b"HTTP/1.1 200 OK\r\n"
            assert answers.read(5) == b"hello"


def test_two_requests_at_once_are_answered_one_and_closed(server: Server) -> None:
    kept = HELLO.replace(b"Connection: close\r\n", b"")
    assert _ask(server, kept + kept).count(b"HTTP/1.1 200") == 1


def test_who_waits_to_be_told_to_go_on_is_told(server: Server) -> None:
    with _connect(server) as client:
        client.sendall(POST + b"Content-Length: 5\r\nExpect: 100-continue\r\n\r\n")
        assert client.recv(25) == b"HTTP/1.1 100 Continue\r\n\r\n"
        client.sendall(b"12345")
        assert b"HTTP/1.1 405" in _read(client)


def test_a_body_that_is_too_long_is_refused_before_it_comes(server: Server) -> None:
    with _connect(server) as client:
        client.sendall(POST + b"Content-Length: 99999999999\r\n\r\n")
        assert client.recv(65536).startswith(b"HTTP/1.1 4")


def test_a_request_that_is_too_slow_is_given_up(tmp_path: Path) -> None:
    hasty = tmp_path / "hasty.conf.py"
    hasty.write_text(f"exec(open({str(ROOT / 'gunicorn.conf.py')!r}).read())\nFIRST_SECONDS = 0.05\n")
    server = Server("bench.hello:app", {"GUNICORN_CMD_ARGS": f"-c {hasty}"})
    server.start()
    try:
        assert _ask(server, POST + b"Content-Length: 10\r\n\r\n12345") == b""
        assert _ask(server, HELLO).endswith(b"hello")
    finally:
        server.stop()


@pytest.fixture(scope="module")
def conf() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "gunicorn.conf.py"))


def test_what_has_come_earns_time_for_the_rest(conf: dict[str, Any]) -> None:
    arriving = conf["Arriving"]()
    first = arriving.deadline
    arriving.add(POST + b"Content-Length: 90000\r\n\r\n" + b"x" * 10_000)
    assert 10 <= arriving.deadline - first < 11
    arriving.file.close()


def test_a_head_without_an_end_is_given_to_the_parser(conf: dict[str, Any]) -> None:
    arriving = conf["Arriving"]()
    arriving.add(b"GET / HTTP/1.1\r\n" + b"x" * conf["LONGEST_HEAD"])
    assert arriving.is_whole
    arriving.file.close()
