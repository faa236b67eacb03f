"""A lesson's HTML: the inside of `<main>`, made once when the pack is compiled, the same for everybody."""

from functools import cache
from pathlib import Path
from typing import Any

from flask_babel import force_locale, gettext, ngettext
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from orientation.locales import get_locale

TEMPLATES = Path(__file__).parent / "templates"
"""The folder with `fragment/lesson.html`."""


def render_fragment(document: dict[str, Any], templates: Path = TEMPLATES) -> str:
    """Return the document as HTML, with the interface's words in its locale. Needs an application context."""
    locale = get_locale(document["locale"])
    path = f"/{locale.tag}/learn/{document['pack']}/{document['module']}/{document['lesson']}"
    with force_locale(locale.babel):
        return (
            _environment(templates)
            .get_template("fragment/lesson.html")
            .render(doc=document, locale=locale, lesson_path=path)
        )


@cache
def _environment(templates: Path) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(gettext, ngettext, newstyle=False)  # type: ignore[attr-defined]  # by i18n
    return environment
