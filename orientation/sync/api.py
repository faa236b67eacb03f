"""/api/v1: A phone that was offline catches up."""

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Response
from sqlalchemy import Row

from orientation import clock
from orientation.actor import Role
from orientation.assignments.schemas import AskedSchema
from orientation.http.access import current_actor, requires
from orientation.http.api import feature_blueprint
from orientation.learning.rules.intake import Batch
from orientation.learning.service import Ack
from orientation.sync import service
from orientation.sync.queries import News
from orientation.sync.schemas import CaughtUpSchema, SyncSchema

blueprint = feature_blueprint("sync", "A phone that was offline catches up.")
_ASKED = AskedSchema(many=True)


@blueprint.post("/sync")
@blueprint.arguments(SyncSchema)
@blueprint.response(200, CaughtUpSchema)
@requires(Role.LEARNER)
def sync(given: dict[str, Any]) -> Response:
    """Send what the learner did, and hear what is new. Each event is answered; sending it again does nothing.

    docs/sync.md tells the protocol as stories.
    """
    # CaughtUpSchema documents the answer; tests/http/test_sync_hear.py holds it to that
    heard = (given.pop("cursor") or "") if "cursor" in given else None
    done = service.catch_up(current_actor(), Batch(**given), clock.now(), heard)
    shown = {
        "server_time": done.server_time.isoformat(),
        "acks": [_shown(ack) for ack in done.acks],
        "epoch": str(done.epoch),
        **(_news(done.news) if done.news else {}),
    }
    return Response(json.dumps(shown, separators=(",", ":")), mimetype="application/json")


def _shown(ack: Ack) -> dict[str, Any]:
    shown: dict[str, Any] = {"id": ack.id, "status": ack.status}
    if ack.id is None:
        shown["index"] = ack.index
    if ack.verdict is not None:
        shown["verdict"] = ack.verdict
    if ack.reason is not None:
        shown["reason"] = ack.reason
    return shown


def _news(news: News) -> dict[str, Any]:
    """Return the members that tell what is new; those that have nothing to tell are left out."""
    shown: dict[str, Any] = {"cursor": str(news.cursor)}
    if news.progress.lessons or news.progress.items:
        parts = {"lessons": news.progress.lessons, "items": news.progress.items}
        shown["progress"] = {name: [_row(row) for row in rows] for name, rows in parts.items()}
    if news.progress.cards:
        shown["cards"] = [_row(row, ("last_event", "revision")) for row in news.progress.cards]
    if news.assignments is not None:
        shown["assignments"] = _ASKED.dump(news.assignments)
    if news.versions is not None:
        shown["packs"] = news.versions
    if news.progress.more:
        shown["more"] = True
    return shown


def _row(row: Row[Any], hidden: Collection[str] = ("revision",)) -> dict[str, Any]:
    """Return a row of progress as JSON, without what only the cursor or the server's own adding up is for."""
    return {name: _plain(value) for name, value in row._mapping.items() if name not in hidden}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
