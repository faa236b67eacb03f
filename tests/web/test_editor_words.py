"""Editors see what the words of a language pack have and lack."""

from flask.testing import FlaskClient

from orientation.actor import SYSTEM
from orientation.catalog import service as catalog
from orientation.publishing.compiler import compile_pack
from orientation.publishing.fragment import render_fragment
from tests.cast import Cast
from tests.packs.workbench import tiny_source
from tests.web.desk import browse
from tests.web.desk_pack import PACK, desk_pack


def test_a_language_packs_words_are_counted_by_language(client: FlaskClient, cast: Cast) -> None:
    version = catalog.add_version(SYSTEM, compile_pack(tiny_source(), render_fragment))
    page = browse(client, cast.editor).get(f"/staff/packs/{version.pack}").text
    assert "2 words and phrases." in page
    assert "1 with a picture, 2 with sound, 0 spoken slowly too, 1 recorded by a person." in page
    assert "Translated words by language" in page


def test_a_pack_without_words_says_nothing_about_them(client: FlaskClient, cast: Cast) -> None:
    catalog.add_version(SYSTEM, desk_pack())
    assert "words and phrases" not in browse(client, cast.editor).get(f"/staff/packs/{PACK}").text
