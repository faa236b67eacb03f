"""Static files and scripts under their content's hash, and the style sheet that learner pages carry inside.

A learner's page holds its CSS so that the first page is one request; staff pages link it.
"""

import re
from functools import cache
from pathlib import Path

from flask import Blueprint, Flask, Response, request, send_from_directory, url_for
from markupsafe import Markup

from orientation.http.access import public
from orientation.http.envelope import NOTHING_RUNS
from orientation.http.ready import IMMUTABLE, Ready, send_ready
from orientation.web import scripts

FOLDER = Path(__file__).parent / "static"
SCRIPT_TYPE = "text/javascript; charset=utf-8"
blueprint = Blueprint("assets", __name__)


@cache
def fingerprint(name: str) -> str:
    """First twelve hex digits of the SHA-256 of a file, or of what a bundle of scripts is linked to."""
    content = script(name).body if name in _script_names() else (FOLDER / name).read_bytes()
    return scripts.fingerprint(content)


@cache
def script(name: str) -> Ready:
    """Return a bundle of scripts, "app.js" for example, with its compressed forms."""
    return make_script(scripts.bundle(name.removesuffix(".js")))


def make_script(text: bytes) -> Ready:
    """Return a script, compressed as well as can be: every phone fetches it."""
    return Ready.make(text, SCRIPT_TYPE, quality=11)


@cache
def inline_css(name: str = "app.css") -> Markup:
    """Return the style sheet without comments and needless white space, to be put into a page."""
    css = re.sub(r"/\*.*?\*/", "", (FOLDER / name).read_text(), flags=re.S)
    return Markup(re.sub(r"\s*([{}:;,>])\s*", r"\1", re.sub(r"\s+", " ", css)).replace(";}", "}").strip())  # noqa: S704 our own file


def asset_url(name: str) -> str:
    """Return the address of a static file; it changes when the file does."""
    return url_for("assets.asset", fingerprint=fingerprint(name), name=name)


def script_url(name: str) -> str:
    """Return the address of a bundle of scripts, "app" for example; it changes when one of its sources does."""
    return asset_url(f"{name}.js")


@blueprint.get("/static/<fingerprint>/<path:name>")
@public
def asset(fingerprint: str, name: str) -> Response:  # noqa: ARG001 stands in the address, which is compared
    """A static file, for a year: another content has another address.

    Under an address of other content – the next release's, while this one still runs – it is not to be kept at all.
    """
    is_script = name in _script_names()
    is_this = (is_script or name in _names()) and request.path == asset_url(name)
    cache_control = IMMUTABLE if is_this else "no-store"
    response = send_ready(script(name), cache_control) if is_script else send_from_directory(FOLDER, name)
    response.headers["Cache-Control"] = cache_control
    response.headers["Content-Security-Policy"] = NOTHING_RUNS  # it is no page; and a page's policy is half a kilobyte
    return response


@cache
def _names() -> frozenset[str]:
    return frozenset(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.is_file())


@cache
def _script_names() -> frozenset[str]:
    return frozenset(f"{name}.js" for name in scripts.BUNDLES)


def init_app(app: Flask) -> None:
    """Register the route and what templates need."""
    app.register_blueprint(blueprint)
    app.jinja_env.globals["asset_url"] = asset_url
    app.jinja_env.globals["script_url"] = script_url
    app.jinja_env.globals["inline_css"] = inline_css
