"""Attack: a whole number that two readers round to two numbers."""

from __future__ import annotations

from tests.attacks.numbers import verified


def test_a_number_that_readers_read_differently() -> None:
    assert verified(b"4.5")
    assert not verified(b"9007199254740993")
