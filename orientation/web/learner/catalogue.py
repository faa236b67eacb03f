"""Packs and their modules."""

from typing import Any

from flask import Response, render_template

from orientation.catalog import queries as catalog
from orientation.http.access import public
from orientation.web.learner.blueprint import blueprint
from orientation.web.learner.shared_pages import send_shared


@blueprint.get("/<locale:locale>/learn/<pack>/")
@public
def pack(locale: str, pack: str) -> Response:
    """One pack: its modules."""
    version = catalog.get_current(pack)

    def render() -> str:
        return render_template("learner/pack.html", doc=catalog.get_outline(version, locale))

    return send_shared(("pack", locale, version.id), render)


@blueprint.get("/<locale:locale>/learn/<pack>/<module>/")
@public
def module(locale: str, pack: str, module: str) -> Response:
    """One module: what it is for, and its lessons."""
    version = catalog.get_current(pack)

    def render() -> str:
        version.lessons_of(module)
        outline = catalog.get_outline(version, locale)
        return render_template("learner/module.html", doc=outline, module=module_in(outline, module))

    return send_shared(("module", locale, version.id, module), render)


def module_in(outline: dict[str, Any], slug: str) -> dict[str, Any]:
    """Return the module of an outline; the version is known to have it."""
    found: dict[str, Any] = next(module for module in outline["modules"] if module["slug"] == slug)
    return found


def lesson_after(module: dict[str, Any], slug: str) -> dict[str, Any] | None:
    """Return the lesson that follows in the module, or None after the last."""
    slugs = [lesson["slug"] for lesson in module["lessons"]]
    following: list[dict[str, Any]] = module["lessons"][slugs.index(slug) + 1 :] if slug in slugs else []
    return following[0] if following else None
