"""/api/v1: Groups, assignments, the officer's view."""

from typing import Any
from uuid import UUID

from flask import Response, request

from orientation.accounts.models import Learner
from orientation.accounts.rules.people import NewLearner
from orientation.accounts.service import IssuedCard
from orientation.actor import Role
from orientation.assignments import queries, schemas, service
from orientation.assignments.models import Assignment, Group
from orientation.assignments.queries import Asked, GroupSummary, GroupTable
from orientation.http.access import current_actor, requires
from orientation.http.api import PROBLEM, feature_blueprint

blueprint = feature_blueprint("assignments", "Groups, assignments, the officer's view.")

TEXT = {"schema": {"type": "string"}}
CSV_BODY = {"required": True, "content": {"text/csv": TEXT}}


@blueprint.get("/groups")
@blueprint.response(200, schemas.GroupSummarySchema(many=True))
@requires(Role.OFFICER)
def list_groups() -> list[GroupSummary]:
    """The groups of the officer's post, the next to depart first."""
    return service.read_groups(current_actor())


@blueprint.post("/groups")
@blueprint.etag
@blueprint.arguments(schemas.GroupNewSchema)
@blueprint.response(201, schemas.GroupSchema)
@blueprint.alt_response(409, **PROBLEM)
@requires(Role.OFFICER)
def create_group(given: dict[str, Any]) -> Group:
    """Make a group."""
    return service.create_group(current_actor(), **given)


@blueprint.get("/groups/<uuid:group_id>")
@blueprint.etag
@blueprint.response(200, schemas.GroupSchema)
@requires(Role.OFFICER)
def show_group(group_id: UUID) -> Group:
    """One group; its ETag is what PATCH and DELETE need."""
    return service.read_group(current_actor(), group_id)


@blueprint.patch("/groups/<uuid:group_id>")
@blueprint.etag
@blueprint.arguments(schemas.GroupChangeSchema)
@blueprint.response(200, schemas.GroupSchema)
@blueprint.alt_response(409, **PROBLEM)
@requires(Role.OFFICER)
def update_group(given: dict[str, Any], group_id: UUID) -> Group:
    """Rename a group or move its departure; every due date moves with it."""
    group = _unchanged(group_id)
    wanted = {"name": group.name, "departs_on": group.departs_on, **given}
    return service.update_group(current_actor(), group_id, revision=group.revision, **wanted)


@blueprint.delete("/groups/<uuid:group_id>")
@blueprint.etag
@blueprint.response(204)
@blueprint.alt_response(409, **PROBLEM)
@requires(Role.OFFICER)
def delete_group(group_id: UUID) -> None:
    """Remove a group that has no people."""
    _unchanged(group_id)
    service.delete_group(current_actor(), group_id)


@blueprint.get("/groups/<uuid:group_id>/table")
@blueprint.response(200, schemas.GroupTableSchema)
@requires(Role.OFFICER)
def show_table(group_id: UUID) -> GroupTable:
    """Who has done what: learners by modules."""
    return service.read_group_table(current_actor(), group_id)


@blueprint.post("/groups/<uuid:group_id>/learners")
@blueprint.arguments(schemas.MembersNewSchema)
@blueprint.response(201, schemas.MemberSchema(many=True))
@blueprint.alt_response(409, **PROBLEM)
@requires(Role.OFFICER)
def add_learners(given: dict[str, Any], group_id: UUID) -> list[Learner]:
    """Add learners to a group, all or none."""
    people = [NewLearner(**one) for one in given["learners"]]
    return service.add_group_learners(current_actor(), group_id, people)


@blueprint.post("/groups/<uuid:group_id>/learners.csv")
@blueprint.doc(requestBody=CSV_BODY)
@blueprint.response(201, schemas.MemberSchema(many=True))
@blueprint.alt_response(409, **PROBLEM)
@blueprint.alt_response(422, **PROBLEM)
@requires(Role.OFFICER)
def import_learners(group_id: UUID) -> list[Learner]:
    """Add the learners of a CSV file with the columns label, locale, age_band, sex; a refusal lists all faults."""
    return service.import_learners(current_actor(), group_id, request.get_data(cache=False))


@blueprint.post("/groups/<uuid:group_id>/cards")
@blueprint.arguments(schemas.CardsWantedSchema)
@blueprint.response(201, schemas.PrintedCardSchema(many=True))
@requires(Role.OFFICER)
def print_cards(given: dict[str, Any], group_id: UUID) -> list[IssuedCard]:
    """Issue new join cards; older ones of the same learners stop working."""
    return service.print_cards(current_actor(), group_id, given["learner_ids"])


@blueprint.get("/groups/<uuid:group_id>/hand-over.csv")
@blueprint.response(200, {"type": "string"}, content_type="text/csv", description="A line for each learner.")
@requires(Role.OFFICER)
def export_group(group_id: UUID) -> Response:
    """Pseudonym, label and modules done of a group's learners, safe to open in a spreadsheet."""
    return Response(service.export_group(current_actor(), group_id), content_type="text/csv; charset=utf-8")


@blueprint.post("/assignments")
@blueprint.arguments(schemas.AssignmentNewSchema)
@blueprint.response(201, schemas.AssignmentSchema)
@blueprint.alt_response(404, **PROBLEM)
@blueprint.alt_response(409, **PROBLEM)
@requires(Role.OFFICER)
def assign(given: dict[str, Any]) -> Assignment:
    """Ask a group or one learner to learn a module."""
    return service.assign(current_actor(), **given)


@blueprint.delete("/assignments/<uuid:assignment_id>")
@blueprint.response(204)
@requires(Role.OFFICER)
def unassign(assignment_id: UUID) -> None:
    """Take back what was asked; what was learned stays."""
    service.unassign(current_actor(), assignment_id)


@blueprint.put("/learners/<uuid:learner_id>/group")
@blueprint.arguments(schemas.MoveSchema)
@blueprint.response(204)
@blueprint.alt_response(409, **PROBLEM)
@requires(Role.OFFICER)
def move_learner(given: dict[str, Any], learner_id: UUID) -> None:
    """Put a learner into another group of the post, or into none."""
    service.move_learner(current_actor(), learner_id, given["group_id"])


@blueprint.get("/me/assignments")
@blueprint.response(200, schemas.AskedSchema(many=True))
@requires(Role.LEARNER)
def list_own_assignments() -> list[Asked]:
    """What the learner who asks is asked to learn, first due first."""
    return queries.list_own_assignments(current_actor())


def _unchanged(group_id: UUID) -> Group:
    """Return the group if it is what If-Match says; answers 412 otherwise."""
    group = queries.get_group(current_actor(), group_id)
    blueprint.check_etag(schemas.GroupSchema().dump(group))
    return group
