"""Reads: which versions there are and what is in them. Values are shared between requests: never change them."""

import json
import re
import time
from typing import Any

from flask import current_app
from sqlalchemy import Select, and_, func, select, union

from orientation.blobs import store
from orientation.catalog.cache import cache
from orientation.catalog.models import ANY_LOCALE, Pack, PackFile, PackVersion
from orientation.catalog.rules import ItemNotFound, LessonNotFound, PackNotFound, VersionNotFound
from orientation.catalog.version import Version, VersionFile
from orientation.db import db

_PACK_PAGE = "index.html"
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,59}\Z")
_VERSION = (
    PackVersion.id,
    PackVersion.pack,
    PackVersion.number,
    Pack.kind,
    Pack.destination,
    Pack.audience,
    PackVersion.edition,
    PackVersion.locales,
    PackVersion.source_locale,
    PackVersion.target_language,
    PackVersion.title,
    PackVersion.notes,
    PackVersion.summary,
    PackVersion.reissue_of,
    PackVersion.made_at,
    PackVersion.published_at,
    PackVersion.source_sha256,
    PackVersion.made_by,
    PackVersion.published_by,
)
_FILE = (
    PackFile.locale,
    PackFile.path,
    PackFile.kind,
    PackFile.module,
    PackFile.sha256,
    PackFile.size,
    PackFile.media_type,
)


def list_current() -> list[Version]:
    """Return the version of each pack that learners see, in the catalogue's order.

    At most CATALOG_SECONDS old; what this process itself publishes shows at once.
    """
    seconds = current_app.config["CATALOG_SECONDS"]
    return cache().current(time.monotonic(), seconds, lambda: _newest(PackVersion.published_at.is_not(None)))


def get_current(pack: str) -> Version:
    """Return the version of the pack that learners see. Raises PackNotFound."""
    for version in list_current():
        if version.pack == pack:
            return version
    raise PackNotFound("There is no such pack. Choose one from the list of packs.")


def list_newest() -> list[Version]:
    """Return the newest version of each pack, published or only ready: for editors."""
    return _newest()


def list_versions(pack: str) -> list[Version]:
    """Return every version of the pack, newest first: for editors. Raises PackNotFound."""
    found = _load(_versions().where(PackVersion.pack == _checked(pack)).order_by(PackVersion.number.desc()))
    if not found:
        raise PackNotFound("There is no such pack. Choose one from the list of packs.")
    return found


def get_version(pack: str, number: int) -> Version:
    """Return one version, ready or published: for editors. Raises VersionNotFound."""
    return _one(pack, number, _versions())


def get_published(pack: str, number: int) -> Version:
    """Return one version that learners see or have seen. Raises VersionNotFound, also for one that is only ready."""
    for version in list_current():
        if (version.pack, version.number) == (pack, number):
            return version
    return _one(pack, number, _versions().where(PackVersion.published_at.is_not(None)))


def list_files(version: Version, locale: str) -> list[VersionFile]:
    """Return the files that somebody who reads in `locale` needs, ordered by path."""
    return list(_files(version, locale).values())


def find_document(version: Version, locale: str, module: str, lesson: str, ending: str = "json") -> VersionFile:
    """Return where a lesson's document (or "html": its fragment) is. Raises ModuleNotFound, LessonNotFound."""
    version.check_lesson(module, lesson)
    return _find(version, locale, f"{module}/{lesson}.{ending}")


def find_outline(version: Version, locale: str) -> VersionFile:
    """Return where the outline is."""
    return _find(version, locale, "outline.json")


def get_outline(version: Version, locale: str) -> dict[str, Any]:
    """Return the pack's outline: titles, modules, lessons, translation states."""
    return _document(find_outline(version, locale))


def get_lesson(version: Version, locale: str, module: str, lesson: str) -> dict[str, Any]:
    """Return a lesson's document. Raises ModuleNotFound, LessonNotFound."""
    return _document(find_document(version, locale, module, lesson))


def find_cards(version: Version, locale: str, module: str) -> VersionFile:
    """Return where the cards of a module's words are. Raises ModuleNotFound; LessonNotFound when it has none."""
    version.lessons_of(module)
    return _find(version, locale, f"{module}/cards.json")


def get_cards(version: Version, locale: str, module: str) -> dict[str, Any]:
    """Return the cards of a module's words. Raises ModuleNotFound; LessonNotFound when it has none."""
    return _document(find_cards(version, locale, module))


def get_practice(version: Version, locale: str, module: str = "") -> str:
    """Return the HTML of the page on which words are practised; with `module` of the page with its words.

    Raises ModuleNotFound; LessonNotFound when there is nothing to practise.
    """
    if module:
        version.lessons_of(module)
    file = _find(version, locale, f"{module}/cards.html" if module else "practice.html")
    return cache().fragments.get_or_make(file.sha256, lambda: store().get(file.sha256).decode(), file.size)


