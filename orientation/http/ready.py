"""Answers that are made once: bytes and immutable files, with entity tags, 304, ranges and compressed forms.

Each form of an answer has a strong entity tag of its own: `"<hash>"`, `"<hash>.br"`, `"<hash>.gzip"`. A range is cut
only from the uncompressed form.
"""

import hashlib
import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Response, request
from werkzeug.datastructures import Accept
from werkzeug.exceptions import PreconditionFailed, RequestedRangeNotSatisfiable
from werkzeug.http import parse_accept_header, parse_etags, quote_etag
from werkzeug.wsgi import wrap_file

from orientation.blobs import ENCODINGS, BlobNotFound, compress, store

IMMUTABLE = "public, max-age=31536000, immutable"
"""For an address whose content never changes."""
REVALIDATE = "public, no-cache"
"""For an address whose content changes: keep it, and ask each time whether it is still so."""
SMALL = 256 * 1024
"""Files up to this size are read at once, which is faster; larger ones are streamed."""
_ONE_RANGE = re.compile(r"\s*bytes\s*=\s*(\d+-\d*|-\d+)\s*\Z")


@dataclass(frozen=True)
class Ready:
    """An answer's bytes with their compressed forms. `tag` is the SHA-256 of `body`."""

    body: bytes
    media_type: str
    tag: str
    encoded: Mapping[str, bytes]

    @classmethod
    def make(cls, body: bytes, media_type: str = "application/json", quality: int = 10) -> "Ready":
        """Compress, with brotli's `quality`, and hash the bytes. Keep what this returns: it is costly."""
        return cls(body, media_type, hashlib.sha256(body).hexdigest(), compress(body, quality))


def answer(ready: Ready, cache_control: str, environ: Mapping[str, Any]) -> tuple[int, list[tuple[str, str]], bytes]:
    """Return status, headers and body of the form that the client prefers; 304 without a body if it has that."""
    encoding = _choose_encoding(ready.encoded, environ)
    tag = quote_etag(_form(ready.tag, encoding))
    headers = [("ETag", tag), ("Cache-Control", cache_control), ("Vary", "Accept-Encoding")]
    if tag in environ.get("HTTP_IF_NONE_MATCH", ""):
        return 304, headers, b""
    body = ready.encoded[encoding] if encoding else ready.body
    headers += [("Content-Type", ready.media_type), ("Content-Length", str(len(body)))]
    if encoding:
        headers.append(("Content-Encoding", encoding))
    return 200, headers, body


def send_ready(ready: Ready, cache_control: str = REVALIDATE) -> Response:
    """Answer with the form that the client prefers, or 304."""
    status, headers, body = answer(ready, cache_control, request.environ)
    return Response([body], status, headers)


def send_state(ready: Ready, state: str, cache_control: str = REVALIDATE) -> Response:
    """Answer as `send_ready`, with an entity tag that names a state of things, not these bytes: any 64 hex digits.

    Whoever has something else that was tagged with the state, in whatever form, is told that it still is so.
    """
    if state in request.headers.get("If-None-Match", ""):
        headers = [("ETag", quote_etag(state)), ("Cache-Control", cache_control), ("Vary", "Accept-Encoding")]
        return Response([], 304, headers)
    environ = {**request.environ, "HTTP_IF_NONE_MATCH": ""}
    status, headers, body = answer(replace(ready, tag=state), cache_control, environ)
    return Response([body], status, headers)


def send_blob(digest: str, media_type: str, cache_control: str) -> Response:
    """Answer with a blob, compressed where a compressed form is stored. Raises BlobNotFound."""
    blobs = store()
    stored = {encoding for encoding in ENCODINGS if blobs.path(digest, encoding).exists()}
    encoding = None if "Range" in request.headers else _choose_encoding(stored, request.environ)
    return send_stored(blobs.path(digest, encoding), media_type, digest, cache_control, encoding)


def send_stored(path: Path, media_type: str, tag: str, cache_control: str, encoding: str | None = None) -> Response:
    """Answer with a file from disk: whole, a range of it, or 304. Raises BlobNotFound when it is gone.

    A range that is malformed, or several at once, is answered with the whole (RFC 9110, 14.2); one past the end
    is refused with 416, and any when If-Match says that the client goes on with something else, with 412.
    """
    environ = dict(request.environ)
    wanted = parse_etags(environ.pop("HTTP_IF_MATCH", None))  # werkzeug knows no `*` here and sends the body with 412
    if wanted and not wanted.contains(_form(tag, encoding)):
        raise PreconditionFailed("This has changed since you read it. Read it again from the start.")
    if encoding or request.method != "GET" or not _ONE_RANGE.match(request.headers.get("Range", "")):
        environ.pop("HTTP_RANGE", None)
    try:
        size = path.stat().st_size
        response = _small(path) if size <= SMALL else _streamed(path, size)
    except FileNotFoundError:
        raise BlobNotFound("There is no such file.") from None
    response.content_type = media_type
    _label(response, tag, encoding, cache_control)
    try:
        response.make_conditional(environ, accept_ranges=encoding is None, complete_length=size)
    except RequestedRangeNotSatisfiable:
        response.close()
        raise
    if response.status_code == 304 or request.method == "HEAD":
        response.close()  # the server sends no body, so it wouldn't close the file
        response.response = []
    return response


def _small(path: Path) -> Response:
    return Response(path.read_bytes())


def _streamed(path: Path, size: int) -> Response:
    response = Response(wrap_file(request.environ, path.open("rb")), direct_passthrough=True)
    response.content_length = size
    return response


def _choose_encoding(available: Container[str], environ: Mapping[str, Any]) -> str | None:
    return next((encoding for encoding in accepted_encodings(environ) if encoding in available), None)


def accepted_encodings(environ: Mapping[str, Any]) -> tuple[str, ...]:
    """Return those of our encodings that the client takes, ours first."""
    return _accepted_encodings(environ.get("HTTP_ACCEPT_ENCODING", ""))


@lru_cache(maxsize=256)
def _accepted_encodings(header: str) -> tuple[str, ...]:
    """Return those of our encodings that the header accepts, ours first. Browsers send a handful of headers."""
    accepted = parse_accept_header(header, Accept)
    return tuple(encoding for encoding in ENCODINGS if accepted[encoding] > 0)


def _form(tag: str, encoding: str | None) -> str:
    return f"{tag}.{encoding}" if encoding else tag


def _label(response: Response, tag: str, encoding: str | None, cache_control: str) -> None:
    response.set_etag(_form(tag, encoding))
    response.headers["Cache-Control"] = cache_control
    response.headers["Vary"] = "Accept-Encoding"
    if encoding:
        response.headers["Content-Encoding"] = encoding
