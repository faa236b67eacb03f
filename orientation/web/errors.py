"""Pages for failures: what happened and what to do next, in the reader's language."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _

from orientation.http.access import current_actor
from orientation.web.i18n import page_locale


def error_page(status: int, title: str, message: str) -> Any:
    """Render the page of a failure; somebody who must sign in first is taken there and back."""
    is_staff = request.path.startswith("/staff")
    if status == 401 and request.method == "GET":
        if is_staff:
            return redirect(url_for("staff.sign_in", next=request.full_path.rstrip("?")))
        return redirect(url_for("learner.join", locale=page_locale().tag))
    if status == 403 and request.method == "GET" and is_staff and current_actor().must_enrol:
        return redirect(url_for("staff.second_factor"))
    if not is_staff:
        title, message = _for_learners(status)
    return render_template(
        "error.html",
        is_staff=is_staff,
        title=title,
        message=message,
        way_on="/staff/" if is_staff else url_for("learner.home", locale=page_locale().tag),
        way_on_label=_("Go to the start page"),
    )


def _for_learners(status: int) -> tuple[str, str]:
    """Say it in the learner's language: details that programs and staff get are in English."""
    if status == 410:
        return _("This account was removed"), _(
            "Nothing of it is left on this phone. You can go on reading. To keep what you learn, ask for a new card."
        )
    if status in (404, 405):
        return _("This page is not here"), _("Perhaps it has moved. Nothing that you did is lost.")
    if status in (401, 403):
        return _("This page is closed"), _("Go to the start page, or join with your card, then try again.")
    if status == 429:
        return _("Too many attempts"), _("Wait a few minutes, then try again. Nothing that you did is lost.")
    if status == 503:
        return _("Many people are here just now"), _("Wait a minute, then try again. Nothing that you did is lost.")
    if status < 500:
        return _("That did not work"), _("We could not understand it. Go back and try again. Nothing is lost.")
    return _("Something went wrong here"), _(
        "This is our mistake, not yours. Nothing that you saved is lost. Try again in a minute."
    )
