"""Files by their hash: public when published, for ever, resumable; nothing else ever."""

import hashlib

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient

from orientation.actor import SYSTEM
from orientation.blobs import store
from orientation.catalog import service
from orientation.http import ready
from tests.cast import Cast
from tests.counting import count_queries
from tests.shelf import OGG, SVG, compiled_pack, publish

PICTURE = f"/b/{hashlib.sha256(SVG).hexdigest()}.svg"
SOUND = f"/b/{hashlib.sha256(OGG).hexdigest()}.ogg"


@pytest.fixture
def streaming(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file counts as large."""
    monkeypatch.setattr(ready, "SMALL", -1)


def _lesson() -> str:
    file = next(file for file in compiled_pack().files if file.kind == "lesson")
    return f"/b/{file.sha256}.json"


def test_a_published_file_is_kept_for_ever(client: FlaskClient) -> None:
    publish(compiled_pack())
    answer = client.get(SOUND)
    assert (answer.status_code, answer.data) == (200, OGG)
    assert answer.content_type == "audio/ogg; codecs=opus"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["ETag"] == f'"{hashlib.sha256(OGG).hexdigest()}"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert "Set-Cookie" not in answer.headers


def test_a_sound_carries_few_headers_because_a_pack_has_a_thousand_files(client: FlaskClient) -> None:
    publish(compiled_pack())
    headers = client.get(SOUND).headers
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert not {"Content-Security-Policy", "Permissions-Policy", "X-Request-Id"} & set(headers.keys())
    assert sum(len(f"{name}: {value}\r\n") for name, value in headers) < 400


def test_nothing_in_a_picture_or_a_page_runs(client: FlaskClient) -> None:
    publish(compiled_pack())
    fragment = next(file for file in compiled_pack().files if file.kind == "fragment")
    for path in (PICTURE, f"/b/{fragment.sha256}.html"):
        assert client.get(path).headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_client_that_has_it_gets_nothing_again(client: FlaskClient) -> None:
    publish(compiled_pack())
    answer = client.get(SOUND, headers={"If-None-Match": client.get(SOUND).headers["ETag"]})
    assert (answer.status_code, answer.data) == (304, b"")


def test_a_range_is_cut(client: FlaskClient) -> None:
    publish(compiled_pack())
    cases = {"bytes=0-0": OGG[:1], "bytes=4-99": OGG[4:100], "bytes=2000-": OGG[2000:], "bytes=-7": OGG[-7:]}
    for asked, content in cases.items():
        answer = client.get(SOUND, headers={"Range": asked})
        assert (answer.status_code, answer.data) == (206, content), asked
        assert answer.headers["Content-Range"].endswith(f"/{len(OGG)}")
        assert answer.content_length == len(content)


def test_a_large_file_is_streamed_with_the_same_answers(client: FlaskClient, streaming: None) -> None:
    publish(compiled_pack())
    assert client.get(SOUND, buffered=True).data == OGG
    part = client.get(SOUND, headers={"Range": "bytes=10-19"}, buffered=True)
    assert (part.status_code, part.data, part.content_length) == (206, OGG[10:20], 10)
    assert client.get(SOUND, headers={"Range": "bytes=9999-"}, buffered=True).status_code == 416
    assert client.get(SOUND, headers={"If-None-Match": part.headers["ETag"]}, buffered=True).status_code == 304
    head = client.head(SOUND, buffered=True)
    assert (head.status_code, head.content_length, head.data) == (200, len(OGG), b"")


def test_a_range_past_the_end_is_refused_with_the_size(client: FlaskClient) -> None:
    publish(compiled_pack())
    answer = client.get(SOUND, headers={"Range": f"bytes={len(OGG)}-"})
    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{len(OGG)}"


def test_a_range_that_makes_no_sense_or_is_several_is_answered_with_the_whole(client: FlaskClient) -> None:
    publish(compiled_pack())
    for asked in ("bytes=a-b", "lines=1-2", "bytes=0-1,4-5", "bytes=-", ""):
        answer = client.get(SOUND, headers={"Range": asked})
        assert (answer.status_code, answer.data) == (200, OGG), asked


def test_a_download_goes_on_only_when_the_file_is_the_same(client: FlaskClient) -> None:
    publish(compiled_pack())
    tag = client.get(SOUND).headers["ETag"]
    same = client.get(SOUND, headers={"Range": "bytes=5-", "If-Range": tag})
    assert (same.status_code, same.data) == (206, OGG[5:])
    other = client.get(SOUND, headers={"Range": "bytes=5-", "If-Range": '"something-else"'})
    assert (other.status_code, other.data) == (200, OGG)


def test_a_download_that_insists_on_what_it_has_is_refused_when_that_is_gone(client: FlaskClient) -> None:
    publish(compiled_pack())
    for right in (client.get(SOUND).headers["ETag"], "*"):
        answer = client.get(SOUND, headers={"If-Match": right})
        assert (answer.status_code, answer.data) == (200, OGG), right
    other = client.get(SOUND, headers={"Range": "bytes=5-", "If-Match": '"something-else"'})
    assert other.status_code == 412 and OGG[5:20] not in other.data
    lesson = client.get("/api/v1/packs/first-steps/ar/outline", headers={"If-Match": 'W/"something-else"'})
    assert (lesson.status_code, lesson.content_type) == (412, "application/problem+json")


def test_text_is_sent_compressed_but_a_range_is_of_the_plain_text(client: FlaskClient) -> None:
    publish(compiled_pack())
    plain = client.get(_lesson())
    packed = client.get(_lesson(), headers={"Accept-Encoding": "br"})
    assert brotli.decompress(packed.data) == plain.data
    assert packed.headers["ETag"] == plain.headers["ETag"].removesuffix('"') + '.br"'
    part = client.get(_lesson(), headers={"Accept-Encoding": "br", "Range": "bytes=1-9"})
    assert (part.status_code, part.data) == (206, plain.data[1:10])
    assert "Content-Encoding" not in part.headers
    again = client.get(_lesson(), headers={"Accept-Encoding": "br", "If-None-Match": packed.headers["ETag"]})
    assert again.status_code == 304


def test_head_says_what_get_would(client: FlaskClient) -> None:
    publish(compiled_pack())
    got, head = client.get(SOUND), client.head(SOUND)
    assert (head.status_code, head.data) == (200, b"")
    for name in ("Content-Length", "ETag", "Content-Type", "Cache-Control"):
        assert head.headers[name] == got.headers[name]


def test_a_file_of_a_version_that_is_only_ready_is_not_there(client: FlaskClient, cast: Cast) -> None:
    service.add_version(SYSTEM, compiled_pack())
    headers = {"X-Request-Id": "samesamesame"}
    hidden, unknown = client.get(SOUND, headers=headers), client.get(f"/b/{'0' * 64}.ogg", headers=headers)
    assert (hidden.status_code, hidden.data) == (404, unknown.data)
    for person in (cast.learner, cast.editor):
        assert client.get(SOUND, headers=person.bearer).status_code == 404


def test_editors_see_files_that_are_only_ready_and_nobody_keeps_them(client: FlaskClient, cast: Cast) -> None:
    service.add_version(SYSTEM, compiled_pack())
    for person in (cast.editor, cast.reviewer):
        answer = client.get(f"/staff{PICTURE}", headers=person.cookie)
        assert (answer.status_code, answer.data) == (200, SVG)
        assert answer.headers["Cache-Control"].startswith("private")
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_others_do_not_see_files_that_are_only_ready(client: FlaskClient, cast: Cast) -> None:
    service.add_version(SYSTEM, compiled_pack())
    assert client.get(f"/staff{PICTURE}", headers=cast.officer.cookie).status_code == 403
    assert client.get(f"/staff{PICTURE}", headers=cast.learner.bearer).status_code == 403
    assert client.get(f"/staff{PICTURE}").status_code in (302, 401)


def test_the_source_of_a_pack_is_never_served(client: FlaskClient, cast: Cast) -> None:
    source = publish(compiled_pack()).source_sha256
    assert store().has(source)
    for extension in ("zip", "json", "svg", "bin"):
        assert client.get(f"/b/{source}.{extension}").status_code == 404
        assert client.get(f"/staff/b/{source}.{extension}", headers=cast.editor.cookie).status_code == 404


def test_a_file_is_not_served_as_something_else(client: FlaskClient) -> None:
    publish(compiled_pack())
    for extension in ("html", "json", "zip", "SVG", "svg.html", "svg "):
        assert client.get(PICTURE.removesuffix("svg") + extension).status_code == 404, extension


def test_what_cannot_be_a_hash_is_not_there(client: FlaskClient) -> None:
    for digest in ("..%2F" * 12 + "etcx", "Z" * 64, "0" * 63, "0" * 65, "%00" * 64, "٠" * 64):
        assert client.get(f"/b/{digest}.svg").status_code == 404


def test_a_file_of_an_older_published_version_stays(client: FlaskClient) -> None:
    publish(compiled_pack())
    old = _lesson()
    publish(compiled_pack(title="Second"))
    assert client.get(old).status_code == 200


def test_a_file_costs_one_query_and_the_next_time_none(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(compiled_pack())
    with count_queries() as counted:
        client.get(SOUND)
    assert counted.number == 1, counted.statements
    monkeypatch.setitem(app.config, "CATALOG_SECONDS", 1)
    monkeypatch.delitem(app.extensions, "packs", raising=False)
    client.get(SOUND)
    with count_queries() as counted:
        client.get(SOUND)
    assert counted.number == 0, counted.statements
    del app.extensions["packs"]
