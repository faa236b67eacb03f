"""How large a pack may be. The table of docs/pack-format.md; nothing else decides a size."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Bounds on what is read. Sizes are in bytes."""

    files: int = 10_000
    unpacked: int = 200 * MEGABYTE
    zipped: int = 50 * MEGABYTE
    file: int = 25 * MEGABYTE
    text_file: int = 1 * MEGABYTE
    strings: int = 20_000
    ratio: int = 100
    """How many bytes one zipped byte may become, in files of more than `ratio_from` bytes."""
    ratio_from: int = 64 * 1024
    path: int = 200
    """Characters in a path."""
    depth: int = 8
    """Folders in a path, and twice as many levels in YAML."""
    directory: int = 2 * MEGABYTE
    """The zip's own list of its files."""
    pixels: int = 16_000_000
    side: int = 1600
    """Longest side of a picture; a larger one is scaled down."""
    svg_elements: int = 2000
    sound_seconds: int = 300
    text: int = 64 * MEGABYTE
    """All YAML and PO files together."""
    faults: int = 500
    """How many faults one answer lists."""
    collected: int = 5000
    """After so many faults no more are looked for."""


LIMITS = Limits()
