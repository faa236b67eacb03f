"""/api/v1: A phone that was offline catches up."""

import json
from collections.abc import Collection
from datetime import datetime
from json.encoder import encode_basestring_ascii as quoted
from typing import Any
from uuid import UUID

from flask import Response
from sqlalchemy import Row

from orientation import clock
from orientation.actor import Actor, Role
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
_HIDDEN = ("first_event", "last_event", "shared_event", "revision")


@blueprint.post("/sync")
@blueprint.arguments(SyncSchema)
@blueprint.response(200, CaughtUpSchema)
@requires(Role.LEARNER)
def sync(given: dict[str, Any]) -> Response:
    """Send what the learner did, and hear what is new. Each event is answered; sending it again does nothing.

    docs/sync.md tells the protocol as stories. Most batches are answered before this is asked: see straight.py.
    """
    return Response(answer(current_actor(), given), mimetype="application/json")


def answer(actor: Actor, given: dict[str, Any]) -> bytes:
    """Take in what a phone sent, as SyncSchema loads it, and return what it is told. Raises what `catch_up` raises."""
    # CaughtUpSchema documents the answer; tests/http/test_sync_hear.py holds it to that
    heard = (given.pop("cursor") or "") if "cursor" in given else None
    done = service.catch_up(actor, Batch(**given), clock.now(), heard)
    shown = {
        "server_time": done.server_time.isoformat(),
        "epoch": str(done.epoch),
        **(_news(done.news) if done.news else {}),
    }
    acks = ",".join(map(_written, done.acks))
    return f'{{"acks":[{acks}],{json.dumps(shown, separators=(",", ":"))[1:]}'.encode()


def _written(ack: Ack) -> str:
    """Return an ack as JSON: there are up to 500 of them, and a dict for each would take thrice as long."""
    _, name, status, verdict, reason = ack
    text = f'"id":null,"index":{ack.index}' if name is None else f'"id":{quoted(name)}'
    text += f',"status":"{status}"'
    if verdict is not None:
        text += f',"verdict":"{verdict}"'
    return f"{{{text}}}" if reason is None else f'{{{text},"reason":{quoted(reason)}}}'


def _news(news: News) -> dict[str, Any]:
    """Return the members that tell what is new; those that have nothing to tell are left out."""
    shown: dict[str, Any] = {"cursor": str(news.cursor)}
    if news.progress.lessons or news.progress.items:
        parts = {"lessons": news.progress.lessons, "items": news.progress.items}
        shown["progress"] = {name: [_row(row) for row in rows] for name, rows in parts.items()}
    if news.progress.cards:
        shown["cards"] = [_row(row, ("last_event", "revision")) for row in news.progress.cards]
    if news.progress.placements:
        shown["placements"] = [_row(row, _HIDDEN) for row in news.progress.placements]
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
