"""Setting up one-time codes. Somebody who must do so first has no roles yet: the pages ask only for a session."""

from flask import make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from orientation.accounts import service as accounts
from orientation.accounts.errors import NotBegun, WrongCode
from orientation.accounts.queries import get_me
from orientation.errors import NotSignedIn
from orientation.http.access import current_actor, public
from orientation.web.qr import qr_code
from orientation.web.staff.blueprint import blueprint
from orientation.web.staff.notes import tell_and_go


@blueprint.get("/staff/second-factor")
@public
def second_factor() -> Response:
    """What one-time codes are, and the button that begins."""
    return _form()


@blueprint.post("/staff/second-factor")
@public
def begin_second_factor() -> Response:
    """Show the secret: as a picture to scan and as text to type. It is shown this once."""
    enrolment = accounts.begin_second_factor(current_actor())
    return _form(picture=qr_code(enrolment.uri), groups=in_groups(enrolment.secret))


@blueprint.post("/staff/second-factor/confirm")
@public
def confirm_second_factor() -> Response:
    """Turn the codes on with a first one."""
    try:
        accounts.confirm_second_factor(current_actor(), request.form.get("code", ""))
    except WrongCode:
        return _form(
            error=_("The code doesn't fit. Check that the phone's clock is right, then enter the next code."),
            status=422,
        )
    except NotBegun:
        return redirect(url_for("staff.second_factor"), 303)
    return tell_and_go(_("One-time codes are on. You will be asked for one when you sign in."), url_for("staff.home"))


def in_groups(secret: str) -> list[str]:
    """Return the secret in groups of four, as it is read aloud and typed."""
    return [secret[i : i + 4] for i in range(0, len(secret), 4)]


def _form(
    picture: Markup | None = None, groups: list[str] | None = None, error: str = "", status: int = 200
) -> Response:
    actor = current_actor()
    if actor.staff_id is None:
        raise NotSignedIn("Sign in to continue.")
    page = render_template(
        "staff/second_factor.html",
        me=get_me(actor),
        must_enrol=actor.must_enrol,
        picture=picture,
        groups=groups,
        error=error,
    )
    return make_response(page, status)
