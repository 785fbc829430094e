"""R-16: in which languages was taught. Codes of BCP 47; ``en`` covers ``en-GB``.

With ``min`` that many counted items have to be in one of the languages; without it each item.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from wallet.pathways.document import Pathway, Slot
from wallet.pathways.fields import Fields, refuse
from wallet.pathways.rules.interface import (
    AtLeast,
    Chosen,
    Day,
    Doubt,
    Item,
    ItemRule,
    Measure,
    SumRule,
    Variety,
)

TYPE = "language"
PARAMETERS = ("allowed", "min", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageRule(ItemRule):
    """Each item in one of ``allowed``."""

    allowed: frozenset[str]
    unknown: str = "refer"

    def doubts(self, item: Item, slot: Slot, day: Day) -> tuple[Doubt, ...]:  # noqa: ARG002
        """In another language, or in none that it names."""
        if not item.award.languages:
            return (Doubt(code="language_unknown", refer=self.unknown == "refer"),)
        if taught(item, self.allowed):
            return ()
        return (Doubt(code="other_language", facts={"languages": item.award.languages}),)


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageCountRule(SumRule):
    """At least ``least`` counted items in one of ``allowed``."""

    allowed: frozenset[str]
    least: int

    def demands(
        self,
        pathway: Pathway,  # noqa: ARG002
        items: Sequence[Item],  # noqa: ARG002
    ) -> tuple[AtLeast | Variety, ...]:
        """So many different items."""

        def keys(item: Item) -> frozenset[str]:
            return frozenset({item.id} if taught(item, self.allowed) else ())

        return (Variety(keys=keys, bound=self.least),)

    def measure(self, chosen: Chosen) -> Measure:
        """How many there are."""
        have = sum(taught(one, self.allowed) for one in chosen.items(self.scope))
        return Measure(
            met=have >= self.least,
            required=Fraction(self.least),
            have=Fraction(have),
            missing=Fraction(max(self.least - have, 0)),
            facts={"languages": tuple(sorted(self.allowed))},
        )


def taught(item: Item, allowed: frozenset[str]) -> bool:
    """Whether one of the item's languages is allowed."""
    return any(
        one.casefold() == two or one.casefold().startswith(f"{two}-")
        for one in item.award.languages
        for two in allowed
    )


def read(fields: Fields, common: dict[str, Any]) -> LanguageRule | LanguageCountRule:
    """Read it from the document."""
    allowed = frozenset(one.casefold() for one in fields.words("allowed"))
    if not allowed:
        refuse(fields.at("allowed"), "missing")
    least = fields.whole("min")
    if least is not None:
        if fields.has("unknown"):
            refuse(fields.at("unknown"), "unknown_member")
        return LanguageCountRule(**common, allowed=allowed, least=least)
    unknown = fields.choice("unknown", ("refer", "no"), "refer")
    return LanguageRule(**common, allowed=allowed, unknown=unknown)
