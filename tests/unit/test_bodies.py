"""Whatever is sent compressed is unfolded to what it was, or refused, and never costs more than the bound."""

import gzip
import tracemalloc
import zlib

import pytest
from backports import zstd
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.exceptions import BadRequest, HTTPException, RequestEntityTooLarge

from orientation.http.bodies import LONGEST, UNFOLDERS, UnknownEncoding, unfold

FOLD = {"gzip": gzip.compress, "zstd": zstd.compress}
BOTH = pytest.mark.parametrize("encoding", UNFOLDERS)


@BOTH
@given(body=st.binary(max_size=2000))
def test_it_comes_out_as_it_went_in(encoding: str, body: bytes) -> None:
    assert unfold(FOLD[encoding](body), encoding) == body


@BOTH
def test_the_bound_itself_is_taken_and_a_byte_more_is_not(encoding: str) -> None:
    assert len(unfold(FOLD[encoding](bytes(LONGEST)), encoding)) == LONGEST
    with pytest.raises(RequestEntityTooLarge):
        unfold(FOLD[encoding](bytes(LONGEST + 1)), encoding)


@BOTH
def test_a_bomb_costs_no_more_than_the_bound(encoding: str) -> None:
    bomb = FOLD[encoding](bytes(400 * 1024 * 1024))
    tracemalloc.start()
    with pytest.raises(RequestEntityTooLarge):
        unfold(bomb, encoding)
    highest = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert highest < 4 * LONGEST


def test_a_frame_that_asks_for_much_memory_is_refused() -> None:
    options = {zstd.CompressionParameter.window_log: 27, zstd.CompressionParameter.enable_long_distance_matching: 1}
    frame = zstd.ZstdCompressor(options=options)
    with pytest.raises(BadRequest):
        unfold(frame.compress(b"a") + frame.flush(), "zstd")


@BOTH
@pytest.mark.parametrize("spoil", [lambda sent: sent[:-1], lambda sent: sent + b"x", lambda _: b"", lambda _: b"{}"])
def test_what_is_not_one_whole_stream_is_refused(encoding: str, spoil: object) -> None:
    assert callable(spoil)
    with pytest.raises(BadRequest, match="isn't one whole"):
        unfold(spoil(FOLD[encoding](b"some words")), encoding)


@BOTH
@given(noise=st.binary(max_size=200))
def test_noise_is_refused_and_never_a_crash(encoding: str, noise: bytes) -> None:
    start = FOLD[encoding](b"some words that begin well")[:14]
    for sent in (noise, start + noise):
        try:
            unfold(sent, encoding)
        except HTTPException as refusal:
            assert refusal.code in (400, 413)


@pytest.mark.parametrize("encoding", ["br", "deflate", "gzip, gzip", "gzip;q=1", "rot13"])
def test_other_encodings_are_refused_with_those_that_are_taken(encoding: str) -> None:
    with pytest.raises(UnknownEncoding) as refused:
        unfold(zlib.compress(b"{}"), encoding)
    assert ("Accept-Encoding", "gzip, zstd") in refused.value.get_headers()
