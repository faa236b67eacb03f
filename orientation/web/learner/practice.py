"""Words to practise, and the words of a module. What a learner does with them is in the phone's own store alone."""

from flask import Response, render_template

from orientation.catalog import queries as catalog
from orientation.http.access import public
from orientation.web.learner.blueprint import blueprint
from orientation.web.learner.content import TEMPLATE, practice_of
from orientation.web.learner.shared_pages import send_shared


@blueprint.get("/<locale:locale>/learn/<pack>/practice")
@public
def practice(locale: str, pack: str) -> Response:
    """Where words come back: the script's page; without script it leads to the words."""
    return _send(locale, pack)


@blueprint.get("/<locale:locale>/learn/<pack>/<module>/cards")
@public
def words(locale: str, pack: str, module: str) -> Response:
    """The words that a module introduces, to be read and heard."""
    return _send(locale, pack, module)


def _send(locale: str, pack: str, module: str = "") -> Response:
    version = catalog.get_current(pack)
    key = ("practice", locale, version.id, module)
    return send_shared(key, lambda: render_template(TEMPLATE, **practice_of(version, locale, module)))
