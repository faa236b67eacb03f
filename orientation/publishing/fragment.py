"""The HTML of a pack's pages: the inside of `<main>`, made once when the pack is compiled, the same for everybody."""

import re
from functools import cache
from pathlib import Path
from typing import Any, Literal

from flask_babel import force_locale, get_translations
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from orientation.locales import get_locale
from orientation.publishing.keys import keys_of
from orientation.publishing.sentences import mark_sentences

TEMPLATES = Path(__file__).parent / "templates"
"""The folder with `fragment/pack.html` and the other pages."""

_INDENTATION = re.compile(r"\n\s+")
"""No page has text in which it would show: there is neither `<pre>` nor `<textarea>`."""
Page = Literal["pack", "module", "lesson", "words", "practice", "placement"]


def render_fragment(page: Page, doc: dict[str, Any], module: dict[str, Any] | None = None) -> str:
    """Return a page's HTML, with the interface's words in the document's locale. Needs an application context.

    `doc` is the outline, for a lesson its document, for a module's words its cards; `module` is the outline's of a
    module's page, a lesson, or words.
    """
    locale = get_locale(doc["locale"])
    context: dict[str, Any] = {"doc": doc, "locale": locale, "module": module}
    with force_locale(locale.babel):
        if page == "lesson":
            # with these variables, and made here: a macro uses the words of the language that is spoken just now
            inline = _environment().get_template("fragment/parts.html").make_module(context).inline  # type: ignore[attr-defined]
            context["keys"] = keys_of(doc, lambda text: str(inline(text)))
            context["following"] = lesson_after(module, doc["lesson"]) if module else None
        html = _environment().get_template(f"fragment/{page}.html").render(context)
    return _INDENTATION.sub("\n", html)  # says nothing, and would cost every phone a hundred bytes


def lesson_after(module: dict[str, Any], slug: str) -> dict[str, Any] | None:
    """Return the lesson of the outline that follows in the module, or None after the last."""
    slugs = [lesson["slug"] for lesson in module["lessons"]]
    following: list[dict[str, Any]] = module["lessons"][slugs.index(slug) + 1 :] if slug in slugs else []
    return following[0] if following else None


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(  # type: ignore[attr-defined]  # by i18n
        lambda text: get_translations().ugettext(text),
        lambda one, many, number: get_translations().ungettext(one, many, number),
        newstyle=True,
    )
    environment.filters["sentences"] = mark_sentences
    return environment
