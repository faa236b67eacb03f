"""Recordings that people make: what they have to read, and how a folder of what they made comes into a pack."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from orientation.publishing.encoding import NotSound
from orientation.publishing.listening import list_units
from orientation.publishing.media import SLOW, TEXTS
from orientation.publishing.said import load_said, save_said
from orientation.publishing.source import Source
from orientation.publishing.speech import WORDS_A_MINUTE, Piece, Speaker, write_sound

SUFFIXES = (".wav", ".mp3", ".ogg", ".oga", ".opus", ".m4a", ".flac", ".webm")
"""What a folder of recordings may hold; other files are passed over, and said."""


@dataclass(frozen=True)
class Line:
    """Something to be recorded or spoken. `name` is its file's below media/recordings/<locale>/, without suffix."""

    locale: str
    name: str
    pieces: tuple[Piece, ...]
    text: str
    place: str


def list_lines(source: Source, pages: dict[str, str], locale: str) -> list[Line]:
    """Return what is spoken of a pack in a locale, each once: its words and lines where the locale is the language
    that is taught, and what its lessons' pages in that locale say. `pages` are by "module/lesson"."""
    lines: dict[tuple[str, str], Line] = {}
    if locale == source.target_language:
        for name, text in source.spoken.items():
            lines[locale, name] = Line(locale, name, ((locale, text),), text, "words and dialogues")
    for place, html in pages.items():
        for unit in list_units(html, locale):
            name = TEXTS + unit.sound
            lines.setdefault((unit.locale, name), Line(unit.locale, name, unit.pieces, unit.text, place))
    return list(lines.values())


def write_script(lines: list[Line]) -> str:
    """Return a table (CSV) of what is to be read aloud: file name, text, where it stands."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(["file", "text", "where"])
    for line in lines:
        text = f"'{line.text}" if line.text[:1] in "=+-@\t" else line.text  # a spreadsheet would compute it
        writer.writerow([line.name.removeprefix(TEXTS) + ".wav", text, line.place])
    return table.getvalue()


def speak_lines(source: Source, folder: Path, lines: list[Line]) -> Iterator[str]:
    """Let the machine speak the sentences that nobody has recorded and that were not spoken before.

    Yields a line a file for people, and one for each language that has no voice. Raises SoundToolMissing.
    """
    speaker = Speaker()
    missing: dict[str, int] = {}
    for line in lines:
        key = (line.locale, line.name.removeprefix(TEXTS))
        if not line.name.startswith(TEXTS) or key in source.media.texts:
            continue
        wave = speaker.say(line.locale, line.pieces, WORDS_A_MINUTE)
        if wave is None:
            missing[line.locale] = missing.get(line.locale, 0) + 1
            continue
        yield from write_sound(folder / "media" / "speech" / line.locale, line.name, wave)
    for locale, number in missing.items():
        yield f"{locale}: espeak-ng has no voice; {number} sentences have no sound: record them"


def take_recordings(folder: Path, lines: list[Line], recordings: Path, locale: str) -> Iterator[str]:
    """Bring the recordings of one locale into the pack by their file names.

    A name is a word's or line's id (`hallo.wav`, `slow-hallo.wav` for a slow one) or a sentence's from the script.
    Each is checked, freed of the silence around it, made as loud as all others and coded anew, whole or not at all.
    Yields a line for each that came, that no text asks for, or that can't be used. Raises SoundToolMissing.
    """
    wanted = {line.name.removeprefix(TEXTS): line for line in lines if line.locale == locale}
    target = folder / "media" / "recordings" / locale
    said = load_said(target)
    came = 0
    for file in sorted(recordings.iterdir()):
        if not file.is_file() or file.suffix.lower() not in SUFFIXES:
            yield f"{file.name}: not a recording; passed over"
            continue
        is_slow = file.stem not in wanted and file.stem.startswith("slow-")
        line = wanted.get(file.stem.removeprefix("slow-") if is_slow else file.stem)
        if line is None:
            yield f"{file.name}: no text has this name; passed over"
            continue
        name = (SLOW if is_slow else "") + line.name
        try:
            yield from write_sound(target, name, file.read_bytes())
        except NotSound as error:
            yield f"{file.name}: {error} Record it again."
            continue
        came += 1
        if not line.name.startswith(TEXTS):
            said[name] = line.text
            save_said(target, said)
    yield f"{came} recordings came in; {len(wanted)} texts can be recorded in {locale}."
