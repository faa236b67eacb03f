"""An officer's learners and their cards."""

from typing import Any
from uuid import UUID

from flask import Response

from orientation.accounts import service
from orientation.accounts.api.blueprint import blueprint, done, page
from orientation.accounts.models import Learner
from orientation.accounts.schemas import (
    IssuedCardSchema,
    LearnerChangeSchema,
    LearnerPageSchema,
    LearnerSchema,
    NewLearnersSchema,
    PageQuerySchema,
    RevocationQuerySchema,
)
from orientation.accounts.service import IssuedCard, NewLearner
from orientation.actor import Role
from orientation.http.access import current_actor, requires


@blueprint.get("/learners")
@blueprint.arguments(PageQuerySchema, location="query")
@blueprint.response(200, LearnerPageSchema)
@requires(Role.OFFICER)
def list_learners(given: dict[str, Any]) -> dict[str, Any]:
    """The learners of one's own post."""
    limit = given["limit"]
    return page(service.read_learners(current_actor(), after=given.get("after"), limit=limit + 1), limit)


@blueprint.post("/learners")
@blueprint.arguments(NewLearnersSchema)
@blueprint.response(201, LearnerSchema(many=True))
@requires(Role.OFFICER)
def add_learners(given: dict[str, Any]) -> list[Learner]:
    """Add people to one's own post; each gets a random pseudonym."""
    return service.add_learners(current_actor(), [NewLearner(**person) for person in given["learners"]])


@blueprint.get("/learners/<uuid:learner_id>")
@blueprint.response(200, LearnerSchema)
@requires(Role.OFFICER)
def show_learner(learner_id: UUID) -> Learner:
    """One learner of one's own post."""
    return service.read_learner(current_actor(), learner_id)


@blueprint.patch("/learners/<uuid:learner_id>")
@blueprint.arguments(LearnerChangeSchema)
@blueprint.response(200, LearnerSchema)
@requires(Role.OFFICER)
def change_learner(given: dict[str, Any], learner_id: UUID) -> Learner:
    """Change what is said of a learner."""
    return service.update_learner(current_actor(), learner_id, **given)


@blueprint.delete("/learners/<uuid:learner_id>")
@blueprint.response(204)
@requires(Role.OFFICER)
def erase_learner(learner_id: UUID) -> Response:
    """Remove a learner with everything that they did, for good."""
    service.erase_learner(current_actor(), learner_id)
    return done()


@blueprint.post("/learners/<uuid:learner_id>/card")
@blueprint.response(201, IssuedCardSchema)
@requires(Role.OFFICER)
def issue_card(learner_id: UUID) -> IssuedCard:
    """Make a new join card; the older one stops working."""
    return service.issue_cards(current_actor(), [learner_id])[0]


@blueprint.delete("/learners/<uuid:learner_id>/card")
@blueprint.arguments(RevocationQuerySchema, location="query")
@blueprint.response(204)
@requires(Role.OFFICER)
def revoke_card(given: dict[str, Any], learner_id: UUID) -> Response:
    """Make a lost card useless."""
    service.revoke_cards(current_actor(), learner_id, end_sessions=given["end_sessions"])
    return done()


@blueprint.delete("/learners/<uuid:learner_id>/pin")
@blueprint.response(204)
@requires(Role.OFFICER)
def clear_pin(learner_id: UUID) -> Response:
    """Remove a forgotten PIN, and the wait after wrong ones."""
    service.clear_pin(current_actor(), learner_id)
    return done()
