"""Assigning modules to a group or to one learner, and taking them back."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import make_response, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from orientation import clock
from orientation.actor import Role
from orientation.assignments import service
from orientation.assignments.rules.table import ModuleKey
from orientation.errors import Conflict, Invalid
from orientation.http.access import current_actor, requires
from orientation.web.officer.blueprint import blueprint
from orientation.web.officer.words import days_options, offered_packs
from orientation.web.staff.notes import tell_and_go

USUAL_DAYS = 14


@blueprint.get("/staff/groups/<uuid:group_id>/assign")
@requires(Role.OFFICER)
def assign_group(group_id: UUID) -> Response:
    """Choose modules for a group."""
    return _group_form(group_id)


@blueprint.post("/staff/groups/<uuid:group_id>/assign")
@requires(Role.OFFICER)
def assign_to_group(group_id: UUID) -> Response:
    """Assign the chosen modules to the group."""
    try:
        made = service.assign_modules(current_actor(), group_id=group_id, modules=_modules(), days_before=_days())
    except (Invalid, Conflict) as error:
        return _group_form(group_id, error.message)
    return tell_and_go(_done(len(made)), url_for("officer.group", group_id=group_id))


@blueprint.get("/staff/learners/<uuid:learner_id>/assign")
@requires(Role.OFFICER)
def assign_learner(learner_id: UUID) -> Response:
    """Choose modules for one learner."""
    return _learner_form(learner_id)


@blueprint.post("/staff/learners/<uuid:learner_id>/assign")
@requires(Role.OFFICER)
def assign_to_learner(learner_id: UUID) -> Response:
    """Assign the chosen modules to this learner alone."""
    try:
        made = service.assign_modules(current_actor(), learner_id=learner_id, modules=_modules(), days_before=_days())
    except (Invalid, Conflict) as error:
        return _learner_form(learner_id, error.message)
    return tell_and_go(_done(len(made)), url_for("officer.learner", learner_id=learner_id))


@blueprint.post("/staff/assignments/<uuid:assignment_id>/remove")
@requires(Role.OFFICER)
def unassign(assignment_id: UUID) -> Response:
    """Take a module back; the page that comes next offers to assign it again."""
    old = service.unassign(current_actor(), assignment_id)
    removed = f"{old.pack}:{old.module}:{old.days_before}"
    if old.group_id:
        address = url_for("officer.group", group_id=old.group_id, removed=removed)
    else:
        address = url_for("officer.learner", learner_id=old.learner_id, removed=removed)
    return tell_and_go(_("The module is no longer assigned. What was learned stays."), address)


def _modules() -> list[ModuleKey]:
    chosen = [choice.partition(":") for choice in request.form.getlist("module")]
    return [(pack, module) for pack, colon, module in chosen]


def _days() -> int:
    return request.form.get("days", type=int, default=-1)


def _done(count: int) -> str:
    return str(ngettext("%(num)s module is assigned.", "%(num)s modules are assigned.", count))


def _group_form(group_id: UUID, error: str = "") -> Response:
    found = service.read_group_table(current_actor(), group_id)
    assigned = {column.key for column in found.table.columns if column.assignment_id}
    return _form(
        title=_("Assign modules to %(name)s", name=found.group.name),
        back=url_for("officer.group", group_id=group_id),
        departs_on=found.group.departs_on,
        edit=url_for("officer.edit_group", group_id=group_id),
        assigned=assigned,
        error=error,
    )


def _learner_form(learner_id: UUID, error: str = "") -> Response:
    found = service.read_learner(current_actor(), learner_id)
    learner, group = found.learner, found.group
    return _form(
        title=_("Assign modules to %(name)s", name=learner.label or learner.pseudonym),
        back=url_for("officer.learner", learner_id=learner_id),
        departs_on=group.departs_on if group else None,
        edit=url_for("officer.edit_group", group_id=group.id) if group else None,
        assigned={(cell.pack, cell.module) for cell in found.row.modules if cell.is_personal},
        error=error,
    )


def _form(*, departs_on: date | None, error: str, **shown: Any) -> Response:
    page = render_template(
        "officer/assign.html",
        packs=offered_packs(),
        days=days_options(departs_on, clock.now().date()),
        chosen_days=request.form.get("days", type=int, default=USUAL_DAYS),
        chosen=set(request.form.getlist("module")),
        departs_on=departs_on,
        error=error,
        **shown,
    )
    return make_response(page, 422 if error else 200)
