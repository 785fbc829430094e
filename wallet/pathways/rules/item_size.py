"""R-04: the credit of one item lies within a range."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wallet.pathways.amounts import shown, shown_below
from wallet.pathways.document import Range, Slot
from wallet.pathways.fields import Fields
from wallet.pathways.rules.interface import Day, Doubt, Item, ItemRule

TYPE = "itemSize"
PARAMETERS = ("min", "max")


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemSizeRule(ItemRule):
    """From ``size.least`` to ``size.most`` in the pathway's unit."""

    size: Range

    def doubts(self, item: Item, slot: Slot, day: Day) -> tuple[Doubt, ...]:  # noqa: ARG002
        """Too small, too large, or not known (left to an advisor)."""
        least, most = self.size.least, self.size.most
        if not item.credits_known:
            return (Doubt(code="size_unknown", refer=True),)
        if least is not None and item.credits < least:
            facts = {"credits": shown_below(item.credits, least), "min": shown(least)}
            return (Doubt(code="item_too_small", facts=facts),)
        if most is not None and item.credits > most:
            facts = {"credits": shown(item.credits), "max": shown(most)}
            return (Doubt(code="item_too_large", facts=facts),)
        return ()


def read(fields: Fields, common: dict[str, Any]) -> ItemSizeRule:
    """Read it from the document."""
    return ItemSizeRule(**common, size=fields.bounds())
