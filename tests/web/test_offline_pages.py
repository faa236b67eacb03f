"""The worker, the page without a network, the calendar, and how the app looks on a home screen."""

import re
from datetime import UTC, datetime
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from orientation import clock
from orientation.locales import INTERFACE, REGISTRY
from orientation.web.learner import offline
from tests.web.reading import Page


def test_the_worker_is_asked_for_again_each_time(client: FlaskClient) -> None:
    answer = client.get("/sw.js")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert client.get("/sw.js", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_the_worker_knows_its_release_and_what_pages_load(client: FlaskClient) -> None:
    text = client.get("/sw.js").text
    assert re.search(r'="[0-9a-f]{12}"', text)
    for address in re.findall(r'"(/static/[^"]+\.js)"', text):
        assert client.get(address).headers["Cache-Control"].endswith("immutable")
    assert re.search(r'data-lesson="(/static/[^"]+)"', client.get("/en/").text)[1] in text  # type: ignore[index]


def test_other_words_or_another_style_make_another_release(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with app.test_request_context():
        before = offline._worker.__wrapped__().body
        assert b"Downloads" in offline._words_and_looks()
        assert offline._worker.__wrapped__().body == before
        monkeypatch.setattr(offline, "_words_and_looks", lambda: b"others")
        assert offline._worker.__wrapped__().body != before


def test_the_worker_can_be_withdrawn(app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    working = client.get("/sw.js").text
    monkeypatch.setitem(app.config, "OFFLINE", "off")
    killing = client.get("/sw.js").text
    assert "unregister()" in killing
    assert "fetch" not in killing
    assert "indexedDB" not in killing
    assert "unregister()" not in working


@pytest.mark.parametrize(("setting", "is_offered"), [("on", True), ("off", False)])
def test_a_page_registers_the_worker_only_where_there_is_one(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, setting: str, is_offered: bool
) -> None:
    monkeypatch.setitem(app.config, "OFFLINE", setting)
    page = Page(client.get("/en/nothing-here").text)
    assert ("data-offline" in page.attrs) is is_offered


def test_pages_for_staff_have_no_part_in_it(client: FlaskClient) -> None:
    text = client.get("/staff/sign-in").text
    assert "data-offline" not in text
    assert "app.js" not in text


@pytest.mark.parametrize("path", ["offline", "calendar"])
@pytest.mark.parametrize("locale", INTERFACE)
def test_a_page_that_the_worker_keeps_is_the_same_for_everybody(client: FlaskClient, locale: str, path: str) -> None:
    answer = client.get(f"/{locale}/{path}")
    assert answer.headers["Cache-Control"].startswith("public")
    assert "Set-Cookie" not in answer.headers
    page = Page(answer.text)
    assert (page.attrs["lang"], page.attrs["dir"]) == (locale, REGISTRY[locale].direction)
    assert page.headings[0] == "h1"


def test_the_calendar_has_every_day_of_the_year(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2028, 5, 6, tzinfo=UTC))
    text = client.get("/nl/calendar").text
    days = [int(day) for day in re.findall(r"<td>(\d+)</td>", text)]
    assert len(days) == 366
    assert days.count(29) == 12
    assert "<h1" in text
    assert "2028" in text


def test_the_calendar_begins_its_week_where_its_readers_do(client: FlaskClient) -> None:
    def first_day(locale: str) -> str:
        found = re.search(r'abbr="([^"]+)"', client.get(f"/{locale}/calendar").text)
        assert found
        return found[1]

    assert first_day("nl") == "maandag"
    assert first_day("fa-AF") == "شنبه"


def test_the_old_calendar_is_gone(client: FlaskClient) -> None:
    assert client.get("/calendar").status_code == 404


@pytest.mark.parametrize("locale", INTERFACE)
def test_the_home_screen_shows_a_neutral_name_and_icon(client: FlaskClient, locale: str) -> None:
    answer = client.get(f"/{locale}/manifest.webmanifest")
    manifest = answer.get_json(force=True)
    assert answer.headers["Content-Type"] == "application/manifest+json"
    assert (manifest["start_url"], manifest["scope"], manifest["display"]) == (f"/{locale}/", "/", "standalone")
    assert (manifest["lang"], manifest["dir"]) == (locale, REGISTRY[locale].direction)
    assert not re.search("orient|refuge|resettle|countr", answer.text, re.IGNORECASE)
    for icon in manifest["icons"]:
        with client.get(icon["src"]) as picture:
            assert picture.headers["Content-Type"].startswith(icon["type"])
            if icon["sizes"] != "any":
                assert "x".join(map(str, Image.open(BytesIO(picture.data)).size)) == icon["sizes"]


def test_older_phones_find_their_icon(client: FlaskClient) -> None:
    with client.get("/apple-touch-icon.png") as answer:
        assert Image.open(BytesIO(answer.data)).size == (180, 180)
