"""R-19: only what is provably the learner's own; anything else is left to an advisor.

Without this rule items of learners that are provably different are still never counted
together (see ``wallet.pathways.exclusive``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wallet.pathways.document import Slot
from wallet.pathways.fields import Fields
from wallet.pathways.rules.interface import Day, Doubt, Item, ItemRule
from wallet.report import Check, Outcome

TYPE = "holder"
PARAMETERS = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HolderRule(ItemRule):
    """The check ``holder`` has passed."""

    def doubts(self, item: Item, slot: Slot, day: Day) -> tuple[Doubt, ...]:  # noqa: ARG002
        """Not shown to be the learner's."""
        found = item.award.checks.get(Check.HOLDER)
        if found is not None and found.outcome is Outcome.PASSED:
            return ()
        why = found.reason.value if found else None
        return (Doubt(code="holder_not_shown", facts={"why": why}, refer=True),)


def read(fields: Fields, common: dict[str, Any]) -> HolderRule:  # noqa: ARG001
    """Read it from the document; it cannot be waived."""
    return HolderRule(**{**common, "waivable": False})
