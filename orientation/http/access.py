"""Every route says who may knock: `@public` or `@requires(...)`. A route that says nothing is refused.

The check runs before the view. Whether the actor may touch *this* object is the command's decision.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, g, request

from orientation.actor import GUEST, Actor, Role
from orientation.http.envelope import ROUTE

View = TypeVar("View", bound=Callable[..., Any])
Access = frozenset[Role]
"""The roles of which one is needed; empty for a public route."""


class AccessNotDeclared(RuntimeError):
    """A route has neither `@public` nor `@requires`: a programming error."""


def public(view: View) -> View:
    """Anybody may use this route."""
    return _declare(view, frozenset())


def requires(*roles: Role) -> Callable[[View], View]:
    """Only an actor with one of the roles may use this route."""
    if not roles:
        raise AccessNotDeclared("requires() needs at least one role")
    return lambda view: _declare(view, frozenset(roles))


def _declare(view: View, access: Access) -> View:
    view.access = access  # type: ignore[attr-defined]  # carried by the function, kept by functools.wraps
    return view


def access_of(view: Callable[..., Any], method: str) -> Access | None:
    """Return what the view declares for an HTTP method, or None when it says nothing."""
    view_class = getattr(view, "view_class", None)
    if view_class is not None:
        name = "get" if method == "HEAD" and not hasattr(view_class, "head") else method.lower()
        view = getattr(view_class, name, view)
    return getattr(view, "access", None)


def current_actor() -> Actor:
    """Return who makes this request; looked up once, and only when somebody asks."""
    if "actor" not in g:
        g.actor = _loader()()
    actor: Actor = g.actor
    return actor


def _loader() -> Callable[[], Actor]:
    loader: Callable[[], Actor] = current_app.extensions.get("actor_loader", lambda: GUEST)
    return loader


def init_app(app: Flask, load_actor: Callable[[], Actor], note_use: Callable[[Actor], None]) -> None:
    """Check access before every request. `load_actor` reads the request's cookie or bearer token.

    `note_use` hears who used the app; not on a path that only reads public pages.
    """
    app.extensions["actor_loader"] = load_actor

    @app.before_request
    def _check() -> None:
        asked, rule = request.environ, request.url_rule
        method = asked["REQUEST_METHOD"]
        if rule is None or method == "OPTIONS":
            return
        asked[ROUTE] = rule.rule
        access = access_of(app.view_functions[rule.endpoint], method)
        if access is None:
            raise AccessNotDeclared(f"{rule.endpoint} does not say who may use it")
        if access:
            current_actor().require(*access)
        if access or method not in ("GET", "HEAD"):
            note_use(current_actor())
