"""Every page of learners, in a left-to-right, a right-to-left and an Ethiopic locale."""

import pytest
from flask.testing import FlaskClient

from orientation.locales import INTERFACE, REGISTRY
from tests.cast import Cast
from tests.shelf import publish
from tests.web.desk_pack import desk_pack
from tests.web.reading import Page

MODULE = "/learn/nl-orientation/your-rights"
LESSON = f"{MODULE}/what-rights-are"
PAGES = (
    "/",
    "/learn/nl-orientation/",
    f"{MODULE}/",
    LESSON,
    f"{LESSON}/check?rumour=true&one=calm&order.first=1&order.second=1",
    f"{LESSON}/done",
    "/me",
    "/join",
    "/privacy",
)
LOCALES = ("en", "ar", "ti")


@pytest.fixture
def shelf(context: None) -> None:
    publish(desk_pack())


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_can_be_read_by_everybody(shelf: None, client: FlaskClient, locale: str, path: str) -> None:
    answer = client.get(f"/{locale}{path}")
    page = Page(answer.text)

    assert answer.status_code == 200
    assert (page.attrs["lang"], page.attrs["dir"]) == (locale, REGISTRY[locale].direction)
    assert page.headings.count("h1") == 1
    assert page.headings[0] == "h1"
    assert page.unnamed_controls() == []
    assert page.images_without_alt == 0
    assert page.inline == []
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize("path", PAGES)
def test_every_page_offers_every_language_on_the_same_page_and_a_way_out(
    shelf: None, client: FlaskClient, path: str
) -> None:
    links = Page(client.get(f"/ar{path}").text).links
    assert [f"/{locale}{path}" for locale in INTERFACE if f"/{locale}{path}" not in links] == []
    assert "/ar/calendar" in links


def test_a_learners_own_page_can_be_read_by_everybody(shelf: None, cast: Cast, client: FlaskClient) -> None:
    page = Page(client.get("/ar/me", headers=cast.learner.cookie).text)
    assert page.headings.count("h1") == 1
    assert page.unnamed_controls() == []


def test_the_first_page_names_every_language_in_its_own_letters(client: FlaskClient) -> None:
    text = client.get("/").text
    for locale in INTERFACE:
        assert f'href="/{locale}/" lang="{locale}" dir="{REGISTRY[locale].direction}"' in text
        assert REGISTRY[locale].name in text


def test_the_first_page_speaks_the_browsers_language(client: FlaskClient) -> None:
    answer = client.get("/", headers={"Accept-Language": "prs,en;q=0.5"})
    assert Page(answer.text).attrs["lang"] == "fa-AF"
    assert "Accept-Language" in answer.headers["Vary"]


def test_a_text_that_is_missing_or_out_of_date_says_so(shelf: None, client: FlaskClient) -> None:
    text = client.get(f"/ti{LESSON}").text
    assert text.count('class="mark"') >= 2
    assert '<span lang="en" dir="auto">Missing in this language</span>' in text


def test_a_pack_that_isnt_in_the_readers_language_is_shown_marked_in_its_own(shelf: None, client: FlaskClient) -> None:
    answer = client.get(f"/uk{LESSON}")
    assert Page(answer.text).attrs["lang"] == "uk"
    assert 'data-path="your-rights/what-rights-are" lang="en" dir="ltr"><a class="crumb"' in answer.text


def test_shared_pages_are_kept_and_asked_for_again_by_their_tag(shelf: None, client: FlaskClient) -> None:
    answer = client.get(f"/en{LESSON}", headers={"Accept-Encoding": "br"})
    again = client.get(f"/en{LESSON}", headers={"Accept-Encoding": "br", "If-None-Match": answer.headers["ETag"]})
    assert answer.headers["Content-Encoding"] == "br"
    assert answer.headers["Cache-Control"].startswith("public, max-age=60")
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("path", ["/en/me", "/en/join", f"/en{LESSON}/check", f"/en{LESSON}/done"])
def test_personal_pages_are_never_kept(shelf: None, client: FlaskClient, path: str) -> None:
    assert client.get(path).headers["Cache-Control"] == "no-store"


def test_a_new_version_shows_at_once(shelf: None, client: FlaskClient) -> None:
    before = client.get(f"/en{LESSON}").text
    publish(desk_pack(heading="What is new"))
    after = client.get(f"/en{LESSON}").text
    assert "What is new" not in before
    assert "What is new" in after


@pytest.mark.parametrize(
    "path",
    [
        "/ar/learn/no-such-pack/",
        "/ar/learn/nl-orientation/no-such-module/",
        f"/ar{MODULE}/no-such-lesson",
        f"/ar{LESSON}/no-such-exercise",
        f"/ar{LESSON}/dignity",
        f"/ar{MODULE}/no-such-lesson/done",
        "/ar/nothing-here",
    ],
)
def test_a_page_that_isnt_there_says_so_in_the_readers_language(shelf: None, client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    page = Page(answer.text)
    assert answer.status_code == 404
    assert (page.attrs["lang"], page.attrs["dir"]) == ("ar", "rtl")
    assert "/ar/" in page.links


def test_a_language_that_the_interface_doesnt_speak_is_no_page(client: FlaskClient) -> None:
    assert client.get("/xx/").status_code == 404


def test_the_way_out_shows_nothing_of_ours(client: FlaskClient) -> None:
    page = Page(client.get("/ar/calendar").text)
    assert page.attrs["dir"] == "rtl"
    assert page.links == ["#main"]
    assert "Orientation" not in page.text
    assert page.ids == ["main", *(f"m{month}" for month in range(1, 13))]


def test_a_page_of_a_failure_has_a_way_out_too(client: FlaskClient) -> None:
    assert "/ar/calendar" in Page(client.get("/ar/nothing-here").text).links
    assert "/en/calendar" in Page(client.get("/").text).links


@pytest.mark.parametrize(("locale", "says_so"), [("en", False), ("ar", True), ("ti", True)])
def test_an_interface_that_nobody_has_read_says_so(client: FlaskClient, locale: str, says_so: bool) -> None:
    assert ('class="unread"' in client.get(f"/{locale}/privacy").text) is says_so
