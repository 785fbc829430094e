"""CBOR of proof values: one value, one spelling, and nothing else."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.selective import cbor as written
from wallet.encoding import cbor
from wallet.errors import InputError

_ITEMS = st.integers(0, 2**64 - 1) | st.binary(max_size=300) | st.text(max_size=40)
_VALUES = st.lists(
    _ITEMS | st.lists(_ITEMS, max_size=30) | st.dictionaries(st.integers(0, 300), _ITEMS),
    max_size=30,
)


@given(_VALUES)
def test_what_is_written_is_read(value: list[Any]) -> None:
    assert cbor.loads(written(value)) == value


@given(_VALUES)
def test_what_we_write_is_read_and_has_one_spelling(value: list[Any]) -> None:
    assert cbor.loads(cbor.dumps(value)) == value
    turned = [dict(reversed(one.items())) if isinstance(one, dict) else one for one in value]
    assert cbor.dumps(turned) == cbor.dumps(value)


@pytest.mark.parametrize("value", [-1, True, None, 1.5, 2**64, {"a": None}, [object()]])
def test_nothing_else_is_written(value: Any) -> None:
    with pytest.raises(InputError) as caught:
        cbor.dumps(value)
    assert caught.value.code == "malformed_cbor"


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused_and_read_only_in_their_one_spelling(data: bytes) -> None:
    with contextlib.suppress(InputError):
        assert written(cbor.loads(data)) == data


@pytest.mark.parametrize(
    "data",
    [
        "",  # nothing
        "0000",  # something after it
        "1800", "190017", "1a00000100", "1b0000000000000001",  # numbers in a longer form
        "5800", "9800", "b800",  # lengths in a longer form
        "5f4100ff", "9f00ff", "bf0000ff",  # of no definite length
        "20", "f4", "f6", "fb3ff0000000000000", "c000", "d95d0080",  # other kinds
        "42ff", "8201", "a100", "19ff", "1c",  # cut off, reserved
        "61ff",  # no UTF-8
        "a200000001",  # a key twice
        "a18000",  # a list as a key
        "8181818100",  # too deep
        "9affffffff", "5bffffffffffffffff", "baffffffff",  # more than there is
    ],
)  # fmt: skip
def test_refused(data: str) -> None:
    with pytest.raises(InputError) as caught:
        cbor.loads(bytes.fromhex(data))
    assert caught.value.code == "malformed_cbor"
