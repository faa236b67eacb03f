"""Speech for words and lines that nobody has recorded: espeak-ng speaks, `encoding` makes Opus and MP3 of it.

What was spoken is pinned in texts.json, so that a changed text is spoken anew and never sounds as before.
"""

import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from orientation.publishing.encoding import SoundToolMissing, decode, encode, tidy
from orientation.publishing.media import SLOW
from orientation.publishing.names import SOUND_SUFFIXES
from orientation.publishing.said import load_said, save_said
from orientation.publishing.source import Source

WORDS_A_MINUTE, SLOW_WORDS_A_MINUTE = 130, 85
"""Both slower than people speak: for somebody who hears the language for the first time."""
VOICES = {
    **{tag: tag for tag in ("nl", "ar", "uk", "ku", "sw", "am", "om", "tr", "es", "de")},
    "en": "en-gb",
    "fr": "fr-fr",
    "fa-AF": "fa",
    "ar-SY": "ar",
    "ar-SD": "ar",
}
"""Locale → espeak-ng's voice for it. It has none for ti, so, ps, ckb and rw; Dari gets the Persian one."""

Piece = tuple[str, str]
"""Locale and words."""


class Speaker:
    """espeak-ng on this machine. Raises SoundToolMissing when there is none."""

    def __init__(self) -> None:
        program = shutil.which("espeak-ng")
        if program is None:
            raise SoundToolMissing(
                "espeak-ng isn't installed. Install it (Debian: apt install espeak-ng), or record the sound."
            )
        self._program = program

    def say(self, locale: str, pieces: Sequence[Piece], rate: int) -> bytes | None:
        """Return the pieces as one sound in the voice of the locale, words of another in theirs.

        `rate` is in words a minute. None when the locale has no voice. Pieces of other languages that have none are
        read by its voice.
        """
        voice = VOICES.get(locale)
        if voice is None:
            return None
        marked = "".join(
            f'<voice xml:lang="{VOICES[other]}">{escape(words)}</voice>'
            if other in VOICES and other != locale
            else escape(words)
            for other, words in pieces
        )
        command = [self._program, "-m", "-v", voice, "-s", str(rate), "--stdin", "--stdout"]
        text = f"<speak>{marked}</speak>".encode()
        done = subprocess.run(command, input=text, capture_output=True, timeout=60, check=False)  # noqa: S603 fixed
        return done.stdout if done.returncode == 0 and done.stdout.startswith(b"RIFF") else None


def speak(source: Source, folder: Path) -> Iterator[str]:
    """Write media/speech/<target language>/<id> for each word and line, and slow/<id> for each word, as Opus and MP3.

    What a person has recorded is left alone, and what was spoken before of the same text. Yields a line a file for
    people, and one for each text that could not be spoken. Raises SoundToolMissing.
    """
    speaker = Speaker()
    language = source.target_language
    if language is None:
        raise SoundToolMissing("Only language packs have words to speak. For the texts of lessons say --texts.")
    target = folder / "media" / "speech" / language
    said = load_said(target)
    before = dict(said)
    for name, text, rate in _wanted(source, language):
        missing = _missing(target, name, said, text)
        said[name] = text
        if not missing:
            continue
        wave = speaker.say(language, [(language, text)], rate)
        if wave is None:
            del said[name]
            yield f"{name}: espeak-ng can't speak {language}; record it"
            continue
        yield from write_sound(target, name, wave, missing)
    if said != before:
        save_said(target, said)


def write_sound(target: Path, name: str, sound: bytes, suffixes: tuple[str, ...] = SOUND_SUFFIXES) -> Iterator[str]:
    """Write `target`/`name` in these forms, each whole or not at all. Yields a line a file. Raises NotSound."""
    samples = tidy(decode(sound))
    made = {suffix: encode(samples, suffix) for suffix in suffixes}
    file = target / name
    file.parent.mkdir(parents=True, exist_ok=True)
    for suffix, content in made.items():
        half = file.with_name(f".{file.name}{suffix}.half")
        half.write_bytes(content)
        half.replace(file.with_name(file.name + suffix))
        yield f"media/{target.parent.name}/{target.name}/{name}{suffix}"


def _wanted(source: Source, language: str) -> Iterator[tuple[str, str, int]]:
    """Yield name, text and speed of what no person has recorded."""
    for name, text in source.spoken.items():
        spoken = source.media.sounds.get((language, name))
        if spoken is not None and spoken.spoken_by == "person":
            continue
        yield name, text, WORDS_A_MINUTE
        if name in source.words:
            yield SLOW + name, text, SLOW_WORDS_A_MINUTE


def _missing(target: Path, name: str, said: Mapping[str, str], text: str) -> tuple[str, ...]:
    if said.get(name, text) != text:
        return SOUND_SUFFIXES
    return tuple(suffix for suffix in SOUND_SUFFIXES if not (target / (name + suffix)).exists())
