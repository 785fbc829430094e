"""Amounts, dates and ages as people read them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QDate, QLocale

from ui import i18n, words
from wallet.credential import Credit, DateValue, Kind, Level, Workload
from wallet.wording import set_translations

NOW = QDate(2026, 11, 21)


@pytest.fixture(autouse=True)
def _english() -> None:
    QLocale.setDefault(QLocale("en_GB"))


@pytest.mark.parametrize(
    ("credit", "said"),
    [
        (Credit(amount=Decimal(4), framework="ECTS"), "4 ECTS"),
        (Credit(amount=Decimal("2.50"), framework="ECTS"), "2.5 ECTS"),
        (Credit(amount=Decimal(16), framework="hours"), "16 h"),
        (Credit(amount=Decimal(500), framework=None), "500 credits (unit not stated)"),
    ],
)
def test_a_size_is_printed_with_its_unit_and_never_with_a_guessed_one(
    credit: Credit, said: str
) -> None:
    assert words.credit_words(credit) == said


def test_hours_say_what_they_count() -> None:
    assert words.workload_words(Workload(hours=Decimal(30), basis="contact")) == (
        "30 h of teaching"
    )
    assert words.workload_words(None) == ""


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2026-11-21T08:00:00Z", "21 Nov 2026 (today)"),
        ("2026-11-20", "20 Nov 2026 (1 day ago)"),
        ("2025-11-20", "20 Nov 2025 (1 year ago)"),
        ("2026-12-01", "1 Dec 2026 (in 10 days)"),
        ("2031-01-01", "1 Jan 2031 (in 4 years)"),
        ("2025-03", "Mar 2025"),
        ("2025", "2025"),
        ("soon", "soon"),
        ("", ""),
        (None, ""),
    ],
)
def test_dates_are_absolute_with_their_age_and_as_written_where_unreadable(
    written: str | None, said: str
) -> None:
    assert words.aged_words(written, NOW) == said


def test_a_date_value_is_read_by_its_text() -> None:
    value = DateValue(value="2026-11-21", precision="day")
    assert words.date_words(value) == "21 Nov 2026"
    assert words.zoned_words(value) == "21 Nov 2026"


def test_a_local_midnight_written_in_utc_is_said_with_the_day_it_may_mean() -> None:
    born = DateValue(
        value="1999-10-01T22:00:00Z", precision="instant", zone_note="zone-shifted"
    )
    assert words.zoned_words(born) == "1 Oct 1999; where it was written perhaps 2 Oct 1999"
    assert words.aged_words(born, NOW).startswith("1 Oct 1999 (27 years ago); ")


def test_a_level_of_no_known_scheme_is_said_as_it_is() -> None:
    levels = (Level(scheme="EQF", value="7"), Level(scheme="other", value="Master"))
    assert words.level_words(levels) == "EQF 7 · Master"


def test_every_kind_of_award_but_the_unknown_has_a_name() -> None:
    for kind in Kind:
        assert bool(words.kind_words(kind)) is (kind is not Kind.UNKNOWN)
    assert words.kind_words("something else") == ""


def test_a_date_speaks_the_window_s_language_and_not_the_desktop_s() -> None:
    set_translations(i18n.load("de"))
    try:
        assert words.date_words("2026-10-21") == "21. Okt. 2026"
    finally:
        set_translations(i18n.load(i18n.SOURCE_LANGUAGE))


def test_beside_a_word_that_runs_the_other_way_each_part_stays_together() -> None:
    assert words.line_words("4 ECTS", "EQF 6") == "4 ECTS · EQF 6"
    facts = words.line_words("4 ECTS", "13 أكتوبر 2026")
    assert facts == "\u20684 ECTS\u2069 · \u206813 أكتوبر 2026\u2069"
    assert words.line_words("متحقق", facts) == f"\u2068متحقق\u2069 · {facts}"
