"""Attack: a fraction longer than any reader keeps: what is shown is not what stands there."""

from __future__ import annotations

from tests.attacks.numbers import verified


def test_a_number_that_readers_read_differently() -> None:
    assert verified(b"4.5")
    assert not verified(b"4.50000000000000000001")
