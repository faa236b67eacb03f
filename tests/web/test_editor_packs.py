"""Editors and reviewers follow packs and their translations."""

from flask.testing import FlaskClient

from orientation.actor import SYSTEM
from orientation.catalog import service as catalog
from tests.cast import Cast
from tests.counting import count_queries
from tests.web.desk import browse
from tests.web.desk_pack import PACK, desk_pack


def _publish_and_add(cast: Cast) -> None:
    catalog.add_version(cast.editor.actor, desk_pack())
    catalog.publish_version(cast.editor.actor, PACK, 1)
    catalog.add_version(cast.editor.actor, desk_pack(heading="Another title"))


def test_the_list_says_what_is_published_and_what_is_ready(client: FlaskClient, cast: Cast) -> None:
    _publish_and_add(cast)
    page = browse(client, cast.editor).get("/staff/packs").text
    assert "Version 1 published" in page and "Version 2 ready" in page
    assert "22 reviewed, 8 draft" in page and "73 % reviewed" in page


def test_the_list_costs_the_same_for_more_packs(client: FlaskClient, cast: Cast) -> None:
    browse(client, cast.editor)
    numbers = []
    for slug in ("one-pack", "two-packs", "three-packs"):
        catalog.add_version(SYSTEM, desk_pack(slug=slug))
        with count_queries() as counted:
            client.get("/staff/packs")
        numbers.append(counted.number)
    assert len(set(numbers)) == 1


def test_a_pack_tells_who_made_and_published_each_version(client: FlaskClient, cast: Cast) -> None:
    _publish_and_add(cast)
    page = browse(client, cast.editor).get(f"/staff/packs/{PACK}").text
    assert page.count("by eva.") == 3
    assert "Learners see this" in page and "Publish …" in page and "Discard …" in page
    assert "24 draft, 2 out of date, 4 missing" in page


def test_a_reviewer_sees_the_same_and_changes_nothing(client: FlaskClient, cast: Cast) -> None:
    _publish_and_add(cast)
    page = browse(client, cast.reviewer).get(f"/staff/packs/{PACK}").text
    assert "22 reviewed, 8 draft" in page and "Preview" in page
    for deed in ("Publish …", "Discard …", "Upload a"):
        assert deed not in page
    for address in ("publish", "discard", "roll-back"):
        assert client.get(f"/staff/packs/{PACK}/2/{address}").status_code == 403
        assert client.post(f"/staff/packs/{PACK}/2/{address}").status_code == 403


def test_the_source_can_be_downloaded(client: FlaskClient, cast: Cast) -> None:
    _publish_and_add(cast)
    answer = browse(client, cast.reviewer).get(f"/staff/packs/{PACK}/2/source.zip")
    assert answer.mimetype == "application/zip"
    assert answer.data.startswith(b"PK")
    assert 'filename="nl-orientation-2.zip"' in answer.headers["Content-Disposition"]
    answer.close()


def test_an_officer_sees_no_packs_and_an_unknown_pack_is_not_found(client: FlaskClient, cast: Cast) -> None:
    assert browse(client, cast.officer).get("/staff/packs").status_code == 403
    assert browse(client, cast.editor).get("/staff/packs/no-such-pack").status_code == 404


def test_without_packs_the_list_says_how_to_begin(client: FlaskClient, cast: Cast) -> None:
    page = browse(client, cast.editor).get("/staff/packs").text
    assert "No packs yet" in page and "/staff/packs/upload" in page
