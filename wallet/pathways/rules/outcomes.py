"""R-06: the counted items together cover outcomes, such as skills of ESCO.

An outcome is covered where an item names its address, or one below it (see ``skills``). How
much several items cover is their union: the same outcome twice is one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from wallet.pathways import skills
from wallet.pathways.document import Pathway
from wallet.pathways.fields import Fields, refuse
from wallet.pathways.rules.interface import AtLeast, Chosen, Item, Measure, SumRule, Variety

TYPE = "outcomes"
PARAMETERS = ("outcomes", "essential", "minCount", "minCoverage")


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomesRule(SumRule):
    """At least ``least`` of ``outcomes``, and every one that is ``essential``."""

    outcomes: frozenset[str]
    essential: frozenset[str]
    least: int

    def covered(self, item: Item) -> frozenset[str]:
        """The outcomes that one item covers."""
        return skills.covered(self.outcomes, item.award.skills)

    def demands(
        self,
        pathway: Pathway,  # noqa: ARG002
        items: Sequence[Item],
    ) -> tuple[AtLeast | Variety, ...]:
        """So many different outcomes, and so many different essential ones."""
        found = {one.id: self.covered(one) for one in items}
        lines = [Variety(keys=lambda one: found[one.id], bound=self.least)]
        if self.essential:
            lines.append(
                Variety(
                    keys=lambda one: found[one.id] & self.essential,
                    bound=len(self.essential),
                )
            )
        return tuple(lines)

    def measure(self, chosen: Chosen) -> Measure:
        """What is covered, and which are not, the essential ones first."""
        found = {
            one
            for item in chosen.items(self.scope)
            for one in skills.covered(self.outcomes, item.award.skills)
        }
        absent = sorted(self.essential - found)
        others = sorted(self.outcomes - self.essential - found)
        missing = max(self.least - len(found), len(absent), 0)
        return Measure(
            met=not missing,
            required=Fraction(max(self.least, len(self.essential))),
            have=Fraction(len(found)),
            missing=Fraction(missing),
            facts={"essential": tuple(absent), "others": tuple(others)},
        )


def read(fields: Fields, common: dict[str, Any]) -> OutcomesRule:
    """Read it from the document; without a least number all of them are wanted."""
    essential = frozenset(fields.words("essential"))
    outcomes = frozenset(fields.words("outcomes")) | essential
    if not outcomes:
        refuse(fields.at("outcomes"), "missing")
    count, share = fields.whole("minCount"), fields.share("minCoverage")
    if count is not None and count > len(outcomes):
        refuse(fields.at("minCount"), "out_of_range")
    wanted = [count] if count is not None else []
    if share is not None:
        wanted.append(int(-(-share * len(outcomes) // 1)))
    least = max(wanted, default=0 if essential else len(outcomes))
    return OutcomesRule(**common, outcomes=outcomes, essential=essential, least=least)
