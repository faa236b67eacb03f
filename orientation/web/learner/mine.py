"""“My page” as the phone fills it from its own store: every module of the catalogue and every word that may be needed.

The same for everybody, so the worker can keep it; what is personal never leaves the phone's store for it.
"""

import json
from datetime import date

from flask import Response, render_template
from flask_babel import format_date

from orientation.catalog import queries as catalog
from orientation.http.access import public
from orientation.web.learner.blueprint import blueprint
from orientation.web.learner.shared_pages import send_shared

_YEAR, _DAY = 2034, 28


@blueprint.get("/<locale:locale>/mine")
@public
def mine(locale: str) -> Response:
    """What the worker answers at /<locale>/me, and its script fills."""
    versions = catalog.list_current()

    def render() -> str:
        outlines = [catalog.get_outline(version, locale) for version in versions]
        return render_template("learner/mine.html", outlines=outlines, days=json.dumps(written_days()))

    return send_shared(("mine", locale, *(version.id for version in versions)), render)


def written_days() -> list[str]:
    """Return for each month how the page's locale writes a day of it, with {day} and {year} for the numbers.

    Scripts can't ask the browser: old ones have no month names in Tigrinya, Somali, Dari and others.
    """
    written = [format_date(date(_YEAR, month, _DAY), "long") for month in range(1, 13)]
    return [text.replace(str(_YEAR), "{year}").replace(str(_DAY), "{day}") for text in written]
