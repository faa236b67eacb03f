"""/api/v1/openapi.json for programs and /api/v1/ for people. Both are public and the same for everybody."""

import hashlib
import json
import re
from typing import Any

from flask import Blueprint, Response, current_app, g, render_template, request
from markupsafe import Markup, escape

from orientation.http.access import public
from orientation.http.api import PREFIX
from orientation.locales import REGISTRY, SOURCE
from orientation.web.developers import document, readable

blueprint = Blueprint("developers", __name__, url_prefix=PREFIX)
SECONDS = 300


@blueprint.get("/openapi.json")
@public
def openapi() -> Response:
    """The document, ready bytes."""
    _, body, etag = _ready()
    response = Response(body, content_type="application/json")
    return _cacheable(response, etag)


@blueprint.get("/")
@public
def index() -> Response:
    """Every operation, readable. In English, as what it describes is."""
    g.locale = REGISTRY[SOURCE]
    found, _, etag = _ready()
    groups = readable.read(found, request.host_url.rstrip("/"))
    problem = readable.read_problem(found)
    page = Response(render_template("developers/index.html", document=found, groups=groups, problem=problem))
    return _cacheable(page, hashlib.sha256(etag.encode() + page.get_data()).hexdigest()[:20])


@blueprint.app_template_filter()
def ticked(text: str) -> Markup:
    """Return a description as HTML: what stands between backticks is code."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))  # noqa: S704 escaped just now


def _cacheable(response: Response, etag: str) -> Response:
    response.set_etag(etag)
    response.headers["Cache-Control"] = f"public, max-age={SECONDS}"
    response.make_conditional(request)
    return response


def _ready() -> tuple[dict[str, Any], bytes, str]:
    """The document, its bytes and its entity tag; made once, when first asked for, because routes don't change."""
    kept: tuple[dict[str, Any], bytes, str] | None = current_app.extensions.get("openapi")
    if kept is None:
        found = document.collect(current_app)
        body = json.dumps(found, ensure_ascii=False, separators=(",", ":"), default=str).encode()
        kept = (found, body, hashlib.sha256(body).hexdigest()[:20])
        current_app.extensions["openapi"] = kept
    return kept
