"""Keys and what is done with them: encrypting personal fields, signing packs, keyed hashes, opaque tokens.

Keys come from settings, or are made once in DATA_DIR/keys (mode 0600). A leaked database alone opens nothing.
"""

import base64
import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import Flask, current_app

from orientation.config import BadSetting

_NONCE = 12


class Undecryptable(RuntimeError):
    """The key is gone or the text was changed or moved from another column."""


@dataclass(frozen=True)
class Keyring:
    """All keys of one installation. `fields` maps a key's id (0–255) to 32 bytes; `newest` encrypts."""

    secret: bytes
    fields: dict[int, bytes]
    newest: int
    signing: Ed25519PrivateKey

    def encrypt(self, text: str, place: str) -> bytes:
        """Return key id byte + nonce + AES-256-GCM ciphertext, bound to `place` ("table.column")."""
        nonce = os.urandom(_NONCE)
        sealed = AESGCM(self.fields[self.newest]).encrypt(nonce, text.encode(), place.encode())
        return bytes([self.newest]) + nonce + sealed

    def decrypt(self, sealed: bytes, place: str) -> str:
        """Undo `encrypt`. Raises Undecryptable."""
        try:
            cipher = AESGCM(self.fields[sealed[0]])
            return cipher.decrypt(sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :], place.encode()).decode()
        except (KeyError, IndexError, InvalidTag) as error:
            raise Undecryptable(f"A value in {place} can't be decrypted with the keys that are set.") from error

    def keyed_hash(self, purpose: str, text: str) -> bytes:
        """HMAC-SHA256 (32 bytes) for things of little entropy that must be looked up: codes, addresses."""
        return hmac.digest(self.secret, f"{purpose}\0{text}".encode(), "sha256")


def new_token() -> str:
    """Return an opaque random token of 256 bits, URL-safe."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> bytes:
    """SHA-256 of a token: what the database keeps of it."""
    return hashlib.sha256(token.encode()).digest()


def keyring() -> Keyring:
    """Return the running application's keys."""
    ring: Keyring = current_app.extensions["keyring"]
    return ring


def init_app(app: Flask) -> None:
    """Read the keys, making those that aren't set, and put them at `app.extensions["keyring"]`."""
    folder = app.config["DATA_DIR"] / "keys"
    secret = app.config["SECRET_KEY"] or _kept(folder / "secret", lambda: secrets.token_urlsafe(48))
    fields = app.config["FIELD_KEYS"] or _kept(folder / "fields", lambda: "1:" + _random_key())
    signing = app.config["SIGNING_KEY"] or _kept(folder / "signing", _random_key)
    app.config["SECRET_KEY"] = secret
    by_id = _parse_field_keys(fields)
    app.extensions["keyring"] = Keyring(
        secret=hashlib.sha256(b"orientation\0" + secret.encode()).digest(),
        fields=by_id,
        newest=next(iter(by_id)),
        signing=Ed25519PrivateKey.from_private_bytes(_key_bytes("SIGNING_KEY", signing)),
    )


def _random_key() -> str:
    return base64.b64encode(os.urandom(32)).decode()


def _key_bytes(name: str, text: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise BadSetting(f"{name} can't be used: it must be 32 bytes in base64.")
    return key


def _parse_field_keys(text: str) -> dict[int, bytes]:
    keys: dict[int, bytes] = {}
    for part in text.split(","):
        number, _, key = part.strip().partition(":")
        if not number.isdecimal() or int(number) > 255:
            raise BadSetting("FIELD_KEYS can't be used: write id:base64,… with ids from 0 to 255, newest first.")
        keys[int(number)] = _key_bytes("FIELD_KEYS", key)
    return keys


def _kept(path: Path, make: Any) -> str:
    """Read the file, or make it with mode 0600. Two starters at once agree: the first to link its file wins."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        scratch = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        descriptor = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(make())
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(scratch, path)
        except FileExistsError:
            pass
        finally:
            scratch.unlink()
    return path.read_text().strip()
