"""Commands on archives: each is made once, kept as a file, and swept when nobody needs it any more.

An archive can always be made again from the blobs, so it is kept outside of the database and of every backup.
"""

import fcntl
import hashlib
import os
import secrets
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from flask import current_app

from orientation import clock
from orientation.blobs import store
from orientation.catalog.queries import list_current
from orientation.packs.archive import write_archive
from orientation.packs.queries import Manifest

_LOCK = "lock"
KEPT = timedelta(days=7)
"""How long the archive of a version that is no longer current stays, so that downloads can be resumed."""


@dataclass(frozen=True)
class Archive:
    """A zip on disk. `name` is what a person sees; `sha256` is of the whole file."""

    path: Path
    name: str
    sha256: str


def open_archive(manifest: Manifest) -> Archive:
    """Return the archive of a manifest, making it when it isn't there. One is made at a time on a host."""
    found = _find(manifest)
    if found is None:
        with _alone():
            found = _find(manifest) or _make(manifest)
            _sweep(clock.now())
    version = manifest.version
    return Archive(found, f"{version.pack}-{version.number}-{manifest.locale}.zip", found.stem.rpartition("-")[2])


def sweep_archives(now: datetime) -> None:
    """Remove archives older than KEPT of versions that are no longer current, and what broken attempts left."""
    with _alone():
        _sweep(now)


def _sweep(now: datetime) -> None:
    current = tuple(f"{version.pack}-{version.number}-" for version in list_current())
    for path in _folder().iterdir():
        is_needed = path.suffix == ".zip" and path.name.startswith(current)
        if path.name != _LOCK and not is_needed and path.stat().st_mtime < (now - KEPT).timestamp():
            path.unlink(missing_ok=True)


def _folder() -> Path:
    folder: Path = current_app.config["DATA_DIR"] / "archives"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _stem(manifest: Manifest) -> str:
    """Name everything that decides the archive's bytes: the manifest, its signature, the compressor."""
    made_of = manifest.ready.body + manifest.signature + zlib.ZLIB_RUNTIME_VERSION.encode()
    digest = hashlib.sha256(made_of).hexdigest()[:16]
    return f"{manifest.version.pack}-{manifest.version.number}-{manifest.locale}-{digest}"


def _find(manifest: Manifest) -> Path | None:
    return next(_folder().glob(f"{_stem(manifest)}-*.zip"), None)


def _make(manifest: Manifest) -> Path:
    scratch = _folder() / f".{secrets.token_hex(8)}"
    with scratch.open("x+b") as file:
        write_archive(file, manifest.ready.body, manifest.signature, lambda digest: store().path(digest).open("rb"))
        file.flush()
        os.fsync(file.fileno())
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return scratch.rename(_folder() / f"{_stem(manifest)}-{digest}.zip")


@contextmanager
def _alone() -> Iterator[None]:
    with (_folder() / _LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
