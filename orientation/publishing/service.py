"""Commands: a source is checked, compiled, added to the catalogue, published; what was left behind is removed."""

from dataclasses import dataclass
from pathlib import Path

from orientation.actor import Actor, Role
from orientation.blobs import store
from orientation.catalog import service as catalog
from orientation.catalog.compiled import Compiled
from orientation.catalog.models import PackVersion
from orientation.catalog.queries import get_current, list_referenced_digests
from orientation.db import transaction
from orientation.publishing import queries
from orientation.publishing import report as teaching
from orientation.publishing.compiler import compile_pack
from orientation.publishing.coverage import Gaps, find_gaps
from orientation.publishing.faults import Fault, Faults, PackRefused
from orientation.publishing.fragment import render_fragment
from orientation.publishing.source import Source, read_source
from orientation.publishing.sweeping import Swept, publishing_lock, sweep_store

__all__ = ["PackRefused", "Report", "check_source", "publish_again", "publish_folder", "report_on", "sweep", "upload"]


@dataclass(frozen=True)
class Report:
    """What a check found. Without faults the pack can be published; `notes` say what is missing but no fault.

    `gaps` is what a language pack's words lack. `states` counts, per locale, the strings in each translation state;
    empty when there are faults.
    """

    faults: list[Fault]
    notes: list[str]
    states: dict[str, dict[str, int]]
    gaps: Gaps | None = None


def check_source(source: Path | bytes) -> Report:
    """Check a folder, a zip file or a zip's bytes in every way that publishing does. Changes nothing."""
    faults = Faults()
    found = read_source(source, faults)
    if found is None:
        return Report(faults.sorted(), [], {})
    gaps = find_gaps(found) if found.course is not None else None
    return Report([], found.notes, compile_pack(found, render_fragment).summary, gaps)


def report_on(source: Path | str) -> teaching.Report:
    """Return the teacher's view of a folder or zip, or of what learners see of the pack with this slug.

    Raises PackRefused when it has faults, PackNotFound.
    """
    faults = Faults()
    found = read_source(source if isinstance(source, Path) else store().get(get_current(source).source_sha256), faults)
    faults.refuse()
    if found is None:
        raise PackRefused([])
    return teaching.make_report(found)


def render_lessons(source: Source, locale: str) -> dict[str, str]:
    """Return the pages of a source's lessons in one of its locales, by "module/lesson"."""
    files = compile_pack(source, render_fragment).files
    pages = {file.path.removesuffix(".html"): file for file in files if file.locale == locale}
    return {place: pages[place].content.decode() for place in source.lessons}


def upload(actor: Actor, content: bytes) -> PackVersion:
    """Add a zipped source to the catalogue as a version that is ready to be published. Editors only.

    What is already the pack's newest version makes no second one: that version is returned. Raises PackRefused with
    all faults; nothing has changed then.
    """
    actor.require(Role.EDITOR)
    return _add(actor, _compile(content))


def publish_folder(actor: Actor, path: Path) -> PackVersion:
    """Add a folder or zip file as a version and publish it. Editors only.

    When nothing has changed since the newest version, that one is published and returned. Raises PackRefused.
    """
    actor.require(Role.EDITOR)
    version = _add(actor, _compile(path))
    return catalog.publish_version(actor, version.pack, version.number)


def publish_again(actor: Actor, pack: str) -> PackVersion | None:
    """Publish the kept source of what learners see as this release compiles it. Editors only.

    For after a release that changed the markup of lessons or the interface's words in them (docs/decisions/0001).
    Returns None when it compiles to the same files: then nothing is added. Raises PackNotFound, and PackRefused when
    the format has become stricter.
    """
    actor.require(Role.EDITOR)
    current = get_current(pack)
    compiled = _compile(store().get(current.source_sha256))
    if queries.is_same(current, compiled):
        return None
    version = _add(actor, compiled)
    return catalog.publish_version(actor, version.pack, version.number)


def sweep(actor: Actor) -> Swept:
    """Remove blobs that no version refers to and halves of files. Waits for whoever publishes just now."""
    actor.require(Role.ADMINISTRATOR)
    root = store().root
    with publishing_lock(root):
        return _sweep(root)


def _sweep(root: Path) -> Swept:
    with transaction():  # sees what was committed until now, not until this request began to read
        used = list_referenced_digests()
    return sweep_store(root, used)


def _compile(source: Path | bytes) -> Compiled:
    faults = Faults()
    found = read_source(source, faults)
    faults.refuse()
    if found is None:
        raise PackRefused([])
    return compile_pack(found, render_fragment)


def _add(actor: Actor, compiled: Compiled) -> PackVersion:
    root = store().root
    with publishing_lock(root):
        _sweep(root)
        newest = queries.find_newest(compiled.slug)
        if newest is not None and queries.is_same(newest, compiled):
            return newest
        return catalog.add_version(actor, compiled)
