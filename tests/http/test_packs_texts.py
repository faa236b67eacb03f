"""Bundles and pages at addresses of their module: one download, and later texts as differences from it."""

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import brotli
import pytest
from backports.zstd import ZstdDict, decompress
from flask import Flask
from flask.testing import FlaskClient

from orientation.actor import SYSTEM
from orientation.packs import queries
from orientation.packs.effort import Effort
from orientation.publishing import service
from tests.cast import Cast
from tests.counting import count_queries
from tests.packs.workbench import TINY, with_change, write_folder, zip_of
from tests.shelf import compiled_pack, publish

MANIFEST = "/api/v1/packs/tiny/en/manifest"
CHANGED = with_change("modules/first/hello.yaml", "Neighbours say hello on the stairs.", "Neighbours say hello twice.")


@pytest.fixture
def tiny(context: None) -> None:
    service.publish_folder(SYSTEM, TINY)


@pytest.fixture
def tiny_twice(tiny: None, tmp_path: Path) -> None:
    """The pack, and a version in which a sentence is another."""
    service.publish_folder(SYSTEM, write_folder(CHANGED, tmp_path))


def _bundle(client: FlaskClient, module: str | None = "first", version: int = 1) -> dict[str, Any]:
    listed = client.get(MANIFEST, query_string={"version": version}).get_json()["bundles"]
    found: dict[str, Any] = next(bundle for bundle in listed if bundle["module"] == module)
    return found


def _page(client: FlaskClient, path: str = "first/hello.html", version: int = 2) -> tuple[str, int]:
    listed = client.get(MANIFEST, query_string={"version": version}).get_json()["files"]
    file = next(file for file in listed if file["path"] == path)
    return f"/t/tiny/en/{path.partition('/')[0] if '/' in path else 'pack'}/{file['sha256']}.html", file["size"]


def _having(dictionary: bytes, encodings: str = "br, dcz") -> dict[str, str]:
    digest = base64.b64encode(hashlib.sha256(dictionary).digest()).decode()
    return {"Accept-Encoding": encodings, "Available-Dictionary": f":{digest}:"}


