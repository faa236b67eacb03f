"""A version can be looked at before learners see it, at the desk and on a phone."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer

from orientation.catalog import service as catalog
from orientation.web.editor import preview
from tests.cast import Cast
from tests.web.desk import browse
from tests.web.desk_pack import LESSON, MODULE, PACK, PICTURE, SECOND, desk_pack

DESK = f"/staff/preview/{PACK}/1"


@pytest.fixture
def ready(cast: Cast) -> None:
    catalog.add_version(cast.editor.actor, desk_pack())


@pytest.fixture
def phone(client: FlaskClient, cast: Cast, ready: None) -> str:
    """The link that the QR code holds, up to the language."""
    page = browse(client, cast.editor).get(f"/staff/packs/{PACK}/1/phone").text
    found = re.search(r"http://localhost(/preview/[^/]+)/en/", page)
    assert found and "<svg" in page
    return found[1]


def _addresses(page: str) -> list[str]:
    return re.findall(r'(?:href|src|action)="([^"#]*)"', page)


@pytest.mark.parametrize("path", ["/", f"/{MODULE}/", f"/{MODULE}/{LESSON}", f"/{MODULE}/{SECOND}/done"])
def test_every_page_is_the_learners_own_and_stays_in_the_preview(
    client: FlaskClient, cast: Cast, ready: None, path: str
) -> None:
    page = browse(client, cast.reviewer).get(f"{DESK}/ar{path}")
    assert page.status_code == 200
    assert f'href="/staff/packs/{PACK}"' in page.text, "the way back"
    assert '<html lang="ar" dir="rtl"' in page.text
    assert "data-offline" not in page.text, "a phone would keep what is answered here"
    strays = [a for a in _addresses(page.text) if a.startswith(("/ar/learn/", "/b/", "../../"))]
    assert strays == []


def test_pictures_of_a_version_that_is_not_published_are_shown(client: FlaskClient, cast: Cast, ready: None) -> None:
    page = browse(client, cast.editor).get(f"{DESK}/en/{MODULE}/{LESSON}").text
    assert f"/staff/b/{PICTURE}.svg" in page
    picture = client.get(f"/staff/b/{PICTURE}.svg")
    assert picture.status_code == 200
    picture.close()
    assert client.get(f"/b/{PICTURE}.svg").status_code == 404


def test_answers_are_marked_and_kept_nowhere(client: FlaskClient, cast: Cast, ready: None) -> None:
    browse(client, cast.editor)
    sent = client.post(f"{DESK}/en/{MODULE}/{LESSON}/check", data={"rumour": "false"})
    assert sent.status_code == 303
    marked = client.get(sent.location.partition("#")[0])
    assert marked.status_code == 200
    assert sent.location.startswith(f"{DESK}/en/{MODULE}/{LESSON}/check?rumour=false")


def test_a_finished_lesson_leads_to_the_next(client: FlaskClient, cast: Cast, ready: None) -> None:
    sent = browse(client, cast.editor).post(f"{DESK}/en/{MODULE}/{LESSON}/done")
    assert (sent.status_code, sent.location) == (303, f"{DESK}/en/{MODULE}/{LESSON}/done")
    assert f"{DESK}/en/{MODULE}/{SECOND}" in client.get(sent.location).text


@pytest.mark.parametrize("path", [f"/{MODULE}/no-lesson", "/no-module/", f"/{MODULE}/{LESSON}/no-block"])
def test_what_is_not_in_the_version_is_not_found(client: FlaskClient, cast: Cast, ready: None, path: str) -> None:
    assert browse(client, cast.editor).get(f"{DESK}/en{path}").status_code == 404


def test_an_officer_and_a_stranger_see_no_preview(client: FlaskClient, cast: Cast, ready: None) -> None:
    assert browse(client).get(f"{DESK}/en/").status_code == 302
    assert browse(client, cast.officer).get(f"{DESK}/en/").status_code == 403


def test_a_phone_sees_it_with_the_link_alone(app: Flask, phone: str) -> None:
    stranger = browse(app.test_client())
    for path in ("/", f"/{MODULE}/", f"/{MODULE}/{LESSON}", f"/{MODULE}/{LESSON}/check", f"/{MODULE}/{LESSON}/done"):
        page = stranger.get(f"{phone}/en{path}")
        assert page.status_code == 200
        assert "Back to the pack" not in page.text
    picture = stranger.get(f"{phone}/b/{PICTURE}.svg")
    assert picture.status_code == 200
    assert picture.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    picture.close()
    assert stranger.get(f"{phone}/b/{'0' * 64}.svg").status_code == 404
    assert stranger.post(f"{phone}/en/{MODULE}/{LESSON}/check", data={"rumour": "true"}).status_code == 303


def test_a_link_that_was_changed_or_is_too_old_opens_nothing(
    app: Flask, phone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger = app.test_client()
    assert stranger.get(phone[:-3] + "xyz/en/").status_code == 404
    other = URLSafeTimedSerializer(app.config["SECRET_KEY"], salt="something-else").dumps([PACK, 1])
    assert stranger.get(f"/preview/{other}/en/").status_code == 404
    monkeypatch.setattr(preview, "LASTS", -1)
    assert stranger.get(f"{phone}/en/").status_code == 404


def test_a_link_ends_with_its_version(app: Flask, cast: Cast, phone: str) -> None:
    catalog.discard_version(cast.editor.actor, PACK, 1)
    assert app.test_client().get(f"{phone}/en/").status_code == 404
