"""Manifests and their signatures: which bytes they are, and how anybody can check them. Pure."""

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from orientation.catalog.version import Version, VersionFile
from orientation.errors import Invalid
from orientation.publishing.bundles import PACK

FORMAT = 1
EXTENSIONS = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "ogg": "audio/ogg; codecs=opus",
    "mp3": "audio/mpeg",
    "json": "application/json",
    "html": "text/html; charset=utf-8",
    "bundle": "application/x-orientation-bundle",
}
"""Every kind of file that a pack can have, by the extension of its address, with the type that it is sent as."""
_BY_TYPE = {media_type.partition(";")[0]: extension for extension, media_type in EXTENSIONS.items()}


class SignatureWrong(Invalid):
    """The signature was not made over these bytes with this key."""


def extension_of(media_type: str) -> str:
    """Return the extension of a file of this type; parameters (`; codecs=…`) don't count."""
    return _BY_TYPE[media_type.partition(";")[0].strip()]


def address_of(file: VersionFile) -> str:
    """Return where the file is served."""
    return f"/b/{file.sha256}.{extension_of(file.media_type)}"


def text_address_of(pack: str, locale: str, file: VersionFile) -> str:
    """Return where a bundle or a page is served below its module's address, so that one is a dictionary for another."""
    return f"/t/{pack}/{locale}/{file.module or PACK}/{file.sha256}.{extension_of(file.media_type)}"


def build_manifest(
    version: Version, locale: str, files: Iterable[VersionFile], bundles: Iterable[tuple[VersionFile, int]] = ()
) -> bytes:
    """Return the manifest as JSON in UTF-8: the same version, locale and files always give the same bytes.

    `bundles` come with their size as they are sent to who takes brotli.
    """
    listed = sorted(files, key=lambda file: file.path)
    counts = Counter(file.kind for file in listed)
    sizes: Counter[str] = Counter()
    for file in listed:
        sizes[file.kind] += file.size
    content = {
        "format": FORMAT,
        "pack": version.pack,
        "version": version.number,
        "edition": version.edition,
        "locale": locale,
        "made_at": version.made_at.isoformat(timespec="seconds"),
        "files": [_entry(file) for file in listed],
        "bundles": [
            {
                "module": file.module,
                "sha256": file.sha256,
                "size": file.size,
                "compressed": compressed,
                "url": text_address_of(version.pack, locale, file),
            }
            for file, compressed in sorted(bundles, key=lambda bundle: bundle[0].path)
        ],
        "totals": {kind: {"files": counts[kind], "size": sizes[kind]} for kind in sorted(counts)},
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def key_id(public_key: bytes) -> str:
    """Return the name of a public key: the first 16 hex digits of its SHA-256."""
    return hashlib.sha256(public_key).hexdigest()[:16]


def signature_field(signature: bytes, public_key: bytes) -> str:
    """Return the value of the header `Pack-Signature` (a structured field, RFC 9651)."""
    return f'ed25519=:{base64.b64encode(signature).decode()}:;keyid="{key_id(public_key)}"'


def check_signature(body: bytes, signature: bytes, public_key: bytes) -> None:
    """Raise SignatureWrong unless the signature is of exactly these bytes by this key."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, body)
    except InvalidSignature:
        raise SignatureWrong(
            "The signature doesn't fit: the manifest was changed or comes from somewhere else. Download it again."
        ) from None


def _entry(file: VersionFile) -> dict[str, Any]:
    return {
        "path": file.path,
        "sha256": file.sha256,
        "size": file.size,
        "kind": file.kind,
        "module": file.module,
        "media_type": file.media_type,
        "url": address_of(file),
    }
