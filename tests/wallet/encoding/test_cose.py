"""CBOR of mdocs and CWTs: one strict reader, whatever the bytes."""

from __future__ import annotations

import contextlib
import math

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers import mdoc
from tests.helpers.keys import Key
from wallet import intake
from wallet.encoding import cose, cwt
from wallet.encoding.cose import Tagged
from wallet.errors import InputError, IntakeError

ISSUER = mdoc.MdocIssuer()
WHOLE = mdoc.file(ISSUER.issue())
LIST = ISSUER.status_list("https://status.example/1", {})
KEY = Key.make("cose", "P-256")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x01\x02",  # something behind it
        b"\xa2\x01\x01\x01\x02",  # a key twice
        b"\x9f\x01\xff",  # without a length
        b"\x5f\x41a\xff",
        b"\x81" * 60 + b"\x01",  # deeper than anything real
        b"\x9b\x7f\xff\xff\xff\xff\xff\xff\xff",  # longer than there are bytes
        b"\x5b\x7f\xff\xff\xff\xff\xff\xff\xff",
        b"\x62\xff\xfe",  # no UTF-8
    ],
)
def test_what_can_be_read_in_two_ways_is_refused(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        cose.loads(data)
    assert caught.value.code == "malformed_cbor"


@pytest.mark.parametrize("tag", [0, 1, 2, 4, 24, 28, 29, 35, 37, 258, 1004, 43000, 60000])
def test_a_tag_is_kept_as_it_is_and_nothing_is_made_of_it(tag: int) -> None:
    told = cbor2.CBORTag(tag, "(a+)+$") if tag != 2 else b"\xc2\x41\x05"
    data = told if isinstance(told, bytes) else cbor2.dumps(told)
    found = cose.loads(data)
    assert isinstance(found, Tagged)
    assert found.tag == tag


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (b"\xff\xfe", "__4"),
        (Tagged(0, "2026-01-01T00:00:00Z"), "2026-01-01T00:00:00Z"),
        (Tagged(1004, "2026-01-01"), "2026-01-01"),
        (Tagged(24, cbor2.dumps({"a": 1})), {"a": 1}),
        ({1: "one", "two": [True, None, 1.5]}, {"1": "one", "two": [True, None, 1.5]}),
    ],
)
def test_values_become_what_json_has_for_them(value: object, told: object) -> None:
    assert cose.plain(value) == told


@pytest.mark.parametrize(
    "value", [math.nan, math.inf, Tagged(37, b"x"), {b"x": 1}, {1: 1, "1": 2}, object()]
)
def test_what_json_has_no_word_for_is_refused(value: object) -> None:
    with pytest.raises(InputError):
        cose.plain(value)


@pytest.mark.parametrize(
    "change",
    [
        lambda parts: parts[:3],
        lambda parts: [*parts, b""],
        lambda parts: [parts[0], {1: -7}, *parts[2:]],  # one header inside and outside
        lambda parts: [{}, *parts[1:]],
        lambda parts: [parts[0], [], *parts[2:]],
        lambda parts: [parts[0], parts[1], None, parts[3]],
        lambda parts: [b"\x01", *parts[1:]],
        lambda parts: {"a": parts},
    ],
)
def test_a_signature_has_four_parts_and_each_header_once(change: object) -> None:
    assert callable(change)
    good = mdoc.sign1(b"payload", KEY)
    assert cose.sign1(good).payload == b"payload"
    with pytest.raises(InputError):
        cose.sign1(change(good))


@given(st.binary(max_size=60), st.integers(0, len(WHOLE)))
def test_any_bytes_are_a_document_or_refused_by_name(new: bytes, at: int) -> None:
    with contextlib.suppress(IntakeError):  # anything else would escape and fail
        intake.read(WHOLE[:at] + new + WHOLE[at + len(new) :])
    with contextlib.suppress(IntakeError):
        intake.read(b"\xa2" + new + b"nameSpaces issuerAuth")


@given(st.binary(max_size=60), st.integers(0, len(LIST)))
def test_any_bytes_are_a_list_or_refused_by_name(new: bytes, at: int) -> None:
    with contextlib.suppress(InputError):
        cwt.read(LIST[:at] + new + LIST[at + len(new) :])
