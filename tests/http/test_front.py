"""Pages that are the same for everybody are answered before the application is asked."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from orientation.http.front import Front
from tests.shelf import compiled_pack, publish


@pytest.fixture
def front(app: Flask, context: None) -> Iterator[Front]:
    found: Front = app.extensions["front"]
    app.extensions["catalog"].forget_current()  # what another test published was rolled back
    app.config["CATALOG_SECONDS"] = 60
    yield found
    app.config["CATALOG_SECONDS"] = 0
    app.extensions["catalog"].forget_current()
    found.kept.clear()


def test_a_page_that_was_sent_is_sent_again_with_all_its_headers(client: FlaskClient, front: Front) -> None:
    publish(compiled_pack())
    first = client.get("/en/")
    assert "/en/" in front.kept
    again = client.get("/en/")
    assert again.data == first.data
    assert again.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]
    assert again.headers["ETag"] == first.headers["ETag"]


def test_a_browser_that_has_the_page_is_told_so(client: FlaskClient, front: Front) -> None:
    tag = client.get("/en/privacy").headers["ETag"]
    answer = client.get("/en/privacy", headers={"If-None-Match": tag})
    assert (answer.status_code, answer.data) == (304, b"")


@pytest.mark.parametrize("path", ["/", "/en/me", "/en/join", "/staff/sign-in"])
def test_a_page_that_is_not_the_same_for_everybody_is_never_kept(client: FlaskClient, front: Front, path: str) -> None:
    client.get(path)
    assert front.kept == {}


def test_a_query_or_another_method_goes_to_the_application(client: FlaskClient, front: Front) -> None:
    client.get("/en/privacy")
    assert client.post("/en/privacy", headers={"Sec-Fetch-Site": "same-origin"}).status_code == 405
    assert client.get("/en/privacy?a=1").status_code == 200


def test_what_one_visitor_adds_to_an_address_is_on_nobody_elses_page(client: FlaskClient, context: None) -> None:
    publish(compiled_pack())
    assert b"left-behind" not in client.get("/en/?x=left-behind").data
    assert b"left-behind" not in client.get("/en/").data


def test_an_installation_that_trusts_nothing_keeps_nothing(client: FlaskClient, app: Flask, front: Front) -> None:
    app.config["CATALOG_SECONDS"] = 0
    client.get("/en/privacy")
    assert front.kept == {}


def test_what_this_worker_publishes_shows_at_once(client: FlaskClient, front: Front) -> None:
    before = client.get("/en/")
    assert "/en/" in front.kept
    publish(compiled_pack())
    assert client.get("/en/").data != before.data
