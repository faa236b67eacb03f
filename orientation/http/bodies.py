"""Request bodies that come compressed (RFC 9110, 8.4): unfolded before a route reads them, up to a bound.

A phone on 2G sends a day's events in a tenth of the bytes. A body that unfolds without end costs no more than one of
the largest size that is taken: unfolding stops there. It happens after access was decided, so strangers unfold nothing.
"""

import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

from backports import zstd
from flask import Flask, request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, UnsupportedMediaType
from werkzeug.wsgi import get_input_stream

LONGEST = 2 * 1024 * 1024
"""Bytes of a body, unfolded: as many as one that comes plain may have."""
WINDOW: dict[int, int] = {zstd.DecompressionParameter.window_log_max: 23}
"""8 MB, which decoders should take (RFC 8878, 3.1.1.1.2): a frame can't ask for gigabytes of memory."""


class UnknownEncoding(UnsupportedMediaType):
    """The body is compressed in a way that isn't taken."""

    description = "Send the body plain, or compressed once with gzip or zstd."

    def get_headers(self, *args: Any, **kwargs: Any) -> list[tuple[str, str]]:
        """Say what is taken, as RFC 9110, 15.5.16 asks."""
        return [*super().get_headers(*args, **kwargs), ("Accept-Encoding", ", ".join(UNFOLDERS))]


def _gzip(body: bytes) -> tuple[bytes, bool]:
    unfolder = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    return unfolder.decompress(body, LONGEST + 1), unfolder.eof and not unfolder.unused_data


def _zstd(body: bytes) -> tuple[bytes, bool]:
    unfolder = zstd.ZstdDecompressor(options=WINDOW)
    return unfolder.decompress(body, LONGEST + 1), unfolder.eof and not unfolder.unused_data


UNFOLDERS: dict[str, Callable[[bytes], tuple[bytes, bool]]] = {"gzip": _gzip, "zstd": _zstd}
"""By content coding: returns at most one byte more than LONGEST, and whether that was all, of one stream."""


def unfold(body: bytes, encoding: str) -> bytes:
    """Return the body as it was before it was compressed.

    Raises UnknownEncoding, BadRequest when it isn't what it says, RequestEntityTooLarge when it unfolds to more than
    LONGEST bytes.
    """
    unfolder = UNFOLDERS.get(encoding)
    if unfolder is None:
        raise UnknownEncoding
    try:
        plain, is_whole = unfolder(body)
    except (zlib.error, zstd.ZstdError):
        plain, is_whole = b"", False
    if len(plain) > LONGEST:
        raise RequestEntityTooLarge("The body unfolds to more than 2 MB. Nothing was taken; send it in parts.")
    if not is_whole:
        raise BadRequest(f"The body isn't one whole {encoding} stream. Nothing was taken; send it again.")
    return plain


def _unfold() -> None:
    encoding = request.headers.get("Content-Encoding", "").strip().lower()
    if encoding in ("", "identity"):
        return
    environ = request.environ
    sent = get_input_stream(environ, max_content_length=LONGEST).read()
    plain = unfold(sent, {"x-gzip": "gzip"}.get(encoding, encoding))
    environ["wsgi.input"], environ["CONTENT_LENGTH"] = BytesIO(plain), str(len(plain))
    del environ["HTTP_CONTENT_ENCODING"]


def init_app(app: Flask) -> None:
    """Unfold what comes compressed. Call it after access is checked."""
    app.before_request(_unfold)
