"""Failures as answers: kind → status, problem+json (RFC 9457) under /api, a page elsewhere."""

import secrets
import sqlite3
from collections.abc import Callable
from typing import Any

import structlog
from flask import Flask, Response, current_app, jsonify, make_response, request
from sqlalchemy import exc
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

from orientation import errors
from orientation.http.envelope import REQUEST_ID

STATUSES: dict[type[errors.OrientationError], int] = {
    errors.NotFound: 404,
    errors.NotAllowed: 403,
    errors.NotSignedIn: 401,
    errors.Gone: 410,
    errors.Conflict: 409,
    errors.Invalid: 422,
    errors.TooMany: 429,
    errors.TooLarge: 413,
    errors.Busy: 503,
}
WAIT = (2, 10)
"""Seconds, from and to: how long to stay away from a server that is busy. Drawn, so that all don't return at once."""
ErrorPage = Callable[[int, str, str], Any]
"""Makes the HTML answer from status, title and message."""

log = structlog.get_logger()


def status_of(error: errors.OrientationError) -> int:
    """Return the HTTP status of an error's kind; 500 when its kind isn't in the table."""
    return next((status for kind, status in STATUSES.items() if isinstance(error, kind)), 500)


def is_api() -> bool:
    """Tell whether this request is answered for programs."""
    return request.path.startswith("/api/")


def problem(status: int, title: str, detail: str, code: str, **data: Any) -> Response:
    """Return a problem+json answer. `data` adds members of our own."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, "code": code, **data}
    response = jsonify({**body, "request_id": request.environ.get(REQUEST_ID, "")})
    response.status_code = status
    response.content_type = "application/problem+json"
    return response


def answer_error(error: errors.OrientationError) -> Any:
    """Turn an expected failure into an answer."""
    status = status_of(error)
    if is_api():
        answer: Any = problem(status, error.title, error.message, error.code, **error.data)
    else:
        answer = _page(status, error.title, error.message)
    if isinstance(error, errors.TooMany | errors.Busy):
        answer.headers["Retry-After"] = str(error.retry_after)
    if isinstance(error, errors.NotSignedIn) and is_api():
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def answer_http_exception(error: HTTPException) -> Any:
    """Turn werkzeug's and webargs' exceptions into an answer, keeping their headers (Allow, Location, …)."""
    if error.response is not None:
        return error.response
    if isinstance(error, SecurityError):
        return _not_here()
    status = error.code or 500
    data = getattr(error, "data", None) or {}
    title = error.name
    detail = str(data.get("message") or error.description or title)
    extra = {"errors": data["messages"]} if "messages" in data else {}
    if status == 422 and extra:
        title, detail = "The input can't be used", "Mend the fields that `errors` names, then send it again."
    elif status == 400 and extra:
        detail = "The body can't be read: see `errors`. Mend it, then send it again."
    answer = (
        problem(status, title, detail, title.lower().replace(" ", "-").replace("'", ""), **extra)
        if is_api()
        else _page(status, title, detail)
    )
    for name, value in [*error.get_headers(), *dict(data.get("headers") or {}).items()]:
        if name.lower() not in ("content-type", "content-length"):
            answer.headers[name] = value
    return answer


def _not_here() -> Response:
    """Answer somebody who asked for another host: no page, because a page's links need to know the host."""
    return Response("This server doesn't answer to that name.\n", 400, content_type="text/plain; charset=utf-8")


def _answer_crash(error: Exception) -> Any:
    log.error("crash", endpoint=request.endpoint, kind=type(error).__name__, exc_info=error)
    return answer_http_exception(
        InternalServerError("This is our mistake, not yours. Nothing that you saved is lost. Try again in a minute.")
    )


def _answer_unreachable(error: exc.OperationalError | exc.TimeoutError) -> Any:
    """The database is locked, has no connection left or is away: nobody's mistake, and waiting helps."""
    code = getattr(getattr(error, "orig", None), "sqlite_errorcode", None)
    if code is not None and code & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return _answer_crash(error)
    log.error("unreachable", endpoint=request.endpoint, kind=type(error).__name__)
    shortest, longest = WAIT
    wait = shortest + secrets.randbelow(longest - shortest + 1)
    return answer_error(errors.Busy("The server is busy. Nothing was taken; send it again later.", retry_after=wait))


def _log_unanswered(exc_info: Any) -> None:
    """Note what went wrong in an answer to an error. Flask's own words for it hold the path."""
    log.error("crash", endpoint=request.endpoint, kind="unanswered", exc_info=exc_info)


def _page(status: int, title: str, message: str) -> Response:
    render: ErrorPage = current_app.extensions["error_page"]
    try:
        response = make_response(render(status, title, message))
    except Exception as failed:  # the database is gone, for example: a page asks who reads it
        log.error("crash", endpoint=request.endpoint, kind=type(failed).__name__, exc_info=failed)
        return Response(f"{title}\n", status, content_type="text/plain; charset=utf-8")
    if response.status_code < 300:  # not when it sends the reader on to a sign-in page
        response.status_code = status
    return response


def init_app(app: Flask, error_page: ErrorPage) -> None:
    """Register the handlers. `error_page` renders the HTML (it may redirect to a sign-in page instead)."""
    app.extensions["error_page"] = error_page
    app.register_error_handler(errors.OrientationError, answer_error)
    app.register_error_handler(HTTPException, answer_http_exception)
    app.register_error_handler(Exception, _answer_crash)
    app.register_error_handler(exc.OperationalError, _answer_unreachable)
    app.register_error_handler(exc.TimeoutError, _answer_unreachable)
    app.log_exception = _log_unanswered  # type: ignore[method-assign]
