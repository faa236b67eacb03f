"""For those who run it: is the process alive, can it do its work?"""

from flask import Blueprint, current_app

from orientation.db import is_reachable
from orientation.http.access import public

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@public
def healthz() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@blueprint.get("/readyz")
@public
def readyz() -> tuple[dict[str, bool], int]:
    """The database answers and the blob store is there."""
    root = current_app.extensions["blobs"].root
    root.mkdir(parents=True, exist_ok=True)
    checks = {"database": is_reachable(), "blobs": root.is_dir()}
    return checks, 200 if all(checks.values()) else 503
