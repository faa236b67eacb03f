"""What a page tells the next one: every action says what happened."""

from typing import Any

from flask import Flask, Request, flash, redirect
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from werkzeug.wrappers import Response


class NotesBelowStaff(SecureCookieSessionInterface):
    """Flask's own session holds only what a staff page tells the next one, so no other page opens or keeps one."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Return the signed notes below /staff, elsewhere a session that holds nothing."""
        if request.environ["PATH_INFO"].startswith("/staff"):
            return super().open_session(app, request)
        return self.make_null_session(app)


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
