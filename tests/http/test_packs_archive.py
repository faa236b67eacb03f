"""The whole pack in one language as a zip."""

import base64
import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from orientation.blobs import store
from orientation.http import ready
from orientation.packs.archive import read_archive
from tests.shelf import compiled_pack, publish

ARCHIVE = "/api/v1/packs/first-steps/ar/archive.zip"
MANIFEST = "/api/v1/packs/first-steps/ar/manifest"


def _key(client: FlaskClient) -> bytes:
    return base64.b64decode(client.get("/api/v1/packs/signing-key").get_json()["public_key"])


def test_it_holds_the_manifest_its_signature_and_every_file(client: FlaskClient) -> None:
    publish(compiled_pack())
    answer = client.get(ARCHIVE)
    assert answer.content_type == "application/zip"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="first-steps-1-ar.zip"'
    manifest = read_archive(io.BytesIO(answer.data), _key(client))
    assert manifest == client.get(MANIFEST).get_json()
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert archive.read("manifest.json") == client.get(MANIFEST).data
        assert archive.read("manifest.sig") == client.get(MANIFEST + ".sig").data
        for file in manifest["files"]:
            assert archive.read(file["path"]) == client.get(file["url"]).data


def test_its_tag_and_digest_are_of_the_whole_file(client: FlaskClient) -> None:
    publish(compiled_pack())
    answer = client.get(ARCHIVE)
    digest = hashlib.sha256(answer.data)
    assert answer.headers["ETag"] == f'"{digest.hexdigest()}"'
    assert answer.headers["Repr-Digest"] == f"sha-256=:{base64.b64encode(digest.digest()).decode()}:"
    unchanged = client.get(ARCHIVE, headers={"If-None-Match": answer.headers["ETag"]})
    assert (unchanged.status_code, unchanged.data) == (304, b"")


def test_a_broken_download_goes_on(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(compiled_pack())
    whole = client.get(ARCHIVE)
    monkeypatch.setattr(ready, "SMALL", 0)
    rest = {"Range": "bytes=1000-", "If-Range": whole.headers["ETag"]}
    answer = client.get(ARCHIVE, headers=rest, buffered=True)
    assert (answer.status_code, answer.data) == (206, whole.data[1000:])
    publish(compiled_pack(title="Second"))
    answer = client.get(ARCHIVE, headers=rest, buffered=True)
    assert answer.status_code == 200
    assert answer.data != whole.data
    answer = client.get(ARCHIVE, query_string={"version": 1}, headers=rest, buffered=True)
    assert (answer.status_code, answer.data) == (206, whole.data[1000:])


def test_a_version_that_is_named_is_kept_for_ever(client: FlaskClient) -> None:
    publish(compiled_pack())
    named = client.get(ARCHIVE, query_string={"version": 1})
    assert named.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get(ARCHIVE).headers["Cache-Control"] == "public, no-cache"
    assert client.get(ARCHIVE).data == named.data


def test_a_range_past_the_end_is_refused(client: FlaskClient) -> None:
    publish(compiled_pack())
    answer = client.get(ARCHIVE, headers={"Range": "bytes=99999999-"})
    assert (answer.status_code, answer.content_type) == (416, "application/problem+json")


def test_it_is_verified_from_the_command_line(app: Flask, client: FlaskClient, tmp_path: Path) -> None:
    publish(compiled_pack())
    content, path = client.get(ARCHIVE).data, tmp_path / "pack.zip"
    path.write_bytes(content)
    good = app.test_cli_runner().invoke(args=["packs", "verify", str(path)])
    assert (good.exit_code, good.output) == (
        0,
        "first-steps version 1 in ar: 9 files, all as they were signed.\n",
    )
    path.write_bytes(content.replace(b"OggS", b"OggZ"))
    bad = app.test_cli_runner().invoke(args=["packs", "verify", str(path)])
    assert bad.exit_code == 1
    assert "not a whole zip file" in bad.output
    other = base64.b64encode(bytes(32)).decode()
    assert app.test_cli_runner().invoke(args=["packs", "verify", str(path), "--key", other]).exit_code == 1
    assert app.test_cli_runner().invoke(args=["packs", "verify", str(path), "--key", "no"]).exit_code == 2


def test_it_is_made_once(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(compiled_pack(title="Made once"))
    first = client.get(ARCHIVE).data
    monkeypatch.setattr(store(), "path", lambda *_: Path("/nowhere"))
    assert client.get(ARCHIVE).data == first
