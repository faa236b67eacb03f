"""Packs to put on the shelf: small, compiled, made of a few words."""

import json
from dataclasses import replace
from typing import Any

from orientation.actor import SYSTEM
from orientation.catalog import service
from orientation.catalog.compiled import Compiled, CompiledFile
from orientation.catalog.models import PackVersion

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>'
OGG = b"OggS" + bytes(range(256)) * 8
TEXT = "Everyone has the same rights. " * 20


def compiled_pack(
    slug: str = "first-steps",
    title: str = "First steps",
    locales: tuple[str, ...] = ("en", "ar"),
    modules: dict[str, list[str]] | None = None,
    **changed: Any,
) -> Compiled:
    """Return a compiled pack with one picture, one sound, and a document for each lesson and locale."""
    modules = modules or {"rights": ["dignity", "belief"], "daily-life": ["shops"]}
    files = [_outline(title, locale, modules) for locale in locales]
    for module, lessons in modules.items():
        for lesson in lessons:
            for locale in locales:
                files += _lesson(slug, module, lesson, locale, title)
    files.append(CompiledFile("", "media/dignity.svg", "picture", None, "image/svg+xml", SVG))
    files.append(CompiledFile("", "media/hello.ogg", "sound", "rights", "audio/ogg; codecs=opus", OGG))
    made = Compiled(
        slug=slug,
        kind="orientation",
        destination="NL",
        audience="newcomers",
        edition="standard",
        source_locale="en",
        target_language=None,
        locales=list(locales),
        title=title,
        notes="",
        summary={locale: {"source": 9, "reviewed": 0, "draft": 0, "outdated": 0, "missing": 0} for locale in locales},
        modules=[{"slug": module, "lessons": lessons} for module, lessons in modules.items()],
        files=files,
        source=b"PK source of " + title.encode(),
    )
    return replace(made, **changed)


def publish(compiled: Compiled) -> PackVersion:
    """Add the pack and show it to learners."""
    number = service.add_version(SYSTEM, compiled).number
    return service.publish_version(SYSTEM, compiled.slug, number)


def _outline(title: str, locale: str, modules: dict[str, list[str]]) -> CompiledFile:
    def text(words: str) -> dict[str, str]:
        return {"html": words, "locale": locale, "state": "source"}

    described = [
        {
            "slug": module,
            "title": text(module),
            "sensitive": False,
            "lessons": [{"slug": lesson, "title": text(lesson)} for lesson in lessons],
        }
        for module, lessons in modules.items()
    ]
    content = _json({"format": 1, "locale": locale, "title": text(title), "modules": described})
    return CompiledFile(locale, "outline.json", "outline", None, "application/json", content)


def _lesson(slug: str, module: str, lesson: str, locale: str, title: str) -> list[CompiledFile]:
    item = {"id": f"{lesson}-true", "kind": "true-false", "prompt": {"html": TEXT, "locale": locale}, "key": True}
    document = {
        "format": 1,
        "pack": slug,
        "module": module,
        "lesson": lesson,
        "locale": locale,
        "title": {"html": f"{title}: {lesson}", "locale": locale, "state": "source"},
        "blocks": [{"id": "quiz", "kind": "exercise", "items": [item]}],
    }
    html = f"<h1>{title}: {lesson} ({locale})</h1><p>{TEXT}</p>".encode()
    return [
        CompiledFile(locale, f"{module}/{lesson}.json", "lesson", module, "application/json", _json(document)),
        CompiledFile(locale, f"{module}/{lesson}.html", "fragment", module, "text/html; charset=utf-8", html),
    ]


def _json(content: dict[str, Any]) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()
