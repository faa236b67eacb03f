"""An editor uploads a pack through the API."""

import io
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from orientation.catalog import queries as catalog
from tests.cast import Cast
from tests.packs.workbench import tiny_files, with_change, zip_of

UPLOADS = "/api/v1/uploads"


def send(client: FlaskClient, content: bytes, headers: dict[str, str], **more: Any) -> Any:
    boundary, body = encode_multipart({"pack": FileStorage(io.BytesIO(content), "tiny.zip"), **more})
    return client.post(UPLOADS, data=body, headers=headers, content_type=f"multipart/form-data; boundary={boundary}")


def test_a_good_pack_becomes_a_ready_version(client: FlaskClient, cast: Cast) -> None:
    answer = send(client, zip_of(tiny_files()), cast.editor.bearer)
    assert answer.status_code == 201
    told = answer.get_json()
    assert (told["pack"], told["version"], told["published_at"]) == ("tiny", 1, None)


def test_sending_it_again_makes_no_second_version(client: FlaskClient, cast: Cast) -> None:
    for _ in range(2):
        assert send(client, zip_of(tiny_files()), cast.editor.bearer).get_json()["version"] == 1
    assert len(catalog.list_versions("tiny")) == 1


def test_a_pack_with_faults_is_answered_with_all_of_them(client: FlaskClient, cast: Cast) -> None:
    files = with_change("modules/first/hello.yaml", "minutes: 3", "minutes: 99")
    files["words.yaml"] = files["words.yaml"].replace(b"level: A1", b"level: A9", 1)
    answer = send(client, zip_of(files), cast.editor.bearer)
    assert (answer.status_code, answer.content_type) == (422, "application/problem+json")
    problem = answer.get_json()
    assert problem["code"] == "pack-refused"
    assert [(fault["file"], fault["line"], fault["key"]) for fault in problem["faults"]] == [
        ("modules/first/hello.yaml", 2, "minutes"),
        ("words.yaml", 10, "words[0].level"),
    ]
    assert all(fault["message"] and fault["mend"] for fault in problem["faults"])


def test_what_is_no_zip_is_answered_with_what_to_do(client: FlaskClient, cast: Cast) -> None:
    answer = send(client, b"%PDF-1.7", cast.editor.bearer)
    assert answer.status_code == 422
    assert "ordinary zip program" in answer.get_json()["faults"][0]["mend"]


def test_a_form_without_the_pack_says_which_field_is_missing(client: FlaskClient, cast: Cast) -> None:
    answer = client.post(UPLOADS, data={}, headers=cast.editor.bearer, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "pack" in str(answer.get_json()["errors"])


def test_another_file_in_the_form_is_refused(client: FlaskClient, cast: Cast) -> None:
    answer = send(client, zip_of(tiny_files()), cast.editor.bearer, extra=FileStorage(io.BytesIO(b"x"), "x.zip"))
    assert answer.status_code == 422


def test_this_route_alone_takes_more_than_other_routes(app: Flask, client: FlaskClient, cast: Cast) -> None:
    content = b"\0" * (app.config["MAX_CONTENT_LENGTH"] + 1)
    assert send(client, content, cast.editor.bearer).status_code == 422


def test_a_body_that_is_too_large_is_not_read(app: Flask, client: FlaskClient, cast: Cast, monkeypatch: Any) -> None:
    monkeypatch.setitem(app.config, "MAX_UPLOAD_MB", 1)
    answer = send(client, b"\0" * 1_200_000, cast.editor.bearer)
    assert (answer.status_code, answer.content_type) == (413, "application/problem+json")


def test_a_guest_is_asked_to_sign_in(client: FlaskClient, context: None) -> None:
    assert send(client, b"", {}).status_code == 401


def test_nobody_but_an_editor_may(client: FlaskClient, cast: Cast) -> None:
    for person in (cast.officer, cast.reviewer, cast.administrator, cast.learner):
        assert send(client, zip_of(tiny_files()), person.bearer).status_code == 403
