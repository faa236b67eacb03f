"""Another post's learner answers byte for byte as one who does not exist, on every route with a learner's id."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from orientation.accounts import service as accounts
from orientation.actor import Role
from orientation.assignments import service as assignments
from tests.cast import Cast

BODIES: dict[tuple[str, str], dict[str, Any]] = {
    ("PATCH", "api_accounts.change_learner"): {"json": {"label": "Mine now"}},
}
"""What a route needs to be sent, so that it is the learner that it stumbles over."""


def routes(app: Flask) -> list[tuple[str, Rule]]:
    return [
        (method, rule)
        for rule in app.url_map.iter_rules()
        if "learner_id" in rule.arguments
        for method in sorted((rule.methods or set()) - {"OPTIONS", "HEAD"})
    ]


@pytest.fixture
def group_id(cast: Cast) -> UUID:
    """A group of Beirut's officer, who asks for Amman's learner."""
    return assignments.create_group(cast.other_officer.actor, "Spring", None).id


def ask(client: FlaskClient, cast: Cast, method: str, rule: Rule, group_id: UUID, learner_id: UUID) -> TestResponse:
    person = cast.other_officer
    values: dict[str, Any] = dict.fromkeys(rule.arguments, group_id) | {"learner_id": learner_id}
    with client.application.test_request_context():
        path = client.application.url_for(rule.endpoint, _method=method, **values)
    headers = {**(person.cookie if path.startswith("/staff") else person.bearer), "X-Request-Id": "thesameforboth"}
    sent = BODIES.get((method, rule.endpoint))
    if sent is None and method in ("POST", "PUT", "PATCH"):
        form = {"group_id": str(group_id), "group": str(group_id), "label": "Mine now", "locale": "ar"}
        sent = {"data": form} if path.startswith("/staff") else {"json": {"group_id": str(group_id)}}
    return client.open(path, method=method, headers=headers, **(sent or {}))


def test_another_posts_learner_answers_like_an_unknown_one_everywhere(
    app: Flask, client: FlaskClient, cast: Cast, group_id: UUID
) -> None:
    asked = routes(app)
    assert len(asked) >= 7
    for method, rule in asked:
        where = f"{method} {rule.rule}"
        unknown = uuid4()
        theirs = ask(client, cast, method, rule, group_id, cast.learner.id)
        nobody = ask(client, cast, method, rule, group_id, unknown)
        assert nobody.status_code == 404, f"{where}: {nobody.status} {nobody.text[:300]}"
        assert theirs.status_code == nobody.status_code, where
        assert theirs.headers.to_wsgi_list() == nobody.headers.to_wsgi_list(), where
        if str(unknown) in nobody.text:  # a page that repeats its own address says nothing more than was asked
            assert theirs.text.replace(str(cast.learner.id), str(unknown)) == nobody.text, where
        else:
            assert theirs.data == nobody.data, where


def test_nothing_of_it_was_done(app: Flask, client: FlaskClient, cast: Cast, group_id: UUID) -> None:
    for method, rule in routes(app):
        ask(client, cast, method, rule, group_id, cast.learner.id)
    learner = accounts.read_learner(cast.officer.actor, cast.learner.id)
    assert (learner.label, learner.locale, learner.post_id) == ("Blue door", "ar", cast.post.id)


def test_roles_that_see_no_learners_get_no_nearer(app: Flask, client: FlaskClient, cast: Cast) -> None:
    for method, rule in routes(app):
        if not rule.rule.startswith("/api/"):
            continue
        with app.test_request_context():
            path = app.url_for(rule.endpoint, _method=method, **dict.fromkeys(rule.arguments, cast.learner.id))
        for person, status in (
            (cast.administrator, 403),
            (cast.editor, 403),
            (cast.reviewer, 403),
            (cast.learner, 403),
        ):
            assert Role.OFFICER not in person.actor.roles
            assert client.open(path, method=method, headers=person.bearer, json={}).status_code == status
        assert client.open(path, method=method, json={}).status_code == 401
