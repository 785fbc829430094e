"""JCS, base58, base64url and dates: one value has one spelling."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet.encoding import jcs, timestamp
from wallet.encoding.multibase import (
    b64url_decode,
    b64url_encode,
    base58_decode,
    base58_encode,
    multibase_decode,
)
from wallet.errors import InputError


def test_the_example_of_rfc_8785_is_written_as_there() -> None:
    value = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/",
        "literals": [None, True, False],
    }
    assert jcs.canonical(value).decode() == (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )


def test_members_are_sorted_by_utf_16_units() -> None:
    assert (
        jcs.canonical({"\ufb33": 1, "\U0001f600": 2}).decode() == '{"\U0001f600":2,"\ufb33":1}'
    )


@pytest.mark.parametrize("value", [{"a": "\ud800"}, {"a": 2**60}, {"a": float("nan")}])
def test_what_has_no_canonical_text_is_refused(value: object) -> None:
    with pytest.raises(InputError) as caught:
        jcs.canonical(value)
    assert caught.value.code == "malformed_json"


def test_bottomless_values_do_not_crash_jcs() -> None:
    value: list[object] = []
    for _ in range(100_000):
        value = [value]
    with pytest.raises(InputError) as caught:
        jcs.canonical(value)
    assert caught.value.code == "too_deep"


@given(st.binary(max_size=100))
def test_bytes_survive_both_alphabets(data: bytes) -> None:
    assert base58_decode(base58_encode(data)) == data
    assert b64url_decode(b64url_encode(data)) == data
    assert multibase_decode("z" + base58_encode(data)) == data
    assert multibase_decode("u" + b64url_encode(data)) == data


@given(st.text(max_size=40))
def test_any_text_decodes_to_what_encodes_to_it_or_is_refused(text: str) -> None:
    for decode, encode in ((base58_decode, base58_encode), (b64url_decode, b64url_encode)):
        try:
            data = decode(text)
        except InputError:
            continue
        assert encode(data) == text


@pytest.mark.parametrize("text", ["AA==", "AB", "A", "A A", "A+", "A/", "AA\n", "é"])
def test_other_spellings_of_base64url_are_refused(text: str) -> None:
    with pytest.raises(InputError):
        b64url_decode(text)


@pytest.mark.parametrize("text", ["0", "O", "I", "l", "2 ", "2\n", " 2", "1" * 10_000])
def test_other_spellings_of_base58_are_refused(text: str) -> None:
    with pytest.raises(InputError):
        base58_decode(text)


@pytest.mark.parametrize("text", ["", "f00", "m00", "Z2"])
def test_other_bases_are_refused(text: str) -> None:
    with pytest.raises(InputError):
        multibase_decode(text)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-21T12:00:00Z", datetime(2026, 11, 21, 12, tzinfo=UTC)),
        ("2026-11-21T12:00:00.1239999Z", datetime(2026, 11, 21, 12, 0, 0, 123999, UTC)),
        ("2026-11-21T12:00:00+02:00", datetime(2026, 11, 21, 10, tzinfo=UTC)),
        ("2026-11-21T00:30:00-05:45", datetime(2026, 11, 21, 6, 15, tzinfo=UTC)),
    ],
)
def test_dates_with_a_zone_are_instants(text: str, moment: datetime) -> None:
    assert timestamp.parse(text) == moment


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-21T12:00:00",
        "2026-11-21",
        "2026-11-21 12:00:00Z",
        "2026-11-21t12:00:00z",
        "2026-02-30T12:00:00Z",
        "2026-11-21T12:00:60Z",
        "2026-11-21T12:00:00Z\n",
        "2026-11-21T12:00:00+25:00",
        "2026-11-21T12:00:00.Z",
        "0001-01-01T00:00:00+10:00",
        "\uff12\uff10\uff12\uff16-11-21T12:00:00Z",
        20261121,
        None,
    ],
)
def test_dates_that_leave_a_doubt_are_refused(text: object) -> None:
    with pytest.raises(InputError) as caught:
        timestamp.parse(text)
    assert caught.value.code == "malformed_date"


@pytest.mark.parametrize("value", [True, "1", None, -1, float("inf"), float("nan"), 10**20])
def test_numeric_dates_must_be_numbers_of_this_era(value: object) -> None:
    with pytest.raises(InputError):
        timestamp.from_numeric(value)


def test_numeric_dates_may_have_fractions() -> None:
    assert timestamp.from_numeric(0.5) == datetime(1970, 1, 1, 0, 0, 0, 500_000, UTC)
