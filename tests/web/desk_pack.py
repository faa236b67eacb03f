"""A whole pack for the staff pages: real outlines, documents and fragments in three languages, with one picture."""

import hashlib
import json
from dataclasses import replace
from typing import Any

from orientation.catalog.compiled import Compiled, CompiledFile
from orientation.publishing.fragment import render_fragment
from tests.shelf import SVG, compiled_pack
from tests.web import sample_document as sample

PACK, MODULE, LESSON = sample.PACK, sample.MODULE, sample.LESSON
LOCALES = ("en", "ar", "ti")
SECOND = "equal-treatment"
PICTURE = hashlib.sha256(SVG).hexdigest()
STATES = {
    "en": {"source": 31, "reviewed": 0, "draft": 0, "outdated": 0, "missing": 0},
    "ar": {"source": 1, "reviewed": 22, "draft": 8, "outdated": 0, "missing": 0},
    "ti": {"source": 1, "reviewed": 0, "draft": 24, "outdated": 2, "missing": 4},
}


def desk_pack(*, lessons: tuple[str, ...] = (LESSON, SECOND), heading: str = "", **changed: Any) -> Compiled:
    """Return a compiled pack of one module. `heading` changes the English text of every lesson."""
    files = [CompiledFile("", "media/door.svg", "picture", MODULE, "image/svg+xml", SVG)]
    for locale in LOCALES:
        outline = _outline(locale, lessons)
        shown = outline["modules"][0]
        files.append(CompiledFile(locale, "outline.json", "outline", None, "application/json", _json(outline)))
        files.append(_page(locale, "index.html", None, render_fragment("pack", outline)))
        files.append(_page(locale, f"{MODULE}/index.html", MODULE, render_fragment("module", outline, shown)))
        for lesson in lessons:
            document = _real({**sample.document(locale), "lesson": lesson})
            if heading and locale == "en":
                document["title"]["html"] = heading
            name = f"{MODULE}/{lesson}"
            files.append(CompiledFile(locale, f"{name}.json", "lesson", MODULE, "application/json", _json(document)))
            files.append(_page(locale, f"{name}.html", MODULE, render_fragment("lesson", document, shown)))
    made = compiled_pack(PACK, "Getting ready for the Netherlands", LOCALES)
    modules = [{"slug": MODULE, "lessons": list(lessons)}]
    return replace(made, modules=modules, summary=STATES, files=files, notes="First version.", **changed)


def _page(locale: str, path: str, module: str | None, html: str) -> CompiledFile:
    return CompiledFile(locale, path, "fragment", module, "text/html; charset=utf-8", html.encode())


def _outline(locale: str, lessons: tuple[str, ...]) -> dict[str, Any]:
    outline = _real(sample.outline(locale))
    module = outline["modules"][0]
    module["states"] = STATES[locale]
    module["lessons"] = [lesson for lesson in module["lessons"] if lesson["slug"] in lessons]
    return outline


def _real(content: dict[str, Any]) -> dict[str, Any]:
    text = json.dumps(content, ensure_ascii=False).replace(sample.PICTURE_SRC, f"/b/{PICTURE}.svg")
    found: dict[str, Any] = json.loads(text)
    return found


def _json(content: dict[str, Any]) -> bytes:
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
