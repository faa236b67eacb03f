"""“My page” as the phone fills it from its own store: every module of the catalogue and every word that may be needed.

The same for everybody, so the worker can keep it; what is personal never leaves the phone's store for it.
"""

from flask import Response, render_template

from orientation.catalog import queries as catalog
from orientation.http.access import public
from orientation.web.learner.blueprint import blueprint
from orientation.web.learner.dates import written_days
from orientation.web.learner.shared_pages import send_shared


@blueprint.get("/<locale:locale>/mine")
@public
def mine(locale: str) -> Response:
    """What the worker answers at /<locale>/me, and its script fills."""
    versions = catalog.list_current()

    def render() -> str:
        outlines = [catalog.get_outline(version, locale) for version in versions]
        return render_template("learner/mine.html", outlines=outlines, days=written_days())

    return send_shared(("mine", locale, *(version.id for version in versions)), render)
