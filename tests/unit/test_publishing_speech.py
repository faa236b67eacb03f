"""Speech is small, slow where it should be, and never says an old text."""

import json
from pathlib import Path

import pytest

from orientation.publishing.faults import Faults
from orientation.publishing.media import read_media
from orientation.publishing.sound import clean_mp3, clean_opus
from orientation.publishing.speech import Speaker, speak
from tests.packs.workbench import TINY, faults_of, tiny_files, tiny_source, with_change, write_folder

BYTES_A_SECOND = 1500
OGG = (TINY / "media/speech/nl/hallo.ogg").read_bytes()
WORDS = {("nl", "hallo"): "hallo"}


def said(**texts: str) -> bytes:
    return json.dumps(texts).encode()


def test_a_slow_sound_stands_beside_the_normal_one_of_the_same_speaker() -> None:
    paths = ["media/speech/nl/hallo.ogg", "media/speech/nl/slow/hallo.ogg", "media/recordings/nl/deur.ogg"]
    sounds = read_media(dict.fromkeys([*paths, "media/speech/nl/slow/deur.ogg"], OGG), Faults()).sounds
    assert [file.path for file in sounds["nl", "hallo"].slow] == ["media/speech/nl/slow/hallo.ogg"]
    assert sounds["nl", "deur"].slow == ()


def test_a_sound_that_says_an_old_text_is_not_heard() -> None:
    files = {f"media/speech/nl/{name}.ogg": OGG for name in ("hallo", "slow/hallo")}
    media = read_media({**files, "media/speech/nl/texts.json": said(hallo="hoi")}, Faults(), WORDS)
    assert (media.sounds, media.stale) == ({}, ["media/speech/nl/hallo.ogg"])
    media = read_media({**files, "media/speech/nl/texts.json": said(hallo="hallo")}, Faults(), WORDS)
    assert (list(media.sounds), media.stale) == ([("nl", "hallo")], [])


def test_speech_takes_the_place_of_a_recording_that_says_an_old_text() -> None:
    files = {f"media/{folder}/nl/hallo.ogg": OGG for folder in ("speech", "recordings")}
    media = read_media({**files, "media/recordings/nl/texts.json": said(hallo="hoi")}, Faults(), WORDS)
    assert media.sounds["nl", "hallo"].spoken_by == "machine"


@pytest.mark.parametrize("content", [b"[]", b"{", b'{"hallo": 1}', b"[" * 20_000])
def test_a_list_of_what_was_said_that_is_none_is_told(content: bytes) -> None:
    (fault,) = faults_of({**tiny_files(), "media/speech/nl/texts.json": content})
    assert "isn't a JSON object" in fault.message


@pytest.mark.speech
def test_a_changed_word_is_spoken_anew_and_others_are_left_alone(tmp_path: Path) -> None:
    folder = write_folder(tiny_files(), tmp_path)
    list(speak(tiny_source(), folder))
    assert list(speak(tiny_source(), folder)) == []
    changed = with_change("words.yaml", "text: hallo", "text: dag")
    old = (folder / "media/speech/nl/hallo.ogg").read_bytes()
    written = list(speak(tiny_source(changed), folder))
    assert written == [
        f"media/speech/nl/{name}{suffix}" for name in ("hallo", "slow/hallo") for suffix in (".ogg", ".mp3")
    ]
    assert (folder / "media/speech/nl/hallo.ogg").read_bytes() != old


@pytest.mark.speech
def test_speech_weighs_at_most_a_kilobyte_and_a_half_a_second_and_slow_speech_is_slower(tmp_path: Path) -> None:
    files = {path: content for path, content in tiny_files().items() if not path.startswith("media/speech")}
    list(speak(tiny_source(files), write_folder(files, tmp_path)))
    seconds = {}
    for file in (tmp_path / "media/speech").rglob("*.ogg"):
        content, seconds[file.parent.name, file.stem] = clean_opus(file.read_bytes())
        assert len(content) <= BYTES_A_SECOND * seconds[file.parent.name, file.stem], file
        assert clean_mp3(file.with_suffix(".mp3").read_bytes())[1] == pytest.approx(
            seconds[file.parent.name, file.stem], abs=0.15
        )
    assert len(seconds) == 4
    assert seconds["slow", "hallo"] > seconds["nl", "hallo"]


@pytest.mark.speech
def test_words_of_another_language_have_its_voice_and_text_is_no_markup() -> None:
    speaker = Speaker()
    alone = speaker.say("en", [("en", "Say 5 < 6 & goedemorgen.")], 130)
    mixed = speaker.say("en", [("en", "Say 5 < 6 & "), ("nl", "goedemorgen"), ("en", ".")], 130)
    assert alone and mixed and alone != mixed
    assert speaker.say("ti", [("ti", "ሰላም")], 130) is None
