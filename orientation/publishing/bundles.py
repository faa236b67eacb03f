"""A module's text as one file, so that a phone gets it in one request and it compresses as a whole.

It is one line of JSON that names what is in it, then the files' bytes in that order:

    {"format":1,"pack":…,"locale":…,"module":… or null,"files":[[path,sha256,size],…]}

The bundle of a module holds its pages and the small drawings that only it uses; the bundle of the pack, its page and
the small drawings that several modules use. Later texts of the module are sent as their difference from it: see
orientation/packs/texts.py.
"""

import json
from collections.abc import Iterable, Sequence

from orientation.catalog.compiled import CompiledFile
from orientation.catalog.models import ANY_LOCALE

FORMAT = 1
MEDIA_TYPE = "application/x-orientation-bundle"
PACK = "pack"
"""Stands for the module in the name and the addresses of what is the pack's own; no module is called so."""
LARGEST_DRAWING = 32 * 1024
"""Bytes of an SVG that still travels with the text; a larger one, and any photo, is a file of its own."""


def make_bundles(
    pack: str, locales: Iterable[str], modules: Iterable[str], files: Sequence[CompiledFile]
) -> list[CompiledFile]:
    """Return the bundles of a pack's compiled files: per locale the pack's own, then one a module."""
    wanted = [None, *modules]
    return [_bundle(pack, locale, module, files) for locale in locales for module in wanted]


def _bundle(pack: str, locale: str, module: str | None, files: Sequence[CompiledFile]) -> CompiledFile:
    own = [file for file in files if file.module == module]
    inside = sorted((file for file in own if _is_page(file, locale)), key=lambda file: file.path)
    inside += sorted((file for file in own if _is_drawing(file)), key=lambda file: file.path)
    described = {
        "format": FORMAT,
        "pack": pack,
        "locale": locale,
        "module": module,
        "files": [[file.path, file.sha256, file.size] for file in inside],
    }
    head = json.dumps(described, separators=(",", ":")).encode() + b"\n"
    content = head + b"".join(file.content for file in inside)
    return CompiledFile(locale, f"{module or PACK}.bundle", "bundle", module, MEDIA_TYPE, content)


def _is_page(file: CompiledFile, locale: str) -> bool:
    return file.kind == "fragment" and file.locale == locale


def _is_drawing(file: CompiledFile) -> bool:
    return file.locale == ANY_LOCALE and file.media_type == "image/svg+xml" and file.size <= LARGEST_DRAWING
