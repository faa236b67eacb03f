"""A phone's camera: reads the QR code that a page really shows, from its pixels.

It undoes ISO/IEC 18004 as far as our own codes need it: bytes, no damage to correct. What belongs to the pattern and
not to the data comes from segno, which draws the codes; where the blocks are and how they are mixed as well.
"""

import io
from itertools import groupby

from PIL import Image
from playwright.sync_api import Locator
from segno import consts, encoder

Modules = list[list[int]]
LEVEL_M = 0
FINDER = 7
"""Modules that the square in each of three corners is wide."""


def scan(code: Locator) -> str:
    """Return what the QR code says."""
    with Image.open(io.BytesIO(code.screenshot())) as picture:
        return read(modules_in(picture))


def modules_in(picture: Image.Image) -> Modules:
    """Return the modules row by row, 1 for a dark one. The paper around the code must be light."""
    grey = picture.convert("L").point(lambda value: 255 if value < 128 else 0)
    box = grey.getbbox()
    assert box, "the picture is blank"
    left, top, right, _ = box
    first_row = [grey.getpixel((x, top + 1)) for x in range(left, right)]
    width = (right - left) * FINDER / _first_run(first_row)
    size = round(width)
    assert size % 4 == 1, f"{width:.2f} modules are no QR code"
    step = (right - left) / size
    return [
        [int(grey.getpixel((left + (x + 0.5) * step, top + (y + 0.5) * step)) == 255) for x in range(size)]
        for y in range(size)
    ]


def read(modules: Modules) -> str:
    """Return the text of a code of level M whose content is bytes."""
    size = len(modules)
    version = (size - 17) // 4
    bits = "".join(str(modules[8][x]) for x in (0, 1, 2, 3, 4, 5, 7, 8))
    level, mask = divmod((int(bits, 2) ^ 0b10101000) >> 3, 8)
    assert level == LEVEL_M, f"level {level} is not M"
    words = _data_words(_codewords(modules, mask), version)
    stream = "".join(f"{word:08b}" for word in words)
    assert stream.startswith("0100"), "the content is not bytes"
    length_bits = 8 if version < 10 else 16
    start = 4 + length_bits
    length = int(stream[4:start], 2)
    return bytes(int(stream[start + 8 * i : start + 8 * i + 8], 2) for i in range(length)).decode()


def _first_run(row: list[object]) -> int:
    dark, run = next(groupby(row))
    assert dark == 255
    return len(list(run))


def _codewords(modules: Modules, mask: int) -> list[int]:
    size = len(modules)
    frame = encoder.make_matrix(size, size)
    encoder.add_finder_patterns(frame, size, size)
    encoder.add_alignment_patterns(frame, size, size)
    frame[-8][8] = 1
    is_flipped = encoder.get_data_mask_functions(False)[mask]
    bits = []
    for right in range(size - 1, 0, -2):
        column = right - 1 if right <= 6 else right
        upwards = (column & 2 == 0) ^ (column < 6)
        for y in range(size - 1, -1, -1) if upwards else range(size):
            bits += [modules[y][x] ^ is_flipped(y, x) for x in (column, column - 1) if frame[y][x] == 2]
    return [int("".join(map(str, map(int, bits[i : i + 8]))), 2) for i in range(0, len(bits) - 7, 8)]


def _data_words(mixed: list[int], version: int) -> list[int]:
    """Return the data of all blocks one after the other; they are dealt out in turn like cards."""
    lengths = [info.num_data for info in consts.ECC[version][LEVEL_M] for _ in range(info.num_blocks)]
    blocks: list[list[int]] = [[] for _ in lengths]
    words = iter(mixed)
    for turn in range(max(lengths)):
        for block, length in zip(blocks, lengths, strict=True):
            if turn < length:
                block.append(next(words))
    return [word for block in blocks for word in block]
