"""The API does what its document says, whoever asks and whatever they send.

Requests are drawn from the document by schemathesis: right ones and wrong ones, about things that are there and about
others. Everybody sends each of them, and what it changed is undone before the next one sends it.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from app import FEATURES
from orientation.db import db
from orientation.http import api
from orientation.http.api import PREFIX
from orientation.web.developers import document
from tests.api_calls import CALLS, House
from tests.cast import Cast, Person

pytestmark = pytest.mark.usefixtures("quick_hashes")

METHODS = {"GET", "PUT", "POST", "DELETE", "PATCH"}
FREE_TEXT = {"type": "string", "minLength": 1}
"""What stands in a path where any text may: nothing is wrong there, it only may not be found."""
few = settings(
    max_examples=10,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def _document() -> dict[str, Any]:
    """Return the API's document; it takes no database to make it."""
    bare = Flask("bare")
    api.init_app(bare, [feature.blueprint for feature in FEATURES])
    found: dict[str, Any] = json.loads(json.dumps(document.collect(bare)))
    return found


def _promised(found: dict[str, Any]) -> dict[str, Any]:
    """Return the operations by method and path, as for a client that takes no answer but those that are named.

    Their security is left out: we sign in ourselves.
    """
    for _, _, operation in document.operations(found):
        del operation["responses"]["default"], operation["security"]
    schema = schemathesis.openapi.from_dict(found)
    return {result.ok().label.replace(PREFIX, ""): result.ok() for result in schema.get_all_operations()}


DOCUMENT = _document()
OPERATIONS = _promised(_document())
PATHS = {label.split(" ")[1] for label in OPERATIONS}


def _can_be_wrong(label: str) -> bool:
    described = OPERATIONS[label].definition.raw
    return "requestBody" in described or any(p.get("schema") != FREE_TEXT for p in described.get("parameters", []))


def _roles(label: str) -> set[str]:
    return set(OPERATIONS[label].definition.raw["x-roles"])


def _success(label: str) -> int:
    return min(int(status) for status in OPERATIONS[label].definition.raw["responses"] if status.startswith("2"))


def _may(who: Person | None, label: str) -> bool:
    return not _roles(label) or (who is not None and bool(_roles(label) & who.actor.roles))


def _everybody(house: House) -> list[Person | None]:
    return [None, house.cast.learner, house.cast.officer, house.cast.editor, house.cast.administrator]


def _bearer_for(label: str, house: House) -> dict[str, str]:
    return next(who.bearer if who else {} for who in _everybody(house) if _may(who, label))


@pytest.fixture
def house(cast: Cast) -> House:
    return House.build(cast)


@pytest.mark.parametrize("label", OPERATIONS)
def test_a_right_request_is_answered_as_documented(app: Flask, house: House, label: str) -> None:
    @few
    @given(OPERATIONS[label].as_strategy(generation_mode=GenerationMode.POSITIVE), st.integers(0, 3))
    def send(case: Case[Any], draw: int) -> None:
        if draw != 3:
            _bring_into(house, case)
        for who in _everybody(house):
            status = _send(app, case, who)
            if _may(who, label):
                assert not _roles(label) or status not in (401, 403)
            else:
                assert status == (403 if who else 401)

    send()


@pytest.mark.parametrize("label", [label for label in OPERATIONS if _can_be_wrong(label)])
def test_a_wrong_request_is_refused_as_documented(app: Flask, house: House, label: str) -> None:
    @few
    @given(OPERATIONS[label].as_strategy(generation_mode=GenerationMode.NEGATIVE))
    def send(case: Case[Any]) -> None:
        _bring_into(house, case)
        for who in _everybody(house):
            status = _send(app, case, who)
            assert _may(who, label) or status in (403 if who else 401, 404), "who may is decided before what is sent"

    send()


def _bring_into(house: House, case: Case[Any]) -> None:
    """Let the request be about things that are there, unless it is wrong just in this."""
    meta, there = case.meta, house.places
    assert meta is not None
    if not meta.is_negative_at(ParameterLocation.PATH):
        case.path_parameters = {name: there.get(name, drawn) for name, drawn in case.path_parameters.items()}
    if isinstance(case.body, dict) and not meta.is_negative_at(ParameterLocation.BODY):
        case.body = {name: drawn and there.get(name, drawn) for name, drawn in case.body.items()}


def _send(app: Flask, case: Case[Any], who: Person | None) -> int:
    """Send the request, hold the answer against the document and return its status.

    A right request may be refused by what is in the house. What is wrong with an event of a batch is told in its ack.
    """
    headers = {"Accept-Encoding": "identity", **(who.bearer if who else {})}
    with _undone():
        answer = case.call(app=app, session=app.test_client(), headers=headers)
    left_out = [positive_data_acceptance]
    if case.path == f"{PREFIX}/sync":
        left_out.append(negative_data_rejection)
    case.validate_response(answer, excluded_checks=left_out)
    return int(answer.status_code)


