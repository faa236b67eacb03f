"""What needs attention, by role."""

from datetime import timedelta

from flask.testing import FlaskClient

from orientation import clock
from orientation.accounts import service as accounts
from orientation.actor import SYSTEM, Role
from orientation.assignments.service import create_group
from orientation.catalog import service as catalog
from tests.cast import Cast
from tests.counting import count_queries
from tests.web.desk import browse
from tests.web.desk_pack import desk_pack


def test_an_officer_sees_her_groups_only(client: FlaskClient, cast: Cast) -> None:
    soon = clock.now().date() + timedelta(days=9)
    create_group(cast.officer.actor, "October flight", soon)
    create_group(cast.other_officer.actor, "Beirut flight", soon)
    page = browse(client, cast.officer).get("/staff/").text
    assert "October flight" in page and "Departs on" in page
    assert "Beirut flight" not in page


def test_an_editor_sees_what_is_ready_and_a_reviewer_what_waits(client: FlaskClient, cast: Cast) -> None:
    catalog.add_version(SYSTEM, desk_pack())
    page = browse(client, cast.editor).get("/staff/").text
    assert "Version 1 is ready." in page and "6 texts are not translated or out of date." in page
    page = browse(client, cast.reviewer).get("/staff/").text
    assert "Version 1 is ready." not in page and "32 translated texts wait for a reviewer." in page


def test_an_administrator_sees_who_has_not_begun(client: FlaskClient, cast: Cast) -> None:
    accounts.create_staff(SYSTEM, "zoe", [Role.EDITOR], None, "en")
    page = browse(client, cast.administrator).get("/staff/").text
    assert "zoe" in page and "Has not chosen a password yet." in page


def test_with_nothing_to_do_it_says_so(client: FlaskClient, cast: Cast) -> None:
    assert "Nothing needs attention" in browse(client, cast.editor).get("/staff/").text


def test_more_packs_cost_no_more_queries(client: FlaskClient, cast: Cast) -> None:
    browse(client, cast.editor)
    catalog.add_version(SYSTEM, desk_pack())
    with count_queries() as one:
        client.get("/staff/")
    catalog.add_version(SYSTEM, desk_pack(slug="second-pack"))
    with count_queries() as two:
        client.get("/staff/")
    assert one.number == two.number


def test_a_stranger_is_taken_to_the_sign_in(client: FlaskClient, context: None) -> None:
    assert client.get("/staff/").location == "/staff/sign-in?next=/staff/"
