"""R-20: the counted items come from at least so many partners, countries or modes.

A partner is an issuer under the name that a trust source gives, else its identifier, so that
one university with two keys stays one partner.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from wallet.pathways.document import Pathway
from wallet.pathways.fields import Fields, refuse
from wallet.pathways.rules.interface import AtLeast, Chosen, Item, Measure, SumRule, Variety

TYPE = "diversity"
PARAMETERS = ("of", "min")


@dataclass(frozen=True, slots=True, kw_only=True)
class DiversityRule(SumRule):
    """At least ``least`` different ``of``."""

    of: str
    least: int

    def keys(self, item: Item) -> frozenset[str]:
        """What is counted; nothing where it is not known."""
        award = item.award
        found = {"issuers": award.partner, "countries": award.country, "modes": award.mode}
        return frozenset({found[self.of] or ""} - {""})

    def demands(
        self,
        pathway: Pathway,  # noqa: ARG002
        items: Sequence[Item],  # noqa: ARG002
    ) -> tuple[AtLeast | Variety, ...]:
        """So many different keys."""
        return (Variety(keys=self.keys, bound=self.least),)

    def measure(self, chosen: Chosen) -> Measure:
        """The number of different keys."""
        have = len(frozenset().union(*(self.keys(one) for one in chosen.items(self.scope))))
        return Measure(
            met=have >= self.least,
            required=Fraction(self.least),
            have=Fraction(have),
            missing=Fraction(max(self.least - have, 0)),
        )


def read(fields: Fields, common: dict[str, Any]) -> DiversityRule:
    """Read it from the document."""
    least = fields.whole("min")
    if least is None:
        refuse(fields.at("min"), "missing")
    of = fields.choice("of", ("issuers", "countries", "modes"), "issuers")
    return DiversityRule(**common, of=of, least=least)
