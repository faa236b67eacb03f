"""/api/v1/posts, /staff and /audit."""

from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from orientation.accounts import service
from tests.cast import Cast
from tests.service.test_accounts_sessions import counting

pytestmark = pytest.mark.usefixtures("quick_hashes")


def test_an_administrator_adds_a_post_and_an_officer(client: FlaskClient, cast: Cast) -> None:
    headers = cast.administrator.bearer
    post = client.post("/api/v1/posts", json={"name": "Nairobi", "destination": "NL"}, headers=headers)
    assert post.status_code == 201 and post.json is not None
    given = {"name": "wanjiru", "roles": ["officer"], "post_id": post.json["id"]}
    made = client.post("/api/v1/staff", json=given, headers=headers)
    assert made.status_code == 201 and made.json is not None and made.json["setup_token"]
    staff = client.get("/api/v1/staff", headers=headers)
    assert staff.json is not None
    [wanjiru] = [one for one in staff.json["items"] if one["name"] == "wanjiru"]
    assert (wanjiru["roles"], wanjiru["is_set_up"], wanjiru["disabled_at"]) == (["officer"], False, None)
    assert "hash" not in staff.text and "secret" not in staff.text


def test_what_cannot_be_is_refused(client: FlaskClient, cast: Cast) -> None:
    headers = cast.administrator.bearer
    for path, given, status in (
        ("posts", {"name": "Amman", "destination": "NL"}, 409),
        ("posts", {"name": "Nairobi", "destination": "nl"}, 422),
        ("staff", {"name": "mona", "roles": ["editor"]}, 409),
        ("staff", {"name": "noor", "roles": ["learner"]}, 422),
        ("staff", {"name": "noor", "roles": ["officer"]}, 422),
        ("staff", {"name": "noor", "roles": ["officer"], "post_id": str(uuid4())}, 404),
        ("staff", {"name": "noor", "roles": []}, 422),
    ):
        assert client.post(f"/api/v1/{path}", json=given, headers=headers).status_code == status, given


def test_a_colleague_is_disabled_enabled_and_started_afresh(client: FlaskClient, cast: Cast) -> None:
    headers, path = cast.administrator.bearer, f"/api/v1/staff/{cast.editor.id}"
    assert client.post(f"{path}/disable", headers=headers).status_code == 204
    assert client.get("/api/v1/sessions", headers=cast.editor.bearer).status_code == 401
    assert client.post(f"{path}/enable", headers=headers).status_code == 204
    renewed = client.post(f"{path}/renew-setup", headers=headers)
    assert renewed.status_code == 201 and renewed.json is not None and renewed.json["setup_token"]
    own = f"/api/v1/staff/{cast.administrator.id}/disable"
    assert client.post(own, headers=headers).status_code == 409
    for deed in ("disable", "enable", "renew-setup"):
        assert client.post(f"/api/v1/staff/{uuid4()}/{deed}", headers=headers).status_code == 404


def test_nobody_else_manages_posts_and_staff(client: FlaskClient, cast: Cast) -> None:
    staff = f"/api/v1/staff/{cast.editor.id}"
    for person in (cast.officer, cast.editor, cast.reviewer, cast.learner):
        for path in ("/api/v1/posts", "/api/v1/staff"):
            assert client.get(path, headers=person.bearer).status_code == 403
            assert client.post(path, json={}, headers=person.bearer).status_code == 403
        for deed in ("disable", "enable", "renew-setup"):
            assert client.post(f"{staff}/{deed}", headers=person.bearer).status_code == 403
    assert client.get("/api/v1/posts").status_code == 401


def test_lists_cost_two_queries(client: FlaskClient, cast: Cast) -> None:
    for path in ("/api/v1/posts", "/api/v1/staff", "/api/v1/audit"):
        with counting() as sent:
            assert client.get(path, headers=cast.administrator.bearer).status_code == 200
        assert len(sent) == 2, "who asks, and the list"


def test_the_record_is_read_in_pages_newest_first(client: FlaskClient, cast: Cast) -> None:
    for learner in (cast.learner, cast.second_learner):
        service.read_learner(cast.officer.actor, learner.id)
    service.read_learner(cast.other_officer.actor, cast.other_learner.id)
    first = client.get("/api/v1/audit?limit=2", headers=cast.administrator.bearer).json
    assert first is not None and [line["staff"] for line in first["items"]] == ["karim", "mona"]
    rest = client.get(f"/api/v1/audit?before={first['next']}", headers=cast.administrator.bearer).json
    assert rest is not None and [line["subject_id"] for line in rest["items"]] == [str(cast.learner.id)]
    own = client.get("/api/v1/audit", headers=cast.officer.bearer).json
    assert own is not None and {line["staff"] for line in own["items"]} == {"mona"}
    for person in (cast.editor, cast.reviewer, cast.learner):
        assert client.get("/api/v1/audit", headers=person.bearer).status_code == 403


def test_an_administrator_never_reads_a_label(client: FlaskClient, cast: Cast) -> None:
    service.update_learner(cast.officer.actor, cast.learner.id, label="Green window")
    service.issue_cards(cast.officer.actor, [cast.learner.id])
    text = client.get("/api/v1/audit", headers=cast.administrator.bearer).text
    assert "learner.changed" in text and "Green window" not in text and "Blue door" not in text
