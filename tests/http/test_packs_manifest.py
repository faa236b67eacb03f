"""The signed manifest: every file of a version in one language."""

import base64
import hashlib
import re

import brotli
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from flask.testing import FlaskClient

from orientation.actor import SYSTEM
from orientation.catalog import service
from tests.counting import count_queries
from tests.shelf import compiled_pack, publish

MANIFEST = "/api/v1/packs/first-steps/ar/manifest"


def _signature(header: str) -> bytes:
    found = re.fullmatch(r'ed25519=:([A-Za-z0-9+/=]{88}):;keyid="[0-9a-f]{16}"', header)
    assert found
    return base64.b64decode(found[1])


def _key(client: FlaskClient) -> Ed25519PublicKey:
    given = client.get("/api/v1/packs/signing-key").get_json()
    return Ed25519PublicKey.from_public_bytes(base64.b64decode(given["public_key"]))


def test_it_lists_what_one_language_needs(client: FlaskClient) -> None:
    publish(compiled_pack())
    manifest = client.get(MANIFEST).get_json()
    assert {key: manifest[key] for key in ("format", "pack", "version", "locale", "edition")} == {
        "format": 1,
        "pack": "first-steps",
        "version": 1,
        "locale": "ar",
        "edition": "standard",
    }
    assert [file["path"] for file in manifest["files"]] == [
        "daily-life/shops.html",
        "daily-life/shops.json",
        "media/dignity.svg",
        "media/hello.ogg",
        "outline.json",
        "rights/belief.html",
        "rights/belief.json",
        "rights/dignity.html",
        "rights/dignity.json",
    ]
    assert {file["path"]: file["module"] for file in manifest["files"]}["media/hello.ogg"] == "rights"


def test_every_line_is_true(client: FlaskClient) -> None:
    publish(compiled_pack())
    manifest = client.get(MANIFEST).get_json()
    for file in manifest["files"]:
        answer = client.get(file["url"])
        assert answer.status_code == 200
        assert (len(answer.data), hashlib.sha256(answer.data).hexdigest()) == (file["size"], file["sha256"])
        assert answer.mimetype == file["media_type"].partition(";")[0]
    for kind, total in manifest["totals"].items():
        sizes = [file["size"] for file in manifest["files"] if file["kind"] == kind]
        assert total == {"files": len(sizes), "size": sum(sizes)}


def test_it_is_signed_over_exactly_its_bytes(client: FlaskClient) -> None:
    publish(compiled_pack())
    answer = client.get(MANIFEST)
    signature = _signature(answer.headers["Pack-Signature"])
    _key(client).verify(signature, answer.data)
    assert client.get(MANIFEST + ".sig").data == signature


def test_the_signature_is_of_the_plain_bytes_however_they_are_sent(client: FlaskClient) -> None:
    publish(compiled_pack())
    answer = client.get(MANIFEST, headers={"Accept-Encoding": "br"})
    assert answer.headers["Content-Encoding"] == "br"
    _key(client).verify(_signature(answer.headers["Pack-Signature"]), brotli.decompress(answer.data))


def test_it_is_the_same_bytes_each_time_and_304_says_so(client: FlaskClient) -> None:
    publish(compiled_pack())
    first, second = client.get(MANIFEST), client.get(MANIFEST)
    assert first.data == second.data
    assert first.headers["Cache-Control"] == "public, no-cache"
    unchanged = client.get(MANIFEST, headers={"If-None-Match": first.headers["ETag"]})
    assert (unchanged.status_code, unchanged.data) == (304, b"")
    assert unchanged.headers["Pack-Signature"] == first.headers["Pack-Signature"]


def test_another_version_is_another_manifest_and_the_old_one_stays(client: FlaskClient) -> None:
    publish(compiled_pack())
    old = client.get(MANIFEST)
    publish(compiled_pack(title="Second"))
    assert client.get(MANIFEST, headers={"If-None-Match": old.headers["ETag"]}).get_json()["version"] == 2
    again = client.get(MANIFEST, query_string={"version": 1})
    assert again.data == old.data
    assert again.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_ready_or_unknown_version_is_not_found(client: FlaskClient) -> None:
    publish(compiled_pack())
    service.add_version(SYSTEM, compiled_pack(title="Second"))
    for number in (2, 3):
        for path in (MANIFEST, MANIFEST + ".sig", MANIFEST.replace("manifest", "archive.zip")):
            answer = client.get(path, query_string={"version": number})
            assert (answer.status_code, answer.get_json()["code"]) == (404, "version-not-found")


def test_a_version_that_is_no_number_is_refused(client: FlaskClient) -> None:
    publish(compiled_pack())
    for number in ("one", "0", "-1", "1.5", str(10**20)):
        assert client.get(MANIFEST, query_string={"version": number}).status_code == 422, number


def test_a_regional_language_gets_its_parents_manifest(client: FlaskClient) -> None:
    publish(compiled_pack())
    answer = client.get(MANIFEST.replace("/ar/", "/ar-SY/"))
    assert answer.get_json()["locale"] == answer.headers["Content-Language"] == "ar"


@pytest.mark.parametrize("lessons", [1, 250])
def test_it_costs_two_queries_however_many_files(client: FlaskClient, lessons: int) -> None:
    publish(compiled_pack(modules={"rights": [f"lesson-{number}" for number in range(lessons)]}))
    with count_queries() as counted:
        manifest = client.get(MANIFEST).get_json()
    assert len(manifest["files"]) == 2 * lessons + 3
    assert counted.number == 2, counted.statements
    with count_queries() as counted:
        client.get(MANIFEST)
    assert counted.number == 1, counted.statements
