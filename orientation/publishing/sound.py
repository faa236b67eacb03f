"""Ogg Opus and MP3: followed through from the first byte to the last, kept without tags that could name somebody.

Ogg: RFC 3533, Opus in it: RFC 7845. MP3: frames of MPEG-1, 2 and 2.5 layer III.
"""

import struct
import zlib
from collections.abc import Iterator

from orientation.publishing.faults import Faults
from orientation.publishing.limits import LIMITS

_PAGE = struct.Struct("<4sBBqIIIB")
_REVERSED = bytes(int(f"{n:08b}"[::-1], 2) for n in range(256))
_TAGS = b"OpusTags" + struct.pack("<I", 11) + b"orientation" + struct.pack("<I", 0)
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_KBITS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KBITS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_LONG = f"It is longer than {LIMITS.sound_seconds} seconds."


class NotThisKind(ValueError):
    """The bytes aren't what the file's name says."""


def clean_sound(file: str, content: bytes, faults: Faults) -> bytes | None:
    """Return the sound without tags, or None when it isn't what its name says; why is noted."""
    try:
        clean, seconds = clean_opus(content) if file.endswith(".ogg") else clean_mp3(content)
    except (ValueError, struct.error, IndexError):
        kind = "Ogg Opus" if file.endswith(".ogg") else "MP3"
        faults.add(file, f"Its contents aren't {kind}, as its name says, or are damaged.", f"Export it as {kind}.")
        return None
    if seconds > LIMITS.sound_seconds:
        faults.add(file, _LONG, "Cut it into parts.")
        return None
    return clean


def clean_opus(content: bytes) -> tuple[bytes, float]:
    """Return the stream with empty tags, and its length in seconds. Raises NotThisKind."""
    pages = list_pages(content)
    if len(pages) < 3 or not pages[0][1].startswith(b"OpusHead\x01") or pages[0][1][9] not in (1, 2):
        raise NotThisKind
    first_sound = 1 + next((n for n, page in enumerate(pages) if n and _ends_packet(page)), len(pages))
    if not pages[1][1].startswith(b"OpusTags") or first_sound >= len(pages):
        raise NotThisKind
    serial = _PAGE.unpack_from(pages[0][0])[4]
    skip = struct.unpack_from("<H", pages[0][1], 10)[0]
    kept = [ogg_page(0, 2, 0, serial, bytes([len(pages[0][1])]), pages[0][1])]
    kept.append(ogg_page(1, 0, 0, serial, bytes([len(_TAGS)]), _TAGS))
    granule = 0
    for number, (header, body) in enumerate(pages[first_sound:], start=2):
        _, _, flags, granule, _, _, _, _ = _PAGE.unpack_from(header)
        kept.append(ogg_page(number, flags, granule, serial, header[_PAGE.size :], body))
    return b"".join(kept), max(0, granule - skip) / 48000


def list_pages(content: bytes) -> list[tuple[bytes, bytes]]:
    """Return (header with its segment table, body) of every page of one logical stream without gaps.

    Raises NotThisKind, struct.error, IndexError.
    """
    pages: list[tuple[bytes, bytes]] = []
    at, serial = 0, None
    while at < len(content):
        magic, version, _, _, stream, number, checksum, segments = _PAGE.unpack_from(content, at)
        table = content[at + _PAGE.size : at + _PAGE.size + segments]
        start = at + _PAGE.size + segments
        end = start + sum(table)
        serial = stream if serial is None else serial
        if magic != b"OggS" or version or stream != serial or number != len(pages) or end > len(content):
            raise NotThisKind
        if _checksum(content[at : at + 22] + bytes(4) + content[at + 26 : end]) != checksum:
            raise NotThisKind
        pages.append((content[at:start], content[start:end]))
        at = end
    return pages


def _ends_packet(page: tuple[bytes, bytes]) -> bool:
    return len(page[0]) > _PAGE.size and page[0][-1] < 255


def ogg_page(number: int, flags: int, granule: int, serial: int, table: bytes, body: bytes) -> bytes:
    """Return a page of an Ogg stream with its checksum; `table` has the lengths of the segments in `body`."""

    def header(checksum: int) -> bytes:
        return _PAGE.pack(b"OggS", 0, flags, granule, serial, number, checksum, len(table)) + table

    return header(_checksum(header(0) + body)) + body


def _checksum(data: bytes) -> int:
    """CRC-32 with Ogg's polynomial, not reflected, from zlib's reflected one by turning the bits around."""
    reflected = zlib.crc32(data.translate(_REVERSED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{reflected:032b}"[::-1], 2)


def clean_mp3(content: bytes) -> tuple[bytes, float]:
    """Return the frames without ID3 tags, and their length in seconds. Raises NotThisKind."""
    start, end = 0, len(content)
    while content[start : start + 3] == b"ID3":
        size = content[start + 6 : start + 10]
        footer = 10 if content[start + 5] & 0x10 else 0
        start += 10 + footer + (size[0] << 21 | size[1] << 14 | size[2] << 7 | size[3])
    if content[max(start, end - 128) :][:3] == b"TAG":
        end -= 128
    at, seconds = start, 0.0
    while at + 4 <= end:
        length, duration = _frame(content[at : at + 4])
        if at + length > end:
            break
        at += length
        seconds += duration
    if at == start or end - at > 1500 or (end > at and content[at] != 0xFF):
        raise NotThisKind
    return content[start:at], seconds


def list_frames(content: bytes) -> Iterator[tuple[bytes, float]]:
    """Yield each frame of a clean MP3 with its seconds."""
    at = 0
    while at < len(content):
        length, duration = _frame(content[at : at + 4])
        yield content[at : at + length], duration
        at += length


def _frame(header: bytes) -> tuple[int, float]:
    """Return a frame's length in bytes and seconds from its four-byte header."""
    bits = int.from_bytes(header, "big")
    version, layer = bits >> 19 & 3, bits >> 17 & 3
    kbit, rate, padding = bits >> 12 & 15, bits >> 10 & 3, bits >> 9 & 1
    if bits >> 21 != 0x7FF or version == 1 or layer != 1 or kbit in (0, 15) or rate == 3:
        raise NotThisKind
    hertz = _RATES[version][rate]
    kbits = (_KBITS_1 if version == 3 else _KBITS_2)[kbit]
    samples = 1152 if version == 3 else 576
    return samples // 8 * kbits * 1000 // hertz + padding, samples / hertz
