"""How the officer's pages say things: modules, languages, days before departure."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from orientation.accounts.rules.people import AGE_BANDS
from orientation.assignments.queries import list_offered
from orientation.assignments.rules.due import due_on
from orientation.assignments.rules.offer import OfferedModule
from orientation.assignments.rules.table import ModuleKey
from orientation.locales import REGISTRY
from orientation.web.i18n import page_locale

DAYS = (0, 1, 3, 7, 10, 14, 21, 28, 42, 56, 84)
SEX_NAMES = {"female": _l("female"), "male": _l("male"), "other": _l("other")}


class ModuleNames:
    """What modules are called in lists; a private one, or one that was withdrawn, is never named."""

    def __init__(self, offered: list[OfferedModule]) -> None:
        self._by_key: Mapping[ModuleKey, OfferedModule] = {module.key: module for module in offered}

    def of(self, key: ModuleKey) -> str:
        """Return the module's title, or words in its place."""
        module = self._by_key.get(key)
        if module is None:
            return str(_("A module that is no longer offered"))
        return module.title or str(_("A private module"))

    def find(self, key: ModuleKey) -> OfferedModule | None:
        """Return the module if it is offered."""
        return self._by_key.get(key)


def module_names() -> ModuleNames:
    """Return the names of all modules in the page's language."""
    return ModuleNames(list_offered(page_locale().tag))


def offered_packs() -> list[tuple[str, list[tuple[OfferedModule, str]]]]:
    """Return (pack's title, modules with their names) in order, to choose from.

    Here private modules are told apart by their number in the pack, which says nothing to somebody looking on.
    """
    packs: dict[str, tuple[str, list[tuple[OfferedModule, str]]]] = {}
    for module in list_offered(page_locale().tag):
        name = module.title or _("A private module (number %(number)s)", number=module.number)
        packs.setdefault(module.pack, (module.pack_title, []))[1].append((module, name))
    return list(packs.values())


def locale_options() -> list[tuple[str, str]]:
    """Return the languages of learners by their own name, with the English one to find them by."""
    return [
        (one.tag, one.name if one.name == one.english else f"{one.name} – {one.english}") for one in REGISTRY.values()
    ]


def age_options() -> list[tuple[str, Any]]:
    """Return the age bands, none first."""
    return [("", _("Not given")), *((band, band) for band in AGE_BANDS)]


def sex_options() -> list[tuple[str, Any]]:
    """Return the choices, none first."""
    return [("", _("Not given")), *SEX_NAMES.items()]


def days_options(departs_on: date | None, today: date) -> list[tuple[int, str]]:
    """Return how many days before departure something may be due, each with its date when departure is known."""
    return [(days, _days_text(days, due_on(departs_on, days), today)) for days in DAYS]


def _days_text(days: int, due: date | None, today: date) -> str:
    """The date stands first, where a narrow screen doesn't cut it off."""
    text = ngettext("%(num)s day before departure", "%(num)s days before departure", days)
    if days == 0:
        text = _("on the day of departure")
    if due is None:
        return str(text)
    day = format_date(due, "medium")
    return str(_("%(day)s, past already: %(days)s", day=day, days=text) if due < today else f"{day}: {text}")
