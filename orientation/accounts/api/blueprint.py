"""The blueprint that the routes of this feature hang on, and what they share."""

from collections.abc import Sequence
from typing import Any, Protocol
from uuid import UUID

from flask import Response

from orientation.http.api import feature_blueprint

blueprint = feature_blueprint("accounts", "Staff, learners, join cards, sessions.")


class _WithId(Protocol):
    @property
    def id(self) -> UUID: ...


def page(items: Sequence[_WithId], limit: int) -> dict[str, Any]:
    """Return a page of a list; `items` hold one more than `limit` if there is another page."""
    shown = items[:limit]
    return {"items": shown, "next": shown[-1].id if len(items) > limit else None}


def done() -> Response:
    """Return the answer to a command that has nothing to tell."""
    response = Response(status=204)
    del response.headers["Content-Type"]
    return response
