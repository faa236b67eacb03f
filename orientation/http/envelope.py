"""What goes around every answer, errors included: security headers, a request id, one line in the log.

A WSGI middleware, because it is on the path of every request and Flask's hooks would cost more than most answers.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import uuid4

import structlog

REQUEST_ID = "orientation.request_id"
"""Key of the request's environment."""
ROUTE = "orientation.route"
"""The pattern of the route, once it is known: a path could hold a card's secret, so it is never logged."""

DATA = ("audio/", "image/png", "image/jpeg", "image/webp", "application/x-orientation-bundle")
"""What can't run, embed or ask for anything: a pack has a thousand such files, and the policies of pages would weigh as
much as a small one of them. An SVG opened by itself is a document."""
FOR_DATA = frozenset(
    {"cache-control", "cross-origin-resource-policy", "strict-transport-security", "x-content-type-options"}
)

NOTHING_RUNS = "default-src 'none'; sandbox"
"""The content security policy of what is no page of ours, as scripts and drawings: opened by itself, it can do nothing,
and what else policies could forbid is forbidden by that."""

POLICY = "content-security-policy"

LESSONS = ("/learn/", "/shell/")
"""What stands in the addresses of lessons, and of the shell that a phone puts them into."""

Start = Callable[..., Any]
log = structlog.get_logger()


class Envelope:
    """Wraps a WSGI application. `headers` are put on every answer that doesn't set them itself; on DATA, and where
    NOTHING_RUNS, those few that mean something there. `for_lessons` take the place of those of the same name on
    lessons' pages."""

    def __init__(
        self,
        application: Callable[..., Iterable[bytes]],
        headers: Sequence[tuple[str, str]],
        for_lessons: Sequence[tuple[str, str]] = (),
    ) -> None:
        self.application = application
        self.headers = [(name.lower(), (name, value)) for name, value in headers]
        instead = dict(for_lessons)
        self.for_lessons = [(name, (pair[0], instead.get(*pair))) for name, pair in self.headers]
        self.for_data = [(name, pair) for name, pair in self.headers if name in FOR_DATA]

    def __call__(self, environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        """Answer a request."""
        started = time.perf_counter()
        given = environ.get("HTTP_X_REQUEST_ID", "")
        request_id = given if given.isalnum() and given.isascii() and 8 <= len(given) <= 64 else uuid4().hex
        environ[REQUEST_ID] = request_id
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)

        def begin(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            present = {name.lower(): value for name, value in headers}
            if present.get("content-type", "").startswith(DATA) or present.get(POLICY) == NOTHING_RUNS:
                headers += [pair for name, pair in self.for_data if name not in present]
            else:
                path = environ["PATH_INFO"]
                is_lesson = LESSONS[0] in path or LESSONS[1] in path
                wanted = self.for_lessons if is_lesson else self.headers
                headers += [pair for name, pair in wanted if name not in present]
                headers.append(("X-Request-Id", request_id))
            log.info(
                "request",
                method=environ["REQUEST_METHOD"],
                route=environ.get(ROUTE),
                status=int(status[:3]),
                ms=round((time.perf_counter() - started) * 1000, 1),
            )
            return start_response(status, headers, exc_info) if exc_info else start_response(status, headers)

        return self.application(environ, begin)
