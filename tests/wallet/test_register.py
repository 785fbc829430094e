"""How identifiers and names of registers are compared."""

from datetime import date

import pytest

from tests.helpers.register import MemoryRegister, institution
from wallet.evidence import Evidence
from wallet.register import Period, Register
from wallet.register.names import host_key, index_key, name_key


@pytest.mark.parametrize(
    ("scheme", "one", "other"),
    [
        ("erasmus", "E  TARRAGO01", "e tarrago01"),
        ("vat", "ES-Q9350003A", "ESQ9350003A"),
        ("schac", "https://www.URV.cat/en/", "urv.cat"),
        ("schac", "uni-köln.de", "xn--uni-kln-e1a.de"),
        ("pic", "999 880 560", "999880560"),
    ],
)
def test_spelling_does_not_count(scheme, one, other):
    assert index_key(scheme, one) == index_key(scheme, other)


@pytest.mark.parametrize(
    ("scheme", "one", "other"),
    [
        ("did", "did:web:uni.example", "did:web:UNI.example"),
        ("schac", "urv.cat", "evil-urv.cat"),
        ("schac", "urv.cat", "urv.cat.evil.example"),
        ("schac", "https://urv.cat@evil.example/", "urv.cat"),
        ("pic", "999880560", "999880561"),
    ],
)
def test_different_identifiers_stay_different(scheme, one, other):
    assert index_key(scheme, one) != index_key(scheme, other)


def test_a_host_that_is_no_name_is_compared_as_written():
    assert host_key("a..b") == "a..b"


def test_names_are_compared_without_case_accents_and_punctuation():
    assert name_key("Universität  Köln (Uni)") == name_key("universitat KOLN uni")
    assert name_key("Universität Köln") != name_key("Universität Bonn")


def test_days_at_the_ends_count():
    period = Period(start=date(2020, 1, 1), end=date(2020, 1, 2))
    assert period.holds(date(2020, 1, 1))
    assert period.holds(date(2020, 1, 2))
    assert not period.holds(date(2019, 12, 31))
    assert not period.holds(date(2020, 1, 3))
    assert Period().holds(date(1, 1, 1))


def test_registers_of_two_evidences_stand_side_by_side():
    one: Register = MemoryRegister(rows=(institution("A"),))
    other = MemoryRegister(rows=(institution("B"),), sha256="c0" * 32)
    both = Evidence(registers=(one,)).joined(Evidence(registers=(other,)))
    assert both.registers == (one, other)
