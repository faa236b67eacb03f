"""Reads: the signed manifest of a version, and which files anybody may have."""

from dataclasses import dataclass
from uuid import UUID

from flask import current_app
from sqlalchemy import Select, select

from orientation.blobs import BlobNotFound, store
from orientation.catalog.cache import Bounded
from orientation.catalog.models import PackFile, PackVersion
from orientation.catalog.queries import get_current, get_published, list_files
from orientation.catalog.version import Version
from orientation.crypto import keyring
from orientation.db import db
from orientation.http.ready import Ready
from orientation.packs import rules


@dataclass(frozen=True)
class Manifest:
    """A manifest with its signature (64 bytes, over exactly `ready.body`)."""

    version: Version
    locale: str
    ready: Ready
    signature: bytes


class PacksCache:
    """What one process remembers: manifests and published files, neither of which ever changes."""

    def __init__(self) -> None:
        self.manifests: Bounded[tuple[UUID, str], Manifest] = Bounded(64)
        self.public: Bounded[str, str] = Bounded(20_000)


def get_manifest(pack: str, locale: str, number: int | None = None) -> Manifest:
    """Return the manifest of the pack's current version, or of the published version with this number.

    Raises PackNotFound, VersionNotFound, UnknownLocale.
    """
    version = get_current(pack) if number is None else get_published(pack, number)
    served = version.locale_for(locale)
    return _cache().manifests.get_or_make((version.id, served), lambda: _sign(version, served))


def get_public_key() -> bytes:
    """Return the 32 bytes of the key with which anybody can check our signatures."""
    return keyring().signing.public_key().public_bytes_raw()


def find_public_type(digest: str, extension: str) -> str:
    """Return the media type of a file of a version that learners see or have seen.

    Raises BlobNotFound for any other blob (a version that is only ready, a pack's source), for one of another type,
    and for what was never stored. What is published stays so: only that is remembered.
    """

    def load() -> str:
        published = PackVersion.published_at.is_not(None)
        return _type(_lines(digest).join(PackVersion, PackVersion.id == PackFile.version_id).where(published))

    if current_app.config["CATALOG_SECONDS"]:
        return _agreed(_cache().public.get_or_make(digest, load), extension)
    return _agreed(load(), extension)


def find_any_type(digest: str, extension: str) -> str:
    """Return the media type of a file of any version: for editors. Raises BlobNotFound; a pack's source is no file."""
    return _agreed(_type(_lines(digest)), extension)


def _lines(digest: str) -> Select[str]:
    store().path(digest)  # raises BlobNotFound for what can't be a hash
    return select(PackFile.media_type).where(PackFile.sha256 == digest).limit(1)


def _type(query: Select[str]) -> str:
    found = db.session.scalar(query)
    if found is None:
        raise BlobNotFound("There is no such file.")
    return found


def _agreed(media_type: str, extension: str) -> str:
    """Return the type that the address promises, if the file is of that type. Raises BlobNotFound."""
    if rules.extension_of(media_type) != extension:
        raise BlobNotFound("There is no such file.")
    return rules.EXTENSIONS[extension]


def _sign(version: Version, locale: str) -> Manifest:
    body = rules.build_manifest(version, locale, list_files(version, locale))
    return Manifest(version, locale, Ready.make(body), keyring().signing.sign(body))


def _cache() -> PacksCache:
    kept: PacksCache = current_app.extensions.setdefault("packs", PacksCache())
    return kept
