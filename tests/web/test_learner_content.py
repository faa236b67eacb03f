"""A pack's pages are a shell around what was compiled: the server and the phone's worker put the same two together."""

import json
import re

import pytest
from flask.testing import FlaskClient

from orientation.catalog import queries as catalog
from orientation.locales import INTERFACE
from orientation.web.learner.content import title_of
from tests.shelf import publish
from tests.web.desk_pack import LESSON, MODULE, PACK, SECOND, desk_pack
from tests.web.reading import Page

PATHS = ("", f"{MODULE}/", f"{MODULE}/{LESSON}")


@pytest.fixture
def shelf(context: None) -> None:
    publish(desk_pack())


def composed(client: FlaskClient, locale: str, path: str) -> str:
    """Put a page together as the worker does."""
    version = catalog.get_current(PACK)
    content_locale = version.locale_for(locale)
    fragment = catalog.get_fragment(version, locale, *path.split("/"))
    values = {"title": title_of(fragment), "pack": PACK, "version": "1", "path": path, "main": fragment}
    shell = client.get(f"/{locale}/shell/{content_locale}").text
    return re.sub("%(title|pack|version|path|main)%", lambda found: values[found[1]], shell)


@pytest.mark.parametrize("locale", ["en", "ar", "ti", "uk"])
@pytest.mark.parametrize("path", PATHS)
def test_the_shell_and_the_fragment_are_the_page(shelf: None, client: FlaskClient, locale: str, path: str) -> None:
    page = client.get(f"/{locale}/learn/{PACK}/{path}").text
    whole = composed(client, locale, path).replace('<meta name="robots" content="noindex">', "")
    without_words, number = re.subn(r'<template id="words">.*?</template>', "", whole, flags=re.DOTALL)
    assert number == 1, "what scripts say that need the worker stands in the shell alone"
    assert " ".join(without_words.split()) == " ".join(page.split())


def test_a_shell_is_everybodys_and_no_search_engines(client: FlaskClient) -> None:
    answer = client.get("/ar/shell/en")
    assert answer.headers["Cache-Control"].startswith("public")
    assert '<meta name="robots" content="noindex">' in answer.text
    assert [
        f"/{tag}/learn/%pack%/%path%" for tag in INTERFACE if f"/{tag}/learn/%pack%/%path%" not in answer.text
    ] == []


@pytest.mark.parametrize("path", ["/xx/shell/en", "/en/shell/xx", "/en/shell/"])
def test_there_is_no_shell_of_an_unknown_language(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", PATHS)
def test_the_page_says_what_it_holds(shelf: None, client: FlaskClient, path: str) -> None:
    page = client.get(f"/en/learn/{PACK}/{path}").text
    assert f'<div id="content" data-pack="{PACK}" data-version="1" data-path="{path}">' in page


@pytest.mark.parametrize(
    ("path", "links"),
    [("", ["../../", f"{MODULE}/"]), (f"{MODULE}/", ["../", LESSON, SECOND]), (f"{MODULE}/{LESSON}", ["./"])],
)
def test_links_stay_where_the_reader_is(shelf: None, client: FlaskClient, path: str, links: list[str]) -> None:
    found = Page(client.get(f"/ar/learn/{PACK}/{path}").text).links
    assert [link for link in links if link not in found] == []


def test_a_title_is_the_first_heading_without_its_marks(shelf: None, client: FlaskClient) -> None:
    assert title_of('<p>x</p><h1 class="a">A <bdi lang="nl">b</bdi> &amp; c</h1><h1>d</h1>') == "A b &amp; c"
    assert title_of("<p>no heading</p>") == ""


def test_a_lesson_carries_what_its_exercises_are_marked_with(shelf: None, client: FlaskClient) -> None:
    page = client.get(f"/ar/learn/{PACK}/{MODULE}/{LESSON}").text
    found = re.search(r'<script type="application/json" id="keys">(.*?)</script>', page)
    assert found
    keys = json.loads(found[1])
    assert sorted(re.findall(r'data-item="([^"]+)"', page)) == list(keys)
    assert f'action="{LESSON}/check" data-block="check"' in page
    assert "not translated yet" not in keys["gap"].get("why", "")


def test_a_lesson_knows_the_one_that_follows(shelf: None, client: FlaskClient) -> None:
    first, last = (client.get(f"/en/learn/{PACK}/{MODULE}/{lesson}").text for lesson in (LESSON, SECOND))
    assert f'/done" data-finish data-next="{SECOND}" data-next-title="Everyone has dignity">' in first
    assert '/done" data-finish>' in last


def _without_pages() -> None:
    """Publish as a release did that compiled only lessons, and those otherwise."""
    pack = desk_pack()
    pack.files[:] = [file for file in pack.files if not file.path.endswith("index.html")]
    for file in pack.files:
        if file.kind == "fragment":
            object.__setattr__(file, "content", b"<h1>As it was</h1>")
    publish(pack)


@pytest.mark.parametrize("path", PATHS)
def test_a_version_of_an_earlier_release_looks_like_one_of_this(context: None, client: FlaskClient, path: str) -> None:
    _without_pages()
    old = client.get(f"/ar/learn/{PACK}/{path}")
    assert old.status_code == 200
    publish(desk_pack())
    new = client.get(f"/ar/learn/{PACK}/{path}").text
    assert old.text.replace('data-version="1"', 'data-version="2"') == new


@pytest.mark.parametrize("path", ["no-module/", f"{MODULE}/no-lesson"])
def test_what_an_earlier_release_did_not_have_is_not_there(context: None, client: FlaskClient, path: str) -> None:
    _without_pages()
    assert client.get(f"/ar/learn/{PACK}/{path}").status_code == 404
