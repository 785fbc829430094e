"""R-08: how old an item may be on the evaluation day. Expiry is judged always."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Any

from wallet.errors import Fact
from wallet.pathways.document import Slot
from wallet.pathways.fields import Fields, refuse
from wallet.pathways.rules.interface import Day, Doubt, Item, ItemRule

TYPE = "recency"
PARAMETERS = ("maxAgeMonths",)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecencyRule(ItemRule):
    """At most ``months`` old, counted from the award date."""

    months: int

    def doubts(self, item: Item, slot: Slot, day: Day) -> tuple[Doubt, ...]:  # noqa: ARG002
        """Too old; without a date that is left to an advisor."""
        if item.id in day.renewed:
            return ()
        awarded = item.award.award_date
        if awarded is None:
            return (Doubt(code="award_date_unknown", refer=True),)
        if awarded >= months_before(day.date, self.months):
            return ()
        facts: dict[str, Fact] = {"awarded": awarded.isoformat(), "months": self.months}
        return (Doubt(code="too_old", facts=facts),)


def months_before(day: date, months: int) -> date:
    """The same day that many months earlier; the month's last where it has no such day."""
    count = day.year * 12 + day.month - 1 - months
    year, month = max(count // 12, 1), count % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def read(fields: Fields, common: dict[str, Any]) -> RecencyRule:
    """Read it from the document."""
    months = fields.whole("maxAgeMonths")
    if months is None:
        refuse(fields.at("maxAgeMonths"), "missing")
    return RecencyRule(**common, months=months)
