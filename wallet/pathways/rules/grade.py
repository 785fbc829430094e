"""R-14: a least grade, on one scale that the document writes out from worst to best."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wallet.pathways.document import Slot
from wallet.pathways.fields import Fields, refuse
from wallet.pathways.rules.interface import Day, Doubt, Item, ItemRule

TYPE = "grade"
PARAMETERS = ("scale", "min", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeRule(ItemRule):
    """``scale`` from worst to best, ``least`` in it; grades of other scales are not known."""

    scale: tuple[str, ...]
    least: str
    unknown: str = "refer"

    def doubts(self, item: Item, slot: Slot, day: Day) -> tuple[Doubt, ...]:  # noqa: ARG002
        """Below the least grade, or no grade on this scale. The best of several counts."""
        ranks = [self.scale.index(one) for one in item.award.grades if one in self.scale]
        if not ranks:
            return (Doubt(code="grade_unknown", refer=self.unknown == "refer"),)
        if max(ranks) >= self.scale.index(self.least):
            return ()
        facts = {"grade": self.scale[max(ranks)], "min": self.least}
        return (Doubt(code="grade_too_low", facts=facts),)


def read(fields: Fields, common: dict[str, Any]) -> GradeRule:
    """Read it from the document."""
    scale, least = fields.words("scale"), fields.text("min")
    if least not in scale:
        refuse(fields.at("min"), "not_in_scale")
    unknown = fields.choice("unknown", ("refer", "no"), "refer")
    return GradeRule(**common, scale=scale, least=least, unknown=unknown)
