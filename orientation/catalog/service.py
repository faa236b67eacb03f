"""Commands: a version is added, published, brought back, discarded. What was published never changes."""

from sqlalchemy import delete, func, insert, literal, select

from orientation import clock
from orientation.accounts.service import audit
from orientation.actor import Actor, Role
from orientation.blobs import store
from orientation.catalog import rules
from orientation.catalog.cache import cache
from orientation.catalog.compiled import Compiled, CompiledFile
from orientation.catalog.models import Pack, PackFile, PackVersion
from orientation.db import db, insert_ignoring, new_id, transaction

_TEXT = ("application/json", "text/html", "image/svg+xml", "application/x-orientation-bundle")


def add_version(actor: Actor, compiled: Compiled) -> PackVersion:
    """Store a compiled pack as its next version, ready to be published. Editors only.

    The files are stored before anything is said about them: a process that is killed leaves files that nobody
    refers to, never a version with holes. Files that are stored already cost nothing. Raises PackChangedPurpose.
    """
    actor.require(Role.EDITOR)
    source = store().put(compiled.source)
    files = [(file, _keep(file)) for file in compiled.files]
    with transaction():
        _claim_pack(compiled)
        version = PackVersion(
            id=new_id(),
            pack=compiled.slug,
            number=_last_number(compiled.slug) + 1,
            source_locale=compiled.source_locale,
            target_language=compiled.target_language,
            edition=compiled.edition,
            locales=compiled.locales,
            title=compiled.title,
            notes=compiled.notes,
            source_sha256=source,
            summary={**compiled.summary, "modules": compiled.modules},
            made_at=clock.now(),
            made_by=actor.staff_id,
        )
        db.session.add(version)
        db.session.flush()
        db.session.execute(insert(PackFile), [_line(version, file, digest) for file, digest in files])
        _audit(actor, "pack.added", version)
    return version


def publish_version(actor: Actor, pack: str, number: int) -> PackVersion:
    """Show a ready version to learners; does nothing when they see it already. Editors only.

    Raises VersionNotFound, VersionTooOld.
    """
    actor.require(Role.EDITOR)
    with transaction():
        version = _lock_version(pack, number)
        current = _current(pack)
        if rules.must_publish(number, version.published_at, current.number if current else None):
            version.published_at = clock.now()
            version.published_by = actor.staff_id
            _audit(actor, "pack.published", version)
    cache().forget_current()
    return version


def roll_back(actor: Actor, pack: str, number: int) -> PackVersion:
    """Bring back what an earlier version showed, as a new version that is published at once. Editors only.

    Raises VersionNotFound, VersionNeverPublished, VersionIsCurrent.
    """
    actor.require(Role.EDITOR)
    with transaction():
        old = _lock_version(pack, number)
        current = _current(pack)
        rules.check_can_roll_back(
            number, old.published_at, current.number if current else 0, current.reissue_of if current else None
        )
        version = _reissue(actor, old)
        _audit(actor, "pack.rolled-back", version, reissue_of=number)
    cache().forget_current()
    return version


def discard_version(actor: Actor, pack: str, number: int) -> None:
    """Remove a version that was never published. Its number may be given again. Editors only.

    Raises VersionNotFound, VersionIsPublished.
    """
    actor.require(Role.EDITOR)
    with transaction():
        version = _lock_version(pack, number)
        rules.check_can_discard(number, version.published_at)
        db.session.execute(delete(PackFile).where(PackFile.version_id == version.id))
        db.session.delete(version)
        _audit(actor, "pack.discarded", version)


def _keep(file: CompiledFile) -> str:
    is_text = file.media_type.partition(";")[0] in _TEXT
    return store().put_text(file.content) if is_text else store().put(file.content)


def _line(version: PackVersion, file: CompiledFile, digest: str) -> dict[str, object]:
    return {
        "version_id": version.id,
        "locale": file.locale,
        "path": file.path,
        "kind": file.kind,
        "module": file.module,
        "sha256": digest,
        "size": file.size,
        "media_type": file.media_type,
    }


def _claim_pack(compiled: Compiled) -> None:
    """Make the pack's row, or hold the one that is there until the transaction ends."""
    purpose = {field: getattr(compiled, field) for field in rules.FIXED}
    position = rules.position_of(compiled.kind)
    db.session.execute(insert_ignoring(Pack.__table__).values(slug=compiled.slug, position=position, **purpose))
    pack = _lock_pack(compiled.slug)
    if _current(compiled.slug):
        rules.check_same_purpose({field: getattr(pack, field) for field in rules.FIXED}, purpose)
    pack.kind, pack.destination, pack.audience = compiled.kind, compiled.destination, compiled.audience
    pack.position = position


def _lock_pack(slug: str) -> Pack:
    held = select(Pack).where(Pack.slug == slug).with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(held).one()


def _lock_version(pack: str, number: int) -> PackVersion:
    """Return the version and hold its pack, so that one command at a time decides what learners see."""
    found = db.session.execute(
        select(PackVersion)
        .join(Pack, Pack.slug == PackVersion.pack)
        .where(PackVersion.pack == pack, PackVersion.number == number)
        .with_for_update(of=Pack)
        .execution_options(populate_existing=True)
    ).scalar_one_or_none()
    if found is None:
        raise rules.VersionNotFound("This pack has no such version. Choose one from the pack's list of versions.")
    return found


def _current(pack: str) -> PackVersion | None:
    published = select(PackVersion).where(PackVersion.pack == pack, PackVersion.published_at.is_not(None))
    return db.session.scalars(published.order_by(PackVersion.number.desc()).limit(1)).first()


def _last_number(pack: str) -> int:
    return db.session.scalar(select(func.max(PackVersion.number)).where(PackVersion.pack == pack)) or 0


def _reissue(actor: Actor, old: PackVersion) -> PackVersion:
    now = clock.now()
    version = PackVersion(
        id=new_id(),
        pack=old.pack,
        number=_last_number(old.pack) + 1,
        source_locale=old.source_locale,
        target_language=old.target_language,
        edition=old.edition,
        locales=old.locales,
        title=old.title,
        notes=old.notes,
        source_sha256=old.source_sha256,
        summary=old.summary,
        reissue_of=old.number,
        made_at=now,
        made_by=actor.staff_id,
        published_at=now,
        published_by=actor.staff_id,
    )
    db.session.add(version)
    db.session.flush()
    same = [column for column in PackFile.__table__.columns if column.name != "version_id"]
    db.session.execute(
        insert(PackFile).from_select(
            ["version_id", *(column.name for column in same)],
            select(literal(version.id, PackFile.version_id.type), *same).where(PackFile.version_id == old.id),
        )
    )
    return version


def _audit(actor: Actor, action: str, version: PackVersion, **details: object) -> None:
    audit(actor, action, "pack", f"{version.pack}/{version.number}", **details)
