"""Reads: what the catalogue has of a pack."""

from sqlalchemy import select

from orientation.catalog.compiled import Compiled
from orientation.catalog.models import Pack, PackFile, PackVersion
from orientation.catalog.version import Version
from orientation.db import db


def find_newest(slug: str) -> PackVersion | None:
    """Return the pack's version with the highest number, published or not."""
    newest = select(PackVersion).where(PackVersion.pack == slug).order_by(PackVersion.number.desc()).limit(1)
    return db.session.scalars(newest).first()


def is_same(version: PackVersion | Version, compiled: Compiled) -> bool:
    """Tell whether a version is what would be added: same source, same files, for the same purpose."""
    pack = db.session.get_one(Pack, version.pack)
    if version.source_sha256 != compiled.source_sha256 or (pack.kind, pack.destination, pack.audience) != (
        compiled.kind,
        compiled.destination,
        compiled.audience,
    ):
        return False
    columns = select(PackFile.locale, PackFile.path, PackFile.kind, PackFile.module, PackFile.sha256)
    stored = {tuple(row) for row in db.session.execute(columns.where(PackFile.version_id == version.id))}
    return stored == {(file.locale, file.path, file.kind, file.module, file.sha256) for file in compiled.files}
