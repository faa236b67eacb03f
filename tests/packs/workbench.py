"""The tiny pack, whole or with something changed, as a folder, as files, as a zip."""

import io
import zipfile
from pathlib import Path

from orientation.publishing.faults import Fault, Faults
from orientation.publishing.source import Source, read_source

TINY = Path(__file__).parent / "tiny"
"""Has every kind of block and item once, English and Arabic, a drawing, a photo, speech and a recording."""


def tiny_files() -> dict[str, bytes]:
    """Return path → bytes."""
    return {str(p.relative_to(TINY)): p.read_bytes() for p in sorted(TINY.rglob("*")) if p.is_file()}


def with_change(file: str, old: str, new: str) -> dict[str, bytes]:
    """Return the tiny pack's files with one text replaced by another; it must be there."""
    files = tiny_files()
    text = files[file].decode()
    assert old in text, f"{file} has no {old!r}"
    files[file] = text.replace(old, new, 1).encode()
    return files


def zip_of(files: dict[str, bytes]) -> bytes:
    """Return an ordinary zip."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return buffer.getvalue()


def write_folder(files: dict[str, bytes], folder: Path) -> Path:
    """Write the files below the folder and return it."""
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder


def tiny_source(files: dict[str, bytes] | None = None) -> Source:
    """Return the checked source; there must be no fault."""
    faults = Faults()
    source = read_source(zip_of(tiny_files() if files is None else files), faults)
    assert source is not None, [str(fault) for fault in faults.sorted()]
    return source


def faults_of(files: dict[str, bytes]) -> list[Fault]:
    """Return what is wrong with a pack of these files."""
    faults = Faults()
    read_source(zip_of(files), faults)
    return faults.sorted()


def fault_after(file: str, old: str, new: str) -> Fault:
    """Return the one fault that replacing a text makes."""
    found = faults_of(with_change(file, old, new))
    assert len(found) == 1, [str(fault) for fault in found]
    return found[0]
