"""The learners' own pages with another version in them and addresses that stay inside the preview."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import render_template, request
from werkzeug.datastructures import MultiDict

from orientation.catalog import queries as catalog
from orientation.catalog.version import Version
from orientation.locales import get_locale
from orientation.publishing.fragment import lesson_after
from orientation.web.i18n import page_locale
from orientation.web.learner.answers import keep_known
from orientation.web.learner.content import TEMPLATE, content_of, module_in
from orientation.web.learner.exercise import exercise_in, marked_answers

DONE = "done"
"""Stands in an address where an exercise's block would: the lesson is finished."""


@dataclass(frozen=True)
class Preview:
    """A version and where its preview lives: pages below `base`, pictures and sound below `files`.

    `back` is where staff return to, in their own language; "" for a phone that nobody is signed in on.
    """

    version: Version
    base: str
    files: str
    back: str = ""


def show_content(preview: Preview, locale: str, module: str = "", lesson: str = "") -> str:
    """Return a lesson's page; without `lesson` the module's, without `module` the pack's.

    Raises ModuleNotFound, LessonNotFound.
    """
    return _page(preview, locale, TEMPLATE, **content_of(preview.version, locale, module, lesson))


def show_answers(preview: Preview, locale: str, module: str, lesson: str, block: str) -> str:
    """Return the page of an exercise with the answers of the address, marked; or what follows a finished lesson.

    Raises ModuleNotFound, LessonNotFound, ItemNotFound.
    """
    version = preview.version
    document = catalog.get_lesson(version, locale, module, lesson)
    if block == DONE:
        outline = catalog.get_outline(version, locale)
        shown = module_in(outline, module)
        following = lesson_after(shown, lesson)
        return _page(
            preview, locale, "learner/finished.html", doc=outline, module=shown, following=following, is_kept=False
        )
    shown = marked_answers(document, block, request.args)
    content_locale = get_locale(version.locale_for(locale))
    return _page(preview, locale, "learner/marked.html", **shown, content_locale=content_locale, is_kept=False)


def answered_address(
    preview: Preview, locale: str, module: str, lesson: str, block: str, form: MultiDict[str, str]
) -> str:
    """Return where a form's answers are shown. Raises ModuleNotFound, LessonNotFound, ItemNotFound."""
    document = catalog.get_lesson(preview.version, locale, module, lesson)
    address = f"{preview.base}/{locale}/{module}/{lesson}/{block}"
    if block == DONE:
        return address
    fields = keep_known(exercise_in(document, block)["items"], form.to_dict(flat=False))
    return f"{address}?{urlencode(fields, doseq=True)}#main"


def stay_inside(html: str, locale: str, preview: Preview) -> str:
    """Return a learners' page whose links, forms, pictures and sound are those of the preview. Pure.

    Without `data-offline` no script keeps on the phone what is answered in a preview.
    """
    replaced = {
        " data-offline": "",
        f'"/{locale}/learn/{preview.version.pack}/': f'"{preview.base}/{locale}/',
        f'href="/{locale}/"': f'href="{preview.base}/{locale}/"',
        'href="../../"': f'href="{preview.base}/{locale}/"',
        '"/b/': f'"{preview.files}/',
    }
    for address, ours in replaced.items():
        html = html.replace(address, ours)
    return html


def _page(preview: Preview, locale: str, template: str, **context: Any) -> str:
    page = stay_inside(render_template(template, locale=page_locale(), **context), locale, preview)
    banner = render_template("editor/banner.html", version=preview.version, back=preview.back)
    return page.replace("<main ", banner + "<main ", 1)
