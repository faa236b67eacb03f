"""Who uses this phone: people by picture and colour, and the locks before their places. The phone alone knows them."""

from flask import Response, render_template

from orientation.http.access import public
from orientation.web.learner.blueprint import blueprint
from orientation.web.learner.shared_pages import send_shared


@blueprint.get("/<locale:locale>/phone")
@public
def phone(locale: str) -> Response:
    """The same page for every phone; its script fills it from the phone's own store."""
    return send_shared(("phone", locale), lambda: render_template("learner/profiles.html"))
