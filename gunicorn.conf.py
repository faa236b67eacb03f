"""How gunicorn serves `wsgi:app`. Every value can be changed by gunicorn's own options or GUNICORN_CMD_ARGS."""

import gc
import os
import re
import selectors
import socket
import struct
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Any

from gunicorn.glogging import Logger
from gunicorn.http.unreader import Unreader
from gunicorn.workers.gthread import TConn, ThreadWorker

IN_MEMORY = 64 * 1024
"""Bytes of a request beyond which it is kept in a file while it arrives."""
LONGEST_HEAD = 64 * 1024
LONGEST_BODY = (int(os.environ.get("MAX_UPLOAD_MB") or 50) + 1) * 1024 * 1024
MOST_HELD = 512 * 1024 * 1024
"""Bytes of requests that arrive at a worker at once; whoever holds the most of them is given up then."""
FIRST_SECONDS = 20.0
SLOWEST = 1000.0
"""Bytes a second. A phone on the slowest network sends five times as fast."""
BATCH = b"POST /api/v1/sync "
UNHINDERED = ((socket.SO_SNDBUF, 512 * 1024), (socket.SO_SNDTIMEO, struct.pack("ll", 1, 0)))
"""Options of a phone's connection: its answer fits into what the kernel keeps, so nobody waits until it is taken."""
LAST_CHUNK = b"\r\n0\r\n\r\n"
LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d+)", re.I)
CHUNKED = re.compile(rb"\r\ntransfer-encoding:", re.I)
EXPECTS = re.compile(rb"\r\nexpect:[ \t]*100-continue", re.I)


