"""`flask packs …` as people type it."""

import shutil
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from orientation.publishing.sound import clean_mp3, clean_opus
from tests.packs.workbench import TINY, tiny_files, with_change, write_folder, zip_of


def packs(app: Flask, *arguments: str | Path) -> Result:
    return app.test_cli_runner().invoke(args=["packs", *map(str, arguments)])


def test_a_good_pack_is_told_so_with_its_states(app: Flask, context: None) -> None:
    done = packs(app, "check", "--notes", TINY)
    assert done.exit_code == 0
    assert "ar: 3 reviewed, 17 draft, 1 outdated, 31 missing" in done.output
    assert "hello-line-2: no sound" in done.output
    assert done.output.endswith("No faults.\n")


def test_a_bad_pack_is_told_as_file_line_key_what_and_mend(app: Flask, context: None, tmp_path: Path) -> None:
    zipped = tmp_path / "tiny.zip"
    zipped.write_bytes(zip_of(with_change("pack.yaml", "kind: language", "kind: course")))
    done = packs(app, "check", zipped)
    assert done.exit_code == 1
    wanted = "pack.yaml:3: kind: It isn't one of the allowed words. Use one of: orientation, language."
    assert wanted in done.output


def test_packs_are_published_listed_and_rolled_back(app: Flask, context: None, tmp_path: Path) -> None:
    changed = write_folder(with_change("pack.yaml", "A tiny pack", "Another title"), tmp_path)
    assert "tiny: version 2 is published." in packs(app, "publish", TINY, changed).output
    assert "tiny: version 2, Another title, en, ar" in packs(app, "list").output
    assert "version 3 is published; it is what version 1 was" in packs(app, "rollback", "tiny", "1").output
    assert "tiny: version 3, A tiny pack" in packs(app, "list").output


def test_publishing_again_says_what_became_of_each_pack(app: Flask, context: None) -> None:
    packs(app, "publish", TINY)
    assert packs(app, "publish-again").output == "tiny: version 1 is as this release makes it.\n"


def test_a_rollback_to_nothing_says_so(app: Flask, context: None) -> None:
    done = packs(app, "rollback", "nothing", "7")
    assert done.exit_code == 1
    assert "no such version" in done.output


def test_a_bad_pack_is_not_published(app: Flask, context: None, tmp_path: Path) -> None:
    files = tiny_files()
    del files["words.yaml"]
    done = packs(app, "publish", write_folder(files, tmp_path))
    assert done.exit_code == 1
    assert "Nothing has changed" in done.output
    assert packs(app, "list").output == ""


def test_strings_adds_what_is_new_and_then_leaves_the_files_alone(app: Flask, context: None, tmp_path: Path) -> None:
    write_folder(with_change("modules/first/hello.yaml", "At the door", "At the blue door"), tmp_path)
    po = tmp_path / "locale" / "ar.po"
    assert packs(app, "strings", tmp_path).output == "ar: 52 strings, 31 missing, 1 outdated\n"
    assert 'msgid "At the blue door"' in po.read_text()
    before = po.stat().st_mtime_ns
    packs(app, "strings", tmp_path)
    assert po.stat().st_mtime_ns == before


def test_the_tiny_packs_own_files_are_up_to_date(app: Flask, context: None, tmp_path: Path) -> None:
    write_folder(tiny_files(), tmp_path)
    packs(app, "strings", tmp_path)
    assert (tmp_path / "locale" / "ar.po").read_bytes() == tiny_files()["locale/ar.po"]


def test_strings_of_a_bad_pack_change_nothing(app: Flask, context: None, tmp_path: Path) -> None:
    write_folder(with_change("pack.yaml", "kind: language", "kind: course"), tmp_path)
    assert packs(app, "strings", tmp_path).exit_code == 1
    assert (tmp_path / "locale" / "ar.po").read_bytes() == tiny_files()["locale/ar.po"]


def test_sweeping_says_what_it_did(app: Flask, context: None) -> None:
    packs(app, "sweep")
    assert packs(app, "sweep").output == "Removed 0 files that no version needs and 0 unfinished ones.\n"


def test_speech_without_espeak_says_what_to_install(
    app: Flask, context: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    done = packs(app, "speak", write_folder(tiny_files(), tmp_path))
    assert done.exit_code == 1
    assert "apt install espeak-ng" in done.output


@pytest.mark.speech
def test_what_has_no_sound_is_spoken_in_both_forms_and_the_rest_left_alone(
    app: Flask, context: None, tmp_path: Path
) -> None:
    write_folder(tiny_files(), tmp_path)
    assert packs(app, "speak", tmp_path).output.splitlines() == [
        f"media/speech/nl/{name}{suffix}" for name in ("slow/hallo", "hello-line-2") for suffix in (".ogg", ".mp3")
    ]
    folder = tmp_path / "media" / "speech" / "nl"
    assert clean_opus((folder / "hello-line-2.ogg").read_bytes())[1] > 0.3
    assert clean_mp3((folder / "hello-line-2.mp3").read_bytes())[1] > 0.3
    assert not list(folder.glob("deur.*")), "a person recorded it"
    assert packs(app, "speak", tmp_path).output == ""


@pytest.mark.speech
def test_a_language_that_espeak_does_not_know_leaves_a_listed_gap(app: Flask, context: None, tmp_path: Path) -> None:
    files = {p: c for p, c in tiny_files().items() if not p.startswith(("media/speech", "media/recordings"))}
    files["pack.yaml"] = files["pack.yaml"].replace(b"target_language: nl", b"target_language: ti")
    assert "hallo: espeak-ng can't speak ti; record it" in packs(app, "speak", write_folder(files, tmp_path)).output
