"""/b/<sha256>.<extension>: every file of a published version, for ever; /staff/b/…: of any version, for editors."""

from flask import Blueprint, Response

from orientation.actor import Role
from orientation.http.access import public, requires
from orientation.http.envelope import NOTHING_RUNS
from orientation.http.ready import IMMUTABLE, send_blob
from orientation.packs import queries

blueprint = Blueprint("files", __name__)

PRIVATE = "private, max-age=300"
_ACTIVE = ("image/svg+xml", "text/html; charset=utf-8")


@blueprint.get("/b/<string(length=64):digest>.<extension>")
@public
def published_file(digest: str, extension: str) -> Response:
    """A file that learners may have."""
    return _send(digest, queries.find_public_type(digest, extension), IMMUTABLE)


@blueprint.get("/staff/b/<string(length=64):digest>.<extension>")
@requires(Role.EDITOR, Role.REVIEWER)
def any_file(digest: str, extension: str) -> Response:
    """A file that may not be published yet, for a preview."""
    return _send(digest, queries.find_any_type(digest, extension), PRIVATE)


def _send(digest: str, media_type: str, cache_control: str) -> Response:
    response = send_blob(digest, media_type, cache_control)
    if media_type in _ACTIVE:
        response.headers["Content-Security-Policy"] = NOTHING_RUNS
    return response
