"""Every route says who may knock, and one that doesn't is refused."""

from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from orientation.actor import STAFF_ROLES, Role
from orientation.http.access import AccessNotDeclared, access_of, public, requires

UNASKED = {"OPTIONS"}
"""Flask answers these itself: they say which methods there are."""

WAYS_IN = {
    "/staff/language",
    "/staff/second-factor",
    "/staff/second-factor/confirm",
    "/staff/set-up/<token>",
    "/staff/sign-in",
    "/staff/sign-out",
}
"""Staff pages for those who are not, or not wholly, signed in."""


def test_every_route_says_who_may_knock(app: Flask) -> None:
    silent = [
        f"{method} {rule.rule}"
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - UNASKED)
        if access_of(app.view_functions[rule.endpoint], method) is None
    ]
    assert silent == []


def test_nobody_but_staff_may_enter_the_staff_pages(app: Flask) -> None:
    """Below /staff a page is for staff, or one of the few by which they get in."""
    open_to_others = [
        f"{method} {rule.rule}"
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/staff") and rule.rule not in WAYS_IN
        for method in sorted((rule.methods or set()) - UNASKED)
        if not (access := access_of(app.view_functions[rule.endpoint], method)) or not access <= set(STAFF_ROLES)
    ]
    assert open_to_others == []


def test_a_route_with_a_learners_id_is_for_officers(app: Flask) -> None:
    others = [
        f"{method} {rule.rule}"
        for rule in app.url_map.iter_rules()
        if "learner_id" in rule.arguments
        for method in sorted((rule.methods or set()) - UNASKED)
        if access_of(app.view_functions[rule.endpoint], method) != {Role.OFFICER}
    ]
    assert others == []


@pytest.fixture
def other_app(tmp_path: Path) -> Flask:
    """An application with routes that say nothing, or different things."""
    app = create_app({"DATA_DIR": tmp_path, "LOG_LEVEL": "error", "SECURE_COOKIES": False})
    app.testing = True

    @app.get("/silent")
    def silent() -> str:
        return "a secret"

    @app.get("/open")
    @public
    def open_to_all() -> str:
        return "hello"

    @app.get("/guarded")
    @requires(Role.EDITOR)
    def guarded() -> str:
        return "a secret"

    return app


def test_a_route_that_says_nothing_is_refused(other_app: Flask) -> None:
    answer = other_app.test_client().get("/silent")
    assert answer.status_code == 500
    assert b"a secret" not in answer.data
    with other_app.test_request_context("/silent"), pytest.raises(AccessNotDeclared, match="silent"):
        other_app.preprocess_request()


def test_a_public_route_is_open_and_a_guarded_one_is_not(other_app: Flask) -> None:
    client = other_app.test_client()
    assert client.get("/open").data == b"hello"
    assert client.get("/guarded").status_code in (302, 401)


def test_requiring_nobody_is_a_mistake() -> None:
    with pytest.raises(AccessNotDeclared):
        requires()
