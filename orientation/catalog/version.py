"""What readers of the catalogue get: plain values, shared between requests. Never change them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from orientation.catalog.rules import LessonNotFound, ModuleNotFound
from orientation.locales import chain


@dataclass(frozen=True)
class Version:
    """One version of a pack. `summary` counts, per locale, the strings in each translation state."""

    id: UUID
    pack: str
    number: int
    kind: str
    destination: str
    audience: str
    edition: str
    locales: list[str]
    source_locale: str
    target_language: str | None
    title: str
    notes: str
    modules: list[dict[str, Any]]
    """[{"slug", "lessons": [slug, …]}, …] in order."""
    summary: dict[str, dict[str, int]]
    reissue_of: int | None
    made_at: datetime
    published_at: datetime | None
    source_sha256: str = ""
    """The source as a zip, in the blob store."""
    made_by: UUID | None = None
    published_by: UUID | None = None

    def locale_for(self, tag: str) -> str:
        """Return the locale in which somebody who asks for `tag` is served: it, its fallback, else the source.

        Raises UnknownLocale. The document says in which language each of its texts is.
        """
        return next((known for known in chain(tag) if known in self.locales), self.source_locale)

    def lessons_of(self, module: str) -> list[str]:
        """Return the slugs of a module's lessons, in order. Raises ModuleNotFound."""
        for known in self.modules:
            if known["slug"] == module:
                lessons: list[str] = known["lessons"]
                return lessons
        raise ModuleNotFound("There is no such module in this pack. Choose one from the pack's list.")

    def check_lesson(self, module: str, lesson: str) -> None:
        """Raise ModuleNotFound or LessonNotFound unless the version has the lesson."""
        if lesson not in self.lessons_of(module):
            raise LessonNotFound("There is no such lesson in this module. Choose one from the module's list.")


@dataclass(frozen=True)
class VersionFile:
    """A line of a version's manifest: which blob stands at which path."""

    locale: str
    path: str
    kind: str
    module: str | None
    sha256: str
    size: int
    media_type: str
