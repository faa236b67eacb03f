"""The change feed: what a phone that has one version needs of the present one."""

import base64
import re
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from flask.testing import FlaskClient

from orientation.actor import SYSTEM
from orientation.catalog import service as catalog
from orientation.publishing import service
from tests.cast import Cast
from tests.counting import count_queries
from tests.packs.workbench import TINY, with_change, write_folder
from tests.shelf import compiled_pack, publish

CHANGES = "/api/v1/packs/tiny/en/changes"
SENTENCE = with_change("modules/first/hello.yaml", "Neighbours say hello on the stairs.", "Neighbours say hello twice.")


@pytest.fixture
def tiny(context: None) -> None:
    service.publish_folder(SYSTEM, TINY)


@pytest.fixture
def tiny_twice(tiny: None, tmp_path: Path) -> None:
    """The pack, and a version in which a sentence is another."""
    service.publish_folder(SYSTEM, write_folder(SENTENCE, tmp_path))


def _get(client: FlaskClient, since: int = 1, **more: str) -> Any:
    return client.get(CHANGES, query_string={"since": since, **more}).get_json()


def _hashes(client: FlaskClient, version: int) -> dict[str, str]:
    files = client.get("/api/v1/packs/tiny/en/manifest", query_string={"version": version}).get_json()["files"]
    return {file["path"]: file["sha256"] for file in files}


def test_a_changed_sentence_is_one_page_to_get(tiny_twice: None, client: FlaskClient) -> None:
    answer = client.get(CHANGES, query_string={"since": 1, "kinds": "fragment,picture,sound"})
    size = len(client.get("/api/v1/packs/tiny/en/lessons/first/hello/fragment").data)
    assert answer.get_json() == {
        "pack": "tiny",
        "locale": "en",
        "version": 2,
        "since": 1,
        "kinds": ["fragment", "picture", "sound"],
        "changed": [{"path": "first/hello.html", "sha256": _hashes(client, 2)["first/hello.html"], "size": size}],
        "removed": [],
    }
    assert len(answer.data) < 250
    assert answer.headers["Content-Language"] == "en"


def test_what_it_names_makes_one_version_of_the_other(tiny: None, client: FlaskClient, tmp_path: Path) -> None:
    files = with_change("pack.yaml", "A tiny pack", "A small pack")
    files["modules/first/last.yaml"] = files["modules/first/practice.yaml"].replace(b"sun.svg", b"moon.svg")
    files["media/moon.svg"] = files["media/sun.svg"]
    files["modules/first/module.yaml"] = files["modules/first/module.yaml"].replace(b"practice", b"last")
    del files["modules/first/practice.yaml"]
    service.publish_folder(SYSTEM, write_folder(files, tmp_path))
    feed = _get(client)
    had, has = _hashes(client, 1), _hashes(client, 2)
    for path in feed["removed"]:
        del had[path]
    had.update({file["path"]: file["sha256"] for file in feed["changed"]})
    assert had == has
    assert "first/practice.html" in feed["removed"]
    assert next(file for file in feed["changed"] if "module" in file)["path"].startswith("media/")


def test_only_the_kinds_that_are_asked_for(tiny_twice: None, client: FlaskClient) -> None:
    assert [file["path"] for file in _get(client, kinds="lesson")["changed"]] == ["first/hello.json"]
    assert _get(client, kinds="sound")["changed"] == []


def test_other_kinds_are_told_with_what_goes_with_them(tiny_twice: None, client: FlaskClient) -> None:
    """There are few feeds, so that nobody fills the server with them."""
    pages = client.get(CHANGES, query_string={"since": 1, "kinds": "fragment,picture,sound"})
    for asked in ("sound,fragment", "picture,sound,picture", "sound,picture,fragment"):
        assert client.get(CHANGES, query_string={"since": 1, "kinds": asked}).data == pages.data
    assert "kinds" not in _get(client, kinds="lesson,sound")


def test_it_is_signed_over_exactly_its_bytes(tiny_twice: None, client: FlaskClient) -> None:
    answer = client.get(CHANGES, query_string={"since": 1})
    given = client.get("/api/v1/packs/signing-key").get_json()["public_key"]
    found = re.fullmatch(r'ed25519=:(.{88}):;keyid="[0-9a-f]{16}"', answer.headers["Pack-Signature"])
    assert found
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(given))
    key.verify(base64.b64decode(found[1]), answer.data)


def test_who_has_the_present_state_is_told_so_without_a_body(tiny_twice: None, client: FlaskClient) -> None:
    """It is the same state however the client came to it: by the manifest, in any form, or by an earlier feed."""
    manifest = client.get("/api/v1/packs/tiny/en/manifest", headers={"Accept-Encoding": "br"})
    feed = client.get(CHANGES, query_string={"since": 1})
    for tag in (manifest.headers["ETag"], feed.headers["ETag"]):
        answer = client.get(CHANGES, query_string={"since": 2}, headers={"If-None-Match": tag})
        assert (answer.status_code, answer.data) == (304, b"")


def test_a_new_state_has_another_tag(tiny: None, client: FlaskClient, tmp_path: Path) -> None:
    tag = client.get(CHANGES, query_string={"since": 1}).headers["ETag"]
    service.publish_folder(SYSTEM, write_folder(SENTENCE, tmp_path))
    answer = client.get(CHANGES, query_string={"since": 1}, headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert answer.headers["ETag"] != tag


def test_without_a_change_it_names_nothing(tiny: None, client: FlaskClient) -> None:
    feed = _get(client)
    assert (feed["version"], feed["changed"], feed["removed"]) == (1, [], [])


def test_a_rolled_back_version_is_a_change_like_any_other(tiny_twice: None, client: FlaskClient) -> None:
    catalog.roll_back(SYSTEM, "tiny", 1)
    assert _get(client, since=1)["changed"] == []
    assert [file["path"] for file in _get(client, since=2, kinds="fragment")["changed"]] == ["first/hello.html"]


def test_a_version_that_is_unknown_or_only_ready_is_not_found(tiny: None, client: FlaskClient, cast: Cast) -> None:
    publish(compiled_pack())
    catalog.add_version(SYSTEM, compiled_pack(title="Second"))
    for path, since in ((CHANGES, 9), (CHANGES.replace("tiny", "first-steps"), 2)):
        answer = client.get(path, query_string={"since": since})
        assert (answer.status_code, answer.get_json()["code"]) == (404, "version-not-found")
    answer = client.get(CHANGES.replace("tiny", "nothing"), query_string={"since": 1})
    assert (answer.status_code, answer.get_json()["code"]) == (404, "version-not-found")


@pytest.mark.parametrize("query", ["", "since=0", "since=x", "since=1&kinds=bundle", "since=1&kinds=,", "since=1&x=1"])
def test_a_question_that_makes_no_sense_is_refused(tiny: None, client: FlaskClient, query: str) -> None:
    assert client.get(f"{CHANGES}?{query}").status_code == 422


def test_a_regional_language_gets_its_parents(tiny: None, client: FlaskClient) -> None:
    assert client.get(CHANGES.replace("/en/", "/ar-SY/"), query_string={"since": 1}).get_json()["locale"] == "ar"


def test_it_costs_five_queries_and_the_next_time_three(tiny_twice: None, client: FlaskClient) -> None:
    with count_queries() as counted:
        _get(client)
    assert counted.number == 5, counted.statements
    with count_queries() as counted:
        _get(client)
    assert counted.number == 3, counted.statements
