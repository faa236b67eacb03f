"""Several sounds one after the other as one file, without coding them anew: packets of Opus, frames of MP3.

One file a part of a lesson is one request on a slow network, can be played without script, and knows at which second
each sentence begins.
"""

import struct
from collections.abc import Iterator, Sequence

from orientation.publishing.sound import list_frames, list_pages, ogg_page

RATE = 48_000
"""Samples a second by which Opus counts, whatever was recorded."""
_SILK, _HYBRID, _CELT = (480, 960, 1920, 2880), (480, 960), (120, 240, 480, 960)
_MOST_SEGMENTS = 255

Joined = tuple[bytes, list[float]]
"""A sound, and the second at which each of what it was made of begins."""


def join_opus(sounds: Sequence[bytes]) -> Joined:
    """Return clean Ogg Opus files as one. RFC 7845; how long a packet lasts: RFC 6716, 3.1."""
    streams = [list(_packets(sound)) for sound in sounds]
    head, tags = streams[0][0], streams[0][1]
    pages = [ogg_page(0, 2, 0, 1, _laced([head]), head), ogg_page(1, 0, 0, 1, _laced([tags]), tags)]
    starts: list[float] = []
    samples = 0
    page: list[bytes] = []
    everything = [packet for stream in streams for packet in stream[2:]]
    counts = [len(stream) - 2 for stream in streams]
    begins = {sum(counts[:number]) for number in range(len(counts))}
    for number, packet in enumerate(everything):
        if number in begins:
            starts.append(round(samples / RATE, 2))
        if page and len(_laced([*page, packet])) > _MOST_SEGMENTS:
            pages.append(ogg_page(len(pages), 0, samples, 1, _laced(page), b"".join(page)))
            page = []
        page.append(packet)
        samples += _samples(packet)
    pages.append(ogg_page(len(pages), 4, samples, 1, _laced(page), b"".join(page)))
    return b"".join(pages), starts


def join_mp3(sounds: Sequence[bytes]) -> Joined | None:
    """Return clean MP3 files as one; None when they differ in how they are coded, which players can't follow."""
    starts: list[float] = []
    kept: list[bytes] = []
    seconds = 0.0
    kinds = set()
    for sound in sounds:
        starts.append(round(seconds, 2))
        for frame, duration in list_frames(sound):
            if b"Xing" in frame[:64] or b"Info" in frame[:64]:
                continue  # says how long the file was, and sounds as nothing
            kinds.add((frame[1] & 0x1E, frame[2] & 0x0C, frame[3] & 0xC0))
            kept.append(frame)
            seconds += duration
    return (b"".join(kept), starts) if len(kinds) == 1 else None


def _packets(content: bytes) -> Iterator[bytes]:
    begun = b""
    for header, body in list_pages(content):
        at = 0
        for length in header[27:]:
            begun += body[at : at + length]
            at += length
            if length < _MOST_SEGMENTS:
                yield begun
                begun = b""


def _laced(packets: Sequence[bytes]) -> bytes:
    return b"".join(b"\xff" * (len(packet) // 255) + struct.pack("B", len(packet) % 255) for packet in packets)


def _samples(packet: bytes) -> int:
    config, code = packet[0] >> 3, packet[0] & 3
    frame = _SILK[config % 4] if config < 12 else _HYBRID[config % 2] if config < 16 else _CELT[config % 4]
    frames = (1, 2, 2, packet[1] & 0x3F if len(packet) > 1 else 0)[code]
    return frame * frames
