"""What may stand in a place of a path: text without NUL, which no slug holds and PostgreSQL refuses as text, and whole
numbers that every column holds."""

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map, UnicodeConverter

LARGEST = 2**31 - 1
"""Of PostgreSQL's integer; SQLite's is larger, and both refuse what is larger still with an error."""


class TextConverter(UnicodeConverter):
    """A segment of a path without NUL; with it, there is no such address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.regex = self.regex.replace("[^/]", r"[^/\x00]", 1)


class NumberConverter(IntegerConverter):
    """A whole number that a column holds; with a larger one, there is no such address."""

    def __init__(
        self,
        map: Map,
        fixed_digits: int = 0,
        min: int | None = None,
        max: int | None = LARGEST,
        signed: bool = False,
    ) -> None:
        super().__init__(map, fixed_digits, min, max, signed)


def init_app(app: Flask) -> None:
    """Let every place of a route be such text, or such a number. Call it before routes are added."""
    app.url_map.converters.update(default=TextConverter, string=TextConverter, int=NumberConverter)