def test_a_bundle_is_kept_for_ever_and_says_what_it_can_be_a_dictionary_for(tiny: None, client: FlaskClient) -> None:
    listed = _bundle(client)
    answer = client.get(listed["url"])
    assert (len(answer.data), hashlib.sha256(answer.data).hexdigest()) == (listed["size"], listed["sha256"])
    assert answer.content_type == "application/x-orientation-bundle"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Use-As-Dictionary"] == 'match="/t/tiny/en/first/*"'
    assert answer.headers["Vary"] == "Accept-Encoding, Available-Dictionary"


def test_the_manifest_says_what_a_bundle_costs(tiny: None, client: FlaskClient) -> None:
    listed = _bundle(client)
    sent = client.get(listed["url"], headers={"Accept-Encoding": "br"})
    assert (sent.headers["Content-Encoding"], len(sent.data)) == ("br", listed["compressed"])
    assert hashlib.sha256(brotli.decompress(sent.data)).hexdigest() == listed["sha256"]


def test_bundles_hold_every_page_and_drawing_of_the_manifest(tiny: None, client: FlaskClient) -> None:
    files = client.get(MANIFEST).get_json()["files"]
    wanted = {f["path"]: f["sha256"] for f in files if f["kind"] == "fragment" or f["media_type"] == "image/svg+xml"}
    found = {}
    for module in (None, "first"):
        head = client.get(_bundle(client, module)["url"]).data.partition(b"\n")[0]
        found.update({path: sha256 for path, sha256, _ in json.loads(head)["files"]})
    assert found == wanted


def test_bundles_are_no_files_of_the_manifest_and_not_in_its_archive(tiny: None, client: FlaskClient) -> None:
    manifest = client.get(MANIFEST).get_json()
    assert [file for file in manifest["files"] if file["kind"] == "bundle"] == []
    assert "bundle" not in manifest["totals"]
    assert b".bundle" not in client.get("/api/v1/packs/tiny/en/archive.zip", buffered=True).data


def test_a_changed_page_is_sent_as_its_difference_from_the_bundle_that_is_there(
    tiny_twice: None, client: FlaskClient
) -> None:
    old = client.get(_bundle(client)["url"]).data
    address, size = _page(client)
    answer = client.get(address, headers=_having(old))
    assert answer.headers["Content-Encoding"] == "dcz"
    assert len(answer.data) < 200 < size
    page = decompress(answer.data[40:], zstd_dict=ZstdDict(old, is_raw=True))
    assert page == client.get(address).data
    assert answer.content_type == "text/html; charset=utf-8"
    assert answer.headers["Vary"] == "Accept-Encoding, Available-Dictionary"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    again = client.get(address, headers={**_having(old), "If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("encodings", ["br", "br, dcz;q=0", "dcb, br"])
def test_who_takes_no_differences_gets_the_page(tiny_twice: None, client: FlaskClient, encodings: str) -> None:
    old = client.get(_bundle(client)["url"]).data
    answer = client.get(_page(client)[0], headers=_having(old, encodings))
    assert answer.headers["Content-Encoding"] == "br"
    assert answer.headers["Vary"] == "Accept-Encoding, Available-Dictionary"


@pytest.mark.parametrize("limit", ["effort", "size"])
def test_when_a_difference_is_too_dear_the_page_goes_as_it_is(
    tiny_twice: None, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    old = client.get(_bundle(client)["url"]).data
    cache = queries.PacksCache()
    monkeypatch.setitem(client.application.extensions, "packs", cache)
    if limit == "effort":
        cache.effort = Effort(most=0)
    else:
        monkeypatch.setattr(queries, "LARGEST_DIFFERENCE", 100)
    assert client.get(_page(client)[0], headers=_having(old)).headers["Content-Encoding"] == "br"
    if limit == "effort":
        cache.effort = Effort()
        assert client.get(_page(client)[0], headers=_having(old)).headers["Content-Encoding"] == "dcz"


def test_a_dictionary_that_is_not_of_this_module_is_passed_over(tiny_twice: None, client: FlaskClient) -> None:
    others = [b"never published", client.get(_bundle(client, None)["url"]).data, client.get(_page(client)[0]).data]
    for dictionary in others:
        answer = client.get(_page(client)[0], headers=_having(dictionary))
        assert answer.headers["Content-Encoding"] == "br"


def test_a_range_is_of_the_page_itself(tiny_twice: None, client: FlaskClient) -> None:
    old = client.get(_bundle(client)["url"]).data
    answer = client.get(_page(client)[0], headers={**_having(old), "Range": "bytes=0-9"})
    assert (answer.status_code, len(answer.data)) == (206, 10)


def test_the_packs_own_page_has_an_address_too(tiny: None, client: FlaskClient) -> None:
    assert client.get(_page(client, "index.html", 1)[0]).status_code == 200


def test_a_text_is_only_where_it_belongs(tiny: None, client: FlaskClient) -> None:
    publish(compiled_pack())
    address, _ = _page(client, version=1)
    for right, wrong in (("/tiny/", "/first-steps/"), ("/en/", "/ar/"), ("/first/", "/pack/"), ("/en/", "/xx/")):
        assert client.get(address.replace(right, wrong)).status_code == 404, wrong
    assert client.get(address.replace(".html", ".bundle")).status_code == 404
    for odd in ("/t/tiny/en/%22%0d%0aX/", "/t/tiny/en/a*b/", "/t/%5B/en/first/"):
        assert client.get(f"{odd}{'0' * 64}.bundle").status_code == 404


def test_texts_of_a_version_that_is_only_ready_are_not_there(client: FlaskClient, cast: Cast, tiny: None) -> None:
    before = {bundle["url"] for bundle in client.get(MANIFEST).get_json()["bundles"]}
    service.upload(cast.editor.actor, zip_of(CHANGED))
    service.publish_folder(SYSTEM, TINY)
    hidden = service._compile(zip_of(CHANGED)).files
    for file in hidden:
        if file.kind == "bundle" and file.locale == "en" and file.module:
            address = f"/t/tiny/en/first/{file.sha256}.bundle"
            assert address not in before
            assert client.get(address).status_code == 404


def test_a_text_costs_one_query_and_the_next_time_none(
    app: Flask, tiny: None, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = _bundle(client)["url"]
    with count_queries() as counted:
        client.get(address)
    assert counted.number == 1, counted.statements
    monkeypatch.setitem(app.config, "CATALOG_SECONDS", 1)
    monkeypatch.delitem(app.extensions, "packs", raising=False)
    client.get(address)
    with count_queries() as counted:
        client.get(address)
    assert counted.number == 0, counted.statements
    del app.extensions["packs"]
