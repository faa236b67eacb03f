"""What a lesson's page says is found, spoken or recorded, and comes back as one sound a part."""

import csv
import re
from pathlib import Path

import pytest
from flask import Flask

from orientation.publishing.compiler import compile_pack
from orientation.publishing.encoding import decode
from orientation.publishing.fragment import render_fragment
from orientation.publishing.joining import join_mp3, join_opus
from orientation.publishing.listening import TOP, list_units
from orientation.publishing.recording import list_lines, speak_lines, take_recordings, write_script
from orientation.publishing.service import render_lessons
from orientation.publishing.sound import clean_mp3, clean_opus
from tests.packs.workbench import TINY, tiny_files, tiny_source, write_folder

NAMES = ("hallo", "hello-line-1")


def sounds(suffix: str) -> list[bytes]:
    return [(TINY / f"media/speech/nl/{name}{suffix}").read_bytes() for name in NAMES]


def test_sounds_are_joined_without_coding_them_anew() -> None:
    for clean, joined, parts in (
        (clean_opus, join_opus(sounds(".ogg")), sounds(".ogg")),
        (clean_mp3, join_mp3(sounds(".mp3")), sounds(".mp3")),
    ):
        assert joined is not None
        content, starts = joined
        lengths = [clean(part)[1] for part in parts]
        assert clean(content)[0] == content
        assert clean(content)[1] == pytest.approx(sum(lengths), abs=0.2)
        assert starts == [0.0, pytest.approx(lengths[0], abs=0.15)]
        assert len(decode(content)) / 48_000 == pytest.approx(sum(lengths), abs=0.2)


def test_long_sounds_take_several_pages() -> None:
    content, starts = join_opus(sounds(".ogg") * 40)
    assert clean_opus(content)[0] == content
    assert starts == sorted(starts)
    assert len(starts) == 80
    assert content.count(b"OggS") > 3


def test_units_are_what_the_page_marks_in_its_language(app: Flask, context: None) -> None:
    html = render_lessons(tiny_source(), "en")["first/hello"]
    units = list_units(html, "en")
    assert len(units) == len(re.findall(r"\bdata-s\b", html))
    assert (units[0].part, units[0].text) == (TOP, "Hello")
    intro = [unit.text for unit in units if unit.part == "intro"]
    assert intro == [
        "How to say hello",
        "In the morning you say goedemorgen.",
        "Call 112 in an emergency.",
        "Read more.",
    ]
    assert units[2].pieces == (("en", "In the morning you say "), ("nl", "goedemorgen."))
    assert [unit.locale for unit in units if unit.text == "Hallo!"] == ["nl"]


def test_what_is_not_translated_is_spoken_in_the_language_it_is_in_without_our_remark() -> None:
    html = '<header><h1 data-s><span lang="en">The door</span> <span class="mark">not yet</span></h1></header>'
    (unit,) = list_units(html, "ar")
    assert (unit.locale, unit.text) == ("en", "The door")
    assert unit.sound != list_units(html.replace("door", "gate"), "ar")[0].sound


def test_a_script_says_what_to_record_and_computes_nothing(app: Flask, context: None) -> None:
    source = tiny_source()
    lines = list_lines(source, render_lessons(source, "en"), "en")
    rows = list(csv.DictReader(write_script(lines).splitlines()))
    assert len({row["file"] for row in rows}) == len(rows)
    assert all(re.fullmatch(r"[0-9a-f]{16}\.wav", row["file"]) for row in rows)
    assert {row["where"] for row in rows} == {"first/hello", "first/practice"}
    words = list_lines(source, {}, "nl")
    assert [line.name for line in words] == ["hallo", "deur", "hello-line-1", "hello-line-2"]
    line = lines[0]
    evil = type(line)("en", "x", (("en", "=1+1"),), "=1+1", "a")
    assert "'=1+1" in write_script([evil])


def test_recordings_come_in_by_their_names_whole_or_not_at_all(app: Flask, context: None, tmp_path: Path) -> None:
    source = tiny_source()
    pack = write_folder(tiny_files(), tmp_path / "pack")
    lines = list_lines(source, render_lessons(source, "nl") if "nl" in source.pack["locales"] else {}, "nl")
    made = tmp_path / "made"
    made.mkdir()
    (made / "hallo.mp3").write_bytes(sounds(".mp3")[0])
    (made / "slow-hallo.ogg").write_bytes(sounds(".ogg")[1])
    (made / "deur.wav").write_bytes(b"RIFF nonsense")
    (made / "nobody.wav").write_bytes(b"")
    (made / "notes.txt").write_text("x")
    told = list(take_recordings(pack, lines, made, "nl"))
    assert told == [
        "deur.wav: It can't be read as sound, or it is damaged. Record it again.",
        "media/recordings/nl/hallo.ogg",
        "media/recordings/nl/hallo.mp3",
        "nobody.wav: no text has this name; passed over",
        "notes.txt: not a recording; passed over",
        "media/recordings/nl/slow/hallo.ogg",
        "media/recordings/nl/slow/hallo.mp3",
        "2 recordings came in; 4 texts can be recorded in nl.",
    ]
    files = {str(path.relative_to(pack)): path.read_bytes() for path in pack.rglob("*") if path.is_file()}
    heard = tiny_source(files).media.sounds["nl", "hallo"]
    assert heard.spoken_by == "person"
    assert heard.slow
    assert files["media/recordings/nl/deur.ogg"] == tiny_files()["media/recordings/nl/deur.ogg"]


@pytest.mark.speech
def test_spoken_lessons_have_a_player_a_part_with_where_each_sentence_begins(
    app: Flask, context: None, tmp_path: Path
) -> None:
    source = tiny_source()
    pack = write_folder(tiny_files(), tmp_path)
    for locale in ("en", "ar"):
        told = list(speak_lines(source, pack, list_lines(source, render_lessons(source, locale), locale)))
        assert all(line.startswith("media/speech/") for line in told)
    files = {str(path.relative_to(pack)): path.read_bytes() for path in pack.rglob("*") if path.is_file()}
    spoken = tiny_source(files)
    assert list(speak_lines(spoken, pack, list_lines(spoken, render_lessons(spoken, "en"), "en"))) == []
    compiled = compile_pack(spoken, render_fragment)
    for locale in ("en", "ar"):
        own = {file.path: file for file in compiled.files if file.locale == locale}
        html = own["first/hello.html"].content.decode()
        players = re.findall(r'data-starts="([^"]*)"', html)
        units = list_units(html, locale)
        assert sum(len(starts.split()) for starts in players) == len(units)
        sound = own[f"media/texts/{locale}/first/hello/intro.ogg"]
        assert (sound.kind, sound.module) == ("sound", "first")
        assert f"/b/{sound.sha256}.ogg" in html
    assert not [file for file in compiled.files if "/texts/" in file.path and file.locale not in ("en", "ar")]


def test_a_part_with_a_silent_sentence_has_no_player(app: Flask, context: None) -> None:
    source = tiny_source()
    unit = list_units(render_lessons(source, "en")["first/hello"], "en")[1]
    files = {**tiny_files(), f"media/recordings/en/texts/{unit.sound}.ogg": sounds(".ogg")[0]}
    compiled = compile_pack(tiny_source(files), render_fragment)
    page = next(file for file in compiled.files if (file.locale, file.path) == ("en", "first/hello.html"))
    assert b"data-starts" not in page.content
