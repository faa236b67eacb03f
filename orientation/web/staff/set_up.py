"""The one-time link with which a new colleague chooses a password."""

from flask import make_response, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from orientation.accounts import service as accounts
from orientation.accounts.errors import WeakPassword
from orientation.http.access import public
from orientation.web.staff.blueprint import blueprint
from orientation.web.staff.notes import tell_and_go


@blueprint.get("/staff/set-up/<token>")
@public
def set_up(token: str) -> Response:
    """The form. Whether the link can be used is said when it is used, so that looking at it costs nothing."""
    return _form(token)


@blueprint.post("/staff/set-up/<token>")
@public
def submit_set_up(token: str) -> Response:
    """Choose the password; then sign in with it."""
    password = request.form.get("password", "")
    if password != request.form.get("again", ""):
        return _form(token, _("The two passwords differ. Type the same one twice."))
    try:
        staff = accounts.set_up_staff(token, password)
    except WeakPassword as error:
        return _form(token, error.message)
    return tell_and_go(
        _("Your password is set. Sign in as %(name)s.", name=staff.name), url_for("staff.sign_in", name=staff.name)
    )


def _form(token: str, error: str = "") -> Response:
    return make_response(render_template("staff/set_up.html", token=token, error=error), 422 if error else 200)
