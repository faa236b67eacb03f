"""A turnstile before the one route that all phones use at once after an outage.

Python runs one thread of a process at a time, and a thread that waits for the disk gets its turn back only when
another one pauses: four batches side by side take longer than one after the other, and hold the database's one writer
up for everybody. So in each process a batch is taken in while the others wait here, with their bodies read.

Whoever has waited too long is told to come back later, for a hundredth of what taking the batch would cost. That keeps
the wait of those who are served short however many come, and a phone sends the same batch again without harm.
"""

import json
import random
import threading
import time
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

from flask import Flask

from orientation.http.envelope import REQUEST_ID, ROUTE

READABLE_AT = "orientation.readable_at"
"""Key of the request's environment: when all of it was there (time.monotonic), if the server says so."""
LONGEST_WAIT = 1.0
"""Seconds; what takes longer may not have been worth beginning."""
COME_BACK = (3, 20)
"""Seconds, at least and at most: drawn at random, so that those who were refused together don't come back together."""
LONGEST_BODY = 2 * 1024 * 1024


class Turnstile:
    """Wraps a WSGI application. POSTs to `path` pass one at a time; others pass as if it weren't there."""

    def __init__(self, application: Callable[..., Iterable[bytes]], path: str) -> None:
        self.application = application
        self.path = path
        self.turn = threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request when its turn comes, or with 503."""
        if environ["PATH_INFO"] != self.path or environ["REQUEST_METHOD"] != "POST":
            return self.application(environ, start_response)
        deadline = environ.get(READABLE_AT, time.monotonic()) + LONGEST_WAIT
        if time.monotonic() > deadline:
            return _refuse(environ, start_response, self.path)
        began = time.monotonic()
        _read_body(environ)
        deadline += time.monotonic() - began  # what a slow phone takes to send is no wait
        if not self.turn.acquire(timeout=max(0.0, deadline - time.monotonic())):
            return _refuse(environ, start_response, self.path)
        try:
            return self.application(environ, start_response)
        finally:
            self.turn.release()


def _read_body(environ: dict[str, Any]) -> None:
    """Read what a slow phone sends before its turn: also what comes in chunks, a byte more of it than is taken.

    What is said to be too long is refused without being read, and what has neither length nor end holds nothing.
    """
    length = environ.get("CONTENT_LENGTH", "")
    if length.isdecimal():
        size = int(length) if int(length) <= LONGEST_BODY else 0
    else:
        size = LONGEST_BODY + 1 if environ.get("wsgi.input_terminated") else 0
    if size:
        environ["wsgi.input"] = BytesIO(environ["wsgi.input"].read(size))


def _refuse(environ: dict[str, Any], start_response: Callable[..., Any], path: str) -> Iterable[bytes]:
    environ[ROUTE] = path
    problem = {
        "type": "about:blank",
        "title": "Too busy",
        "status": 503,
        "detail": "Many phones send at this moment, so nothing of this was taken. Send it again after a while.",
        "code": "too-busy",
        "request_id": environ.get(REQUEST_ID, ""),
    }
    body = json.dumps(problem).encode()
    headers = [
        ("Content-Type", "application/problem+json"),
        ("Content-Length", str(len(body))),
        ("Retry-After", str(random.randint(*COME_BACK))),  # noqa: S311 spreads phones out, protects nothing
    ]
    start_response("503 Service Unavailable", headers)
    return [body]


def init_app(app: Flask, path: str) -> None:
    """Stand before the application. Call it before what wraps every answer."""
    app.wsgi_app = Turnstile(app.wsgi_app, path)  # type: ignore[method-assign]