def find_placement(version: Version, locale: str) -> VersionFile:
    """Return where the bank of the pack's placement is. Raises LessonNotFound when it has none."""
    return _find(version, locale, "placement.json")


def get_placement(version: Version, locale: str) -> dict[str, Any]:
    """Return the bank of the pack's placement. Raises LessonNotFound when it has none."""
    return _document(find_placement(version, locale))


def get_placement_page(version: Version, locale: str) -> str:
    """Return the HTML of the page on which the placement is sat. Raises LessonNotFound when there is none."""
    file = _find(version, locale, "placement.html")
    return cache().fragments.get_or_make(file.sha256, lambda: store().get(file.sha256).decode(), file.size)


def has_pages(version: Version, locale: str) -> bool:
    """Tell whether the version's pages were compiled whole; one of an earlier release has only lessons."""
    return _PACK_PAGE in _files(version, locale)


def find_fragment(version: Version, locale: str, module: str = "", lesson: str = "") -> VersionFile:
    """Return where the HTML of a lesson is; without `lesson` of the module's page, without `module` of the pack's.

    Raises ModuleNotFound, LessonNotFound.
    """
    if lesson:
        return find_document(version, locale, module, lesson, "html")
    if module:
        version.lessons_of(module)
    return _find(version, locale, f"{module}/{_PACK_PAGE}" if module else _PACK_PAGE)


def get_fragment(version: Version, locale: str, module: str = "", lesson: str = "") -> str:
    """Return that HTML, ready to stand inside a page's `<main>`. Raises ModuleNotFound, LessonNotFound."""
    file = find_fragment(version, locale, module, lesson)
    return cache().fragments.get_or_make(file.sha256, lambda: store().get(file.sha256).decode(), file.size)


def get_item(version: Version, module: str, lesson: str, item: str) -> dict[str, Any]:
    """Return one item of a lesson, with its key, in the source locale.

    Raises ModuleNotFound, LessonNotFound, ItemNotFound.
    """
    document = get_lesson(version, version.source_locale, module, lesson)
    for block in document["blocks"]:
        for known in block.get("items", ()):
            if known["id"] == item:
                found: dict[str, Any] = known
                return found
    raise ItemNotFound("There is no such question in this lesson.")


def list_referenced_digests() -> set[str]:
    """Return the hashes of all blobs that some version needs, sources included: the rest can be swept."""
    return set(db.session.scalars(union(select(PackFile.sha256), select(PackVersion.source_sha256))))


def _versions() -> Select[Any]:
    return select(*_VERSION).join(Pack, Pack.slug == PackVersion.pack)


def _newest(*conditions: Any) -> list[Version]:
    newest = select(PackVersion.pack, func.max(PackVersion.number).label("number")).where(*conditions)
    grouped = newest.group_by(PackVersion.pack).subquery()
    is_newest = and_(grouped.c.pack == PackVersion.pack, grouped.c.number == PackVersion.number)
    return _load(_versions().join(grouped, is_newest).order_by(Pack.position, Pack.slug))


def _one(pack: str, number: int, versions: Select[Any]) -> Version:
    found = _load(versions.where(PackVersion.pack == _checked(pack), PackVersion.number == number))
    if not found:
        raise VersionNotFound("This pack has no such version. Choose one from the pack's list of versions.")
    return found[0]


def _checked(pack: str) -> str:
    if not _SLUG.match(pack):
        raise PackNotFound("There is no such pack. Choose one from the list of packs.")
    return pack


def _load(query: Select[Any]) -> list[Version]:
    return [_version(dict(row)) for row in db.session.execute(query).mappings()]


def _version(row: dict[str, Any]) -> Version:
    summary = dict(row.pop("summary"))
    return Version(modules=summary.pop("modules"), summary=summary, **row)


def _files(version: Version, locale: str) -> dict[str, VersionFile]:
    served = version.locale_for(locale)

    def load() -> dict[str, VersionFile]:
        query = select(*_FILE).where(PackFile.version_id == version.id, PackFile.locale.in_([served, ANY_LOCALE]))
        rows = [VersionFile(**row) for row in db.session.execute(query).mappings()]
        by_path = {file.path: file for file in sorted(rows, key=lambda file: file.locale)}
        return dict(sorted(by_path.items()))

    return cache().files.get_or_make((version.id, served), load)


def _find(version: Version, locale: str, path: str) -> VersionFile:
    try:
        return _files(version, locale)[path]
    except KeyError:
        raise LessonNotFound("This lesson is not in this version. Choose one from the module's list.") from None


def _document(file: VersionFile) -> dict[str, Any]:
    def read() -> dict[str, Any]:
        content: dict[str, Any] = json.loads(store().get(file.sha256))
        return content

    return cache().documents.get_or_make(file.sha256, read, file.size)
