"""What a lesson becomes: one document a locale, with its keys, states and media."""

import json
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orientation.catalog.compiled import Compiled
from orientation.publishing.compiler import compile_pack
from orientation.publishing.item_documents import shuffle
from tests.packs.workbench import tiny_files, tiny_source, with_change


def render(page: str, doc: dict[str, Any], module: dict[str, Any] | None = None) -> str:
    """Render a page as a line with all that decides what is on it."""
    named = [(doc if page != "module" or module is None else module)["title"]["html"]]
    listed = {"pack": doc.get("modules", []), "module": module["lessons"] if module else []}.get(page, [])
    return f"<h1>{', '.join(named + [one['title']['html'] for one in listed])}</h1>"


@cache
def compiled() -> Compiled:
    return compile_pack(tiny_source(), render)


def document(path: str, locale: str = "en", pack: Compiled | None = None) -> dict[str, Any]:
    found = next(f for f in (pack or compiled()).files if (f.locale, f.path) == (locale, path))
    loaded: dict[str, Any] = json.loads(found.content)
    return loaded


def block(lesson: str, name: str, locale: str = "en") -> dict[str, Any]:
    return next(b for b in document(f"first/{lesson}.json", locale)["blocks"] if b["id"] == name)


def item(name: str, locale: str = "en") -> dict[str, Any]:
    blocks = document("first/practice.json", locale)["blocks"]
    return next(i for b in blocks for i in b.get("items", []) if i["id"] == name)


def text(html: str, state: str = "source", locale: str = "en") -> dict[str, str]:
    return {"html": html, "state": state, "locale": locale}


def test_each_locale_has_an_outline_and_pages_and_for_each_lesson_a_document_and_a_page() -> None:
    paths = {(f.locale, f.path) for f in compiled().files if f.locale and f.kind != "bundle"}
    assert paths == {
        (locale, path)
        for locale in ("en", "ar")
        for path in (
            *("outline.json", "index.html", "practice.html", "first/index.html"),
            *(f"first/{x}.{y}" for x in ("hello", "practice", "cards") for y in ("json", "html")),
        )
    }


def test_media_are_stored_once_under_the_names_that_the_source_gives_them() -> None:
    media = {f.path: (f.kind, f.module, f.media_type) for f in compiled().files if not f.locale}
    assert media == {
        "media/door.png": ("picture", "first", "image/png"),
        "media/recordings/nl/deur.ogg": ("sound", "first", "audio/ogg"),
        "media/speech/nl/hallo.mp3": ("sound", "first", "audio/mpeg"),
        "media/speech/nl/hallo.ogg": ("sound", "first", "audio/ogg"),
        "media/speech/nl/hello-line-1.mp3": ("sound", "first", "audio/mpeg"),
        "media/speech/nl/hello-line-1.ogg": ("sound", "first", "audio/ogg"),
        "media/sun.svg": ("picture", "first", "image/svg+xml"),
    }


def test_what_a_document_points_to_is_there_by_its_hash() -> None:
    stored = {f.sha256 for f in compiled().files}
    for found in compiled().files:
        if found.kind == "lesson":
            for address in found.content.decode().split('"/b/')[1:]:
                assert address[:64] in stored


def test_the_same_source_gives_the_same_bytes() -> None:
    assert compile_pack(tiny_source(), render) == compiled()


def test_what_did_not_change_compiles_to_the_same_bytes() -> None:
    files = with_change("modules/first/hello.yaml", "At the door", "At the blue door")
    again = compile_pack(tiny_source(files), render)
    before, after = ({(f.locale, f.path): f.sha256 for f in pack.files} for pack in (compiled(), again))
    changed = {key for key in before if before[key] != after[key]}
    assert changed == {("en", "first/hello.json"), ("ar", "first/hello.json"), *{("ar", "outline.json")} & changed}


def test_texts_say_their_state_and_language() -> None:
    assert block("hello", "intro", "ar")["heading"] == text("كيف تقول مرحبا", "draft", "ar")
    assert block("hello", "words", "ar")["heading"] == text("كلمات", "outdated", "ar")
    assert block("hello", "talk", "ar")["heading"] == text("At the door", "missing", "en")
    assert document("first/hello.json", "ar")["title"] == text("مرحبا", "reviewed", "ar")
    assert document("first/hello.json")["title"] == text("Hello")


