"""Signing in, out, and choosing the language before anybody is known."""

from datetime import timedelta

from flask import current_app, make_response, redirect, render_template, request, url_for
from flask_babel import format_time, ngettext
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from orientation import clock
from orientation.accounts import service as accounts
from orientation.accounts.errors import CodeNeeded, WrongSignIn
from orientation.accounts.service.sessions import SignedIn
from orientation.errors import TooMany
from orientation.http.access import current_actor, public
from orientation.http.identity import caller, clear_session_cookie, set_session_cookie
from orientation.locales import get_locale
from orientation.web.staff.blueprint import blueprint
from orientation.web.staff.notes import own_address, tell, tell_and_go
from orientation.web.staff.pending import seal, unseal

LOCALE_COOKIE = "staff_locale"
YEAR = 365 * 24 * 3600


@blueprint.get("/staff/sign-in")
@public
def sign_in() -> Response:
    """The form; whoever is signed in already goes on."""
    actor = current_actor()
    if actor.must_enrol:
        return redirect(url_for("staff.second_factor"))
    if actor.staff_id is not None:
        return redirect(_wanted())
    return _form()


@blueprint.post("/staff/sign-in")
@public
def submit_sign_in() -> Response:
    """Open a session, or ask again, for the code when only that is missing."""
    sealed = request.form.get("pending", "")
    name, password = request.form.get("name", ""), request.form.get("password", "")
    if sealed:
        opened = unseal(sealed, clock.now())
        if opened is None:
            return _form(error=_("That took longer than five minutes. Enter your name and password again."), status=401)
        name, password = opened
    try:
        signed_in = accounts.sign_in_staff(
            name,
            password,
            request.form.get("code") or None,
            **caller(),
        )
    except CodeNeeded:
        return _form(name=name, pending=seal(name, password, clock.now()))
    except WrongSignIn:
        if sealed:
            return _form(
                name=name,
                pending=sealed,
                error=_("The code doesn't fit. Wait for the next one in your authenticator app, then enter it."),
                status=401,
            )
        return _form(
            name=name,
            error=_("The name or the password is wrong. Check capital letters and the language of the keyboard."),
            status=401,
        )
    except TooMany as error:
        response = _form(name=name, pending=sealed, error=_wait_sentence(error.retry_after), status=429)
        response.headers["Retry-After"] = str(error.retry_after)
        return response
    return _enter(signed_in)


@blueprint.post("/staff/sign-out")
@public
def sign_out() -> Response:
    """End this session. Somebody whose session has ended already sees the same."""
    actor = current_actor()
    accounts.sign_out(actor)
    response = make_response(tell_and_go(_("You are signed out."), url_for("staff.sign_in")))
    clear_session_cookie(response, "staff")
    if actor.locale:
        _keep_locale(response, actor.locale)
    return response


@blueprint.post("/staff/language")
@public
def set_language() -> Response:
    """Change the language of the staff pages: kept with the account, or in the browser before signing in."""
    actor = current_actor()
    locale = get_locale(request.form.get("locale", ""))
    response = redirect(own_address(request.form.get("next"), url_for("staff.sign_in")), 303)
    if actor.staff_id is None:
        _keep_locale(response, locale.tag)
        return response
    accounts.set_locale(actor, locale.tag)
    tell(_("The staff pages are in this language now: %(language)s.", language=locale.name))
    response.delete_cookie(LOCALE_COOKIE, path="/staff")
    return response


def _enter(signed_in: SignedIn) -> Response:
    seconds = int((signed_in.expires_at - clock.now()).total_seconds())
    response = make_response(redirect(url_for("staff.second_factor") if signed_in.must_enrol else _wanted(), 303))
    set_session_cookie(response, "staff", signed_in.token, seconds=seconds)
    response.delete_cookie(LOCALE_COOKIE, path="/staff")
    return response


def _wanted() -> str:
    return own_address(request.values.get("next"), url_for("staff.home"))


def _form(*, name: str = "", pending: str = "", error: str = "", status: int = 200) -> Response:
    page = render_template("staff/sign_in.html", name=name, pending=pending, error=error, wanted=_wanted())
    return make_response(page, status)


def _wait_sentence(seconds: int) -> str:
    minutes = -(-seconds // 60)
    sentence = ngettext(
        "There were too many attempts. Try again in %(num)s minute, at %(time)s UTC.",
        "There were too many attempts. Try again in %(num)s minutes, at %(time)s UTC.",
        minutes,
        time=format_time(clock.now() + timedelta(seconds=seconds + 59), "short", rebase=False),
    )
    return str(sentence)


def _keep_locale(response: Response, tag: str) -> None:
    response.set_cookie(
        LOCALE_COOKIE,
        tag,
        max_age=YEAR,
        path="/staff",
        httponly=True,
        secure=current_app.config["SECURE_COOKIES"],
        samesite="Lax",
    )
