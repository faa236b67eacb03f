"""What stands around a pack's pages, without one: the phone's worker keeps it and puts pages together offline.

Where the page's own would stand, there are the tokens `%title%`, `%main%` (HTML both), `%pack%`, `%version%` and
`%path%` (slugs and digits). Everything else is what the server sends around the same page, and the words of those
scripts that need the worker, once for all pages.
"""

from flask import Response, render_template
from markupsafe import Markup

from orientation.http.access import public
from orientation.locales import Locale, get_locale
from orientation.web.learner.blueprint import blueprint
from orientation.web.learner.content import TEMPLATE
from orientation.web.learner.shared_pages import send_shared


@blueprint.get("/<locale:locale>/shell/<content_locale>")
@public
def shell(locale: str, content_locale: str) -> Response:
    """The shell of pages in a language, around content in that or another."""
    content = get_locale(content_locale)
    return send_shared(("shell", locale, content.tag), lambda: render_template(TEMPLATE, **_tokens(content)))


def _tokens(content: Locale) -> dict[str, object]:
    return {
        "title": "%title%",
        "main": Markup("%main%"),
        "pack": "%pack%",
        "version": "%version%",
        "path": "%path%",
        "content_locale": content,
        "is_shell": True,
        "other_locale_url": lambda other: f"/{other.tag}/learn/%pack%/%path%",
    }
