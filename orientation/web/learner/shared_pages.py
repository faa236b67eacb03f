"""Pages that are the same for everybody: rendered and compressed once, then answered as ready bytes.

What is in them depends on their key alone: never on who asks. See `orientation.http.ready`.
"""

from collections.abc import Callable, Hashable

from flask import Response, current_app

from orientation.catalog.cache import Bounded
from orientation.http.ready import Ready, send_ready

CACHE_CONTROL = "public, max-age=60, stale-while-revalidate=86400"
CAPACITY = 24 * 1024 * 1024
"""Bytes of pages that a process keeps, compressed forms included."""


def send_shared(key: tuple[Hashable, ...], render: Callable[[], str]) -> Response:
    """Answer with the page of this key, rendering it if it isn't kept. What `render` raises is not kept."""
    pages: Bounded[tuple[Hashable, ...], Ready] = current_app.extensions.setdefault("shared_pages", Bounded(CAPACITY))
    return send_ready(pages.get_or_make(key, lambda: _make(render), weight=64 * 1024), CACHE_CONTROL)


def _make(render: Callable[[], str]) -> Ready:
    return Ready.make(render().encode(), "text/html; charset=utf-8")
