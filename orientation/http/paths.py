"""What may stand in a place of a path: text without NUL, which no slug holds and PostgreSQL refuses as text."""

from typing import Any

from flask import Flask
from werkzeug.routing import UnicodeConverter


class TextConverter(UnicodeConverter):
    """A segment of a path without NUL; with it, there is no such address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.regex = self.regex.replace("[^/]", r"[^/\x00]", 1)


def init_app(app: Flask) -> None:
    """Let every `<place>` of a route be such text. Call it before routes are added."""
    app.url_map.converters.update(default=TextConverter, string=TextConverter)
