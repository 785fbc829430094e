"""Numbers, days, sizes, names of places and plurals as each language writes them."""

from __future__ import annotations

import re

import pytest
from babel.numbers import format_decimal

from tools.catalogues import sentences
from ui import i18n
from wallet.wording import language, number, set_translations, tr
from wallet.wording.names import country, tongue
from wallet.wording.sizes import size

_COUNTED = re.compile(r"\{n\} [^\W\d_]")
_NOT_COUNTED = {
    "{n} kB", "{n} MB", "{n} GB",  # units
    "{n} credits",  # may be 2.5
    "At least {n} of these: {children}.",
}  # fmt: skip
"""Sentences whose number is no count of the things that follow."""


@pytest.mark.parametrize("code", i18n.available())
def test_a_decimal_is_written_as_the_language_writes_it(code: str) -> None:
    set_translations(i18n.load(code))
    assert language() == code
    assert number("0.5") == format_decimal(0.5, locale=code)
    assert number("0.5") in tr("{missing} {unit} missing", missing="0.5", unit="ECTS")
    assert size(4_560_000).startswith(number("4.6"))


def test_what_is_no_amount_stays_as_it_is() -> None:
    set_translations(i18n.load("de"))
    assert number("14.5 ECTS") == "14,5 ECTS"
    assert number("1.2.3") == "1.2.3"
    assert number("eidas-2.0") == "eidas-2.0"
    told = tr("“{title}”, version {version}, replaces it; the same key signed both.",
              title="Node 2.5", version="1.2")  # fmt: skip
    assert "Node 2.5" in told
    assert "1.2" in told


def test_places_and_languages_have_names_in_every_language() -> None:
    set_translations(i18n.load("fr"))
    assert (country("FI"), tongue("sv")) == ("Finlande", "suédois")
    assert (country("??"), tongue("xx-unknown")) == ("??", "xx-unknown")


def test_what_is_counted_has_a_form_for_one() -> None:
    lacking = [
        one.msgid
        for one in sentences()
        if not one.plural and _COUNTED.search(one.msgid) and one.msgid not in _NOT_COUNTED
    ]
    assert lacking == []
