"""The pages, by audience. They compose features and hold no rules of their own."""

from flask import Flask

from orientation.http import security
from orientation.web import admin, assets, developers, editor, health, i18n, learner, officer, staff

STYLES = ("app.css",)


def init_app(app: Flask) -> None:
    """Register every page."""
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    i18n.init_app(app)
    assets.init_app(app)
    for section in (learner, staff, officer, editor, admin):
        app.register_blueprint(section.blueprint)
    app.register_blueprint(developers.blueprint)
    app.register_blueprint(health.blueprint)


def style_sources() -> list[str]:
    """Return the CSP sources of the style sheets that pages carry inside."""
    return [security.style_source(str(assets.inline_css(name))) for name in STYLES]
