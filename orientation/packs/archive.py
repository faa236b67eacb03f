"""A pack for one locale as a zip: for a memory card, Bluetooth, or a class without a network.

The same manifest always gives the same bytes (with the same zlib). Text is deflated; pictures and sound, which are
compressed already, are stored. One file at a time is in memory, in pieces.
"""

import hashlib
import json
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import IO, Any, cast

from orientation.errors import Invalid
from orientation.packs import rules

MANIFEST = "manifest.json"
SIGNATURE = "manifest.sig"
MAX_MANIFEST = 5 * 1024 * 1024
_PIECE = 64 * 1024
_STORED = ("png", "jpg", "webp", "ogg", "mp3")
_NONSENSE = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error),
    *(NotImplementedError, RuntimeError, OSError, EOFError, ValueError, KeyError, IndexError),
)
"""What zipfile and what it calls raise on bytes that make no sense."""
_EPOCH = (1980, 1, 1, 0, 0, 0)


class ArchiveDamaged(Invalid):
    """The zip isn't a whole pack as we made it. `data["path"]` names the file in it, where one is to blame."""


def write_archive(target: IO[bytes], body: bytes, signature: bytes, open_blob: Callable[[str], IO[bytes]]) -> None:
    """Write the zip of a manifest: it, its signature, and the files that it lists, in its order."""
    with zipfile.ZipFile(target, "w") as archive:
        _write(archive, MANIFEST, body, zipfile.ZIP_DEFLATED)
        _write(archive, SIGNATURE, signature, zipfile.ZIP_STORED)
        for entry in json.loads(body)["files"]:
            is_stored = rules.extension_of(entry["media_type"]) in _STORED
            info = _info(entry["path"], zipfile.ZIP_STORED if is_stored else zipfile.ZIP_DEFLATED)
            info.file_size = entry["size"]
            with open_blob(entry["sha256"]) as blob, archive.open(info, "w") as member:
                while piece := blob.read(_PIECE):
                    member.write(piece)


def read_archive(source: IO[bytes], public_key: bytes) -> dict[str, Any]:
    """Check a zip wholly and return its manifest: signed with this key, every listed file whole, nothing besides.

    Nothing is extracted, and no more is read of a file than the manifest says. Raises ArchiveDamaged, SignatureWrong.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            return _check(archive, public_key)
    except _NONSENSE as error:
        raise ArchiveDamaged(f"This is not a whole zip file ({error}). Copy or download it again.") from None


def _check(archive: zipfile.ZipFile, public_key: bytes) -> dict[str, Any]:
    names = archive.namelist()
    body = _read(archive, MANIFEST, MAX_MANIFEST)
    rules.check_signature(body, _read(archive, SIGNATURE, 64), public_key)
    manifest = cast(dict[str, Any], json.loads(body))
    listed = [MANIFEST, SIGNATURE, *(entry["path"] for entry in manifest["files"])]
    for name in {*names}.symmetric_difference(listed):
        raise ArchiveDamaged("The zip and its manifest don't list the same files. Download it again.", path=name)
    if len(names) != len(listed):
        raise ArchiveDamaged("The zip holds a file twice. Download it again.")
    for entry in manifest["files"]:
        _check_entry(archive, entry)
    return manifest


def _check_entry(archive: zipfile.ZipFile, entry: dict[str, Any]) -> None:
    path = PurePosixPath(entry["path"])
    if path.is_absolute() or ".." in path.parts:
        raise ArchiveDamaged("The manifest names a place outside of the pack.", path=entry["path"])
    digest, size = hashlib.sha256(), 0
    with _open(archive, entry["path"]) as member:
        while size <= entry["size"] and (piece := member.read(_PIECE)):
            digest.update(piece)
            size += len(piece)
    if (size, digest.hexdigest()) != (entry["size"], entry["sha256"]):
        raise ArchiveDamaged("A file in the zip was changed. Copy or download it again.", path=entry["path"])


def _open(archive: zipfile.ZipFile, name: str) -> IO[bytes]:
    try:
        return archive.open(name)
    except KeyError:
        raise ArchiveDamaged("A file is missing from the zip. Download it again.", path=name) from None


def _read(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    with _open(archive, name) as member:
        content = member.read(limit + 1)
    if len(content) > limit:
        raise ArchiveDamaged("A file in the zip is larger than it can be.", path=name)
    return content


def _write(archive: zipfile.ZipFile, name: str, content: bytes, method: int) -> None:
    archive.writestr(_info(name, method), content)


def _info(name: str, method: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = method
    info.create_system = 3
    info.external_attr = 0o100644 << 16
    info._compresslevel = 9  # type: ignore[attr-defined]  # public from Python 3.13: compress_level
    return info
