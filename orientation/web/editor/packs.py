"""Packs, their versions, and how far each translation is."""

from dataclasses import dataclass
from typing import Any

from flask import Response, render_template
from markupsafe import Markup

from orientation.accounts.queries import names_of_staff
from orientation.actor import Role
from orientation.blobs import store
from orientation.catalog import queries as catalog
from orientation.catalog.version import Version
from orientation.http.access import current_actor, requires
from orientation.http.ready import send_stored
from orientation.web.editor.blueprint import blueprint
from orientation.web.editor.states import Bar, bar_of
from orientation.web.i18n import page_locale


@dataclass(frozen=True)
class PackRow:
    """A pack in the list: what learners see, what is newest, how far its translations are."""

    newest: Version
    current: Version | None
    bars: dict[str, Bar]


@blueprint.get("/staff/packs")
@requires(Role.EDITOR, Role.REVIEWER)
def packs() -> str:
    """All packs, published or not."""
    current = {version.pack: version for version in catalog.list_current()}
    rows = [PackRow(newest, current.get(newest.pack), bars_of(newest)) for newest in catalog.list_newest()]
    return render_template("editor/packs.html", rows=rows)


@blueprint.get("/staff/packs/<pack>")
@requires(Role.EDITOR, Role.REVIEWER)
def pack(pack: str) -> str:
    """One pack: its versions and the state of its translations."""
    versions = catalog.list_versions(pack)
    newest = versions[0]
    outlines = {tag: catalog.get_outline(newest, tag) for tag in newest.locales}
    return render_template(
        "editor/pack.html",
        newest=newest,
        current=published(versions),
        versions=versions,
        names=names_of_staff(current_actor(), [i for v in versions for i in (v.made_by, v.published_by)]),
        whole=bars_of(newest),
        modules=[(title_of(module), module["slug"]) for module in outline_of(newest)["modules"]],
        by_locale=_module_bars(newest, outlines),
        coverage=_coverage(outlines),
        preview_locale=page_locale().tag,
    )


@blueprint.get("/staff/packs/<pack>/<int:number>/source.zip")
@requires(Role.EDITOR, Role.REVIEWER)
def download_source(pack: str, number: int) -> Response:
    """The source of a version as a zip, to work on."""
    version = catalog.get_version(pack, number)
    path = store().path(version.source_sha256)
    response = send_stored(path, "application/zip", version.source_sha256, "private, no-cache")
    response.headers["Content-Disposition"] = f'attachment; filename="{version.pack}-{version.number}.zip"'
    return response


def published(versions: list[Version]) -> Version | None:
    """Return the version that learners see, of a pack's versions with the newest first."""
    return next((version for version in versions if version.published_at is not None), None)


def bars_of(version: Version) -> dict[str, Bar]:
    """Return the bar of each language, in the pack's order."""
    return {tag: bar_of(version.summary.get(tag, {})) for tag in version.locales}


def outline_of(version: Version) -> dict[str, Any]:
    """Return the outline in the reader's own language where the pack has it, else in the source language."""
    return catalog.get_outline(version, page_locale().tag)


def title_of(part: dict[str, Any]) -> str:
    """Return the title of an outline's module or lesson without marks."""
    return Markup(part["title"]["html"]).striptags()  # noqa: S704 sanitised when it was published


def _module_bars(version: Version, outlines: dict[str, dict[str, Any]]) -> dict[str, dict[str, Bar]]:
    """Return locale → module → bar, without the source language."""
    return {
        tag: {module["slug"]: bar_of(module["states"]) for module in outline["modules"]}
        for tag, outline in outlines.items()
        if tag != version.source_locale
    }


def _coverage(outlines: dict[str, dict[str, Any]]) -> dict[str, dict[str, int]]:
    """Return locale → what its words have; nothing for a pack without words, or one compiled before that was told."""
    return {tag: outline["coverage"] for tag, outline in outlines.items() if outline.get("coverage")}
