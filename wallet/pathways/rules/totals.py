"""R-02: how much credit or how many hours are counted together.

More than ``max`` is an excess that is shown and not counted, no failure, unless ``hard``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from wallet.pathways.amounts import shown
from wallet.pathways.document import Pathway, Range
from wallet.pathways.fields import Fields, refuse
from wallet.pathways.rules.interface import AtLeast, Chosen, Item, Measure, SumRule, Variety

CREDITS, HOURS = "totalCredits", "totalHours"
TYPES = (CREDITS, HOURS)
PARAMETERS = ("min", "max", "hard")


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalRule(SumRule):
    """``amount`` of credits (in the pathway's unit) or hours, by ``type``."""

    amount: Range
    hard: bool = False

    def weight(self, item: Item) -> Fraction:
        """What one item adds."""
        return item.credits if self.type == CREDITS else item.hours

    def demands(
        self,
        pathway: Pathway,  # noqa: ARG002
        items: Sequence[Item],  # noqa: ARG002
    ) -> tuple[AtLeast | Variety, ...]:
        """At least the least; where it is hard, at most the most."""
        lines = []
        if self.amount.least is not None:
            lines.append(AtLeast(weight=self.weight, bound=self.amount.least))
        if self.hard and self.amount.most is not None:
            lines.append(AtLeast(weight=lambda one: -self.weight(one), bound=-self.amount.most))
        return tuple(lines)

    def measure(self, chosen: Chosen) -> Measure:
        """The plain sum against both bounds."""
        total = sum((self.weight(one) for one in chosen.items(self.scope)), Fraction())
        least, most = self.amount.least or Fraction(), self.amount.most
        excess = max(total - most, Fraction()) if most is not None else Fraction()
        missing = max(least - total, Fraction())
        return Measure(
            met=not missing and not (self.hard and excess),
            required=least,
            have=total - (Fraction() if self.hard else excess),
            missing=missing,
            facts={"excess": shown(excess)} if excess else {},
        )


def read(fields: Fields, common: dict[str, Any]) -> TotalRule:
    """Read it from the document; what the whole adds up to cannot be waived."""
    amount = fields.bounds()
    if amount.least is None and amount.most is None:
        refuse(fields.at("min"), "missing")
    hard = fields.flag("hard", default=False)
    return TotalRule(**{**common, "waivable": False}, amount=amount, hard=hard)
