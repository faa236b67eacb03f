"""What can be put on the phone, with what it weighs: the same page for everybody. Scripts do the rest.

Weights are those of the wire: text as brotli, pictures and sound as they are.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from pathlib import PurePosixPath
from typing import Any

from flask import Response, render_template
from flask_babel import format_decimal
from flask_babel import gettext as _

from orientation.blobs import store
from orientation.catalog import queries as catalog
from orientation.catalog.version import Version
from orientation.http.access import public
from orientation.locales import digits_in
from orientation.packs.queries import get_manifest
from orientation.publishing.bundles import LARGEST_DRAWING
from orientation.web.i18n import number, page_locale
from orientation.web.learner.blueprint import blueprint
from orientation.web.learner.dates import written_days
from orientation.web.learner.shared_pages import send_shared

SOUNDS = ("ogg", "mp3")
"""Every clip is there in both; a browser plays the one or the other."""
ZIP_ENTRY = 76
"""Bytes that a zip spends on an entry, besides its name."""
Files = list[dict[str, Any]]


@dataclass(frozen=True)
class Offer:
    """A pack in the page's locale. Sizes in bytes; `sounds` by module ("" for what several share) and format."""

    doc: dict[str, Any]
    version: Version
    locale: str
    text: int
    pictures: int
    sounds: dict[str, dict[str, int]]
    archive: int

    @property
    def sound(self) -> dict[str, int]:
        """All sound together, by format."""
        return {format: sum(sizes[format] for sizes in self.sounds.values()) for format in SOUNDS}


@blueprint.get("/<locale:locale>/downloads")
@public
def downloads(locale: str) -> Response:
    """Each pack with the size of its text, pictures and sound."""
    versions = catalog.list_current()

    def render() -> str:
        offers = [_offer(version, locale) for version in versions]
        words = {"size": size, "days": written_days(), "decimal": _decimal(), "drawing": LARGEST_DRAWING}
        return render_template("learner/downloads.html", offers=offers, **words)

    return send_shared(("downloads", locale, *(version.id for version in versions)), render)


def size(count: int) -> str:
    """Return bytes as people say them, in the page's digits: 84 KB, 2.1 MB. Nothing weighs less than 1 KB."""
    if count < 1_000_000:
        return str(_("%(number)s KB", number=number(max(1, ceil(count / 1000)))))
    return str(_("%(number)s MB", number=digits_in(format_decimal(count / 1_000_000, "0.0"), page_locale().tag)))


def _decimal() -> str:
    return str(format_decimal(0.5, "0.0"))[1]


def _offer(version: Version, locale: str) -> Offer:
    manifest = json.loads(get_manifest(version.pack, locale, version.number).ready.body)
    files: Files = manifest["files"]
    clips = [file for file in files if file["kind"] == "sound"]
    return Offer(
        doc=catalog.get_outline(version, locale),
        version=version,
        locale=manifest["locale"],
        text=_text(manifest),
        pictures=sum(file["size"] for file in files if file["kind"] == "picture" and not _is_with_text(file)),
        sounds={module: _weigh(_of(clips, module)) for module in sorted({clip["module"] or "" for clip in clips})},
        archive=sum(_packed(file) for file in files),
    )


def _text(manifest: dict[str, Any]) -> int:
    """Return what the text weighs; a version that was compiled before there were bundles comes page by page."""
    bundles = sum(bundle["compressed"] for bundle in manifest.get("bundles", ()))
    return bundles or sum(_packed(file) for file in manifest["files"] if file["kind"] == "fragment")


def _is_with_text(file: dict[str, Any]) -> bool:
    return bool(file["path"].endswith(".svg") and file["size"] <= LARGEST_DRAWING)


def _of(clips: Files, module: str) -> Files:
    return [clip for clip in clips if (clip["module"] or "") == module]


def _weigh(clips: Iterable[dict[str, Any]]) -> dict[str, int]:
    """Return what the clips weigh for a browser that prefers each format, taking the other where there is only that."""
    by_name: dict[str, dict[str, int]] = {}
    for clip in clips:
        path = PurePosixPath(clip["path"])
        by_name.setdefault(str(path.with_suffix("")), {})[path.suffix[1:]] = clip["size"]
    return {
        format: sum(sizes.get(format) or next(iter(sizes.values())) for sizes in by_name.values()) for format in SOUNDS
    }


def _packed(file: dict[str, Any]) -> int:
    """Return about what the file takes in the archive: deflated where the store has a deflated form, named twice."""
    deflated = store().path(file["sha256"], "gzip")
    content = deflated.stat().st_size if deflated.exists() else int(file["size"])
    return int(content) + ZIP_ENTRY + 2 * len(file["path"])
