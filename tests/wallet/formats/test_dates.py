"""Dates as they were written."""

from __future__ import annotations

import pytest

from wallet.formats.dates import date_value, numeric_date


@pytest.mark.parametrize(
    ("written", "precision"),
    [
        ("2026", "year"),
        ("2026-02", "month"),
        ("2026-02-28", "day"),
        ("2026-02-28T10:00:00Z", "instant"),
        ("2026-02-28T10:00:00.5+02:00", "instant"),
    ],
)
def test_precision_is_what_was_written(written, precision):
    found = date_value(written)
    assert found is not None
    assert (found.value, found.precision) == (written, precision)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "26",
        "2026-13",
        "2026-02-32",
        "2026-02-30T00:00:00Z",
        "2026-02-28T10:00:00",
        "x",
        2026,
        None,
        ["2026"],
        "٢٠٢٦",
    ],
)
def test_what_is_no_date_is_none(written):
    assert date_value(written) is None


@pytest.mark.parametrize(
    ("written", "noted"),
    [
        ("1999-10-01T22:00:00Z", True),
        ("2022-12-31T23:00:00.000Z", True),
        ("2022-12-31T21:00:00Z", True),
        ("2022-12-31T22:00:01Z", False),
        ("2022-12-31T22:00:00+00:00", False),
        ("2022-12-31T00:00:00Z", False),
    ],
)
def test_local_midnights_are_marked(written, noted):
    found = date_value(written)
    assert found is not None
    assert (found.zone_note == "zone-shifted") is noted


@pytest.mark.parametrize("value", [True, "1", None, -1, 10**20, float("nan")])
def test_what_is_no_numeric_date_is_none(value):
    assert numeric_date(value) is None


def test_a_numeric_date_is_written_out():
    found = numeric_date(1767225600)
    assert found is not None
    assert found.value == "2026-01-01T00:00:00Z"
