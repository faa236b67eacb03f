"""The PO files of a pack's folder: read, and brought up to date where they stand."""

import os
from collections.abc import Iterator
from pathlib import Path

import polib

from orientation.publishing.faults import Faults
from orientation.publishing.po_update import update_po
from orientation.publishing.source import read_source


def parse_po(file: str, content: bytes, faults: Faults) -> polib.POFile | None:
    """Read a PO file whose bytes are known to be UTF-8. Notes why it can't be used and returns None then."""
    try:
        # polib would take text that names a file for that file's name: no file's name ends so
        parsed = polib.pofile(content.decode("utf-8") + "\n\n", encoding="utf-8")
    except (OSError, ValueError, LookupError, AttributeError, TypeError) as error:
        faults.add(file, f"This isn't a PO file: {error}.", "Open and save it with a PO editor such as Poedit.")
        return None
    return parsed


def update_locale_files(folder: Path) -> Iterator[str]:
    """Write `locale/<tag>.po` for each locale of the pack; a file that is up to date is not touched.

    Yields a line a locale for people. Raises PackRefused when the source or a PO file can't be read.
    """
    faults = Faults()
    source = read_source(folder, faults)
    old = {
        tag: parse_po(f"locale/{tag}.po", source.tree.files[f"locale/{tag}.po"], faults)
        for tag in (source.po_locales if source else [])
        if source and f"locale/{tag}.po" in source.tree.files
    }
    faults.refuse()
    if source is None:
        return
    for tag in source.po_locales:
        updated = update_po(old.get(tag), source.strings, source.slug, tag)
        content = (str(updated).rstrip("\n") + "\n").encode()
        path = folder / "locale" / f"{tag}.po"
        if not path.exists() or path.read_bytes() != content:
            path.parent.mkdir(exist_ok=True)
            scratch = path.with_name(f".{path.name}.{os.getpid()}")
            scratch.write_bytes(content)
            scratch.replace(path)
        live = [entry for entry in updated if not entry.obsolete]
        empty = sum(not entry.msgstr for entry in live)
        old_text = sum(bool(entry.previous_msgid) for entry in live)
        yield f"{tag}: {len(live)} strings, {empty} missing, {old_text} outdated"
