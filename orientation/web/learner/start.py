"""Where everybody begins: the languages by their own names, what this is, what is kept."""

from flask import Response, render_template

from orientation.catalog import queries as catalog
from orientation.http.access import public
from orientation.web.i18n import page_locale
from orientation.web.learner.blueprint import blueprint
from orientation.web.learner.shared_pages import send_shared


@blueprint.get("/")
@public
def choose_locale() -> Response:
    """Every language by its own name."""
    tag = page_locale().tag
    response = send_shared(("choose", tag), lambda: render_template("learner/choose_locale.html"), by_address=False)
    response.vary.add("Accept-Language")
    return response


@blueprint.get("/<locale:locale>/")
@public
def home(locale: str) -> Response:
    """What this is, and every module."""
    versions = catalog.list_current()

    def render() -> str:
        outlines = [catalog.get_outline(version, locale) for version in versions]
        return render_template("learner/home.html", outlines=outlines)

    return send_shared(("home", locale, *(version.id for version in versions)), render)


@blueprint.get("/<locale:locale>/privacy")
@public
def privacy(locale: str) -> Response:
    """What is kept, what never, who sees it, how it is erased."""
    return send_shared(("privacy", locale), lambda: render_template("learner/privacy.html"))
