"""The blueprint that the routes of this feature hang on, and what they share."""

from collections.abc import Sequence
from typing import Any, Protocol
from uuid import UUID

from flask import Response, request

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


def caller() -> dict[str, str]:
    """Return what signing in needs to know of the client: its User-Agent and its network address."""
    return {"client": request.user_agent.string, "address": request.remote_addr or ""}
