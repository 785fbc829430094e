"""R-21: all counted items were awarded within so many years of each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wallet.pathways.document import Slot
from wallet.pathways.fields import Fields, refuse
from wallet.pathways.rules.interface import ClashRule, Day, Doubt, Item
from wallet.pathways.rules.recency import months_before

TYPE = "window"
PARAMETERS = ("years",)

_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowRule(ClashRule):
    """At most ``years`` between the first and the last award, to the day."""

    years: int

    def doubts(self, item: Item, slot: Slot, day: Day) -> tuple[Doubt, ...]:  # noqa: ARG002
        """Without a date it cannot be told; left to an advisor."""
        if item.award.award_date is not None:
            return ()
        return (Doubt(code="award_date_unknown", refer=True),)

    def clash(self, first: Item, second: Item) -> Doubt | None:
        """Too far apart."""
        one, other = first.award.award_date, second.award.award_date
        if one is None or other is None:
            return None
        if min(one, other) >= months_before(max(one, other), self.years * _MONTHS):
            return None
        return Doubt(code="outside_window", facts={"years": self.years})


def read(fields: Fields, common: dict[str, Any]) -> WindowRule:
    """Read it from the document."""
    years = fields.whole("years")
    if years is None:
        refuse(fields.at("years"), "missing")
    if not 1 <= years <= 100:  # noqa: PLR2004 - nobody studies longer
        refuse(fields.at("years"), "out_of_range")
    return WindowRule(**common, years=years)
