"""A published pack with modules that officers assign: one of them private."""

import json
from typing import Any

from orientation.catalog.compiled import CompiledFile
from tests.shelf import compiled_pack, publish

PACK = "first-steps"
MODULES = {"rights": ["dignity", "belief"], "daily-life": ["shops"], "at-home": ["safety"]}
TITLES = {"rights": "Your rights", "daily-life": "Daily life", "at-home": "Safe at home"}


def publish_pack(modules: dict[str, list[str]] = MODULES) -> None:
    """Publish First steps: Your rights, Daily life, and the private Safe at home."""
    made = compiled_pack(PACK, "First steps", ("en",), modules)
    others = [file for file in made.files if file.path != "outline.json"]
    outline = CompiledFile("en", "outline.json", "outline", None, "application/json", _outline(modules))
    made.files[:] = [outline, *others]
    publish(made)


def _outline(modules: dict[str, list[str]]) -> bytes:
    described = [
        {
            "slug": slug,
            "title": _text(TITLES.get(slug, slug)),
            "sensitive": slug == "at-home",
            "lessons": [{"slug": lesson, "title": _text(f"About {lesson}")} for lesson in lessons],
        }
        for slug, lessons in modules.items()
    ]
    return json.dumps({"format": 1, "locale": "en", "title": _text("First steps"), "modules": described}).encode()


def _text(words: str) -> dict[str, Any]:
    return {"html": words, "state": "source", "locale": "en"}
