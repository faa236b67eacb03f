"""The straight way to `POST /api/v1/sync`: a plain batch is answered without Flask's request, routing and hooks.

What they do costs as much as taking in a phone's day. Whatever isn't plain goes the long way, to the route in api.py,
and is decided there: any session but a learner's by bearer token, a shape that can't be loaded, a body of unknown
length. Both ways end in the same command and the same words.
"""

import gzip
import json
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from functools import partial
from io import BytesIO
from typing import Any

import brotli
from flask import Flask, Response, has_app_context
from marshmallow import ValidationError
from werkzeug.exceptions import HTTPException
from werkzeug.sansio.utils import host_is_trusted

from orientation.accounts.queries import find_actor
from orientation.accounts.service import note_use
from orientation.actor import Role
from orientation.http.bodies import LONGEST, unfold
from orientation.http.envelope import ROUTE
from orientation.http.ready import accepted_encodings
from orientation.sync.api import answer
from orientation.sync.schemas import SyncSchema

WORTH_FOLDING = 1400
"""Bytes of an answer from which compressing it saves a packet."""
_FOLDERS: dict[str, Callable[[bytes], bytes]] = {
    "br": partial(brotli.compress, quality=4),
    "gzip": partial(gzip.compress, compresslevel=6, mtime=0),
}
_SHAPE = SyncSchema()


class Straight:
    """Wraps a WSGI application. POSTs to `path` are answered here when they are plain, or by the application."""

    def __init__(self, app: Flask, path: str) -> None:
        self.app = app
        self.application = app.wsgi_app
        self.path = path

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request."""
        token, length = _plain_token(environ), environ.get("CONTENT_LENGTH", "")
        if (
            environ["PATH_INFO"] != self.path
            or environ["REQUEST_METHOD"] != "POST"
            or token is None
            or not self._is_here(environ)
            or not (length.isdecimal() and int(length) <= LONGEST)
        ):
            return self.application(environ, start_response)
        body = environ["wsgi.input"].read(int(length))
        environ["wsgi.input"] = BytesIO(body)  # for the long way
        with nullcontext() if has_app_context() else self.app.app_context():
            try:
                told = _take(token, body, environ.get("HTTP_CONTENT_ENCODING", ""))
            except Exception as error:
                environ[ROUTE] = self.path
                return self._refuse(error, environ)(environ, start_response)
        if told is None:
            return self.application(environ, start_response)
        environ[ROUTE] = self.path
        return _send(told, environ, start_response)

    def _refuse(self, error: Exception, environ: dict[str, Any]) -> Response:
        with self.app.request_context(environ):
            return self.app.make_response(self.app.handle_user_exception(error))

    def _is_here(self, environ: dict[str, Any]) -> bool:
        """Tell whether the request names a host that we answer to."""
        trusted = self.app.config["TRUSTED_HOSTS"]
        return not trusted or host_is_trusted(environ.get("HTTP_HOST", ""), trusted)


def _plain_token(environ: dict[str, Any]) -> str | None:
    """Return the bearer token of a request that says that it brings JSON; None sends it the long way."""
    scheme, _, token = environ.get("HTTP_AUTHORIZATION", "").partition(" ")
    is_json = environ.get("CONTENT_TYPE", "").partition(";")[0] == "application/json"
    return token.strip() or None if is_json and scheme == "Bearer" else None


def _take(token: str, body: bytes, encoding: str) -> bytes | None:
    """Return what the phone is told; None when it must go the long way."""
    actor = find_actor(token)
    if actor is None or not actor.has(Role.LEARNER):
        return None
    try:
        given: dict[str, Any] = _SHAPE.load(json.loads((unfold(body, encoding) if encoding else body).decode()))
    except (ValueError, RecursionError, ValidationError, HTTPException):
        return None  # it isn't a batch, which the long way explains
    note_use(actor)
    return answer(actor, given)


def _send(told: bytes, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    headers = [("Content-Type", "application/json"), ("Vary", "Accept-Encoding")]
    accepted = accepted_encodings(environ) if len(told) >= WORTH_FOLDING else ()
    if accepted:
        told = _FOLDERS[accepted[0]](told)
        headers.append(("Content-Encoding", accepted[0]))
    start_response("200 OK", [*headers, ("Content-Length", str(len(told)))])
    return [told]


def init_app(app: Flask, path: str) -> None:
    """Stand before the application. Call it before the turnstile, which stands before this."""
    app.wsgi_app = Straight(app, path)  # type: ignore[method-assign]
