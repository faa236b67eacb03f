"""The PO files of a pack's folder, brought up to date where they stand."""

import os
from collections.abc import Iterator
from pathlib import Path

from orientation.publishing.faults import Faults
from orientation.publishing.po_update import update_po
from orientation.publishing.source import list_draft_strings, list_po_locales, read_draft
from orientation.publishing.translations import parse_po


def update_locale_files(folder: Path) -> Iterator[str]:
    """Write `locale/<tag>.po` for each locale of the pack; a file that is up to date is not touched.

    Yields a line a locale for people. Raises PackRefused when the YAML has faults or a PO file can't be read; nothing
    was written then.
    """
    faults = Faults()
    draft = read_draft(folder, faults)
    faults.refuse()
    files = draft.tree.files
    locales = list_po_locales(draft.pack)
    old = {tag: parse_po(f"locale/{tag}.po", files.get(f"locale/{tag}.po", b""), faults) for tag in locales}
    faults.refuse()
    strings = list_draft_strings(draft)
    for tag in locales:
        updated = update_po(old[tag], strings, str(draft.pack["id"]), tag)
        _write_changed(folder / "locale" / f"{tag}.po", (str(updated).rstrip("\n") + "\n").encode())
        live = [entry for entry in updated if not entry.obsolete]
        missing = sum(not entry.msgstr for entry in live)
        outdated = sum(bool(entry.previous_msgid) for entry in live)
        yield f"{tag}: {len(live)} strings, {missing} missing, {outdated} outdated"


def _write_changed(path: Path, content: bytes) -> None:
    if path.exists() and path.read_bytes() == content:
        return
    path.parent.mkdir(exist_ok=True)
    scratch = path.with_name(f".{path.name}.{os.getpid()}")
    scratch.write_bytes(content)
    scratch.replace(path)
