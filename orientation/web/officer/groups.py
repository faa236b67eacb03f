"""The list of groups, and making, changing and removing one."""

from datetime import date
from uuid import UUID

from flask import Response as Answer
from flask import make_response, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from orientation import clock
from orientation.accounts.rules.people import post_of
from orientation.actor import Role
from orientation.assignments import queries, service
from orientation.assignments.models import Group
from orientation.errors import Conflict, Invalid
from orientation.http.access import current_actor, requires
from orientation.web.officer.blueprint import blueprint
from orientation.web.staff.notes import tell_and_go


@blueprint.get("/staff/groups")
@requires(Role.OFFICER)
def groups() -> str:
    """The post's groups, and the people who are in none."""
    actor = current_actor()
    return render_template(
        "officer/groups.html",
        groups=service.read_groups(actor),
        ungrouped=queries.list_ungrouped(actor),
        today=clock.now().date(),
    )


@blueprint.get("/staff/groups/new")
@requires(Role.OFFICER)
def new_group() -> Response:
    """The form for a new group."""
    post_of(current_actor())
    return _form(None, {"name": "", "departs_on": ""}, "")


@blueprint.post("/staff/groups/new")
@requires(Role.OFFICER)
def create_group() -> Response:
    """Make the group, then show it."""
    try:
        group = service.create_group(current_actor(), request.form.get("name", ""), _given_day())
    except (Invalid, Conflict) as error:
        return _form(None, request.form.to_dict(), error.message)
    message = _("The group is made. Now add people, then assign modules.")
    return tell_and_go(message, url_for("officer.group", group_id=group.id))


@blueprint.get("/staff/groups/<uuid:group_id>/edit")
@requires(Role.OFFICER)
def edit_group(group_id: UUID) -> Response:
    """The form for changing a group."""
    group = service.read_group(current_actor(), group_id)
    day = group.departs_on.isoformat() if group.departs_on else ""
    return _form(group, {"name": group.name, "departs_on": day, "revision": str(group.revision)}, "")


@blueprint.post("/staff/groups/<uuid:group_id>/edit")
@requires(Role.OFFICER)
def change_group(group_id: UUID) -> Response:
    """Change the group; every due date moves with its departure."""
    actor = current_actor()
    group = queries.get_group(actor, group_id)
    revision = request.form.get("revision", type=int, default=0)
    try:
        name, day = request.form.get("name", ""), _given_day()
        service.update_group(actor, group_id, revision=revision, name=name, departs_on=day)
    except (Invalid, Conflict) as error:
        return _form(group, request.form.to_dict() | {"revision": str(group.revision)}, error.message)
    return tell_and_go(_("The group is changed."), url_for("officer.group", group_id=group_id))


@blueprint.post("/staff/groups/<uuid:group_id>/remove")
@requires(Role.OFFICER)
def remove_group(group_id: UUID) -> Response:
    """Remove a group without people."""
    service.delete_group(current_actor(), group_id)
    return tell_and_go(_("The group is removed."), url_for("officer.groups"))


@blueprint.post("/staff/groups/<uuid:group_id>/hand-over.csv")
@requires(Role.OFFICER)
def hand_over(group_id: UUID) -> Response:
    """The hand-over as a file. A POST, because it is noted and must not be fetched by looking around."""
    answer = Answer("\ufeff" + service.export_group(current_actor(), group_id), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = "attachment; filename=hand-over.csv"
    return answer


class NotADay(Invalid):
    """What was given isn't a date."""


def _given_day() -> date | None:
    text = request.form.get("departs_on", "").strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise NotADay(_("This is no date. Write it as year-month-day, for example 2026-03-20.")) from None


def _form(group: Group | None, values: dict[str, str], error: str) -> Response:
    page = render_template("officer/group-form.html", group=group, values=values, error=error)
    return make_response(page, 422 if error else 200)
