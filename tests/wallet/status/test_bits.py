"""Unpacking lists within limits, and reading the right bit."""

from __future__ import annotations

import base64
import contextlib
import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet.errors import InputError
from wallet.status import STATUS_METHODS, method_of
from wallet.status.bits import unpack, value_at
from wallet.status.interface import INFORMING, INVALIDATING, StatusEntry


def _packed(data: bytes) -> str:
    return base64.urlsafe_b64encode(gzip.compress(data, mtime=0)).rstrip(b"=").decode()


@given(st.binary(min_size=1, max_size=64))
def test_what_was_packed_comes_out_with_and_without_its_prefix(data: bytes) -> None:
    assert unpack(_packed(data)) == data
    assert unpack("u" + _packed(data)) == data


@given(st.binary(min_size=1, max_size=16), st.integers(1, 8), st.integers(-2, 200))
def test_a_value_is_read_most_significant_bit_first(data: bytes, size: int, index: int) -> None:
    bits = "".join(f"{byte:08b}" for byte in data)
    part = bits[index * size : (index + 1) * size] if index >= 0 else ""
    expected = int(part, 2) if len(part) == size else None
    assert value_at(data, index, size) == expected


@given(st.text(max_size=60))
def test_any_text_gives_bytes_or_a_refusal(text: str) -> None:
    with contextlib.suppress(InputError):
        assert unpack(text)


def test_the_limits_are_met_before_the_work() -> None:
    data = bytes(4096)
    assert unpack(_packed(data), limit=4096) == data
    with pytest.raises(InputError, match="too_large"):
        unpack(_packed(data), limit=4095)
    with pytest.raises(InputError, match="too_large"):
        unpack("A" * 200, packed_limit=100)


def test_two_streams_one_behind_the_other_are_refused() -> None:
    both = gzip.compress(b"a", mtime=0) + gzip.compress(b"b", mtime=0)
    text = base64.urlsafe_b64encode(both).rstrip(b"=").decode()
    with pytest.raises(InputError):
        unpack(text)


def test_the_types_are_disjoint_and_every_purpose_is_known() -> None:
    types = [one.entry_type for one in STATUS_METHODS]
    assert len(set(types)) == len(types)
    for one in STATUS_METHODS:
        assert method_of(one.entry_type) is one
        assert one.purposes <= INVALIDATING | INFORMING
    assert method_of("1EdTechRevocationList") is None


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("7", 7),
        (7, 7),
        ("007", 7),
        (0, 0),
        (-1, None),
        (True, None),
        ("1e3", None),
        ("\uff17", None),
        ("1" * 13, None),
        (None, None),
        (["1"], None),
    ],
)
def test_an_index_is_a_plain_number_or_none(written: object, read: int | None) -> None:
    assert StatusEntry(type="x", members={"statusListIndex": written}).index == read
