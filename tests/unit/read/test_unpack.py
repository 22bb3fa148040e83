"""Unpacking within a limit, in whatever pieces the bytes come."""

import gzip
import zlib

import pytest
from bad_server import PAGE, packed_zeros
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.read import fetch_reasons as why
from counterclaim.read.fetch_reasons import Refusal
from counterclaim.read.unpack import Unpacker

PACKED = {
    "": PAGE,
    "identity": PAGE,
    "gzip": gzip.compress(PAGE),
    "X-GZIP": gzip.compress(PAGE) + bytes(512),  # padded, as by tapes
    "deflate": zlib.compress(PAGE),
    "Deflate ": zlib.compress(PAGE)[2:-4],
}


@given(coding=st.sampled_from(sorted(PACKED)), size=st.integers(1, 200))
def test_pieces_of_any_size_give_the_same(coding: str, size: int) -> None:
    unpacker = Unpacker(coding, 1000)
    packed = PACKED[coding]
    for start in range(0, len(packed), size):
        unpacker.add(packed[start : start + size])
    assert unpacker.finish() == PAGE


@given(data=st.binary(max_size=3000), cut=st.integers(0, 3000))
def test_what_was_packed_comes_back_or_is_refused(data: bytes, cut: int) -> None:
    packed = gzip.compress(data)
    unpacker = Unpacker("gzip", 3000)
    unpacker.add(packed[:cut])
    if 0 < cut < len(packed):
        with pytest.raises(Refusal, match=why.CUT):
            unpacker.finish()
    elif cut:
        assert unpacker.finish() == data


def test_a_limit_is_kept_to_the_byte() -> None:
    packed = gzip.compress(b"a" * 1000)
    unpacker = Unpacker("gzip", 1000)
    unpacker.add(packed)
    assert unpacker.finish() == b"a" * 1000
    with pytest.raises(Refusal, match=why.TOO_LARGE):
        Unpacker("gzip", 999).add(packed)


def test_of_what_is_cut_off_the_beginning_is_given() -> None:
    unpacker = Unpacker("gzip", 1000, is_cut_off=True)
    for piece in packed_zeros(5):
        unpacker.add(piece)
    assert unpacker.is_full
    assert unpacker.finish() == bytes(1000)


def test_the_packed_bytes_count_too() -> None:
    """Empty members without end are no more bytes unpacked, and no fewer received."""
    unpacker = Unpacker("gzip", 10_000)  # an empty member has 20
    empty = gzip.compress(b"")
    for _ in range(500):
        unpacker.add(empty)
    with pytest.raises(Refusal, match=why.TOO_LARGE):
        unpacker.add(empty)


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip", "deflate,gzip", "none"])
def test_what_was_not_asked_for_is_refused(coding: str) -> None:
    with pytest.raises(Refusal, match=why.BAD_CODING):
        Unpacker(coding, 1000)
