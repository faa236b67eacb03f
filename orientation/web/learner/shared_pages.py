"""Pages that are the same for everybody: rendered and compressed once, then answered as ready bytes.

What is in them depends on their key alone: never on who asks. See `orientation.http.ready`.
"""

from collections.abc import Callable, Hashable

from flask import Response, current_app, g

from orientation.catalog.cache import Bounded
from orientation.http.front import front
from orientation.http.ready import Ready, send_ready

CACHE_CONTROL = "public, max-age=60, stale-while-revalidate=86400"
MOST_PAGES = 400
"""Pages that a process keeps; one weighs about 60 KB with its compressed forms."""


def send_shared(
    key: tuple[Hashable, ...],
    render: Callable[[], str],
    *,
    by_address: bool = True,
    media_type: str = "text/html; charset=utf-8",
) -> Response:
    """Answer with the page of this key, rendering it if it isn't kept. What `render` raises is not kept.

    `by_address` says that the address alone decides what is on the page, and nothing else of the request.
    """
    pages: Bounded[tuple[Hashable, ...], Ready] = current_app.extensions.setdefault("shared_pages", Bounded(MOST_PAGES))
    page = pages.get_or_make(key, lambda: _make(render, media_type))
    if by_address:
        front().keep(page, CACHE_CONTROL)
    return send_ready(page, CACHE_CONTROL)


def _make(render: Callable[[], str], media_type: str) -> Ready:
    g.is_shared_page = True
    return Ready.make(render().encode(), media_type)
