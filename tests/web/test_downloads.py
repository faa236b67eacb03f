"""The page of downloads as it is sent: useful without a script, the same for everybody, with what things weigh."""

import json
import re

import pytest
from flask.testing import FlaskClient

from orientation.actor import SYSTEM
from orientation.locales import REGISTRY
from orientation.packs.queries import get_manifest
from orientation.publishing.service import publish_folder
from orientation.web import scripts
from tests.cast import Cast
from tests.conftest import ROOT
from tests.counting import count_queries
from tests.shelf import publish
from tests.web.desk_pack import desk_pack
from tests.web.reading import Page

ADDRESS = "/en/downloads"


@pytest.fixture
def dutch(context: None) -> None:
    """The pack with sound."""
    publish_folder(SYSTEM, ROOT / "content" / "nl-language-a1")


@pytest.mark.parametrize("locale", ["en", "ar", "ti"])
def test_it_can_be_read_by_everybody(dutch: None, client: FlaskClient, locale: str) -> None:
    page = Page(client.get(f"/{locale}/downloads").text)
    assert (page.attrs["lang"], page.attrs["dir"]) == (locale, REGISTRY[locale].direction)
    assert page.headings.count("h1") == 1
    assert page.unnamed_controls() == []
    assert len(page.ids) == len(set(page.ids))
    assert [name for name in page.inline if name != "script"] == []


def test_it_is_the_same_for_everybody(dutch: None, cast: Cast, client: FlaskClient) -> None:
    guest, learner = client.get(ADDRESS), client.get(ADDRESS, headers=cast.learner.cookie)
    assert guest.data == learner.data
    assert "public" in guest.headers["Cache-Control"]


def test_without_a_script_each_pack_is_one_file_to_download(dutch: None, client: FlaskClient) -> None:
    archive = "/api/v1/packs/nl-language-a1/en/archive.zip"
    text = client.get(ADDRESS).text
    assert archive in Page(text).links
    with client.get(archive) as answer:
        size = len(answer.data)
    shown = re.search(r"Everything as one file \(([\d.]+) ([KM])B\)", text)
    assert shown
    assert float(shown[1]) * {"K": 1e3, "M": 1e6}[shown[2]] == pytest.approx(size, rel=0.05)


def test_sizes_are_those_of_the_wire(dutch: None, client: FlaskClient) -> None:
    manifest = json.loads(get_manifest("nl-language-a1", "en").ready.body)
    text = client.get(ADDRESS).text
    assert f'data-text="{sum(bundle["compressed"] for bundle in manifest["bundles"])}"' in text
    for format in ("ogg", "mp3"):
        clips = [file for file in manifest["files"] if file["path"].endswith(format)]
        shown = sum(int(size) for size in re.findall(rf'data-{format}="(\d+)"', text))
        assert shown == sum(clip["size"] for clip in clips)


def test_a_pack_that_is_not_in_the_readers_language_says_so(context: None, client: FlaskClient) -> None:
    publish(desk_pack())
    text = client.get("/so/downloads").text
    assert 'data-locale="so"' in text
    assert 'data-served="en"' in text
    assert 'class="notice warning"' in text


def test_sizes_are_written_in_the_digits_of_the_page(dutch: None, client: FlaskClient) -> None:
    text = client.get("/fa-AF/downloads").text
    assert re.search(r"[۰-۹]+ KB|[۰-۹]+", text)
    assert 'data-digits="۰۱۲۳۴۵۶۷۸۹"' in text


def test_every_button_has_a_method_or_a_tool_that_comes_later(dutch: None, client: FlaskClient) -> None:
    text = client.get(ADDRESS).text
    card = (scripts.FOLDER / "downloads" / "card.js").read_text()
    tools = (scripts.FOLDER / "handover" / "giving.js").read_text()
    for action in set(re.findall(r'data-do="(\w+)"', text)) - {"asked", "check"}:
        found = re.search(rf"^  (?:async )?{action}\(", card, re.M), re.search(rf"function {action}\(", tools)
        assert any(found), action


def test_a_second_visit_asks_nothing_of_the_database(dutch: None, client: FlaskClient) -> None:
    client.get(ADDRESS)
    with count_queries() as queries:
        client.get(ADDRESS)
    assert queries.number <= 1
