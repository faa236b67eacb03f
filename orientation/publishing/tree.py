"""The files of a pack's source, read whole into memory from a folder or a zip, within the limits."""

import io
import unicodedata
import zipfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from orientation.publishing.archive import read_archive
from orientation.publishing.faults import Faults
from orientation.publishing.folder import read_folder
from orientation.publishing.limits import LIMITS
from orientation.publishing.names import TEXT_SUFFIXES, is_known, is_litter

_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class SourceTree:
    """Path inside the pack → bytes, sorted by path. Nothing here has been looked into yet."""

    files: dict[str, bytes]

    @cached_property
    def as_zip(self) -> bytes:
        """The same files as a zip: equal trees give equal bytes, whatever they were read from."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            for path, content in self.files.items():
                info = zipfile.ZipInfo(path, _EPOCH)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.external_attr = 0o100644 << 16
                info.create_system = 3
                archive.writestr(info, content)
        return buffer.getvalue()


def read_tree(source: Path | bytes, faults: Faults) -> SourceTree:
    """Read a folder, a zip file or a zip's bytes.

    What isn't safe to read is noted and left out. A zip may hold the pack in one top folder. What operating systems
    leave behind (`__MACOSX`, `.DS_Store`) is passed over; any other file that the format doesn't know is a fault.
    """
    folder = source if isinstance(source, Path) and source.is_dir() else None
    raw = read_folder(folder, faults) if folder is not None else read_archive(source, faults)
    kept = _without_top_folder({path: content for path, content in raw.items() if not is_litter(path)})
    for path in kept:
        if not is_known(path):
            faults.add(path, "The format doesn't know a file at this place.", "Move it where it belongs, or remove it.")
    files = {path: kept[path] for path in sorted(kept) if is_known(path)}
    if "pack.yaml" not in files and not len(faults):
        faults.add("pack.yaml", "There is no pack.yaml.", "Choose the folder (or a zip of it) that holds pack.yaml.")
    texts = {path: content for path, content in files.items() if path.endswith(TEXT_SUFFIXES)}
    if sum(map(len, texts.values())) > LIMITS.text:
        faults.add("", f"The YAML and PO files have more than {LIMITS.text:,} bytes.", "Make two packs of it.")
        return SourceTree({})
    for path, content in texts.items():
        _check_text(path, content, faults)
    return SourceTree(files)


def _without_top_folder(files: dict[str, bytes]) -> dict[str, bytes]:
    tops = {path.partition("/")[0] for path in files}
    if len(tops) != 1 or "pack.yaml" in files:
        return files
    top = tops.pop() + "/"
    if top + "pack.yaml" not in files:
        return files
    return {path.removeprefix(top): content for path, content in files.items()}


def _check_text(path: str, content: bytes, faults: Faults) -> None:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        faults.add(path, "It isn't UTF-8 text.", "Save the file as UTF-8.", line=line)
        return
    if text.startswith("\ufeff"):
        faults.add(path, "It starts with a byte-order mark.", "Save it as UTF-8 without BOM.", line=1)
        text = text[1:]
    for number, row in enumerate(text.split("\n"), start=1):
        control = next((c for c in row.removesuffix("\r") if is_control(c)), None)
        if control is not None:
            faults.add(path, f"It has a control character (U+{ord(control):04X}).", "Delete it.", line=number)
        if not row.isascii() and not unicodedata.is_normalized("NFC", row):
            faults.add(path, "It isn't in Unicode's composed form (NFC).", "Type the marked line again.", line=number)


def is_control(character: str) -> bool:
    """Tell whether the character can't stand in text: controls, line separators and what overrides direction.

    U+200C, U+200D, U+200E and U+200F belong to the writing of several of our languages.
    """
    return (
        unicodedata.category(character) in ("Cc", "Zl", "Zp", "Cs", "Cn", "Co") and character != "\t"
    ) or character in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
