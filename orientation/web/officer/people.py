"""Adding people to a group: one by one, or from a spreadsheet."""

from typing import Any
from uuid import UUID

from flask import Response as Answer
from flask import make_response, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from orientation.accounts.rules.people import NewLearner
from orientation.actor import Role
from orientation.assignments import service
from orientation.assignments.rules.roster import TEMPLATE, CsvRefused
from orientation.errors import Conflict, Invalid
from orientation.http.access import current_actor, requires
from orientation.locales import UnknownLocale
from orientation.web.officer.blueprint import blueprint
from orientation.web.officer.words import age_options, locale_options, sex_options
from orientation.web.staff.notes import tell_and_go


@blueprint.get("/staff/groups/<uuid:group_id>/people")
@requires(Role.OFFICER)
def people(group_id: UUID) -> Response:
    """The two ways to add people."""
    return _page(group_id)


@blueprint.post("/staff/groups/<uuid:group_id>/people")
@requires(Role.OFFICER)
def add_person(group_id: UUID) -> Response:
    """Add one person and stay on the page for the next."""
    form = request.form
    person = NewLearner(
        form.get("label") or None, form.get("locale", ""), form.get("age_band") or None, form.get("sex") or None
    )
    try:
        learner = service.add_group_learners(current_actor(), group_id, [person])[0]
    except (Invalid, Conflict, UnknownLocale) as error:
        return _page(group_id, values=form.to_dict(), error=error.message)
    message = _("%(pseudonym)s is added. Add the next person, or go back to the group.", pseudonym=learner.pseudonym)
    return tell_and_go(message, url_for("officer.people", group_id=group_id, locale=person.locale))


@blueprint.post("/staff/groups/<uuid:group_id>/people/file")
@requires(Role.OFFICER)
def add_people(group_id: UUID) -> Response:
    """Add the people of a CSV file, all or none."""
    upload = request.files.get("file")
    try:
        added = service.import_learners(current_actor(), group_id, upload.read() if upload else b"")
    except CsvRefused as refused:
        return _page(group_id, file_error=refused.message, faults=refused.data["faults"], total=refused.data["total"])
    except (Invalid, Conflict) as error:
        return _page(group_id, file_error=error.message)
    message = ngettext("%(num)s person is added.", "%(num)s people are added.", len(added))
    return tell_and_go(message, url_for("officer.group", group_id=group_id))


@blueprint.get("/staff/people-template.csv")
@requires(Role.OFFICER)
def people_template() -> Response:
    """A file to start from, with the mark by which spreadsheets know UTF-8."""
    answer = Answer("\ufeff" + TEMPLATE, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = "attachment; filename=people.csv"
    return answer


def _page(group_id: UUID, **shown: Any) -> Response:
    group = service.read_group(current_actor(), group_id)
    page = render_template(
        "officer/people.html",
        group=group,
        values=shown.pop("values", {"locale": request.args.get("locale", "ar")}),
        locales=locale_options(),
        ages=age_options(),
        sexes=sex_options(),
        **shown,
    )
    return make_response(page, 422 if shown else 200)
