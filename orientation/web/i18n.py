"""Which language a page is in: the address says it for learners, the account for staff."""

from datetime import date

from flask import Flask, g, request, url_for
from flask_babel import Babel, format_date, get_translations
from werkzeug.routing import BaseConverter

from orientation.http.access import current_actor
from orientation.locales import INTERFACE, REGISTRY, SOURCE, Locale, digits_in, negotiate


class LocaleConverter(BaseConverter):
    """Matches only the tags that the interface speaks: /ar/… is a page, /xx/… is not."""

    regex = "|".join(sorted(INTERFACE, key=len, reverse=True))


def page_locale() -> Locale:
    """Return the locale of the present page: from its address, else the actor's, else what the browser asks for."""
    if "locale" not in g:
        g.locale = REGISTRY[negotiate(_wanted(), INTERFACE) or SOURCE]
    locale: Locale = g.locale
    return locale


def _wanted() -> list[str]:
    given = (request.view_args or {}).get("locale") or request.path.split("/")[1]
    if given in INTERFACE:
        return [given]
    if request.args.get("lang") in INTERFACE:
        return [request.args["lang"]]
    if request.path.startswith("/staff"):
        chosen = request.cookies.get("staff_locale") or current_actor().locale
        if chosen:
            return [chosen]
    return [tag for tag, _ in request.accept_languages]


def other_locale_url(other: Locale) -> str:
    """Return the address of the present page in another locale; the locale's start page when it has none.

    The query goes along, unless the page will be sent to others too: it is the query of whoever came first.
    """
    arguments = dict(request.view_args or {})
    if request.endpoint and "locale" in arguments and request.method in ("GET", "HEAD"):
        address = url_for(request.endpoint, **{**arguments, "locale": other.tag})
        query = "" if g.get("is_shared_page") else request.query_string.decode("ascii", "ignore")
        return f"{address}?{query}" if query else address
    if request.endpoint in ("learner.card", "learner.join_with_card"):  # a card's link has no locale in its path
        return url_for("learner.card", **arguments, lang=other.tag)
    return url_for("learner.home", locale=other.tag)


def number(value: int) -> str:
    """Return a whole number in the digits of the page's locale."""
    return digits_in(str(value), page_locale().tag)


def written_day(value: date) -> str:
    """Return a day in words, as the page's locale writes it: 1 March 2026."""
    return digits_in(format_date(value, "long"), page_locale().tag)


def interface_is_reviewed() -> bool:
    """Tell whether a person has read the interface in the page's locale: the catalogue's header says so."""
    return page_locale().tag == SOURCE or get_translations().info().get("x-reviewed") == "yes"


def init_app(app: Flask) -> None:
    """Let Flask-Babel speak the page's locale; only locales of our registry ever reach Babel."""
    app.url_map.converters["locale"] = LocaleConverter
    Babel(app, locale_selector=lambda: page_locale().babel, default_locale=REGISTRY[SOURCE].babel)
    app.jinja_env.globals.update(
        page_locale=page_locale,
        other_locale_url=other_locale_url,
        current_actor=current_actor,
        interface_is_reviewed=interface_is_reviewed,
        interface_locales=[REGISTRY[tag] for tag in INTERFACE],
    )
    app.jinja_env.filters["number"] = number
    app.jinja_env.filters["day"] = written_day
