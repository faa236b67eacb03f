"""Where a learner was placed is her own: on her page, and on her officer's only while she shares it."""

import pytest
from flask.testing import FlaskClient

from orientation import clock
from orientation.assignments import service as assignments
from orientation.assignments.models import Group
from orientation.learning.rules.intake import Batch
from orientation.learning.service import record
from tests.cast import Cast, Person
from tests.exercises import LEVELS, PACK, placed, publish_exercises

SHARED = "Level that this person shows you"
SKILL = "Understanding what you hear"


@pytest.fixture
def group(cast: Cast) -> Group:
    """A group with the learner in it, who has been placed."""
    publish_exercises()
    group = assignments.create_group(cast.officer.actor, "Spring", clock.now().date())
    assignments.move_learner(cast.officer.actor, cast.learner.id, group.id)
    record(cast.learner.id, Batch("phone", clock.now(), [placed(LEVELS)]), clock.now())
    return group


def _share(client: FlaskClient, person: Person, share: str) -> int:
    return client.post(f"/en/me/placement/{PACK}", data={"share": share}, headers=person.cookie).status_code


def _seen_by_officer(client: FlaskClient, cast: Cast, group: Group) -> str:
    """Return everything that an officer is answered about the learner, on pages and by the API."""
    pages = [f"/staff/learners/{cast.learner.id}", f"/staff/groups/{group.id}", "/staff/groups"]
    found = [client.get(path, headers=cast.officer.cookie) for path in pages]
    paths = [f"learners/{cast.learner.id}", "learners", f"groups/{group.id}", f"groups/{group.id}/progress"]
    found += [client.get(f"/api/v1/{path}", headers=cast.officer.bearer) for path in paths]
    assert [answer.status_code for answer in found[:3]] == [200, 200, 200]
    return "\n".join(answer.get_data(as_text=True) for answer in found)


def _tells(text: str) -> bool:
    return any(sign in text for sign in (SHARED, SKILL, "listening", "0.52", "placement"))


def test_the_officer_sees_nothing_before_it_is_shared_and_nothing_after_it_is_taken_back(
    client: FlaskClient, cast: Cast, group: Group
) -> None:
    assert not _tells(_seen_by_officer(client, cast, group))
    assert _share(client, cast.learner, "yes") == 303
    seen = _seen_by_officer(client, cast, group)
    assert SHARED in seen
    assert SKILL in seen
    assert "It decides nothing." in seen
    assert _share(client, cast.learner, "no") == 303
    assert not _tells(_seen_by_officer(client, cast, group))


def test_another_posts_officer_sees_nothing_even_when_it_is_shared(
    client: FlaskClient, cast: Cast, group: Group
) -> None:
    _share(client, cast.learner, "yes")
    answer = client.get(f"/staff/learners/{cast.learner.id}", headers=cast.other_officer.cookie)
    assert answer.status_code == 404
    assert not _tells(answer.get_data(as_text=True))


def test_her_own_page_says_where_to_begin_and_who_sees_it(client: FlaskClient, cast: Cast, group: Group) -> None:
    page = client.get("/en/me", headers=cast.learner.cookie).get_data(as_text=True)
    assert "Where you begin" in page
    assert f'href="/en/learn/{PACK}/daily-life/"' in page
    assert "Nobody but you sees this." in page
    _share(client, cast.learner, "yes")
    assert "Your officer can see" in client.get("/en/me", headers=cast.learner.cookie).get_data(as_text=True)


def test_nobody_who_was_never_placed_hears_of_it(client: FlaskClient, cast: Cast, group: Group) -> None:
    page = client.get("/en/me", headers=cast.second_learner.cookie).get_data(as_text=True)
    assert "Where you begin" not in page


def test_a_learner_gets_her_own_placements_by_the_api_and_staff_get_none(
    client: FlaskClient, cast: Cast, group: Group
) -> None:
    (mine,) = client.get("/api/v1/me/placements", headers=cast.learner.bearer).get_json()
    assert (mine["pack"], mine["last_levels"], mine["is_shared"]) == (PACK, LEVELS, False)
    assert client.get("/api/v1/me/placements", headers=cast.second_learner.bearer).get_json() == []
    assert client.get("/api/v1/me/placements", headers=cast.officer.bearer).status_code == 403


def test_only_a_learner_shares(client: FlaskClient, cast: Cast, group: Group) -> None:
    assert client.post(f"/en/me/placement/{PACK}", data={"share": "yes"}).status_code in (401, 403)
    assert client.post("/en/me/placement/none-such", headers=cast.learner.cookie).status_code == 404


def test_a_pack_without_a_placement_has_no_such_page(client: FlaskClient, group: Group) -> None:
    assert client.get("/en/learn/none-such/placement").status_code == 404
    assert client.get(f"/en/learn/{PACK}/placement").status_code == 404
