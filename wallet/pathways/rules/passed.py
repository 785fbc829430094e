"""E.3, 2: what was not passed does not count. Always on; no document sets it aside.

Rules
-----
1. Where every result says that it was failed, or that the learner withdrew, the item is out;
   no advisor makes a pass of it.
2. Nothing says which of several results decides: a failed one beside others is left to an
   advisor, also where it was only a first try, or a part of the whole.
3. What is not decided yet (enrolled, in progress, on hold, provisional) is left to an advisor,
   and so is every word that is not known here.
4. A result without a word about it, and an award without a result (it may have been kept
   back), say nothing against the item.
"""

from __future__ import annotations

from dataclasses import dataclass

from wallet.pathways.document import Slot
from wallet.pathways.rules.interface import Day, Doubt, Item, ItemRule

_NOTHING_AGAINST = frozenset(("", "completed", "pass", "passed"))
_NOT_PASSED = frozenset(("fail", "failed", "withdrew"))
"""In the words of Open Badges 3.0, ELMO and the European Learning Model."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedRule(ItemRule):
    """About what the issuer says of the results."""

    def doubts(self, item: Item, slot: Slot, day: Day) -> tuple[Doubt, ...]:  # noqa: ARG002
        """Not passed, or not said to be."""
        said = {(one or "").strip().casefold() for one in item.award.result_statuses}
        if said and said <= _NOT_PASSED:
            return (Doubt(code="not_passed"),)
        if not said <= _NOTHING_AGAINST:
            return (Doubt(code="passed_unknown", refer=True),)
        return ()
