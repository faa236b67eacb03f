"""The pages of a pack that are the same for everybody: the pack, its modules, their lessons."""

from flask import Response, render_template

from orientation.catalog import queries as catalog
from orientation.http.access import public
from orientation.web.learner.blueprint import blueprint
from orientation.web.learner.content import TEMPLATE, content_of
from orientation.web.learner.shared_pages import send_shared


@blueprint.get("/<locale:locale>/learn/<pack>/")
@public
def pack(locale: str, pack: str) -> Response:
    """One pack: its modules."""
    return _send(locale, pack)


@blueprint.get("/<locale:locale>/learn/<pack>/<module>/")
@public
def module(locale: str, pack: str, module: str) -> Response:
    """One module: what it is for, and its lessons."""
    return _send(locale, pack, module)


@blueprint.get("/<locale:locale>/learn/<pack>/<module>/<lesson>")
@public
def lesson(locale: str, pack: str, module: str, lesson: str) -> Response:
    """The lesson, all its blocks one after the other."""
    return _send(locale, pack, module, lesson)


def _send(locale: str, pack: str, module: str = "", lesson: str = "") -> Response:
    version = catalog.get_current(pack)
    key = ("content", locale, version.id, module, lesson)
    return send_shared(key, lambda: render_template(TEMPLATE, **content_of(version, locale, module, lesson)))
