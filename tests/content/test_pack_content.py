"""The packs that ship with the product are whole."""

from functools import cache
from pathlib import Path

import polib
import pytest

from orientation.publishing.faults import Faults
from orientation.publishing.media import FOLDERS
from orientation.publishing.source import Source, list_po_locales, read_source
from orientation.publishing.strings import normalise
from tests.conftest import ROOT

PACKS = sorted(path.parent for path in (ROOT / "content").glob("*/pack.yaml"))
PICTURE_BYTES = 2000
"""A pictogram is a handful of shapes."""


@cache
def source_of(pack: Path) -> Source:
    faults = Faults()
    source = read_source(pack, faults)
    assert source is not None, "\n".join(str(fault) for fault in faults.sorted())
    return source


@pytest.fixture(params=PACKS, ids=lambda path: path.name)
def pack(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


def test_it_has_no_fault(pack: Path) -> None:
    assert source_of(pack).slug == pack.name


def test_every_picture_is_used_and_every_word_and_line_can_be_heard(pack: Path) -> None:
    assert source_of(pack).notes == []


def test_every_language_has_every_text_in_its_file(pack: Path) -> None:
    """`flask packs strings` has been run since the source changed."""
    source = source_of(pack)
    for tag in list_po_locales(source.pack):
        entries = {
            e.msgctxt: normalise(e.msgid) for e in polib.pofile(str(pack / "locale" / f"{tag}.po")) if not e.obsolete
        }
        assert entries == {string.path: string.text for string in source.strings}, tag


def test_pictograms_are_small(pack: Path) -> None:
    pictures = source_of(pack).media.pictures.values()
    assert [file.path for file in pictures if len(file.content) > PICTURE_BYTES] == []


def test_speech_of_a_machine_lies_apart_from_recordings(pack: Path) -> None:
    for spoken in source_of(pack).media.sounds.values():
        for file in spoken.files:
            assert FOLDERS[file.path.split("/")[1]] == spoken.spoken_by
