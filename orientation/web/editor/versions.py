"""Publishing, rolling back and discarding: each is confirmed on a page that says what it changes."""

from flask import render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from orientation.actor import Role
from orientation.catalog import queries as catalog
from orientation.catalog import service
from orientation.catalog.version import Version
from orientation.http.access import current_actor, requires
from orientation.web.editor.blueprint import blueprint
from orientation.web.editor.changes import compare
from orientation.web.editor.packs import bars_of, outline_of, published, title_of
from orientation.web.staff.notes import tell_and_go

RULE = "/staff/packs/<pack>/<int:number>"


@blueprint.get(RULE + "/publish")
@requires(Role.EDITOR)
def confirm_publish(pack: str, number: int) -> str:
    """What publishing this version changes for whom, and the button."""
    return _confirm("publish", pack, number)


@blueprint.post(RULE + "/publish")
@requires(Role.EDITOR)
def publish(pack: str, number: int) -> Response:
    """Show the version to learners."""
    version = service.publish_version(current_actor(), pack, number)
    return tell_and_go(
        _("Version %(number)s of “%(title)s” is published.", number=version.number, title=version.title), _pack(pack)
    )


@blueprint.get(RULE + "/roll-back")
@requires(Role.EDITOR)
def confirm_roll_back(pack: str, number: int) -> str:
    """What rolling back to this version changes for whom, and the button."""
    return _confirm("roll-back", pack, number)


@blueprint.post(RULE + "/roll-back")
@requires(Role.EDITOR)
def roll_back(pack: str, number: int) -> Response:
    """Bring an earlier version back as a new one."""
    version = service.roll_back(current_actor(), pack, number)
    return tell_and_go(
        _("Learners see what was in version %(old)s again, as version %(number)s.", old=number, number=version.number),
        _pack(pack),
    )


@blueprint.get(RULE + "/discard")
@requires(Role.EDITOR)
def confirm_discard(pack: str, number: int) -> str:
    """What discarding this version means, and the button."""
    return _confirm("discard", pack, number)


@blueprint.post(RULE + "/discard")
@requires(Role.EDITOR)
def discard(pack: str, number: int) -> Response:
    """Remove a version that learners have never seen."""
    service.discard_version(current_actor(), pack, number)
    gone = pack not in {version.pack for version in catalog.list_newest()}
    return tell_and_go(
        _("Version %(number)s is discarded. Learners see no difference.", number=number),
        url_for("editor.packs") if gone else _pack(pack),
    )


def _confirm(deed: str, pack: str, number: int) -> str:
    version = catalog.get_version(pack, number)
    current = published(catalog.list_versions(pack))
    return render_template(
        "editor/confirm.html",
        deed=deed,
        version=version,
        current=current,
        changes=compare(current, version, _hashes),
        titles=_titles(version) | (_titles(current) if current else {}),
        language_bars=bars_of(version),
    )


def _hashes(version: Version, locale: str) -> dict[str, str]:
    return {file.path: file.sha256 for file in catalog.list_files(version, locale)}


def _titles(version: Version) -> dict[tuple[str, str], tuple[str, str]]:
    return {
        (module["slug"], lesson["slug"]): (title_of(module), title_of(lesson))
        for module in outline_of(version)["modules"]
        for lesson in module["lessons"]
    }


def _pack(pack: str) -> str:
    return url_for("editor.pack", pack=pack)
