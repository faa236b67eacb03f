"""Immutable files by the SHA-256 of their contents. Writing twice is writing once; a reader never sees half a file."""

import gzip
import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path

import brotli
from flask import Flask, current_app

from orientation.errors import NotFound

_NAME = re.compile(r"[0-9a-f]{64}\Z")
ENCODINGS = {"br": ".br", "gzip": ".gz"}


class BlobNotFound(NotFound):
    """No blob has this hash."""


def compress(content: bytes, quality: int = 10) -> dict[str, bytes]:
    """Return the text's compressed forms by encoding, only those that save at least 64 bytes. Slow: do it once.

    `quality` is brotli's: 11 takes another 2 % off, and three times as long.
    """
    made = {"br": brotli.compress(content, quality=quality), "gzip": gzip.compress(content, 9, mtime=0)}
    return {encoding: form for encoding, form in made.items() if len(form) + 64 <= len(content)}


class BlobStore:
    """A folder of files named by their hash, two levels deep; compressed siblings end in `.br` and `.gz`."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, content: bytes) -> str:
        """Store the bytes durably and return their SHA-256 in hex."""
        digest = hashlib.sha256(content).hexdigest()
        self._write(self.path(digest), content)
        return digest

    def put_text(self, content: bytes) -> str:
        """Store the bytes and, beside them, their compressed forms; return their SHA-256 in hex."""
        digest = self.put(content)
        if not self.path(digest, "gzip").exists():
            for encoding, form in compress(content).items():
                self.put_encoded(digest, encoding, form)
        return digest

    def put_encoded(self, digest: str, encoding: str, content: bytes) -> None:
        """Store the blob's contents compressed with `encoding` ("br" or "gzip") beside it."""
        self._write(self.path(digest, encoding), content)

    def get(self, digest: str) -> bytes:
        """Return the bytes. Raises BlobNotFound."""
        try:
            return self.path(digest).read_bytes()
        except FileNotFoundError:
            raise BlobNotFound("There is no such file.") from None

    def path(self, digest: str, encoding: str | None = None) -> Path:
        """Return where the blob is or would be. Raises BlobNotFound for what can't be a hash."""
        if not _NAME.match(digest):
            raise BlobNotFound("There is no such file.")
        return self.root / digest[:2] / (digest + (ENCODINGS[encoding] if encoding else ""))

    def has(self, digest: str) -> bool:
        """Tell whether the blob is stored."""
        return self.path(digest).exists()

    def list_digests(self) -> Iterator[str]:
        """Yield the hash of every stored blob."""
        for path in self.root.glob("??/*"):
            if _NAME.match(path.name):
                yield path.name

    def _write(self, path: Path, content: bytes) -> None:
        if path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        scratch = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        with scratch.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        scratch.replace(path)


def store() -> BlobStore:
    """Return the running application's store."""
    found: BlobStore = current_app.extensions["blobs"]
    return found


def init_app(app: Flask) -> None:
    """Open the store that BLOB_STORE names."""
    app.extensions["blobs"] = BlobStore(Path(app.config["BLOB_STORE"] or app.config["DATA_DIR"] / "blobs"))
