"""One's own account: password, one-time codes, language, and where one is signed in."""

from uuid import UUID

from flask import make_response, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from orientation.accounts import queries
from orientation.accounts import service as accounts
from orientation.accounts.errors import WeakPassword, WrongPassword
from orientation.actor import STAFF_ROLES
from orientation.http.access import current_actor, requires
from orientation.web.staff.blueprint import blueprint
from orientation.web.staff.notes import tell_and_go


@blueprint.get("/staff/account")
@requires(*STAFF_ROLES)
def account() -> Response:
    """Everything about one's own account on one page."""
    return _page()


@blueprint.post("/staff/account/password")
@requires(*STAFF_ROLES)
def change_password() -> Response:
    """Set another password; every other session ends."""
    new = request.form.get("new", "")
    if new != request.form.get("again", ""):
        return _page({"again": _("The two passwords differ. Type the same one twice.")})
    try:
        accounts.change_password(current_actor(), request.form.get("old", ""), new)
    except WrongPassword:
        return _page({"old": _("This isn't your present password. Nothing was changed.")})
    except WeakPassword as error:
        return _page({"new": error.message})
    return tell_and_go(_("Your password is changed. You are signed out everywhere else."), url_for("staff.account"))


@blueprint.post("/staff/account/sessions/<uuid:session_id>/end")
@requires(*STAFF_ROLES)
def end_session(session_id: UUID) -> Response:
    """Sign one of one's browsers or apps out."""
    accounts.end_session(current_actor(), session_id)
    return tell_and_go(_("That session has ended."), url_for("staff.account"))


@blueprint.post("/staff/account/sessions/end-others")
@requires(*STAFF_ROLES)
def end_other_sessions() -> Response:
    """Sign all but this browser out."""
    ended = accounts.end_other_sessions(current_actor())
    return tell_and_go(
        ngettext("%(num)s other session has ended.", "%(num)s other sessions have ended.", ended),
        url_for("staff.account"),
    )


def _page(errors: dict[str, str] | None = None) -> Response:
    actor = current_actor()
    page = render_template(
        "staff/account.html",
        me=queries.get_me(actor),
        sessions=queries.list_sessions(actor),
        this_session=actor.session_id,
        errors=errors or {},
    )
    return make_response(page, 422 if errors else 200)
