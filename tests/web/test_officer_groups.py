"""The officer's pages of groups: the list, the form, the table."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from orientation import clock
from orientation.accounts.rules.people import NewLearner
from orientation.assignments import queries, service
from orientation.assignments.models import Group
from tests.assigned_pack import PACK, publish_pack
from tests.cast import Cast
from tests.counting import count_queries


@pytest.fixture
def group(cast: Cast) -> Group:
    publish_pack()
    group = service.create_group(cast.officer.actor, "March", clock.now().date() + timedelta(days=20))
    for learner in (cast.learner, cast.second_learner):
        service.move_learner(cast.officer.actor, learner.id, group.id)
    return group


def _page(client: FlaskClient, cast: Cast, address: str) -> str:
    answer = client.get(address, headers=cast.officer.cookie)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_a_new_officer_is_told_what_to_do_first(client: FlaskClient, cast: Cast) -> None:
    page = _page(client, cast, "/staff/groups")
    assert "Make your first group" in page
    assert "People without a group" in page


def test_a_group_is_made_and_shown(client: FlaskClient, cast: Cast) -> None:
    given = {"name": "March", "departs_on": "2099-03-20"}
    answer = client.post("/staff/groups/new", data=given, headers=cast.officer.cookie)
    assert answer.status_code == 303
    page = _page(client, cast, answer.headers["Location"])
    assert "The group is made." in page
    assert "Departs on 20 March 2099" in page
    assert "Nobody is in this group yet" in page


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": "", "departs_on": ""}, "Give the group a name"),
        ({"name": "April", "departs_on": "soon"}, "This is no date"),
        ({"name": "March", "departs_on": ""}, "Choose another name"),
    ],
)
def test_a_form_that_can_not_be_used_says_why_and_keeps_what_was_typed(
    client: FlaskClient, cast: Cast, group: Group, given: dict[str, str], said: str
) -> None:
    answer = client.post("/staff/groups/new", data=given, headers=cast.officer.cookie)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert said in page
    assert f'value="{given["name"]}"' in page


def test_a_group_is_changed_unless_somebody_else_was_faster(client: FlaskClient, cast: Cast, group: Group) -> None:
    address = f"/staff/groups/{group.id}/edit"
    given = {"name": "April", "departs_on": "", "revision": "1"}
    assert client.post(address, data=given, headers=cast.officer.cookie).status_code == 303
    again = client.post(address, data={**given, "name": "May"}, headers=cast.officer.cookie)
    assert again.status_code == 422
    assert "Somebody changed this group" in again.get_data(as_text=True)
    assert queries.get_group(cast.officer.actor, group.id).name == "April"


def test_the_list_shows_how_far_a_group_is_and_who_is_stuck(client: FlaskClient, cast: Cast, group: Group) -> None:
    service.assign(cast.officer.actor, group_id=group.id, pack=PACK, module="rights", days_before=30)
    page = _page(client, cast, "/staff/groups")
    assert "0 / 4" in page
    assert "2 people" in page
    assert "show=stuck" in page


def test_the_table_says_overdue_in_words(client: FlaskClient, cast: Cast, group: Group) -> None:
    service.assign(cast.officer.actor, group_id=group.id, pack=PACK, module="rights", days_before=30)
    page = _page(client, cast, f"/staff/groups/{group.id}")
    assert "Your rights" in page
    assert page.count("Overdue") == 2


def test_a_private_module_is_not_named(client: FlaskClient, cast: Cast, group: Group) -> None:
    service.assign(cast.officer.actor, group_id=group.id, pack=PACK, module="at-home", days_before=3)
    for address in (f"/staff/groups/{group.id}", f"/staff/learners/{cast.learner.id}"):
        page = _page(client, cast, address)
        assert "A private module" in page
        assert "Safe at home" not in page
        assert "About safety" not in page
    choice = _page(client, cast, f"/staff/groups/{group.id}/assign")
    assert "A private module (number 3)" in choice
    assert "Safe at home" not in choice


def test_only_who_is_stuck_can_be_shown(client: FlaskClient, cast: Cast, group: Group) -> None:
    service.assign(cast.officer.actor, learner_id=cast.learner.id, pack=PACK, module="rights", days_before=30)
    page = _page(client, cast, f"/staff/groups/{group.id}?show=stuck&sort=progress")
    assert "Blue door" in page
    assert "Two sisters" not in page


def test_rows_are_sorted_by_what_was_asked(client: FlaskClient, cast: Cast, group: Group) -> None:
    service.assign(cast.officer.actor, learner_id=cast.second_learner.id, pack=PACK, module="rights", days_before=1)
    by_label = _page(client, cast, f"/staff/groups/{group.id}?sort=nonsense")
    by_progress = _page(client, cast, f"/staff/groups/{group.id}?sort=progress")
    assert by_label.index("Blue door") < by_label.index("Two sisters")
    assert by_progress.index("Two sisters") < by_progress.index("Blue door")


def test_the_page_costs_no_query_for_each_learner(client: FlaskClient, cast: Cast, group: Group) -> None:
    service.assign(cast.officer.actor, group_id=group.id, pack=PACK, module="rights", days_before=3)
    counts = []
    _page(client, cast, f"/staff/groups/{group.id}")
    for _ in range(2):
        with count_queries() as counted:
            _page(client, cast, f"/staff/groups/{group.id}")
        counts.append(counted.number)
        service.add_group_learners(cast.officer.actor, group.id, [NewLearner(None, "ar")] * 40)
    assert counts[0] == counts[1], counted.statements


def test_a_group_is_removed_when_it_is_empty(client: FlaskClient, cast: Cast, group: Group) -> None:
    address = f"/staff/groups/{group.id}/remove"
    refused = client.post(address, headers=cast.officer.cookie)
    assert refused.status_code == 409
    assert "still has people" in refused.get_data(as_text=True)
    for learner in (cast.learner, cast.second_learner):
        service.move_learner(cast.officer.actor, learner.id, None)
    assert client.post(address, headers=cast.officer.cookie).headers["Location"] == "/staff/groups"


def test_the_hand_over_is_a_file(client: FlaskClient, cast: Cast, group: Group) -> None:
    answer = client.post(f"/staff/groups/{group.id}/hand-over.csv", headers=cast.officer.cookie)
    assert answer.headers["Content-Disposition"] == "attachment; filename=hand-over.csv"
    assert answer.get_data(as_text=True).startswith('\ufeff"pseudonym","label"')


@pytest.mark.parametrize("path", ["", "/edit", "/people", "/assign", "/cards"])
def test_other_people_do_not_see_a_group(client: FlaskClient, cast: Cast, group: Group, path: str) -> None:
    address = f"/staff/groups/{group.id}{path}"
    assert client.get(address).status_code == 302
    assert client.get(address, headers=cast.editor.cookie).status_code == 403
    assert client.get(address, headers=cast.other_officer.cookie).status_code == 404
