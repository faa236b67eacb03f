"""Editors list, publish, bring back and discard versions through the API."""

from flask.testing import FlaskClient

from orientation.actor import SYSTEM
from orientation.catalog import queries, service
from tests.cast import Cast
from tests.counting import count_queries
from tests.shelf import compiled_pack

VERSIONS = "/api/v1/packs/first-steps/versions"


def _add(*titles: str) -> None:
    for title in titles:
        service.add_version(SYSTEM, compiled_pack(title=title))


def test_an_editor_sees_every_version_newest_first(client: FlaskClient, cast: Cast) -> None:
    _add("One", "Two")
    service.publish_version(SYSTEM, "first-steps", 1)
    listed = client.get(VERSIONS, headers=cast.editor.bearer).get_json()
    assert [(v["version"], v["title"], bool(v["published_at"])) for v in listed] == [
        (2, "Two", False),
        (1, "One", True),
    ]


def test_the_list_costs_two_queries_however_long(client: FlaskClient, cast: Cast) -> None:
    _add("One", "Two", "Three")
    with count_queries() as counted:
        client.get(VERSIONS, headers=cast.editor.bearer)
    assert counted.number <= 2, counted.statements


def test_an_editor_publishes(client: FlaskClient, cast: Cast) -> None:
    _add("One")
    answer = client.post(f"{VERSIONS}/1/publish", headers=cast.editor.bearer)
    assert answer.status_code == 200
    assert answer.get_json()["published_at"]
    assert queries.get_current("first-steps").title == "One"


def test_an_editor_brings_a_version_back(client: FlaskClient, cast: Cast) -> None:
    _add("One", "Two")
    for number in (1, 2):
        service.publish_version(SYSTEM, "first-steps", number)
    answer = client.post(f"{VERSIONS}/1/roll-back", headers=cast.editor.bearer)
    assert answer.status_code == 201
    assert (answer.get_json()["version"], answer.get_json()["reissue_of"]) == (3, 1)
    assert queries.get_current("first-steps").title == "One"


def test_an_editor_discards_a_ready_version(client: FlaskClient, cast: Cast) -> None:
    _add("One", "Two")
    assert client.delete(f"{VERSIONS}/2", headers=cast.editor.bearer).status_code == 204
    assert [version.number for version in queries.list_versions("first-steps")] == [1]


def test_a_published_version_is_not_discarded(client: FlaskClient, cast: Cast) -> None:
    _add("One")
    service.publish_version(SYSTEM, "first-steps", 1)
    answer = client.delete(f"{VERSIONS}/1", headers=cast.editor.bearer)
    assert (answer.status_code, answer.get_json()["code"]) == (409, "version-is-published")


def test_an_older_version_is_not_published(client: FlaskClient, cast: Cast) -> None:
    _add("One", "Two")
    service.publish_version(SYSTEM, "first-steps", 2)
    answer = client.post(f"{VERSIONS}/1/publish", headers=cast.editor.bearer)
    assert (answer.status_code, answer.get_json()["code"]) == (409, "version-too-old")
    assert answer.get_json()["current"] == 2


def test_a_version_that_is_not_there_is_not_found(client: FlaskClient, cast: Cast) -> None:
    _add("One")
    for action in ("9/publish", "9/roll-back"):
        assert client.post(f"{VERSIONS}/{action}", headers=cast.editor.bearer).get_json()["code"] == "version-not-found"
    assert client.delete(f"{VERSIONS}/9", headers=cast.editor.bearer).status_code == 404
    assert client.post(f"{VERSIONS}/{10**30}/publish", headers=cast.editor.bearer).status_code == 404


def test_versions_of_a_pack_that_is_not_there_are_not_found(client: FlaskClient, cast: Cast) -> None:
    for pack in ("nothing", "No%20slug"):
        answer = client.get(f"/api/v1/packs/{pack}/versions", headers=cast.editor.bearer)
        assert (answer.status_code, answer.get_json()["code"]) == (404, "pack-not-found")


def test_nobody_but_an_editor_changes_versions(client: FlaskClient, cast: Cast) -> None:
    _add("One")
    for headers, status in [
        ({}, 401),
        (cast.learner.bearer, 403),
        (cast.officer.bearer, 403),
        (cast.reviewer.bearer, 403),
    ]:
        assert client.post(f"{VERSIONS}/1/publish", headers=headers).status_code == status
        assert client.post(f"{VERSIONS}/1/roll-back", headers=headers).status_code == status
        assert client.delete(f"{VERSIONS}/1", headers=headers).status_code == status


def test_learners_and_guests_do_not_list_versions(client: FlaskClient, cast: Cast) -> None:
    _add("One")
    for headers, status in [({}, 401), (cast.learner.bearer, 403), (cast.reviewer.bearer, 200)]:
        assert client.get(VERSIONS, headers=headers).status_code == status
