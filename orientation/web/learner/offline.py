"""What makes a phone work without a network: the worker, the page that it shows when it has nothing better.

And what makes it an app on the home screen: a name and an icon that say nothing of what is learned.
"""

from functools import cache
from hashlib import sha256
from json import dumps
from pathlib import Path

from flask import Response, current_app, render_template, send_from_directory, url_for
from flask_babel import gettext as _

from orientation.http.access import public
from orientation.http.ready import REVALIDATE, Ready, send_ready
from orientation.learning.rules.reviews import SETTINGS
from orientation.locales import INTERFACE
from orientation.web import scripts
from orientation.web.assets import asset_url, make_script, script_url
from orientation.web.i18n import page_locale
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


@blueprint.get("/<locale:locale>/manifest.webmanifest")
@public
def web_manifest(locale: str) -> Response:
    """How the app looks on a home screen; it starts in the language in which it was put there."""
    return send_shared(("manifest", locale), _manifest, media_type="application/manifest+json")


@blueprint.get("/apple-touch-icon.png")
@public
def touch_icon() -> Response:
    """The icon that older iPhones look for by this name."""
    response = send_from_directory(scripts.FOLDER / "icons", "touch-180.png")
    response.headers["Cache-Control"] = "public, max-age=604800"
    return response


def _manifest() -> str:
    locale = page_locale()
    icons = [
        {"src": asset_url("icons/icon-192.png"), "sizes": "192x192", "type": "image/png"},
        {"src": asset_url("icons/icon-512.png"), "sizes": "512x512", "type": "image/png"},
        {"src": asset_url("icons/maskable-512.png"), "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
        {"src": asset_url("icon.svg"), "sizes": "any", "type": "image/svg+xml"},
    ]
    return dumps(
        {
            "id": "/",
            "name": _("Lessons"),
            "short_name": _("Lessons"),
            "start_url": url_for("learner.home", locale=locale.tag),
            "scope": "/",
            "display": "standalone",
            "lang": locale.tag,
            "dir": locale.direction,
            "background_color": "#faf7f1",
            "theme_color": "#1f7a6d",
            "icons": icons,
        }
    )


@cache
def _worker() -> Ready:
    """Return the worker. It is told the release, so that another release is another worker: it keeps pages anew."""
    addresses = [script_url(name) for name in scripts.BUNDLES if name != "staff"]
    given = f"const FILES = {dumps(addresses)};\nconst LOCALES = {dumps(INTERFACE)};\n"
    given += f"const SCHEDULING = {dumps(SETTINGS)};"
    release = sha256(scripts.worker(given) + _words_and_looks()).hexdigest()[:12]
    return make_script(scripts.worker(f'const RELEASE = "{release}";\n{given}'))


def _words_and_looks() -> bytes:
    """Return what pages that the worker keeps are made of, besides scripts and what was published."""
    root = Path(current_app.root_path)
    files = [*root.glob("orientation/web/templates/**/*.html"), *root.glob("translations/*/LC_MESSAGES/*.mo")]
    return b"".join(path.read_bytes() for path in [*sorted(files), *sorted(scripts.FOLDER.glob("*.css"))])


@cache
def _kill_switch() -> Ready:
    return make_script(KILL_SWITCH.read_bytes())