@contextmanager
def _undone() -> Iterator[None]:
    connection: Any = db.engine  # the test's one connection
    savepoint = connection.begin_nested()
    try:
        yield
    finally:
        db.session.remove()
        savepoint.rollback()


def test_every_operation_has_a_call_that_succeeds() -> None:
    assert set(CALLS) == set(OPERATIONS)


@pytest.mark.parametrize("label", CALLS)
def test_a_call_does_what_it_is_for(client: FlaskClient, house: House, label: str) -> None:
    call = CALLS[label](house)
    headers = {**(call.who.bearer if call.who else {}), **call.sent.get("headers", {})}
    places = {**house.places, **call.places}
    method, path = label.split(" ")
    answer = client.open(PREFIX + path.format(**places), method=method, **{**call.sent, "headers": headers})
    assert answer.status_code == _success(label), answer.text
    OPERATIONS[label].Case(path_parameters=places).validate_response(answer)


def test_json_that_can_not_be_read_is_refused_everywhere(client: FlaskClient, house: House) -> None:
    unreadable = {"cut off": b'{"name": ', "nests": b"[" * 100_000, "counts": b"1" * 5000, "no text": b"\xff"}
    for label in OPERATIONS:
        method, path = label.split(" ")
        if "application/json" in OPERATIONS[label].definition.raw.get("requestBody", {}).get("content", {}):
            headers = {"Content-Type": "application/json", "If-Match": "*", **_bearer_for(label, house)}
            for about, body in unreadable.items():
                address = PREFIX + path.format(**house.places)
                answer = client.open(address, method=method, data=body, headers=headers)
                assert (answer.status_code, answer.content_type) == (400, "application/problem+json"), (label, about)


def test_what_no_database_takes_as_text_is_not_found(client: FlaskClient, house: House) -> None:
    for label in OPERATIONS:
        method, path = label.split(" ")
        for place in OPERATIONS[label].path_parameters:
            address = PREFIX + path.format(**{**house.places, place.name: "%00"})
            answer = client.open(address, method=method, headers={"If-Match": "*", **_bearer_for(label, house)})
            assert (answer.status_code, answer.content_type) == (404, "application/problem+json"), (label, place.name)


def test_other_methods_are_answered_with_those_that_there_are(client: FlaskClient, house: House) -> None:
    for path in PATHS:
        address, known = PREFIX + path.format(**house.places), {m for m in METHODS if f"{m} {path}" in OPERATIONS}
        allowed = known | {"OPTIONS"} | ({"HEAD"} if "GET" in known else set())
        for method in METHODS - known:
            answer = client.open(address, method=method, headers=house.cast.editor.bearer)
            assert (answer.status_code, answer.content_type) == (405, "application/problem+json"), (method, path)
            assert set(answer.allow) == allowed, (method, path)
        answer = client.options(address)
        assert (answer.status_code, set(answer.allow), answer.data) == (200, allowed, b""), path


def test_head_is_answered_like_get_without_the_body(client: FlaskClient, house: House) -> None:
    for label in OPERATIONS:
        method, path = label.split(" ")
        if method == "GET":
            call = CALLS[label](house)
            headers = call.who.bearer if call.who else {}
            sent = {"path": PREFIX + path.format(**house.places), "headers": headers, **call.sent}
            whole, head = client.get(**sent), client.head(**sent)
            assert (head.status_code, head.data) == (200, b""), path
            assert head.content_type == whole.content_type and head.headers.get("ETag") == whole.headers.get("ETag")


def test_the_document_that_is_served_is_this_one(client: FlaskClient) -> None:
    assert client.get(f"{PREFIX}/openapi.json").json == DOCUMENT


def test_every_answer_says_which_keys_are_always_there() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    answered = {name for _, _, operation in document.operations(DOCUMENT) for name in _named(operation["responses"])}
    silent = [name for name in answered if "properties" in schemas[name] and "required" not in schemas[name]]
    assert silent == []


def _named(node: Any) -> Iterator[str]:
    """Yield the names of the schemas that a part of the document refers to, directly or by others."""
    if isinstance(node, dict):
        kind, _, name = node.get("$ref", "").removeprefix("#/components/").partition("/")
        if kind == "schemas":
            yield name
        if name:
            yield from _named(DOCUMENT["components"][kind][name])
        for part in node.values():
            yield from _named(part)
    elif isinstance(node, list):
        for part in node:
            yield from _named(part)
