"""/api/v1: Manifests and files for offline use."""

import base64
from typing import Any

from flask import Response

from orientation.http.access import public
from orientation.http.api import BYTES, UNCHANGED, feature_blueprint
from orientation.http.ready import IMMUTABLE, REVALIDATE, Ready, send_ready, send_state, send_stored
from orientation.packs import queries, rules, service
from orientation.packs.queries import Manifest
from orientation.packs.schemas import ChangesSchema, ManifestSchema, SigningKeySchema, SinceVersion, WhichVersion

blueprint = feature_blueprint("packs", "Manifests and files for offline use.")

SIGNED = {"Pack-Signature": {"schema": {"type": "string"}, "description": 'ed25519=:<base64>:;keyid="<key id>"'}}


@blueprint.get("/packs/signing-key")
@blueprint.response(200, SigningKeySchema)
@public
def show_signing_key() -> dict[str, str]:
    """The public key that checks manifests."""
    key = queries.get_public_key()
    return {"algorithm": "ed25519", "key_id": rules.key_id(key), "public_key": base64.b64encode(key).decode()}


@blueprint.get("/packs/<pack>/<locale>/manifest")
@blueprint.arguments(WhichVersion, location="query")
@blueprint.response(200, ManifestSchema, headers=SIGNED)
@blueprint.alt_response(304, **UNCHANGED)
@public
def show_manifest(which: dict[str, int], pack: str, locale: str) -> Response:
    """Every file of a pack in one language, signed over exactly these bytes."""
    manifest = queries.get_manifest(pack, locale, which.get("version"))
    response = send_ready(manifest.ready, _lifetime(which))
    response.headers["Pack-Signature"] = rules.signature_field(manifest.signature, queries.get_public_key())
    return _in_language(response, manifest)


@blueprint.get("/packs/<pack>/<locale>/changes")
@blueprint.arguments(SinceVersion, location="query")
@blueprint.response(200, ChangesSchema, headers=SIGNED)
@blueprint.alt_response(304, **UNCHANGED)
@public
def show_changes(asked: dict[str, Any], pack: str, locale: str) -> Response:
    """Which files of a pack are others than in the version that a client has; signed over exactly these bytes.

    Its entity tag is the present manifest's, so a client that has the manifest or an earlier feed of the present state
    can say so.
    """
    changes = queries.get_changes(pack, locale, asked["since"], asked["kinds"])
    response = send_state(changes.ready, changes.state)
    if response.status_code == 200:
        response.headers["Pack-Signature"] = rules.signature_field(changes.signature, queries.get_public_key())
        response.headers["Content-Language"] = changes.locale
    return response


@blueprint.get("/packs/<pack>/<locale>/manifest.sig")
@blueprint.arguments(WhichVersion, location="query")
@blueprint.response(200, BYTES, content_type="application/octet-stream", description="64 bytes: Ed25519.")
@blueprint.alt_response(304, **UNCHANGED)
@public
def show_signature(which: dict[str, int], pack: str, locale: str) -> Response:
    """The manifest's signature by itself."""
    manifest = queries.get_manifest(pack, locale, which.get("version"))
    return send_ready(Ready.make(manifest.signature, "application/octet-stream"), _lifetime(which))


@blueprint.get("/packs/<pack>/<locale>/archive.zip")
@blueprint.arguments(WhichVersion, location="query")
@blueprint.response(200, BYTES, content_type="application/zip", description="Manifest, signature and all files.")
@blueprint.in_parts
@public
def download_archive(which: dict[str, int], pack: str, locale: str) -> Response:
    """The whole pack in one language as a zip; resumable."""
    manifest = queries.get_manifest(pack, locale, which.get("version"))
    archive = service.open_archive(manifest)
    response = send_stored(archive.path, "application/zip", archive.sha256, _lifetime(which))
    response.headers["Content-Disposition"] = f'attachment; filename="{archive.name}"'
    response.headers["Repr-Digest"] = f"sha-256=:{base64.b64encode(bytes.fromhex(archive.sha256)).decode()}:"
    return _in_language(response, manifest)


def _lifetime(which: dict[str, int]) -> str:
    return IMMUTABLE if "version" in which else REVALIDATE


def _in_language(response: Response, manifest: Manifest) -> Response:
    response.headers["Content-Language"] = manifest.locale
    return response
