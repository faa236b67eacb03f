"""Speech for words and lines that nobody has recorded: espeak-ng speaks, PyAV makes Opus and MP3 of it.

Both are extras: espeak-ng is a system package, PyAV is in requirements/dev.in.
"""

import io
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from orientation.publishing.sound import clean_mp3, clean_opus
from orientation.publishing.source import Source

WORDS_A_MINUTE = 130
"""Slow: for somebody who hears the language for the first time."""


class CannotSpeak(RuntimeError):
    """A program or library that speech needs isn't installed."""


def speak(source: Source, folder: Path) -> Iterator[str]:
    """Write media/speech/<target language>/<id>.ogg and .mp3 for each word and line without sound.

    What exists, spoken or recorded, is left alone. Yields a line a file for people, and one for each text that could
    not be spoken. Raises CannotSpeak.
    """
    program = shutil.which("espeak-ng")
    if program is None:
        raise CannotSpeak("espeak-ng isn't installed. Install it (Debian: apt install espeak-ng), or record the sound.")
    language = source.target_language
    if language is None:
        raise CannotSpeak("Only language packs have words to speak.")
    target = folder / "media" / "speech" / language
    for name, text in source.spoken.items():
        spoken = source.media.sounds.get((language, name))
        if spoken is not None and spoken.spoken_by == "person":
            continue
        missing = [suffix for suffix in ENCODERS if not (target / (name + suffix)).exists()]
        if not missing:
            continue
        wave = _wave(program, language, text)
        if wave is None:
            yield f"{name}: espeak-ng can't speak {language}; record it"
            continue
        target.mkdir(parents=True, exist_ok=True)
        for suffix in missing:
            (target / (name + suffix)).write_bytes(ENCODERS[suffix](wave))
            yield f"media/speech/{language}/{name}{suffix}"


def _wave(program: str, language: str, text: str) -> bytes | None:
    command = [program, "-v", language, "-s", str(WORDS_A_MINUTE), "--stdin", "--stdout"]
    done = subprocess.run(command, input=text.encode(), capture_output=True, timeout=60, check=False)  # noqa: S603 fixed
    return done.stdout if done.returncode == 0 and done.stdout.startswith(b"RIFF") else None


def _opus(wave: bytes) -> bytes:
    options = {"frame_duration": "60", "application": "voip", "vbr": "on"}
    return clean_opus(_encode(wave, "ogg", "libopus", 48000, 12_000, options))[0]


def _mp3(wave: bytes) -> bytes:
    return clean_mp3(_encode(wave, "mp3", "libmp3lame", 24000, 24_000, {}))[0]


def _encode(wave: bytes, container: str, codec: str, rate: int, bits: int, options: dict[str, str]) -> bytes:
    try:
        import av
    except ImportError:
        raise CannotSpeak("PyAV isn't installed. Install it: pip install av.") from None
    written = io.BytesIO()
    source: Any = av.open(io.BytesIO(wave), format="wav")
    output: Any = av.open(written, "w", format=container)
    with source, output:
        stream = output.add_stream(codec, rate=rate, options=options)
        stream.bit_rate, stream.layout = bits, "mono"
        resampler = av.AudioResampler(format=stream.format.name, layout="mono", rate=rate)
        for frame in [*source.decode(audio=0), None]:
            for part in resampler.resample(frame):
                output.mux(stream.encode(part))
        output.mux(stream.encode(None))
    return written.getvalue()


ENCODERS = {".ogg": _opus, ".mp3": _mp3}
