"""Texts as their difference from what a browser has (RFC 9842)."""

import base64
import hashlib
import random

import pytest
from backports.zstd import ZstdDict, decompress
from hypothesis import given
from hypothesis import strategies as st

from orientation.packs.dictionaries import difference, named_dictionary


def _undo(made: bytes, dictionary: bytes) -> bytes:
    """Do what a browser does."""
    assert made[:8] == bytes.fromhex("5e2a4d1820000000")
    assert made[8:40] == hashlib.sha256(dictionary).digest()
    return decompress(made[40:], zstd_dict=ZstdDict(dictionary, is_raw=True))


@given(st.binary(max_size=3000), st.binary(min_size=8, max_size=3000))
def test_a_difference_can_be_undone(content: bytes, dictionary: bytes) -> None:
    made = difference(content, dictionary, hashlib.sha256(dictionary).hexdigest())
    assert _undo(made, dictionary) == content


def test_what_stands_at_the_start_of_a_long_dictionary_is_found() -> None:
    text = random.Random(1).randbytes(4000)  # noqa: S311 the same each time
    dictionary = text + random.Random(2).randbytes(3_000_000)  # noqa: S311
    made = difference(text, dictionary, hashlib.sha256(dictionary).hexdigest())
    assert len(made) < 100
    assert _undo(made, dictionary) == text


def test_a_header_names_a_dictionary_by_its_hash() -> None:
    digest = hashlib.sha256(b"bundle").digest()
    assert named_dictionary(f":{base64.b64encode(digest).decode()}:") == digest.hex()


@pytest.mark.parametrize("header", ["", ":", "::", ":AAAA:", "x", ":" + "A" * 43 + "=", ":" + "é" * 43 + "=:", "\n"])
def test_a_header_that_names_none_is_passed_over(header: str) -> None:
    assert named_dictionary(header) is None
