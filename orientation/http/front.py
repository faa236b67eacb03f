"""Pages that are the same for everybody, answered before the application is asked.

A page that was just sent is sent again, for as long as what the worker knows of published versions stays the same and
may be trusted (CATALOG_SECONDS). A crowd that opens the same lesson then costs one look at the catalogue a second.
"""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any, NamedTuple

from flask import Flask, current_app, request

from orientation.http.envelope import ROUTE
from orientation.http.ready import Ready, answer

MOST = 1000
"""Pages that are kept at once; they are kept elsewhere too, so this costs a few bytes each."""


class _Kept(NamedTuple):
    known: object
    ready: Ready
    cache_control: str
    route: str


class Front:
    """Wraps a WSGI application. Only plain GETs of pages that `keep` was told of are answered here.

    `known` returns what is trusted of the catalogue now: an object that stays the same while that does, or None.
    """

    def __init__(self, application: Callable[..., Iterable[bytes]], known: Callable[[], object | None]) -> None:
        self.application = application
        self.known = known
        self.kept: dict[str, _Kept] = {}

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request, or let the application."""
        kept = self.kept.get(environ["PATH_INFO"])
        if kept is None or not _is_plain(environ) or kept.known is not self.known():
            return self.application(environ, start_response)
        environ[ROUTE] = kept.route
        status, headers, body = answer(kept.ready, kept.cache_control, environ)
        start_response(f"{status} {HTTPStatus(status).phrase}", headers)
        return [body]

    def keep(self, ready: Ready, cache_control: str) -> None:
        """Answer the present request's address with this for a while; it must be the same for everybody."""
        known = self.known()
        if known is None or not _is_plain(request.environ) or request.url_rule is None:
            return
        if len(self.kept) >= MOST:
            self.kept.clear()
        self.kept[request.environ["PATH_INFO"]] = _Kept(known, ready, cache_control, request.url_rule.rule)


def _is_plain(environ: dict[str, Any]) -> bool:
    # several host names are one installation, and a page says nothing of the host: only method and query matter
    return environ["REQUEST_METHOD"] == "GET" and not environ.get("QUERY_STRING") and not environ.get("SCRIPT_NAME")


def front() -> Front:
    """Return the running application's front."""
    found: Front = current_app.extensions["front"]
    return found


def init_app(app: Flask, known: Callable[[], object | None]) -> None:
    """Stand before the application. Call it before what wraps every answer."""
    app.extensions["front"] = Front(app.wsgi_app, known)
    app.wsgi_app = app.extensions["front"]  # type: ignore[method-assign]
