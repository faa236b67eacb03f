"""/api/v1: A phone that was offline catches up."""

from typing import Any

from orientation import clock
from orientation.actor import Role
from orientation.http.access import current_actor, requires
from orientation.http.api import feature_blueprint
from orientation.learning.rules.intake import Batch
from orientation.learning.service import Ack
from orientation.sync import service
from orientation.sync.schemas import CaughtUpSchema, SyncSchema

blueprint = feature_blueprint("sync", "A phone that was offline catches up.")


@blueprint.post("/sync")
@blueprint.arguments(SyncSchema)
@blueprint.response(200, CaughtUpSchema)
@requires(Role.LEARNER)
def sync(given: dict[str, Any]) -> dict[str, Any]:
    """Send what the learner did. Each event is answered; sending it again does nothing."""
    done = service.catch_up(current_actor(), Batch(**given), clock.now())
    return {"server_time": done.server_time, "acks": [_shown(ack) for ack in done.acks], "epoch": done.epoch}


def _shown(ack: Ack) -> dict[str, Any]:
    shown: dict[str, Any] = {"id": ack.id, "status": ack.status}
    if ack.id is None:
        shown["index"] = ack.index
    if ack.verdict is not None:
        shown["verdict"] = ack.verdict
    if ack.reason is not None:
        shown["reason"] = ack.reason
    return shown
