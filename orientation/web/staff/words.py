"""Words that staff templates share: roles, instants, languages, countries."""

from datetime import UTC, datetime
from typing import Any

from flask_babel import format_datetime, get_locale
from flask_babel import lazy_gettext as _later

from orientation.actor import Role
from orientation.locales import INTERFACE, REGISTRY, digits_in
from orientation.web.i18n import page_locale
from orientation.web.staff.blueprint import blueprint

ROLES: dict[str, Any] = {
    Role.OFFICER: _later("Liaison officer"),
    Role.EDITOR: _later("Editor"),
    Role.REVIEWER: _later("Reviewer"),
    Role.ADMINISTRATOR: _later("Administrator"),
}


@blueprint.app_template_global()
def role_name(role: str) -> str:
    """Return a role's name for people."""
    return str(ROLES[role])


@blueprint.app_template_filter()
def moment(value: datetime) -> str:
    """Return an instant in UTC with the locale's names and digits: 1 Mar 2026, 09:30."""
    return digits_in(format_datetime(value.astimezone(UTC), "d MMM y, HH:mm", rebase=False), page_locale().tag)


@blueprint.app_template_global()
def language_options() -> list[tuple[str, str]]:
    """Return the interface's locales for a list of choices, each by its own name."""
    return [(tag, REGISTRY[tag].name) for tag in INTERFACE]


@blueprint.app_template_global()
@blueprint.app_template_filter()
def language_name(tag: str) -> str:
    """Return a language's name in the page's language; its own name where Babel knows no other."""
    found = get_locale()
    locale = REGISTRY[tag]
    name = found.languages.get(locale.babel) or found.languages.get(locale.babel.split("_")[0]) if found else None
    return name or locale.name


@blueprint.app_template_global()
def country_name(code: str) -> str:
    """Return a country's name in the page's language; the code where Babel knows no name."""
    found = get_locale()
    return (found.territories.get(code) if found else None) or code
