"""Tables of what can be learned. The content itself is immutable files in the blob store."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from orientation.db import Base, new_id

ANY_LOCALE = ""
"""The `locale` of a file that serves all of them."""


class Pack(Base):
    """A pack by its slug. Learners see its published version with the highest number; before one, nothing."""

    __tablename__ = "packs"

    slug: Mapped[str] = mapped_column(String(60), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    destination: Mapped[str] = mapped_column(String(2))
    audience: Mapped[str] = mapped_column(String(20))
    position: Mapped[int] = mapped_column(default=0)
    """Order in the catalogue."""


class PackVersion(Base):
    """One compiled upload. Ready when it has been checked and compiled; published when learners have seen it."""

    __tablename__ = "pack_versions"
    __table_args__ = (UniqueConstraint("pack", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    pack: Mapped[str] = mapped_column(ForeignKey("packs.slug"))
    number: Mapped[int]
    """Counts up from 1 in each pack. A rollback is a new number with an old version's files."""
    source_locale: Mapped[str] = mapped_column(String(12))
    target_language: Mapped[str | None] = mapped_column(String(12))
    edition: Mapped[str] = mapped_column(String(12))
    locales: Mapped[list[Any]]
    title: Mapped[str] = mapped_column(String(200))
    notes: Mapped[str] = mapped_column(String(2000))
    source_sha256: Mapped[str] = mapped_column(String(64))
    """The uploaded source as a zip, in the blob store."""
    summary: Mapped[dict[str, Any]]
    """Per locale the count of strings in each translation state: {"ar": {"reviewed": 0, "draft": 420, …}, …};
    and `modules`: [{"slug", "lessons": [slug, …]}, …] in order."""
    reissue_of: Mapped[int | None]
    """The number of the version that a rollback brought back."""
    made_at: Mapped[datetime]
    made_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    published_at: Mapped[datetime | None]
    published_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))


class PackFile(Base):
    """A line of a version's manifest: which blob stands at which path."""

    __tablename__ = "pack_files"
    __table_args__ = (Index("ix_pack_files_sha256", "sha256"),)

    version_id: Mapped[UUID] = mapped_column(ForeignKey("pack_versions.id", ondelete="CASCADE"), primary_key=True)
    locale: Mapped[str] = mapped_column(String(12), primary_key=True)
    path: Mapped[str] = mapped_column(String(250), primary_key=True)
    """`outline.json`, `<module>/<lesson>.json`, `<module>/<lesson>.html`, `media/<name>`, …: see `CompiledFile`."""
    kind: Mapped[str] = mapped_column(String(10))
    """outline | lesson | fragment | picture | sound | bundle"""
    module: Mapped[str | None] = mapped_column(String(60))
    """The module that needs it; None when several do."""
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    media_type: Mapped[str] = mapped_column(String(40))
