"""What makes a phone work without a network: the worker, the page that it shows when it has nothing better."""

from functools import cache
from hashlib import sha256
from json import dumps

from flask import Response, current_app, render_template

from orientation.http.access import public
from orientation.http.ready import REVALIDATE, Ready, send_ready
from orientation.locales import INTERFACE
from orientation.web import scripts
from orientation.web.assets import SCRIPT_TYPE, script_url
from orientation.web.learner.blueprint import blueprint
from orientation.web.learner.shared_pages import send_shared

KILL_SWITCH = scripts.FOLDER / "kill.js"


@blueprint.get("/sw.js")
@public
def worker() -> Response:
    """The service worker; with OFFLINE=off one that takes itself and all that it kept away."""
    return send_ready(_kill_switch() if current_app.config["OFFLINE"] == "off" else _worker(), REVALIDATE)


@blueprint.get("/<locale:locale>/offline")
@public
def offline(locale: str) -> Response:
    """What the worker shows instead of a page that it doesn't have."""
    return send_shared(("offline", locale), lambda: render_template("learner/offline.html"))


@cache
def _worker() -> Ready:
    """Return the worker. It is told the release, so that another release is another worker."""
    addresses = [script_url(name) for name in scripts.BUNDLES]
    given = f"const FILES = {dumps(addresses)};\nconst LOCALES = {dumps(INTERFACE)};"
    release = sha256(scripts.worker(given)).hexdigest()[:12]
    return Ready.make(scripts.worker(f'const RELEASE = "{release}";\n{given}'), SCRIPT_TYPE)


@cache
def _kill_switch() -> Ready:
    return Ready.make(KILL_SWITCH.read_bytes(), SCRIPT_TYPE)
