"""Static files under their content's hash, and the style sheet that learner pages carry inside.

A learner's page holds its CSS so that the first page is one request; staff pages link it.
"""

import hashlib
import re
from functools import cache
from pathlib import Path

from flask import Blueprint, Flask, Response, request, send_from_directory, url_for
from markupsafe import Markup

from orientation.http.access import public

FOLDER = Path(__file__).parent / "static"
blueprint = Blueprint("assets", __name__)


@cache
def fingerprint(name: str) -> str:
    """First twelve hex digits of the file's SHA-256."""
    return hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()[:12]


@cache
def inline_css(name: str = "app.css") -> Markup:
    """Return the style sheet without comments and needless white space, to be put into a page."""
    css = re.sub(r"/\*.*?\*/", "", (FOLDER / name).read_text(), flags=re.S)
    return Markup(re.sub(r"\s*([{}:;,>])\s*", r"\1", re.sub(r"\s+", " ", css)).replace(";}", "}").strip())  # noqa: S704 our own file


def asset_url(name: str) -> str:
    """Return the address of a static file; it changes when the file does."""
    return url_for("assets.asset", fingerprint=fingerprint(name), name=name)


@blueprint.get("/static/<fingerprint>/<path:name>")
@public
def asset(fingerprint: str, name: str) -> Response:  # noqa: ARG001 stands in the address, which is compared
    """A static file, for a year: another content has another address.

    Under an address of other content – the next release's, while this one still runs – it is not to be kept at all.
    """
    response = send_from_directory(FOLDER, name)
    is_this = name in _names() and request.path == asset_url(name)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if is_this else "no-store"
    return response


@cache
def _names() -> frozenset[str]:
    return frozenset(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.is_file())


def init_app(app: Flask) -> None:
    """Register the route and what templates need."""
    app.register_blueprint(blueprint)
    app.jinja_env.globals["asset_url"] = asset_url
    app.jinja_env.globals["inline_css"] = inline_css
