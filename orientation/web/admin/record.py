"""The record of what staff did and read."""

from uuid import UUID

from flask import render_template, request
from flask_babel import gettext as _

from orientation.accounts.queries import list_audit, list_posts, list_staff
from orientation.actor import Role
from orientation.http.access import current_actor, requires
from orientation.web.admin.blueprint import blueprint
from orientation.web.admin.deeds import deed_choices, deed_name, detail_words, subject_name

PAGE = 50


@blueprint.get("/staff/admin/record")
@requires(Role.ADMINISTRATOR)
def record() -> str:
    """What was done, newest first: all, or one kind of action, or one colleague's."""
    actor = current_actor()
    action, staff_id, before = request.args.get("action", ""), _uuid("staff"), _uuid("before")
    action = action.replace("\0", "")  # PostgreSQL takes none
    people = list_staff(actor)
    lines = list_audit(actor, before, PAGE + 1, action=action or None, staff_id=staff_id)
    subjects = {str(staff.id): staff.name for staff in people} | {str(post.id): post.name for post in list_posts(actor)}
    return render_template(
        "admin/record.html",
        lines=lines[:PAGE],
        older=lines[PAGE - 1].id if len(lines) > PAGE else None,
        before=before,
        action=action,
        staff_id=staff_id,
        choices=deed_choices(),
        people_options=[("", _("Anybody")), *((staff.id, staff.name) for staff in people)],
        subjects=subjects,
        deed_name=deed_name,
        detail_words=detail_words,
        subject_name=subject_name,
    )


def _uuid(name: str) -> UUID | None:
    try:
        return UUID(request.args.get(name, ""))
    except ValueError:
        return None
