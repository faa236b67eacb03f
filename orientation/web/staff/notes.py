"""What a page tells the next one: every action says what happened."""

from typing import Any

from flask import flash, redirect
from werkzeug.wrappers import Response


def tell(message: Any, kind: str = "success") -> None:
    """Show the sentence once, on the page that comes next. `kind`: info, success, warning or error."""
    flash(str(message), kind)


def tell_and_go(message: Any, address: str) -> Response:
    """Say what happened and go on to the address (303: with GET)."""
    tell(message)
    return redirect(address, 303)


def own_address(given: str | None, otherwise: str) -> str:
    """Return the address if it is one of our staff pages, else the other one: no sign-in sends people elsewhere."""
    if given and given.startswith("/staff/") and "\\" not in given and "//" not in given and given.isprintable():
        return given
    return otherwise
