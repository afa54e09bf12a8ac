"""Bodies are unpacked in bounded steps."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.errors import FetchError
from rag.web.body import unpacked


def pieces(data: bytes, size: int) -> list[bytes]:
    return [data[i : i + size] for i in range(0, len(data), size)]


@given(st.binary(max_size=3000), st.integers(1, 500), st.sampled_from(["", "identity", "gzip", "x-gzip", "deflate"]))
def test_a_body_is_what_was_packed_however_it_arrives(body: bytes, size: int, encoding: str) -> None:
    packed = (
        body if encoding in ("", "identity") else zlib.compress(body) if encoding == "deflate" else gzip.compress(body)
    )
    assert unpacked(pieces(packed, size), encoding, 3000) == body


def test_several_gzip_members_are_one_body() -> None:
    assert unpacked([gzip.compress(b"one "), gzip.compress(b"two")], "gzip", 100) == b"one two"


@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_a_body_of_one_byte_too_many_is_refused(encoding: str) -> None:
    body = gzip.compress(b"x" * 101) if encoding else b"x" * 101
    with pytest.raises(FetchError, match="more than 100 bytes"):
        unpacked([body], encoding, 100)


def test_a_bomb_is_refused_without_being_unpacked() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    tracemalloc.start()
    with pytest.raises(FetchError, match="more than"):
        unpacked([bomb], "gzip", 100_000)
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()


def test_damaged_data_is_refused() -> None:
    with pytest.raises(FetchError, match="damaged"):
        unpacked([b"no gzip at all"], "gzip", 100)


def test_an_unknown_packing_is_refused() -> None:
    with pytest.raises(FetchError, match="'br'"):
        unpacked([b"x"], "br", 100)


@given(st.binary(min_size=1, max_size=3000), st.integers(1, 500))
def test_deflate_without_its_header_is_unpacked_too(body: bytes, size: int) -> None:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    raw = packer.compress(body) + packer.flush()
    assert unpacked(pieces(raw, size), "deflate", 3000) == body


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "raw deflate"])
@given(st.floats(0.01, 0.99), st.integers(1, 500))
def test_a_body_that_was_cut_off_is_refused(encoding: str, share: float, size: int) -> None:
    packer = zlib.compressobj(wbits={"gzip": 31, "deflate": 15, "raw deflate": -15}[encoding])
    whole = packer.compress(bytes(range(256)) * 3) + packer.flush()
    with pytest.raises(FetchError, match="cut off"):
        unpacked(pieces(whole[: max(1, int(len(whole) * share))], size), encoding.removeprefix("raw "), 3000)


def test_a_second_gzip_member_that_was_cut_off_is_refused() -> None:
    with pytest.raises(FetchError, match="cut off"):
        unpacked([gzip.compress(b"one "), gzip.compress(b"two")[:-3]], "gzip", 100)


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_members_and_what_is_after_the_last_are_told_apart_however_they_arrive(size: int) -> None:
    packed = gzip.compress(b"one ") + gzip.compress(b"two") + b"\0\0\0\0"
    assert unpacked(pieces(packed, size), "gzip", 100) == b"one two"


def test_an_empty_body_is_empty() -> None:
    assert unpacked([], "gzip", 100) == b""


@pytest.mark.parametrize("encoding", ["gzip, gzip", "gzip, br", "zstd", "compress"])
def test_packings_that_are_not_unpacked_are_refused(encoding: str) -> None:
    with pytest.raises(FetchError, match=encoding):
        unpacked([b"x"], encoding, 100)


def test_a_packing_beside_a_word_that_is_none_counts() -> None:
    assert unpacked([gzip.compress(b"x")], "utf-8, GZIP", 100) == b"x"
