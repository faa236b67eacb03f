"""App developers read what the API can do, as a document and as a page."""

import re

import schemathesis
from flask import Flask
from flask.testing import FlaskClient

from orientation.http.api import PREFIX
from orientation.web.developers.document import complete, operations
from orientation.web.developers.pages import ticked
from orientation.web.developers.readable import read
from orientation.web.developers.refusals import MEANINGS


def test_the_document_is_valid_openapi(client: FlaskClient, context: None) -> None:
    answer = client.get("/api/v1/openapi.json")
    assert answer.json and answer.json["openapi"].startswith("3.1")
    schemathesis.openapi.from_dict(answer.json).validate()


def test_every_route_below_api_v1_is_in_it(app: Flask, client: FlaskClient, context: None) -> None:
    found = client.get("/api/v1/openapi.json").json
    assert found
    documented = {re.sub(r"{[^}]*}", "*", path) for path in found["paths"]}
    routes = {re.sub(r"<[^>]*>", "*", r.rule) for r in app.url_map.iter_rules() if r.rule.startswith(PREFIX + "/")}
    assert routes - documented == {"/api/v1/", "/api/v1/openapi.json"}


def test_every_operation_says_who_may_and_how_it_fails(client: FlaskClient, context: None) -> None:
    found = client.get("/api/v1/openapi.json").json
    assert found
    names = [operation["operationId"] for _, _, operation in operations(found)]
    assert len(names) == len(set(names))
    for path, method, operation in operations(found):
        assert bool(operation["security"]) == bool(operation["x-roles"]), (path, method)
        assert {"default", *(["401", "403"] if operation["x-roles"] else [])} <= set(operation["responses"]), (
            path,
            method,
        )
    for name, response in found["components"]["responses"].items():
        assert "application/json" not in response.get("content", {}), name


def test_it_is_made_once_and_asked_for_cheaply(client: FlaskClient, context: None) -> None:
    for address in ("/api/v1/openapi.json", "/api/v1/"):
        first = client.get(address)
        again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")


def test_the_page_shows_every_operation_and_loads_nothing_from_elsewhere(client: FlaskClient, context: None) -> None:
    page = client.get("/api/v1/").text
    found = client.get("/api/v1/openapi.json").json
    assert found
    for _, _, operation in operations(found):
        assert f'id="{operation["operationId"]}"' in page
    loaded = re.findall(r'(?:src|<link[^>]*href)="([^"]*)"', page)
    assert loaded and all(address.startswith("/static/") for address in loaded)
    assert re.findall(r"<script[^>]*>[^<]", page) == [] and "style=" not in page
    assert page.count("What happened and what to do next.") == 1, "what a refusal looks like is told once"


def test_descriptions_are_text_except_what_is_ticked(app: Flask) -> None:
    assert ticked("a `b` <c>") == "a <code>b</code> &lt;c&gt;"


def test_an_operation_is_read_with_its_fields_and_an_example() -> None:
    item = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string", "format": "uuid"}}}
    body = {"type": "object", "properties": {"events": {"type": "array", "items": {"$ref": "#/components/schemas/E"}}}}
    found = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "v1"},
        "tags": [{"name": "sync", "description": "Catching up."}],
        "components": {
            "schemas": {"E": item},
            "responses": {"DEFAULT_ERROR": {"description": "An error", "content": {"application/json": {}}}},
        },
        "paths": {
            "/api/v1/sync/{device}": {
                "parameters": [{"name": "device", "in": "path", "required": True, "schema": {"type": "integer"}}],
                "post": {
                    "tags": ["sync"],
                    "requestBody": {"content": {"application/json": {"schema": body}}},
                    "responses": {"200": {"description": "OK"}},
                },
            }
        },
    }
    from orientation.actor import Role

    [group] = read(complete(found, lambda _path, _method: frozenset({Role.LEARNER})), "https://host")
    [operation] = group.operations
    assert (group.title, operation.roles, operation.id) == ("Catching up", ["learner"], "post_sync_device")
    assert [(f.name, f.type) for f in operation.bodies[0].fields] == [
        ("events", "list of object"),
        ("events[].id", "string (uuid)"),
    ]
    assert [answer.status for answer in operation.answers] == ["200", "400", "401", "403", "404", "413", "default"]
    assert [answer.about for answer in operation.answers if answer.status == "413"] == [MEANINGS[413]]
    assert operation.example.startswith("curl -X POST 'https://host/api/v1/sync/1'")
    assert "Authorization: Bearer TOKEN" in operation.example
    assert found["components"]["responses"]["DEFAULT_ERROR"]["content"] == {"application/problem+json": {}}  # type: ignore[index]
