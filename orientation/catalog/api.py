"""/api/v1: Packs, versions, modules and lessons that can be learned."""

import json
from dataclasses import asdict
from functools import cache as keep
from typing import Any
from uuid import UUID

from flask import Response

from orientation.actor import Role
from orientation.catalog import queries, service
from orientation.catalog.cache import cache
from orientation.catalog.models import PackVersion
from orientation.catalog.schemas import LocaleSchema, PackSchema, VersionSchema
from orientation.catalog.version import Version, VersionFile
from orientation.http.access import current_actor, public, requires
from orientation.http.api import PROBLEM, UNCHANGED, feature_blueprint
from orientation.http.ready import REVALIDATE, Ready, send_blob, send_ready
from orientation.locales import INTERFACE, REGISTRY

blueprint = feature_blueprint("catalog", "Packs, versions, modules and lessons that can be learned.")

NUMBER = "<int(min=1, max=2147483647):number>"


@blueprint.get("/locales")
@blueprint.response(200, LocaleSchema(many=True))
@blueprint.alt_response(304, **UNCHANGED)
@public
def list_locales() -> Response:
    """Every language that a pack can be in."""
    return send_ready(_locales())


@blueprint.get("/packs")
@blueprint.response(200, PackSchema(many=True))
@blueprint.alt_response(304, **UNCHANGED)
@public
def list_packs() -> Response:
    """The packs that can be learned, in order."""
    return send_ready(_packs(queries.list_current(), many=True))


@blueprint.get("/packs/<pack>")
@blueprint.response(200, PackSchema)
@blueprint.alt_response(304, **UNCHANGED)
@public
def show_pack(pack: str) -> Response:
    """One pack."""
    return send_ready(_packs([queries.get_current(pack)], many=False))


@blueprint.get("/packs/<pack>/<locale>/outline")
@blueprint.response(200, {"type": "object"}, description="Titles, modules, lessons and translation states.")
@blueprint.in_parts
@public
def show_outline(pack: str, locale: str) -> Response:
    """What is in a pack, in one language; each text says which language it is in and who has reviewed it."""
    version = queries.get_current(pack)
    return _send(version, locale, queries.find_outline(version, locale))


@blueprint.get("/packs/<pack>/<locale>/lessons/<module>/<lesson>")
@blueprint.response(200, {"type": "object"}, description="The lesson's blocks and items.")
@blueprint.in_parts
@public
def show_lesson(pack: str, locale: str, module: str, lesson: str) -> Response:
    """A lesson with its exercises, their keys and explanations."""
    version = queries.get_current(pack)
    return _send(version, locale, queries.find_document(version, locale, module, lesson))


@blueprint.get("/packs/<pack>/<locale>/lessons/<module>/<lesson>/fragment")
@blueprint.response(200, {"type": "string"}, content_type="text/html", description="The inside of a page's <main>.")
@blueprint.in_parts
@public
def show_fragment(pack: str, locale: str, module: str, lesson: str) -> Response:
    """A lesson as HTML, ready to be put into a page."""
    version = queries.get_current(pack)
    return _send(version, locale, queries.find_document(version, locale, module, lesson, "html"))


@blueprint.get("/packs/<pack>/<locale>/cards/<module>")
@blueprint.response(200, {"type": "object"}, description="The cards of a module's words.")
@blueprint.in_parts
@public
def show_cards(pack: str, locale: str, module: str) -> Response:
    """The words that a module introduces, and the cards to practise them with."""
    version = queries.get_current(pack)
    return _send(version, locale, queries.find_cards(version, locale, module))


@blueprint.get("/packs/<pack>/<locale>/placement")
@blueprint.response(200, {"type": "object"}, description="The bank of tasks.")
@blueprint.in_parts
@public
def show_placement(pack: str, locale: str) -> Response:
    """What a placement asks, how difficult each task is taken to be, and what is right."""
    version = queries.get_current(pack)
    return _send(version, locale, queries.find_placement(version, locale))


@blueprint.get("/packs/<pack>/versions")
@blueprint.response(200, VersionSchema(many=True))
@requires(Role.EDITOR, Role.REVIEWER)
def list_versions(pack: str) -> list[Version]:
    """All versions of a pack, newest first."""
    return queries.list_versions(pack)


@blueprint.post(f"/packs/<pack>/versions/{NUMBER}/publish")
@blueprint.response(200, VersionSchema)
@blueprint.alt_response(409, **PROBLEM)
@requires(Role.EDITOR)
def publish(pack: str, number: int) -> PackVersion:
    """Show a ready version to learners."""
    return service.publish_version(current_actor(), pack, number)


@blueprint.post(f"/packs/<pack>/versions/{NUMBER}/roll-back")
@blueprint.response(201, VersionSchema)
@blueprint.alt_response(409, **PROBLEM)
@requires(Role.EDITOR)
def roll_back(pack: str, number: int) -> PackVersion:
    """Bring back what an earlier version showed, as a new version."""
    return service.roll_back(current_actor(), pack, number)


@blueprint.delete(f"/packs/<pack>/versions/{NUMBER}")
@blueprint.response(204)
@blueprint.alt_response(409, **PROBLEM)
@requires(Role.EDITOR)
def discard(pack: str, number: int) -> None:
    """Remove a version that was never published."""
    service.discard_version(current_actor(), pack, number)


def _send(version: Version, locale: str, file: VersionFile) -> Response:
    response = send_blob(file.sha256, file.media_type, REVALIDATE)
    response.headers["Content-Language"] = version.locale_for(locale)
    return response


@keep
def _locales() -> Ready:
    known = [{**asdict(locale), "interface": locale.tag in INTERFACE} for locale in REGISTRY.values()]
    return _ready(LocaleSchema(many=True).dump(known))


def _packs(versions: list[Version], *, many: bool) -> Ready:
    """Return the answer about these versions, which are immutable: made once for each set of them."""
    key: tuple[bool | UUID, ...] = (many, *(version.id for version in versions))
    shown = versions if many else versions[0]
    return cache().answers.get_or_make(key, lambda: _ready(PackSchema(many=many).dump(shown)))


def _ready(content: Any) -> Ready:
    return Ready.make(json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())
