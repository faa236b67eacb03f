"""An editor publishes, rolls back and discards, each after a page that says what it changes."""

from flask.testing import FlaskClient

from orientation.catalog import queries
from orientation.catalog import service as catalog
from tests.cast import Cast
from tests.web.desk import browse, landed
from tests.web.desk_pack import LESSON, PACK, desk_pack

ADDRESS = f"/staff/packs/{PACK}"


def test_before_publishing_it_says_what_changes_for_whom(client: FlaskClient, cast: Cast) -> None:
    catalog.add_version(cast.editor.actor, desk_pack(lessons=(LESSON,)))
    catalog.publish_version(cast.editor.actor, PACK, 1)
    catalog.add_version(cast.editor.actor, desk_pack(heading="Another title"))
    page = browse(client, cast.editor).get(f"{ADDRESS}/2/publish").text
    assert "New lessons" in page and "Lessons that read differently" in page
    assert "English: 1 lesson" in page and "Arabic: 1 lesson" not in page


def test_publishing_shows_it_to_learners(client: FlaskClient, cast: Cast) -> None:
    catalog.add_version(cast.editor.actor, desk_pack())
    browse(client, cast.editor)
    assert "The pack appears for the first time, with 2 lessons." in client.get(f"{ADDRESS}/1/publish").text
    assert "is published." in landed(client, client.post(f"{ADDRESS}/1/publish"))
    assert queries.get_current(PACK).number == 1


def test_rolling_back_makes_a_new_version_of_the_old(client: FlaskClient, cast: Cast) -> None:
    for heading in ("One", "Two"):
        number = catalog.add_version(cast.editor.actor, desk_pack(heading=heading)).number
        catalog.publish_version(cast.editor.actor, PACK, number)
    browse(client, cast.editor)
    assert "It comes back as a new version" in client.get(f"{ADDRESS}/1/roll-back").text
    told = landed(client, client.post(f"{ADDRESS}/1/roll-back"))
    assert "Learners see what was in version 1 again, as version 3." in told


def test_discarding_the_only_version_leads_back_to_the_list(client: FlaskClient, cast: Cast) -> None:
    catalog.add_version(cast.editor.actor, desk_pack())
    browse(client, cast.editor)
    assert "No learner has seen this version." in client.get(f"{ADDRESS}/1/discard").text
    told = landed(client, client.post(f"{ADDRESS}/1/discard"))
    assert "Version 1 is discarded." in told and "No packs yet" in told


def test_a_published_version_is_not_discarded(client: FlaskClient, cast: Cast) -> None:
    catalog.add_version(cast.editor.actor, desk_pack())
    catalog.publish_version(cast.editor.actor, PACK, 1)
    refused = browse(client, cast.editor).post(f"{ADDRESS}/1/discard")
    assert refused.status_code == 409
    assert "a published version stays" in refused.text


def test_an_older_version_is_not_published_over_a_newer_one(client: FlaskClient, cast: Cast) -> None:
    for heading in ("One", "Two"):
        catalog.add_version(cast.editor.actor, desk_pack(heading=heading))
    catalog.publish_version(cast.editor.actor, PACK, 2)
    assert browse(client, cast.editor).post(f"{ADDRESS}/1/publish").status_code == 409


def test_an_unknown_version_is_not_found(client: FlaskClient, cast: Cast) -> None:
    browse(client, cast.editor)
    assert client.get(f"{ADDRESS}/9/publish").status_code == client.post(f"{ADDRESS}/9/publish").status_code == 404
