"""One learner: progress, card, PIN, group, and erasing."""

from typing import Any
from uuid import UUID

from flask import make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from orientation.accounts import service as accounts
from orientation.accounts.queries import get_learner
from orientation.actor import Role
from orientation.assignments import queries, service
from orientation.errors import Conflict, Invalid
from orientation.http.access import current_actor, requires
from orientation.locales import UnknownLocale
from orientation.web.i18n import page_locale
from orientation.web.learner.placement import SKILL_NAMES, placed_of
from orientation.web.officer.blueprint import blueprint
from orientation.web.officer.group import removed_choice
from orientation.web.officer.words import SEX_NAMES, age_options, locale_options, module_names, sex_options
from orientation.web.staff.notes import tell, tell_and_go


@blueprint.get("/staff/learners/<uuid:learner_id>")
@requires(Role.OFFICER)
def learner(learner_id: UUID) -> Response:
    """What the officer may know of a learner and do for them."""
    return _page(learner_id)


@blueprint.get("/staff/learners/<uuid:learner_id>/edit")
@requires(Role.OFFICER)
def edit_learner(learner_id: UUID) -> Response:
    """The form for label, language, age band and sex."""
    learner = accounts.read_learner(current_actor(), learner_id)
    return _form(learner_id, {**vars(learner)}, "")


@blueprint.post("/staff/learners/<uuid:learner_id>/edit")
@requires(Role.OFFICER)
def change_learner(learner_id: UUID) -> Response:
    """Change what is known of a learner."""
    given = {name: request.form.get(name) or None for name in ("label", "locale", "age_band", "sex")}
    try:
        accounts.update_learner(current_actor(), learner_id, **given)
    except (Invalid, UnknownLocale) as error:
        return _form(learner_id, given, error.message)
    return tell_and_go(_("The changes are saved."), _address(learner_id))


@blueprint.post("/staff/learners/<uuid:learner_id>/move")
@requires(Role.OFFICER)
def move_learner(learner_id: UUID) -> Response:
    """Put the learner into another group, or into none."""
    group_id = request.form.get("group_id", type=UUID)
    try:
        service.move_learner(current_actor(), learner_id, group_id)
    except Conflict as error:
        tell(error.message, "error")
        return redirect(_address(learner_id), 303)
    return tell_and_go(_("The person is moved. Due dates follow the new group."), _address(learner_id))


@blueprint.post("/staff/learners/<uuid:learner_id>/revoke")
@requires(Role.OFFICER)
def revoke_card(learner_id: UUID) -> Response:
    """Make a lost card useless, and shut out the phones too if asked."""
    end_sessions = "end_sessions" in request.form
    accounts.revoke_cards(current_actor(), learner_id, end_sessions=end_sessions)
    if end_sessions:
        return tell_and_go(_("The card can't be used any more, and all phones are signed out."), _address(learner_id))
    return tell_and_go(_("The card can't be used any more."), _address(learner_id))


@blueprint.post("/staff/learners/<uuid:learner_id>/clear-pin")
@requires(Role.OFFICER)
def clear_pin(learner_id: UUID) -> Response:
    """Remove a forgotten PIN."""
    accounts.clear_pin(current_actor(), learner_id)
    return tell_and_go(_("The PIN is removed. The learner can choose a new one."), _address(learner_id))


@blueprint.post("/staff/learners/<uuid:learner_id>/erase")
@requires(Role.OFFICER)
def erase_learner(learner_id: UUID) -> Response:
    """Erase a learner for good, once the pseudonym has been typed."""
    actor = current_actor()
    typed = request.form.get("pseudonym", "").strip().upper()
    if typed != get_learner(actor, learner_id).pseudonym:
        message = _("This isn't the pseudonym, so nothing was erased. Type it as it stands on this page.")
        return _page(learner_id, erase_error=message)
    accounts.erase_learner(actor, learner_id)
    return tell_and_go(_("Everything about this person is erased."), url_for("officer.groups"))


def _address(learner_id: UUID) -> str:
    return url_for("officer.learner", learner_id=learner_id)


def _page(learner_id: UUID, **shown: Any) -> Response:
    actor = current_actor()
    found = service.read_learner(actor, learner_id)
    names = module_names()
    personal = {(cell.pack, cell.module) for cell in found.row.modules if cell.is_personal}
    page = render_template(
        "officer/learner.html",
        **vars(found),
        names=names,
        sexes=SEX_NAMES,
        locales=dict(locale_options()),
        groups=queries.list_group_names(actor),
        placed=placed_of(learner_id, page_locale().tag, only_shared=True),
        skills=SKILL_NAMES,
        undo=removed_choice(request.args.get("removed", ""), names, personal),
        **shown,
    )
    return make_response(page, 422 if shown else 200)


def _form(learner_id: UUID, values: dict[str, Any], error: str) -> Response:
    page = render_template(
        "officer/learner-form.html",
        learner=accounts.read_learner(current_actor(), learner_id),
        values=values,
        locales=locale_options(),
        ages=age_options(),
        sexes=sex_options(),
        error=error,
    )
    return make_response(page, 422 if error else 200)