class WithoutRequests(Logger):
    """Says that a request was malformed or failed, without its address and its path: one could hold a card's secret."""

    def warning(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        if str(msg).startswith("Invalid request"):
            msg, args = "Invalid request", ()
        super().warning(msg, *args, **kwargs)

    def exception(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        if str(msg).startswith("Error handling request"):
            msg, args = "Error handling request", ()
        super().exception(msg, *args, **kwargs)


class Arriving:
    """A request of which not all bytes are here yet. A small one is kept in memory, others in a nameless file."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.is_batch = False
        self.size = 0
        self.file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 closed when it was answered or given up
        self._head = b""
        self._needed: int | None = None
        self._end = b""

    @property
    def deadline(self) -> float:
        """Until when it may go on arriving: what has come earns time for the rest."""
        return self.began + FIRST_SECONDS + self.size / SLOWEST

    def add(self, data: bytes) -> bytes:
        """Take in what has come; return what is to be answered to the client meanwhile."""
        self.file.write(data)
        self.size += len(data)
        self._end = (self._end + data)[-len(LAST_CHUNK) :]
        if self._needed is not None:
            return b""
        self._head += data
        head, found, _ = self._head.partition(b"\r\n\r\n")
        if found:
            self._head = b""
            self.is_batch = head.startswith(BATCH)
            self._needed = self._length(head)
            return b"HTTP/1.1 100 Continue\r\n\r\n" if EXPECTS.search(head) and not self.is_whole else b""
        if len(self._head) > LONGEST_HEAD:
            self._needed = 0  # the parser refuses it
        return b""

    def _length(self, head: bytes) -> int:
        """Return how many bytes the request has; -1 when its last chunk says so."""
        if CHUNKED.search(head):
            return -1
        stated = LENGTH.search(head)
        length = int(stated[1][:18]) if stated else 0
        return len(head) + 4 + (length if length <= LONGEST_BODY else 0)  # too long: refused without being read

    @property
    def is_whole(self) -> bool:
        """Whether a thread can answer it without waiting for the client."""
        if self._needed == -1:
            return self._end.endswith(LAST_CHUNK) or self.size > LONGEST_BODY
        return self._needed is not None and self.size >= self._needed


class Arrived(Unreader):
    """Gives gunicorn's parser a request that has arrived."""

    def __init__(self, file: Any) -> None:
        super().__init__()
        self.file = file

    def chunk(self, size_hint: int | None = None) -> bytes:
        """Return the next piece, empty at the end."""
        piece: bytes = self.file.read(max(size_hint or 0, 8192))
        return piece

    def has_more(self) -> bool:
        """Tell whether something came after the request."""
        return bool(self.buf.getvalue() or self.file.read(1))


class Gathering(ThreadWorker):
    """Gathers a request in the loop and gives it to a thread when all of it is here. Notes when that was.

    gunicorn's own worker lets a thread wait for the client's bytes: eight clients that send a byte now and then would
    hold all threads. Here they hold a connection and are given up when they are too slow, or when there are too many.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.here = threading.local()
        self.held = 0
        self.swept_at = 0.0

    def accept(self, listener: Any) -> None:
        """Accept a connection and wait for its first bytes in the loop."""
        try:
            client, address = listener.accept()
        except (BlockingIOError, ConnectionAbortedError):
            return
        self.nr_conns += 1
        conn = TConn(self.cfg, client, address, listener.getsockname())
        conn.arriving = None
        conn.timeout = time.monotonic() + self.cfg.keepalive
        self.pending_conns.append(conn)
        self.poller.register(client, selectors.EVENT_READ, partial(self.on_pending_socket_readable, conn))
        if self.nr_conns >= self.worker_connections:
            self.make_room()

    def on_client_socket_readable(self, conn: Any, client: Any) -> None:
        """Begin with the next request of a connection that was kept."""
        self.keepalived_conns.remove(conn)
        self.pending_conns.append(conn)
        self.poller.modify(client, selectors.EVENT_READ, partial(self.on_pending_socket_readable, conn))
        self.on_pending_socket_readable(conn, client)

    def on_pending_socket_readable(self, conn: Any, client: Any) -> None:
        """Take in what has come of a request."""
        try:
            data = client.recv(IN_MEMORY)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.give_up(conn)
            return
        conn.arriving = conn.arriving or Arriving()
        meanwhile = conn.arriving.add(data)
        self.held += len(data)
        if conn.arriving.is_whole:
            self.poller.unregister(client)
            self.pending_conns.remove(conn)
            self.enqueue_req(conn)
            return
        conn.timeout = conn.arriving.deadline
        if meanwhile:
            with suppress(OSError):
                client.send(meanwhile)
        if self.held > MOST_HELD:
            self.give_up(max(self.pending_conns, key=_size))

    def make_room(self) -> None:
        """Close the connection that has been silent, or sending its request, for longest."""
        if self.keepalived_conns:
            conn = self.keepalived_conns.popleft()
            self.pending_conns.append(conn)
            self.give_up(conn)
        else:
            self.give_up(self.pending_conns[0])

    def give_up(self, conn: Any) -> None:
        """Close a connection whose request doesn't come."""
        self.pending_conns.remove(conn)
        self.poller.unregister(conn.sock)
        self._forget(conn)
        self.nr_conns -= 1
        conn.close()

    def murder_pending(self) -> None:
        """Give up the requests that are too slow."""
        now = time.monotonic()
        if now < self.swept_at + 1:
            return
        self.swept_at = now
        for conn in [conn for conn in self.pending_conns if conn.timeout < now]:
            self.give_up(conn)

    def init_process(self) -> None:
        """Begin to serve."""
        self.batches = ThreadPoolExecutor(1, thread_name_prefix="batches")
        super().init_process()

    def enqueue_req(self, conn: Any) -> None:
        """Give a request to a thread. All batches share one: side by side they only get in each other's way."""
        conn.readable_at = time.monotonic()
        if not conn.arriving.is_batch:
            super().enqueue_req(conn)
            return
        for option, value in UNHINDERED:
            conn.sock.setsockopt(socket.SOL_SOCKET, option, value)
        done = self.batches.submit(self.handle, conn)
        done.add_done_callback(lambda done: self.method_queue.defer(self.finish_request, conn, done))

    def handle(self, conn: Any) -> Any:
        """Answer what has arrived, in a thread. Who sent the next request before that finds the connection closed."""
        conn.init()
        arrived = conn.parser.unreader = Arrived(conn.arriving.file)
        arrived.file.seek(0)
        return super().handle(conn) and not arrived.has_more()

    def finish_request(self, conn: Any, fs: Any) -> None:
        """Let go of what was answered, and wait for the connection's next request."""
        self._forget(conn)
        super().finish_request(conn, fs)

    def _forget(self, conn: Any) -> None:
        if conn.arriving is not None:
            self.held -= conn.arriving.size
            conn.arriving.file.close()
            conn.arriving = None

    def handle_request(self, req: Any, conn: Any) -> Any:
        """Answer one request, in a thread."""
        self.here.readable_at = conn.readable_at
        return super().handle_request(req, conn)

    def load_wsgi(self) -> None:
        """Load the application, and tell it of each request since when it waits."""
        super().load_wsgi()
        application = self.wsgi

        def stamped(environ: dict[str, Any], start_response: Any) -> Any:
            environ["orientation.readable_at"] = self.here.readable_at
            return application(environ, start_response)

        self.wsgi = stamped


def _size(conn: Any) -> int:
    return conn.arriving.size if conn.arriving else 0


def post_worker_init(_worker: Any) -> None:
    """Take what was loaded out of the garbage collector's rounds, and make rounds as rare as requests are long.

    A batch of events makes some thousand objects, which die with it: a round for every seven hundred finds nothing.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


logger_class = WithoutRequests
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", os.cpu_count() or 1))
worker_class = Gathering
# Most wait: at the turnstile (orientation/http/turnstile.py), or for a slow phone to take an answer.
threads = 8
# Without it all keep-alive connections can land on one worker.
reuse_port = True
keepalive = 15
timeout = 60
graceful_timeout = 20
# Heartbeat files belong in memory: a slow disk must not look like a dead worker.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108, PTH112 gunicorn's heartbeat only
# The application logs requests itself, without addresses and paths.
control_socket_disable = True
accesslog = None
loglevel = "warning"
