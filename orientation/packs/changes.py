"""The change feed: what a phone that has one version needs of another. Pure."""

import json
from collections.abc import Collection, Iterable
from typing import Any

from orientation.catalog.version import VersionFile

MEDIA = ("picture", "sound")
KINDS = ("outline", "lesson", "cards", "placement", "fragment", *MEDIA)
"""What a feed can be asked for; bundles are only for a first install."""
VARIANTS = (*((kind,) for kind in KINDS), ("fragment", *MEDIA), KINDS)
"""The feeds that there are, narrowest first: each is signed, compressed and kept, so there must be few."""


def widened(kinds: Collection[str]) -> tuple[str, ...]:
    """Return the kinds of the narrowest feed that has all of these."""
    return next(variant for variant in VARIANTS if set(variant).issuperset(kinds))


def build_changes(
    pack: str,
    locale: str,
    versions: tuple[int, int],
    files: tuple[Iterable[VersionFile], Iterable[VersionFile]],
    kinds: Iterable[str],
) -> bytes:
    """Return the feed as JSON in UTF-8, as few bytes as say it. `versions` and `files` are (before, now).

    A feed of some kinds names them: it is signed, and nobody shall pass it off as one of all. A page's module is the
    first part of its path; a picture or sound names the module that needs it if only one does.
    """
    wanted = set(kinds)
    before, now = ({file.path: file for file in listed if file.kind in wanted} for listed in files)
    content = {
        "pack": pack,
        "locale": locale,
        "version": versions[1],
        "since": versions[0],
        **({} if wanted.issuperset(KINDS) else {"kinds": sorted(wanted)}),
        "changed": [
            _entry(file)
            for path, file in sorted(now.items())
            if path not in before or before[path].sha256 != file.sha256
        ],
        "removed": sorted(before.keys() - now.keys()),
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _entry(file: VersionFile) -> dict[str, Any]:
    made: dict[str, Any] = {"path": file.path, "sha256": file.sha256, "size": file.size}
    if file.kind in MEDIA and file.module is not None:
        made["module"] = file.module
    return made
