"""The application factory: wires every part of the house."""

from collections.abc import Mapping
from typing import Any

from flask import Flask
from flask_compress import Compress
from werkzeug.middleware.proxy_fix import ProxyFix

from orientation import blobs, config, crypto, db, logs, web
from orientation.accounts import api as accounts
from orientation.accounts.cli import staff_commands
from orientation.accounts.queries import find_actor
from orientation.accounts.service import note_use
from orientation.assignments import api as assignments
from orientation.catalog import api as catalog
from orientation.catalog import cache
from orientation.http import access, bodies, front, identity, paths, problems, security, turnstile
from orientation.http import api as rest
from orientation.learning import api as learning
from orientation.learning.cli import learning_commands
from orientation.packs import api as packs
from orientation.packs import files, texts
from orientation.packs.cli import verify
from orientation.publishing import api as publishing
from orientation.publishing.cli import packs_commands
from orientation.sync import api as sync
from orientation.sync import straight
from orientation.sync.cli import sync_commands
from orientation.web.cli import demo
from orientation.web.errors import error_page
from orientation.web.staff.notes import NotesBelowStaff

FEATURES = (accounts, catalog, publishing, packs, learning, assignments, sync)


def create_app(settings: Mapping[str, Any] | None = None) -> Flask:
    """Return the application. `settings` win over the environment; see `orientation.config.SETTINGS`.

    Raises BadSetting when a setting can't be used.
    """
    app = Flask(__name__, static_folder=None, template_folder="orientation/web/templates")
    app.config.update(config.load(settings))
    app.config.update(MAX_CONTENT_LENGTH=2 * 1024 * 1024, MAX_FORM_MEMORY_SIZE=1024 * 1024)
    app.session_interface = NotesBelowStaff()
    app.config.update(
        SESSION_COOKIE_NAME="staff_notes",
        SESSION_COOKIE_PATH="/staff",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=app.config["SECURE_COOKIES"],
    )
    logs.configure(app.config["LOG_LEVEL"])
    if app.config["BEHIND_PROXY"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign]
    app.config["DATA_DIR"].mkdir(parents=True, exist_ok=True, mode=0o700)  # before anybody makes a folder in it
    crypto.init_app(app)
    db.init_app(app)
    blobs.init_app(app)
    paths.init_app(app)
    front.init_app(app, cache.init_app(app))
    straight.init_app(app, "/api/v1/sync")
    turnstile.init_app(app, "/api/v1/sync")
    security.init_app(app, web.style_sources())
    access.init_app(app, identity.actor_loader(find_actor), note_use)
    bodies.init_app(app)
    web.init_app(app)
    app.register_blueprint(files.blueprint)
    app.register_blueprint(texts.blueprint)
    rest.init_app(app, [feature.blueprint for feature in FEATURES])
    problems.init_app(app, error_page)
    # ready answers are compressed once, elsewhere; below a packet's size it gains nothing and would change small ETags
    app.config.update(COMPRESS_MIMETYPES=["text/html", "application/json", "text/csv"], COMPRESS_MIN_SIZE=1400)
    Compress(app)
    app.cli.add_command(staff_commands)
    app.cli.add_command(demo)
    packs_commands.add_command(verify)
    app.cli.add_command(packs_commands)
    app.cli.add_command(learning_commands)
    app.cli.add_command(sync_commands)
    return app
