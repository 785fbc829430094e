"""R-05: the level of an item in one scheme lies within a range; unknown goes to an advisor."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from wallet.pathways.document import Slot
from wallet.pathways.fields import Fields, refuse
from wallet.pathways.rules.interface import Day, Doubt, Item, ItemRule

TYPE = "level"
PARAMETERS = ("scheme", "min", "max", "unknown")

_NUMBER = re.compile(r"(?:(?:EQF|level)[ -]?)?([1-8])", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelRule(ItemRule):
    """``scheme`` and the levels from ``least`` to ``most``."""

    scheme: str
    least: int | None
    most: int | None
    unknown: str = "refer"
    """``refer`` or ``no``: what an item without a readable level is."""

    def doubts(self, item: Item, slot: Slot, day: Day) -> tuple[Doubt, ...]:  # noqa: ARG002
        """Out of range, or not known; two different levels count as not known."""
        levels = {
            _number(one.value) for one in item.award.levels if one.scheme.upper() == self.scheme
        }
        if len(levels) != 1 or None in levels:
            facts = {"scheme": self.scheme}
            return (Doubt(code="level_unknown", facts=facts, refer=self.unknown == "refer"),)
        level = next(one for one in levels if one is not None)
        if (self.least or 0) <= level <= (self.most or level):
            return ()
        return (Doubt(code="level_out_of_range", facts={"level": level}),)


def _number(value: str) -> int | None:
    found = _NUMBER.fullmatch(value.strip())
    return int(found.group(1)) if found else None


def read(fields: Fields, common: dict[str, Any]) -> LevelRule:
    """Read it from the document."""
    least, most = fields.whole("min"), fields.whole("max")
    if least is None and most is None:
        refuse(fields.at("min"), "missing")
    if least is not None and most is not None and least > most:
        refuse(fields.at("min"), "min_over_max")
    return LevelRule(
        **common,
        scheme=fields.choice("scheme", ("EQF", "QF-EHEA", "ISCED"), "EQF"),
        least=least,
        most=most,
        unknown=fields.choice("unknown", ("refer", "no"), "refer"),
    )
