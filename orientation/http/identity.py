"""Which session a request comes with. Staff and learners have a cookie each; programs send a bearer token.

The staff cookie's path is /staff, so that no other page, and nothing that a learner's page does, ever sends it.
"""

from collections.abc import Callable
from typing import Literal

from flask import Response, current_app, request

from orientation.actor import GUEST, Actor

Kind = Literal["staff", "learner"]
COOKIES: dict[Kind, tuple[str, str]] = {"staff": ("staff", "/staff"), "learner": ("learner", "/")}


def bearer_token() -> str | None:
    """Return the token that a program sent, or None. No other site can make a browser send one."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


def given_token() -> str | None:
    """Return the token that the request carries, or None: bearer first; below /staff only the staff cookie."""
    bearer = bearer_token()
    if bearer is not None:
        return bearer
    kind: Kind = "staff" if request.path.startswith("/staff") else "learner"
    return request.cookies.get(COOKIES[kind][0])


def caller() -> dict[str, str]:
    """Return what signing in needs to know of the client: its User-Agent and its network address."""
    return {"client": request.user_agent.string, "address": request.remote_addr or ""}


def actor_loader(find_actor: Callable[[str], Actor | None]) -> Callable[[], Actor]:
    """Return a function that says who makes the present request; a guest when the token opens nothing."""

    def load() -> Actor:
        token = given_token()
        return (find_actor(token) if token else None) or GUEST

    return load


def set_session_cookie(response: Response, kind: Kind, token: str, *, seconds: int) -> None:
    """Keep the session in the browser: not readable by script, never sent from other sites' forms."""
    name, path = COOKIES[kind]
    response.set_cookie(
        name,
        token,
        max_age=seconds,
        path=path,
        httponly=True,
        secure=current_app.config["SECURE_COOKIES"],
        samesite="Lax",
    )


def clear_session_cookie(response: Response, kind: Kind) -> None:
    """Forget the session in the browser."""
    name, path = COOKIES[kind]
    response.delete_cookie(name, path=path)
