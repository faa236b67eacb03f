"""Joining with a card: its QR code opens a page with one button, its code is typed. Opening a link changes nothing."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from orientation import clock
from orientation.accounts import service as accounts
from orientation.accounts.errors import MistypedCode, PinNeeded, WrongCard, WrongPin
from orientation.errors import TooMany
from orientation.http.access import public
from orientation.http.identity import caller, set_session_cookie
from orientation.locales import INTERFACE, negotiate
from orientation.web.i18n import page_locale
from orientation.web.learner.blueprint import blueprint


@dataclass(frozen=True)
class Trouble:
    """Why somebody is not in yet, in the page's language. `status` is the answer's."""

    status: int
    card: str = ""
    pin: str = ""
    needs_pin: bool = False


@blueprint.get("/<locale:locale>/join")
@public
def join(locale: str) -> str:  # noqa: ARG001 the page's locale is read from the address
    """A form for the card's code."""
    return render_template("learner/join.html", trouble=Trouble(200), code="")


@blueprint.post("/<locale:locale>/join")
@public
def join_with_code(locale: str) -> Response:
    """Join with what is printed on the card."""
    code, pin = request.form.get("code", ""), request.form.get("pin")
    joined = _join(lambda: accounts.join_by_code(code, pin, **caller()), locale)
    if isinstance(joined, Trouble):
        return make_response(render_template("learner/join.html", trouble=joined, code=code), joined.status)
    return joined


@blueprint.get("/j/<secret>")
@public
def card(secret: str) -> str:
    """What a scanned card opens: one button. Nothing happens until it is pressed, so a link preview joins nobody."""
    return render_template("learner/card.html", trouble=Trouble(200), secret=secret)


@blueprint.post("/j/<secret>")
@public
def join_with_card(secret: str) -> Response:
    """Join with the scanned card."""
    pin = request.form.get("pin")
    joined = _join(lambda: accounts.join_by_secret(secret, pin, **caller()), page_locale().tag)
    if isinstance(joined, Trouble):
        return make_response(render_template("learner/card.html", trouble=joined, secret=secret), joined.status)
    return joined


def _join(attempt: Callable[[], accounts.SignedIn], fallback: str) -> Response | Trouble:
    """Return the way to the learner's own page, with a session, or the trouble."""
    try:
        signed_in = attempt()
    except MistypedCode:
        return Trouble(422, card=_("There is a typing mistake. Look at the card again: the code has 12 digits."))
    except WrongCard:
        return Trouble(422, card=_("This card can't be used. Check the code, or ask your officer for a new card."))
    except PinNeeded:
        return Trouble(200, needs_pin=True)
    except WrongPin:
        pin = _("This PIN is wrong. Try again, or ask your officer to remove it.")
        return Trouble(422, pin=pin, needs_pin=True)
    except TooMany as error:
        minutes = max(1, round(error.retry_after / 60))
        wait = ngettext(
            "That was tried too often. Wait %(num)s minute, then try again.",
            "That was tried too often. Wait %(num)s minutes, then try again.",
            minutes,
        )
        return Trouble(429, card=wait)
    locale = negotiate([signed_in.actor.locale or fallback], INTERFACE) or fallback
    response = make_response(redirect(url_for("learner.me", locale=locale, joined=1), 303))
    seconds = int((signed_in.expires_at - clock.now()).total_seconds())
    set_session_cookie(response, "learner", signed_in.token, seconds=seconds)
    return response
