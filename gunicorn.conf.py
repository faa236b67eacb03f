"""How gunicorn serves `wsgi:app`. Every value can be changed by gunicorn's own options or GUNICORN_CMD_ARGS."""

import gc
import os
import selectors
import threading
import time
from functools import partial
from typing import Any

from gunicorn.glogging import Logger
from gunicorn.workers.gthread import TConn, ThreadWorker


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


class Stamping(ThreadWorker):
    """Notes when a request's first bytes were there, and lets no thread wait for them.

    gunicorn's own worker gives a new connection to a thread at once, which waits up to five seconds for its first
    byte: a handful of phones on a slow network could hold all threads.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.here = threading.local()

    def accept(self, listener: Any) -> None:
        """Accept a connection and wait for its first bytes in the loop."""
        try:
            client, address = listener.accept()
        except (BlockingIOError, ConnectionAbortedError):
            return
        self.nr_conns += 1
        conn = TConn(self.cfg, client, address, listener.getsockname())
        conn.timeout = time.monotonic() + self.cfg.keepalive
        self.pending_conns.append(conn)
        self.poller.register(client, selectors.EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def enqueue_req(self, conn: Any) -> None:
        """Give a connection that has something to say to a thread."""
        conn.readable_at = time.monotonic()
        super().enqueue_req(conn)

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
worker_class = Stamping
# Most wait: for a slow phone's bytes, or at the turnstile (orientation/http/turnstile.py).
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
