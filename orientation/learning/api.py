"""/api/v1: Marking and progress."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from orientation.actor import Actor, Role
from orientation.errors import NotAllowed
from orientation.http.access import current_actor, public, requires
from orientation.http.api import feature_blueprint
from orientation.learning import queries, service
from orientation.learning.schemas import (
    AnswersSchema,
    CardSchema,
    LessonDetailSchema,
    LessonStateSchema,
    MarkedItemSchema,
    PlacementSchema,
    QuarantinePageSchema,
    QuarantineQuerySchema,
)

blueprint = feature_blueprint("learning", "Marking and progress.")


@blueprint.post("/packs/<pack>/<module>/<lesson>/mark")
@blueprint.arguments(AnswersSchema)
@blueprint.response(200, MarkedItemSchema(many=True))
@public
def mark(given: dict[str, Any], pack: str, module: str, lesson: str) -> list[service.MarkedItem]:
    """Mark answers to a lesson's items and record nothing."""
    return service.mark_answers(pack, module, lesson, given["answers"], given.get("version"))


@blueprint.get("/me/progress")
@blueprint.response(200, LessonStateSchema(many=True))
@requires(Role.LEARNER)
def list_progress() -> list[queries.LessonState]:
    """Every lesson that you have touched."""
    return queries.progress_of(learner_of(current_actor()))


@blueprint.get("/me/progress/<pack>/<module>/<lesson>")
@blueprint.response(200, LessonDetailSchema)
@requires(Role.LEARNER)
def show_progress(pack: str, module: str, lesson: str) -> dict[str, Any]:
    """How far you are with one lesson, item by item."""
    place = (learner_of(current_actor()), pack, module, lesson)
    return {"lesson": queries.state_of(*place), "items": queries.items_of(*place)}


@blueprint.get("/me/cards")
@blueprint.response(200, CardSchema(many=True))
@requires(Role.LEARNER)
def list_cards() -> Sequence[Row[Any]]:
    """Every word that you have practised, and when it comes back. Nobody but you sees this."""
    return queries.cards_of(learner_of(current_actor()))


@blueprint.get("/me/placements")
@blueprint.response(200, PlacementSchema(many=True))
@requires(Role.LEARNER)
def list_placements() -> Sequence[Row[Any]]:
    """Where you were placed. Nobody but you sees this, unless you share it."""
    return queries.placements_of(learner_of(current_actor()))


@blueprint.get("/me/quarantine")
@blueprint.arguments(QuarantineQuerySchema, location="query")
@blueprint.response(200, QuarantinePageSchema)
@requires(Role.LEARNER)
def list_quarantine(given: dict[str, Any]) -> dict[str, Any]:
    """What you sent that could not be understood, newest first, as it came."""
    shown = queries.list_quarantined(learner_of(current_actor()), given.get("before"))
    return {"items": shown, "next": shown[-1].id if len(shown) == queries.PAGE else None}


def learner_of(actor: Actor) -> UUID:
    """Return the learner who acts. Raises NotAllowed for anybody else."""
    if actor.learner_id is None:
        raise NotAllowed("Only a learner has progress. Join with a card.")
    return actor.learner_id
