"""Sound in any form to what a pack holds: Opus at 12 kbit/s in 60 ms frames, MP3 at 24 kbit/s, one channel, no tags.

PyAV does it, an extra that only those need who make sound (requirements/dev.in).
"""

import io
from array import array
from collections.abc import Iterator
from typing import Any

from orientation.publishing.sound import clean_mp3, clean_opus

RATE = 48_000
"""Samples a second while sound is worked on."""
LOUDEST = 0.7
"""How loud the loudest moment becomes, of what is possible: voices sound alike, and nothing is cut off."""
QUIETEST = 0.03
"""A recording whose loudest moment is below this has no voice in it."""
SILENCE = 0.02
"""What is below this part of the loudest moment is silence."""
BEFORE, AFTER = RATE // 10, RATE // 5
"""Samples of silence that are left: so much is a breath between two sentences."""
OPUS_BITS = 11_500
"""Bits a second, so that with its container it stays below 12,000."""

_CONTAINER = {"fflags": "+bitexact", "page_duration": "20000000"}
"""An Ogg stream's number isn't drawn by lot, and a page of it is as long as can be: 20 s, not 1 s."""
_WINDOW = RATE // 100
_FULL = 32767


class SoundToolMissing(RuntimeError):
    """A program or library that makes sound isn't installed. The message says how to get it."""


class NotSound(ValueError):
    """The bytes are no sound that can be read. The message says what is wrong."""


def decode(content: bytes) -> "array[int]":
    """Return the sound's samples: 16 bits, one channel, RATE a second. Raises NotSound, SoundToolMissing."""
    av = _library()
    try:
        with av.open(io.BytesIO(content)) as source:
            if not source.streams.audio:
                raise NotSound("There is no sound in it.")
            parts = list(_resampled(av, source.decode(audio=0), "s16", RATE))
    except (av.error.FFmpegError, EOFError) as error:
        raise NotSound("It can't be read as sound, or it is damaged.") from error
    samples = array("h")
    for part in parts:
        samples.frombytes(bytes(part.planes[0])[: part.samples * 2])
    return samples


def tidy(samples: "array[int]") -> "array[int]":
    """Return the samples without the silence around them, as loud as all others. Raises NotSound without a voice."""
    loudest = max((abs(sample) for sample in (max(samples, default=0), min(samples, default=0))), default=0)
    if loudest < QUIETEST * _FULL:
        raise NotSound("It is too quiet: there is no voice in it.")
    windows = range(0, len(samples), _WINDOW)
    voiced = [at for at in windows if _peak(samples[at : at + _WINDOW]) >= SILENCE * loudest]
    kept = samples[max(0, voiced[0] - BEFORE) : voiced[-1] + _WINDOW + AFTER]
    gain = LOUDEST * _FULL / loudest
    return array("h", (int(sample * gain) for sample in kept))


def encode(samples: "array[int]", suffix: str) -> bytes:
    """Return the samples as a clean file of this kind, ".ogg" or ".mp3"; the same samples give the same bytes."""
    if suffix == ".ogg":
        options = {"frame_duration": "60", "application": "voip", "vbr": "constrained"}
        return clean_opus(_encoded(samples, "ogg", "libopus", 48_000, OPUS_BITS, options))[0]
    return clean_mp3(_encoded(samples, "mp3", "libmp3lame", 24_000, 24_000, {}))[0]


def _peak(samples: "array[int]") -> int:
    return max(max(samples), -min(samples))


def _encoded(samples: "array[int]", container: str, codec: str, rate: int, bits: int, options: dict[str, str]) -> bytes:
    av = _library()
    frame = av.AudioFrame(format="s16", layout="mono", samples=len(samples))
    frame.planes[0].update(samples.tobytes().ljust(frame.planes[0].buffer_size, b"\0"))
    frame.sample_rate = RATE
    written = io.BytesIO()
    with av.open(written, "w", format=container, container_options=_CONTAINER) as output:
        stream = output.add_stream(codec, rate=rate, options=options)
        stream.bit_rate, stream.layout = bits, "mono"
        for part in _resampled(av, [frame], stream.format.name, rate):
            output.mux(stream.encode(part))
        output.mux(stream.encode(None))
    return written.getvalue()


def _resampled(av: Any, frames: Any, form: str, rate: int) -> Iterator[Any]:
    resampler = av.AudioResampler(format=form, layout="mono", rate=rate)
    for frame in [*frames, None]:
        yield from resampler.resample(frame)


def _library() -> Any:
    try:
        import av
    except ImportError:
        raise SoundToolMissing("PyAV isn't installed. Install it: pip install av.") from None
    return av
