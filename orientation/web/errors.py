"""Pages for failures: what happened and what to do next, in the reader's language."""

from typing import Any

from flask import redirect, render_template, request, url_for

from orientation.web.i18n import page_locale


def error_page(status: int, title: str, message: str) -> Any:
    """Render the page of a failure; somebody who must sign in first is taken there and back."""
    if status == 401 and request.method == "GET":
        if request.path.startswith("/staff"):
            return redirect(url_for("staff.sign_in", next=request.full_path.rstrip("?")))
        return redirect(url_for("learner.join", locale=page_locale().tag))
    return render_template("error.html", status=status, title=title, message=message)
