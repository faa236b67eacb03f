"""What publishing hands to the catalogue: a checked pack, compiled to immutable files."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any


@dataclass(frozen=True)
class CompiledFile:
    """One line of a manifest with its bytes.

    `locale` is "" (`ANY_LOCALE`) for a file that serves all; `kind` is outline, lesson, cards, fragment, picture,
    sound or bundle; `path` is `outline.json`, `<module>/<lesson>.json`, `<module>/cards.json`, both with `.html` too,
    `<module>/index.html`, `index.html`, `practice.html`, `media/<name>`, `<module>.bundle` or `pack.bundle`; `module`
    is the one module that needs it, None when several do or the pack itself.
    """

    locale: str
    path: str
    kind: str
    module: str | None
    media_type: str
    content: bytes

    @cached_property
    def sha256(self) -> str:
        """The content's SHA-256 in hex: its name in the blob store."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def size(self) -> int:
        """Bytes of the content, not compressed."""
        return len(self.content)


@dataclass(frozen=True)
class Compiled:
    """A whole version. The same source always compiles to equal bytes, in the same order.

    `summary` is per locale the count of strings in each translation state, {"ar": {"source": 0, "reviewed": 0,
    "draft": 420, "outdated": 0, "missing": 3}, …}; `modules` is [{"slug": …, "lessons": [slug, …]}, …] in order. The
    table keeps both in one column: {**summary, "modules": modules}. `source` is the checked source as a zip.
    """

    slug: str
    kind: str
    destination: str
    audience: str
    edition: str
    source_locale: str
    target_language: str | None
    locales: list[str]
    title: str
    notes: str
    summary: dict[str, dict[str, int]]
    modules: list[dict[str, Any]]
    files: list[CompiledFile]
    source: bytes

    @cached_property
    def source_sha256(self) -> str:
        """The source's SHA-256 in hex."""
        return hashlib.sha256(self.source).hexdigest()
