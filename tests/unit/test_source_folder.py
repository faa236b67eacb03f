"""A folder is read like a zip: no links, nothing unbounded."""

import os
from pathlib import Path

from orientation.publishing.faults import Faults
from orientation.publishing.tree import read_tree
from tests.packs.workbench import TINY, tiny_files, write_folder, zip_of


def messages(folder: Path) -> str:
    faults = Faults()
    read_tree(folder, faults)
    return "\n".join(str(fault) for fault in faults.sorted())


def test_a_folder_and_its_zip_are_the_same_tree() -> None:
    from_folder, from_zip = read_tree(TINY, Faults()), read_tree(zip_of(tiny_files()), Faults())
    assert from_folder == from_zip
    assert from_folder.as_zip == from_zip.as_zip


def test_the_kept_zip_reads_as_the_same_tree_again() -> None:
    tree = read_tree(TINY, Faults())
    assert read_tree(tree.as_zip, Faults()) == tree


def test_a_link_is_refused_wherever_it_leads(tmp_path: Path) -> None:
    write_folder(tiny_files(), tmp_path)
    (tmp_path / "media" / "secret.svg").symlink_to("/etc/hostname")
    (tmp_path / "modules" / "linked").symlink_to(tmp_path / "modules" / "first")
    assert messages(tmp_path).count("It is a link.") == 2


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    write_folder(tiny_files(), tmp_path)
    os.mkfifo(tmp_path / "media" / "pipe.svg")
    assert "neither a file nor a folder" in messages(tmp_path)


def test_a_file_that_the_format_does_not_know_is_told(tmp_path: Path) -> None:
    write_folder({**tiny_files(), "notes.docx": b"x", "media/film.mp4": b"x"}, tmp_path)
    assert messages(tmp_path).count("doesn't know a file at this place") == 2


def test_a_folder_without_pack_yaml_says_which_folder_to_choose(tmp_path: Path) -> None:
    assert "Choose the folder" in messages(tmp_path)


def test_text_that_is_not_clean_utf8_is_told_with_its_line(tmp_path: Path) -> None:
    write_folder(
        {
            **tiny_files(),
            "words.yaml": b"words:\n  - \xff\n",
            "pack.yaml": "\ufefftitle: a\nsummary: b\u2028c\nid: e\u0301\n".encode(),
        },
        tmp_path,
    )
    told = messages(tmp_path)
    assert "words.yaml:2: It isn't UTF-8 text." in told
    assert "pack.yaml:1: It starts with a byte-order mark." in told
    assert "pack.yaml:2: It has a control character (U+2028)." in told
    assert "pack.yaml:3: It isn't in Unicode's composed form (NFC)." in told
