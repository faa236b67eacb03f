"""Reads: the signed manifest of a version, and which files anybody may have."""

import time
from collections.abc import Collection
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
from orientation.locales import REGISTRY
from orientation.packs import rules
from orientation.packs.changes import KINDS, build_changes, widened
from orientation.packs.dictionaries import difference
from orientation.packs.effort import Effort, NoEffortLeft
from orientation.publishing.bundles import PACK
from orientation.publishing.names import is_slug

_TEXTS = ("fragment", "bundle")
MOST_DIFFERENCES = 500
"""Differences between texts that a process keeps: some hundred bytes each, at most a page's."""
LARGEST_DIFFERENCE = 4 * 1024 * 1024
"""Bytes of a text and its dictionary together up to which a difference is made."""
MOST_FEEDS = 1000
"""Change feeds that a process keeps: most have some hundred bytes. There are few for a pair of versions: VARIANTS."""


@dataclass(frozen=True)
class Manifest:
    """A manifest with its signature (64 bytes, over exactly `ready.body`)."""

    version: Version
    locale: str
    ready: Ready
    signature: bytes


@dataclass(frozen=True)
class Place:
    """Which module's texts are meant, in which language; the module `PACK` is the pack itself."""

    pack: str
    locale: str
    module: str


@dataclass(frozen=True)
class Changes:
    """A change feed with its signature. `state` names what there is now: the SHA-256 of the present manifest."""

    locale: str
    ready: Ready
    signature: bytes
    state: str


class PacksCache:
    """What one process remembers: manifests and published files, neither of which ever changes."""

    def __init__(self) -> None:
        self.manifests: Bounded[tuple[UUID, str], Manifest] = Bounded(64)
        self.changes: Bounded[tuple[UUID, UUID, str, tuple[str, ...]], Changes] = Bounded(MOST_FEEDS)
        self.public: Bounded[str, str] = Bounded(20_000)
        self.texts: Bounded[tuple[Place, str], str] = Bounded(20_000)
        self.differences: Bounded[tuple[str, str], bytes | None] = Bounded(MOST_DIFFERENCES)
        self.effort = Effort()


def get_manifest(pack: str, locale: str, number: int | None = None) -> Manifest:
    """Return the manifest of the pack's current version, or of the published version with this number.

    Raises PackNotFound, VersionNotFound, UnknownLocale.
    """
    return _manifest(get_current(pack) if number is None else get_published(pack, number), locale)


def get_changes(pack: str, locale: str, since: int, kinds: Collection[str] = KINDS) -> Changes:
    """Return what has changed in the pack since a version that was published: files of these kinds, perhaps of more.

    Raises PackNotFound, VersionNotFound, UnknownLocale.
    """
    before, now = get_published(pack, since), get_current(pack)
    served = now.locale_for(locale)
    asked = widened(kinds)

    def make() -> Changes:
        files = list_files(before, served), list_files(now, served)
        body = build_changes(pack, served, (before.number, now.number), files, asked)
        state = _manifest(now, served).ready.tag
        return Changes(served, Ready.make(body), keyring().signing.sign(body), state)

    return _cache().changes.get_or_make((before.id, now.id, served, asked), make)


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


def find_text_type(place: Place, digest: str, extension: str) -> str:
    """Return the media type of a bundle or page that a published version of the pack has at this place.

    Raises BlobNotFound for any other: a place that is found is made of slugs and a language's tag.
    """

    def load() -> str:
        return _type(
            _lines(digest)
            .join(PackVersion, PackVersion.id == PackFile.version_id)
            .where(
                PackVersion.published_at.is_not(None),
                PackVersion.pack == place.pack,
                PackFile.locale == place.locale,
                PackFile.module == place.module if place.module != PACK else PackFile.module.is_(None),
                PackFile.kind.in_(_TEXTS),
            )
        )

    if not (is_slug(place.pack) and is_slug(place.module) and place.locale in REGISTRY):
        raise BlobNotFound("There is no such file.")
    if current_app.config["CATALOG_SECONDS"]:
        return _agreed(_cache().texts.get_or_make((place, digest), load), extension)
    return _agreed(load(), extension)


def get_difference(digest: str, dictionary: str) -> bytes | None:
    """Return a text as its difference from another one; None when its brotli form is no larger, or when it is too dear.

    Both are public texts of one place. Raises BlobNotFound.
    """
    kept = _cache()
    key = (digest, dictionary)

    def make() -> bytes | None:
        content, base = store().get(digest), store().get(dictionary)
        if len(content) + len(base) > LARGEST_DIFFERENCE:
            return None
        began = time.monotonic()
        made = difference(content, base, dictionary)
        now = time.monotonic()
        kept.effort.spend(now - began, now)
        return made if len(made) < _size_sent(digest) else None

    def make_alone() -> bytes | None:
        with kept.effort.alone(time.monotonic()):
            return kept.differences.get_or_make(key, make)  # whoever was in before may have made it

    try:
        return kept.differences.get_or_make(key, make_alone)
    except NoEffortLeft:
        return None


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


def _manifest(version: Version, locale: str) -> Manifest:
    served = version.locale_for(locale)
    return _cache().manifests.get_or_make((version.id, served), lambda: _sign(version, served))


def _sign(version: Version, locale: str) -> Manifest:
    files = list_files(version, locale)
    bundles = [(file, _size_sent(file.sha256)) for file in files if file.kind == "bundle"]
    body = rules.build_manifest(version, locale, (file for file in files if file.kind != "bundle"), bundles)
    return Manifest(version, locale, Ready.make(body), keyring().signing.sign(body))


def _size_sent(digest: str) -> int:
    compressed = store().path(digest, "br")
    return (compressed if compressed.exists() else store().path(digest)).stat().st_size


def _cache() -> PacksCache:
    kept: PacksCache = current_app.extensions.setdefault("packs", PacksCache())
    return kept
