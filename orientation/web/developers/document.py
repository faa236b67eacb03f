"""The OpenAPI 3.1 document: what flask-smorest collects, made true where it isn't.

flask-smorest knows nothing of our access declarations, of the refusals that follow from them, and documents errors as
`application/json`; all is mended here, once, so that no route has to repeat it.
"""

from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any

from flask import Flask
from flask_smorest.spec.plugins import FlaskPlugin

from orientation.actor import Role
from orientation.http.access import Access, access_of
from orientation.http.api import PREFIX
from orientation.web.developers import refusals

METHODS = ("get", "put", "post", "delete", "patch", "head", "options")
PROBLEM = "application/problem+json"
ABOUT = (
    "Orientation prepares resettled refugees for a new country before they travel. What is public needs no sign-in; "
    "everything else takes a session as `Authorization: Bearer …`. Errors are problem+json (RFC 9457): `code` names "
    "the fact for programs, `detail` says what to do next. Unknown keys are refused, never ignored."
)

AccessOf = Callable[[str, str], Access | None]
"""Tells who may use a path of the document with a method; None for a route that the application doesn't have."""


def collect(app: Flask) -> dict[str, Any]:
    """Return the document of the application's API, ready to be sent."""
    spec = app.extensions["flask-smorest"]["apis"][""]["ext_obj"].spec
    return complete(spec.to_dict(), _access_by_path(app))


def complete(document: dict[str, Any], access: AccessOf) -> dict[str, Any]:
    """Return the document with its introduction, security, roles and refusals; changes it in place.

    An operation gets `security` (an empty list when anybody may use it), `x-roles` (values of `Role`, sorted), how it
    can fail, and an `operationId` when it has none.
    """
    document["info"]["description"] = ABOUT
    document["info"]["license"] = {"name": "EUPL-1.2", "identifier": "EUPL-1.2"}
    document["servers"] = [{"url": "/", "description": "This server"}]
    components = document.setdefault("components", {})
    components.setdefault("securitySchemes", {}).update(
        {
            "bearer": {"type": "http", "scheme": "bearer", "description": "The token that signing in answers with."},
            "learnerCookie": {
                "type": "apiKey",
                "in": "cookie",
                "name": "learner",
                "description": "The session that a learner's browser keeps.",
            },
        }
    )
    if "Problem" in components.get("schemas", {}):
        components["schemas"]["Problem"]["additionalProperties"] = True  # a fact's own data, RFC 9457, section 3.2
    for path, method, operation in operations(document):
        roles = access(path, method)
        operation["security"] = _security(roles or frozenset())
        operation["x-roles"] = sorted(roles or ())
        operation.setdefault("operationId", _operation_id(path, method))
        answers = operation.setdefault("responses", {})
        refusals.declare(path, method, operation, document)
        for status, answer in answers.items():
            if status.isdigit() and int(status) >= HTTPStatus.BAD_REQUEST:
                _as_problem(answer)
                refusals.explain(int(status), answer)
    for name, answer in components.get("responses", {}).items():
        _as_problem(answer)
        if name in HTTPStatus.__members__:
            refusals.explain(HTTPStatus[name], answer)
    return document


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield (path, method, operation) for every operation, in the document's order."""
    for path, item in document.get("paths", {}).items():
        for method in METHODS:
            if method in item:
                yield path, method, item[method]


def _as_problem(answer: dict[str, Any]) -> None:
    content = answer.get("content", {})
    if "application/json" in content:
        content[PROBLEM] = content.pop("application/json")


def _security(roles: Access) -> list[dict[str, list[str]]]:
    if not roles:
        return []
    schemes: list[dict[str, list[str]]] = [{"bearer": []}]
    return [*schemes, {"learnerCookie": []}] if Role.LEARNER in roles else schemes


def _operation_id(path: str, method: str) -> str:
    parts = [part.strip("{}").replace(".", "_") for part in path.removeprefix(PREFIX).split("/") if part]
    return "_".join([method, *parts])


def _access_by_path(app: Flask) -> AccessOf:
    endpoints: dict[str, dict[str, str]] = {}
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith(PREFIX):
            by_method = endpoints.setdefault(FlaskPlugin.flaskpath2openapi(rule.rule), {})
            by_method.update(dict.fromkeys(rule.methods or (), rule.endpoint))

    def access(path: str, method: str) -> Access | None:
        endpoint = endpoints.get(path, {}).get(method.upper())
        return access_of(app.view_functions[endpoint], method.upper()) if endpoint else None

    return access
