"""A page of a pack: a shell around compiled HTML. The server puts them together here, the phone's worker offline."""

import re
from typing import Any

from markupsafe import Markup

from orientation.catalog import queries as catalog
from orientation.catalog.version import Version
from orientation.locales import get_locale
from orientation.publishing.cards import CARDS
from orientation.publishing.fragment import render_fragment

TEMPLATE = "learner/content.html"
_HEADING = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def content_of(version: Version, locale: str, module: str = "", lesson: str = "") -> dict[str, Any]:
    """Return what TEMPLATE needs for a lesson; without `lesson` for a module's page, without `module` for the pack's.

    Raises ModuleNotFound, LessonNotFound.
    """
    html = _fragment(version, locale, module, lesson)
    return _content(version, locale, f"{module}/{lesson}" if module else "", html)


def practice_of(version: Version, locale: str, module: str = "") -> dict[str, Any]:
    """Return what TEMPLATE needs for the page on which words are practised; with `module` for that of its words.

    Raises ModuleNotFound; LessonNotFound when there is nothing to practise.
    """
    html = catalog.get_practice(version, locale, module)
    return _content(version, locale, f"{module}/{CARDS}" if module else "practice", html)


def placement_of(version: Version, locale: str) -> dict[str, Any]:
    """Return what TEMPLATE needs for the page on which the placement is sat. Raises LessonNotFound without one."""
    return _content(version, locale, "placement", catalog.get_placement_page(version, locale))


def _content(version: Version, locale: str, path: str, html: str) -> dict[str, Any]:
    return {
        "title": title_of(html),
        "main": Markup(html),  # noqa: S704 compiled by us from sanitised texts
        "pack": version.pack,
        "version": version.number,
        "path": path,
        "content_locale": get_locale(version.locale_for(locale)),
    }


def title_of(fragment: str) -> Markup:
    """Return the text of the first heading, as it stands in HTML: the page's title."""
    found = _HEADING.search(fragment)
    return Markup(_TAG.sub("", found[1]).strip() if found else "")  # noqa: S704 what is left of it is text


def module_in(outline: dict[str, Any], slug: str) -> dict[str, Any]:
    """Return the module of an outline; the version is known to have it."""
    found: dict[str, Any] = next(module for module in outline["modules"] if module["slug"] == slug)
    return found


def _fragment(version: Version, locale: str, module: str, lesson: str) -> str:
    """Return the compiled HTML. What an earlier release compiled is made now, from its documents, as this one does."""
    if lesson:
        version.check_lesson(module, lesson)
    elif module:
        version.lessons_of(module)
    if catalog.has_pages(version, locale):
        return catalog.get_fragment(version, locale, module, lesson)
    outline = catalog.get_outline(version, locale)
    if not module:
        return render_fragment("pack", outline)
    shown = module_in(outline, module)
    if not lesson:
        return render_fragment("module", outline, shown)
    return render_fragment("lesson", catalog.get_lesson(version, locale, module, lesson), shown)
