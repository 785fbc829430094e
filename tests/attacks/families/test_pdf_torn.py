"""A sealed diploma is cut off, at any place: what is left is never the whole."""

from __future__ import annotations

import pytest

from tests.helpers import pdf_updates as attack

SEALED = attack.sealed()


@pytest.mark.parametrize("part", range(1, 12))
def test_a_part_of_it_is_not_it(part: int) -> None:
    cut = SEALED[: len(SEALED) * part // 12]
    assert not attack.is_relied_on(attack.judged(cut))
    assert not attack.is_relied_on(attack.judged(SEALED[len(SEALED) - len(cut) :]))


def test_a_hole_in_it_is_found() -> None:
    for at in range(0, len(SEALED) - 50, 701):
        assert not attack.is_relied_on(attack.judged(SEALED[:at] + SEALED[at + 50 :]))
