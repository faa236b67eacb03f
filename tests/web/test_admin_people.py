"""An administrator adds colleagues, starts them afresh, shuts them out and lets them in."""

import re

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from orientation.accounts.queries import find_actor, list_staff
from tests.cast import Cast
from tests.counting import count_queries
from tests.web.desk import browse, landed

NEW = "/staff/admin/people/new"


def _link(answer: TestResponse) -> str:
    assert answer.status_code == 200, answer.text
    found = re.search(r"http://localhost(/staff/set-up/[\w-]+)", answer.text)
    assert found
    return found[1]


def test_a_new_colleague_gets_a_link_that_is_shown_once(client: FlaskClient, cast: Cast) -> None:
    browse(client, cast.administrator)
    fields = {"name": "Zoe", "roles": ["officer", "editor"], "post": str(cast.post.id), "locale": "nl"}
    link = _link(client.post(NEW, data=fields))
    zoe = next(staff for staff in list_staff(cast.administrator.actor) if staff.name == "zoe")
    assert (zoe.roles, zoe.post_id, zoe.locale) == (["officer", "editor"], cast.post.id, "nl")
    page = client.get(f"/staff/admin/people/{zoe.id}").text
    assert "Waiting for a password" in page and link not in page
    assert client.get(link).status_code == 200


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": "eva", "roles": "editor"}, "Somebody has this name already."),
        ({"name": "?", "roles": "editor"}, "Use 2 to 60 letters"),
        ({"name": "zoe"}, "Choose at least one role"),
        ({"name": "zoe", "roles": "learner"}, "Choose at least one role"),
        ({"name": "zoe", "roles": "officer"}, "An officer needs a post."),
        ({"name": "zoe", "roles": "officer", "post": "nonsense"}, "There is no such post."),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(
    client: FlaskClient, cast: Cast, fields: dict[str, str], sentence: str
) -> None:
    refused = browse(client, cast.administrator).post(NEW, data={"locale": "nl", **fields})
    assert refused.status_code == 422
    assert sentence in refused.text
    assert f'value="{fields["name"]}"' in refused.text and '<option value="nl" selected>' in refused.text


def test_a_new_link_starts_somebody_afresh(client: FlaskClient, cast: Cast) -> None:
    link = _link(browse(client, cast.administrator).post(f"/staff/admin/people/{cast.editor.id}/link"))
    assert client.get(link).status_code == 200
    assert find_actor(cast.editor.token) is None


def test_somebody_is_shut_out_and_let_in(client: FlaskClient, cast: Cast) -> None:
    browse(client, cast.administrator)
    told = landed(client, client.post(f"/staff/admin/people/{cast.editor.id}/disable"))
    assert "can&#39;t sign in any more" in told and "Disabled" in told
    assert find_actor(cast.editor.token) is None
    assert "can sign in again" in landed(client, client.post(f"/staff/admin/people/{cast.editor.id}/enable"))


def test_nobody_shuts_themselves_out(client: FlaskClient, cast: Cast) -> None:
    address = f"/staff/admin/people/{cast.administrator.id}"
    assert "Disable the account" not in browse(client, cast.administrator).get(address).text
    assert client.post(f"{address}/disable").status_code == 409


def test_the_list_costs_the_same_for_more_colleagues(client: FlaskClient, cast: Cast) -> None:
    browse(client, cast.administrator)
    numbers = []
    for name in ("one", "two", "three"):
        client.post(NEW, data={"name": name, "roles": "editor", "locale": "en"})
        with count_queries() as counted:
            page = client.get("/staff/admin/people").text
        assert name in page
        numbers.append(counted.number)
    assert len(set(numbers)) == 1 and numbers[0] <= 5


def test_an_unknown_colleague_is_not_found(client: FlaskClient, cast: Cast) -> None:
    address = "/staff/admin/people/00000000-0000-0000-0000-000000000000"
    browse(client, cast.administrator)
    assert client.get(address).status_code == 404
    assert [client.post(f"{address}/{deed}").status_code for deed in ("link", "disable", "enable")] == [404] * 3


def test_others_administer_nobody(client: FlaskClient, cast: Cast) -> None:
    for person in (cast.officer, cast.editor, cast.reviewer):
        browse(client, person)
        assert client.get("/staff/admin/people").status_code == 403
        assert client.post(NEW, data={"name": "zoe"}).status_code == 403
        assert client.post(f"/staff/admin/people/{cast.editor.id}/disable").status_code == 403