def test_a_text_without_words_of_its_own_needs_no_translation() -> None:
    assert item("several", "ar")["choices"][0]["text"] == text('<bdi lang="nl" dir="ltr">hallo</bdi>', "source", "ar")


def test_a_locale_falls_back_to_its_relative_before_the_source() -> None:
    files = with_change("pack.yaml", "locales: [en, ar]", "locales: [en, ar, ar-SY]")
    pack = compile_pack(tiny_source(files), render)
    assert document("first/hello.json", "ar-SY", pack)["title"] == text("مرحبا", "missing", "ar")
    assert pack.summary["ar-SY"]["missing"] == 52


def test_states_are_counted_for_lesson_module_and_pack() -> None:
    outline = document("outline.json", "ar")
    module = outline["modules"][0]
    assert compiled().summary["ar"] == outline["states"]
    assert outline["states"] == {"source": 0, "reviewed": 3, "draft": 17, "outdated": 1, "missing": 31}
    assert module["lessons"][0]["states"] == document("first/hello.json", "ar")["states"]
    assert sum(module["states"].values()) == 50, "all but the pack's own title and summary"


def test_a_body_has_paragraphs_facts_and_marks() -> None:
    html = block("hello", "intro")["body"]["html"]
    assert html.startswith('<p>In the morning you say <strong><bdi lang="nl" dir="ltr">goedemorgen</bdi></strong>.</p>')
    assert "<bdi>112</bdi>" in html


def test_a_word_has_its_meaning_picture_and_sound() -> None:
    hallo, deur = block("hello", "words", "ar")["words"]
    assert (deur["article"], deur["plural"], deur["spoken_by"]) == ("de", "deuren", "person")
    assert deur["meaning"] == text("باب", "reviewed", "ar")
    assert deur["picture"]["alt"] == text("باب أزرق", "draft", "ar")
    assert [sound["type"] for sound in hallo["sounds"]] == ["audio/ogg; codecs=opus", "audio/mpeg"]
    assert (hallo["lang"], hallo["spoken_by"], hallo["picture"]) == ("nl", "machine", None)


def test_a_line_finds_its_sound_by_lesson_and_id() -> None:
    first, second = block("hello", "talk")["lines"]
    assert (first["spoken_by"], len(first["sounds"])) == ("machine", 2)
    assert (second["spoken_by"], second["sounds"]) == (None, [])


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("hear", "sun"),
        ("several", ["hallo", "hoi"]),
        ("rumour", False),
        ("steps", ["knock", "greet", "enter"]),
        ("pairs", {"morning": "morning", "door": "door"}),
        ("type", {"1": ["Hallo", "Hoi"]}),
        ("pick", {"1": ["112"]}),
    ],
)
def test_each_kind_of_item_has_its_key(name: str, key: object) -> None:
    assert item(name)["key"] == item(name, "ar")["key"] == key


def test_what_must_be_ordered_or_matched_is_never_shown_right_already() -> None:
    assert [each["id"] for each in item("steps")["elements"]] != ["knock", "greet", "enter"]
    assert [each["id"] for each in item("pairs")["rights"]] == ["door", "morning"]


@given(st.text(), st.lists(st.text("abc", min_size=1), min_size=2, max_size=8, unique=True))
def test_a_shuffle_keeps_all_and_is_the_same_for_ever(seed: str, names: list[str]) -> None:
    mixed = shuffle(seed, names)
    assert sorted(mixed) == sorted(names)
    assert mixed != names
    assert shuffle(seed, names) == mixed


def test_gaps_stay_in_the_sentence_which_is_in_its_own_language() -> None:
    assert item("type", "ar")["sentence"] == text("{1}, Sam!", "source", "nl")
    assert item("pick", "ar")["sentence"]["html"] == "في حالة الطوارئ أتصل بـ {1}."
    assert item("pick")["gaps"] == [{"id": "1", "choices": ["112", "911"]}]
    assert item("type")["gaps"] == [{"id": "1", "choices": None}]


def test_a_lesson_names_its_sources_and_those_of_its_facts_once() -> None:
    link = "https://www.112.nl/"
    assert document("first/hello.json")["sources"] == [
        {"title": "The emergency number", "link": link, "checked": "2026-03-01"}
    ]
    assert [each["title"] for each in document("first/practice.json")["sources"]] == ["112"]
    assert document("outline.json")["sources_checked"] is True


def test_the_kept_source_is_the_whole_source() -> None:
    assert tiny_source(None).tree.files == tiny_files()
    assert compiled().source == tiny_source().tree.as_zip
