"""Which language a page is in: the address says it for learners, the account for staff."""

from flask import Flask, g, request
from flask_babel import Babel
from werkzeug.routing import BaseConverter

from orientation.http.access import current_actor
from orientation.locales import INTERFACE, REGISTRY, SOURCE, Locale, negotiate


class LocaleConverter(BaseConverter):
    """Matches only the tags that the interface speaks: /ar/… is a page, /xx/… is not."""

    regex = "|".join(sorted(INTERFACE, key=len, reverse=True))


def page_locale() -> Locale:
    """Return the locale of the present page: from its address, else the actor's, else what the browser asks for."""
    if "locale" not in g:
        given = (request.view_args or {}).get("locale")
        if given is None and request.path.startswith("/staff"):
            given = request.cookies.get("staff_locale") or current_actor().locale
        wanted = [given] if given else [tag for tag, _ in request.accept_languages]
        g.locale = REGISTRY[negotiate(wanted, INTERFACE) or SOURCE]
    locale: Locale = g.locale
    return locale


def init_app(app: Flask) -> None:
    """Let Flask-Babel speak the page's locale; only locales of our registry ever reach Babel."""
    app.url_map.converters["locale"] = LocaleConverter
    Babel(app, locale_selector=lambda: page_locale().babel, default_locale=REGISTRY[SOURCE].babel)
    app.jinja_env.globals["page_locale"] = page_locale
    app.jinja_env.globals["interface_locales"] = [REGISTRY[tag] for tag in INTERFACE]
