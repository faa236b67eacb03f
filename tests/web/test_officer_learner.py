"""The officer's page of one learner, and assigning with a way back."""

from datetime import timedelta
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient

from orientation import clock
from orientation.accounts.models import Learner
from orientation.accounts.queries import find_card, list_audit
from orientation.accounts.service import issue_cards
from orientation.assignments import queries, service
from orientation.assignments.models import Group
from orientation.db import db, transaction
from orientation.learning.models import LessonProgress
from tests.assigned_pack import PACK, publish_pack
from tests.cast import Cast


@pytest.fixture
def group(cast: Cast) -> Group:
    publish_pack()
    group = service.create_group(cast.officer.actor, "March", clock.now().date() + timedelta(days=20))
    service.move_learner(cast.officer.actor, cast.learner.id, group.id)
    return group


@pytest.fixture
def address(cast: Cast, group: Group) -> str:
    return f"/staff/learners/{cast.learner.id}"


def _page(client: FlaskClient, cast: Cast, address: str) -> str:
    answer = client.get(address, headers=cast.officer.cookie)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_the_page_shows_lessons_done_phones_and_card(
    client: FlaskClient, cast: Cast, address: str, group: Group
) -> None:
    now = clock.now()
    service.assign(cast.officer.actor, group_id=group.id, pack=PACK, module="rights", days_before=3)
    place = {"learner_id": cast.learner.id, "pack": PACK, "module": "rights", "lesson": "dignity"}
    with transaction():
        db.session.add(LessonProgress(**place, first_at=now, last_at=now, completed_at=now, seconds=9))
    page = _page(client, cast, address)
    assert "1 of 2 lessons" in page
    assert "About dignity<span" in page
    assert "1 phone" in page
    assert "none that can be used" in page


def test_a_look_at_a_learner_is_noted(client: FlaskClient, cast: Cast, address: str) -> None:
    _page(client, cast, address)
    assert "learner.read" in [line.action for line in list_audit(cast.officer.actor)]


def test_what_is_known_is_changed(client: FlaskClient, cast: Cast, address: str) -> None:
    given = {"label": "Yellow lamp", "locale": "so", "age_band": "60+", "sex": ""}
    assert client.post(address + "/edit", data=given, headers=cast.officer.cookie).status_code == 303
    assert "Yellow lamp" in _page(client, cast, address)
    refused = client.post(address + "/edit", data={**given, "age_band": "9"}, headers=cast.officer.cookie)
    assert refused.status_code == 422


def test_a_lost_card_is_blocked_and_phones_stay_unless_asked(client: FlaskClient, cast: Cast, address: str) -> None:
    issue_cards(cast.officer.actor, [cast.learner.id])
    client.post(address + "/revoke", headers=cast.officer.cookie)
    assert find_card(cast.learner.id) is None
    assert "1 phone" in _page(client, cast, address)
    client.post(address + "/revoke", data={"end_sessions": "1"}, headers=cast.officer.cookie)
    assert "0 phones" in _page(client, cast, address)


def test_a_forgotten_pin_is_removed(client: FlaskClient, cast: Cast, address: str) -> None:
    learner = db.session.get_one(Learner, cast.learner.id)
    with transaction():
        learner.pin_hash = "hashed"
    assert "Forgotten PIN" in _page(client, cast, address)
    client.post(address + "/clear-pin", headers=cast.officer.cookie)
    assert "Forgotten PIN" not in _page(client, cast, address)


def test_a_learner_is_moved_to_another_group_or_out(
    client: FlaskClient, cast: Cast, address: str, group: Group
) -> None:
    other = service.create_group(cast.officer.actor, "April", None)
    client.post(address + "/move", data={"group_id": str(other.id)}, headers=cast.officer.cookie)
    assert queries.list_members(other.id) == [cast.learner.id]
    client.post(address + "/move", data={"group_id": ""}, headers=cast.officer.cookie)
    assert queries.list_members(other.id) == []


def test_erasing_needs_the_pseudonym_typed(client: FlaskClient, cast: Cast, address: str) -> None:
    refused = client.post(address + "/erase", data={"pseudonym": "AAA-223"}, headers=cast.officer.cookie)
    assert refused.status_code == 422
    assert "nothing was erased" in refused.get_data(as_text=True)
    done = client.post(address + "/erase", data={"pseudonym": " aaa-222 "}, headers=cast.officer.cookie)
    assert done.headers["Location"] == "/staff/groups"
    assert client.get(address, headers=cast.officer.cookie).status_code == 404


def test_modules_are_assigned_with_their_dates_in_sight(client: FlaskClient, cast: Cast, group: Group) -> None:
    address = f"/staff/groups/{group.id}/assign"
    assert "14 days before departure" in _page(client, cast, address)
    given = {"module": [f"{PACK}:rights", f"{PACK}:daily-life"], "days": "14"}
    answer = client.post(address, data=given, headers=cast.officer.cookie)
    assert answer.status_code == 303
    assert "2 modules are assigned." in _page(client, cast, answer.headers["Location"])
    assert _page(client, cast, address).count("assigned already") == 2


@pytest.mark.parametrize(
    "given", [{"days": "14"}, {"module": "x", "days": "14"}, {"module": f"{PACK}:rights", "days": "soon"}]
)
def test_a_choice_that_can_not_be_assigned_says_why(
    client: FlaskClient, cast: Cast, group: Group, given: dict[str, str]
) -> None:
    for address in (f"/staff/groups/{group.id}/assign", f"/staff/learners/{cast.learner.id}/assign"):
        answer = client.post(address, data=given, headers=cast.officer.cookie)
        assert answer.status_code in (404, 422)
    assert queries.list_assignments_of(cast.learner.id) == []


def test_what_was_removed_can_be_assigned_again_at_once(
    client: FlaskClient, cast: Cast, group: Group, address: str
) -> None:
    officer = cast.officer.actor
    for target in ({"group_id": group.id}, {"learner_id": cast.learner.id}):
        made = service.assign(officer, **target, pack=PACK, module="rights", days_before=9)
        answer = client.post(f"/staff/assignments/{made.id}/remove", headers=cast.officer.cookie)
        page = _page(client, cast, unquote(answer.headers["Location"]))
        assert "Assign “Your rights” again" in page
        assert '<input type="hidden" name="days" value="9">' in page
        service.assign(officer, **target, pack=PACK, module="rights", days_before=9)
        assert "again" not in _page(client, cast, unquote(answer.headers["Location"])).split("Your rights")[0]


@pytest.mark.parametrize("removed", ["", ":", "a:b:c", f"{PACK}:rights:9999", f"{PACK}:rights:²", "x:y:3"])
def test_a_way_back_that_leads_nowhere_is_not_shown(
    client: FlaskClient, cast: Cast, group: Group, removed: str
) -> None:
    assert "Removed by mistake?" not in _page(client, cast, f"/staff/groups/{group.id}?removed={removed}")


def test_other_people_neither_see_nor_change_a_learner(client: FlaskClient, cast: Cast, address: str) -> None:
    for path in ("", "/edit", "/assign"):
        assert client.get(address + path, headers=cast.editor.cookie).status_code == 403
        assert client.get(address + path, headers=cast.other_officer.cookie).status_code == 404
    for path in ("/edit", "/assign", "/move", "/revoke", "/clear-pin", "/erase"):
        given = {"locale": "ar", "module": f"{PACK}:rights", "days": "1", "pseudonym": "AAA-222"}
        assert client.post(address + path, data=given, headers=cast.editor.cookie).status_code == 403
        assert client.post(address + path, data=given, headers=cast.other_officer.cookie).status_code == 404
