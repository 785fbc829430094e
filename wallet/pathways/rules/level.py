"""R-05: the level of an item in one scheme lies within a range; unknown goes to an advisor.

``shareBelow`` and ``shareAbove`` let that share of the counted credit lie outside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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

TYPE = "level"
PARAMETERS = ("scheme", "min", "max", "unknown", "shareBelow", "shareAbove")

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
        level = level_of(item, self.scheme)
        if level is None:
            facts = {"scheme": self.scheme}
            return (Doubt(code="level_unknown", facts=facts, refer=self.unknown == "refer"),)
        if self.is_spared(level) or not self.side(level):
            return ()
        return (Doubt(code="level_out_of_range", facts={"level": level}),)

    def side(self, level: int) -> int:
        """-1 below the range, 1 above it, 0 inside."""
        if level < (self.least or 0):
            return -1
        return int(self.most is not None and level > self.most)

    def is_spared(self, level: int) -> bool:  # noqa: ARG002
        """Whether a level outside the range is a matter of shares."""
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelShareRule(LevelRule, SumRule):
    """As above, but a share of the counted credit may lie below or above the range."""

    below: Fraction | None = None
    above: Fraction | None = None

    def is_spared(self, level: int) -> bool:
        """Where a share is stated for its side."""
        return (self.below, None, self.above)[self.side(level) + 1] is not None

    def demands(
        self,
        pathway: Pathway,  # noqa: ARG002
        items: Sequence[Item],  # noqa: ARG002
    ) -> tuple[AtLeast | Variety, ...]:
        """For each side: share of the whole minus what lies outside >= 0."""
        return tuple(self._line(side, share) for side, share in self._sides())

    def _line(self, side: int, share: Fraction) -> AtLeast:
        def weight(item: Item) -> Fraction:
            return share * item.credits - (item.credits if self._is_on(item, side) else 0)

        return AtLeast(weight=weight, bound=Fraction())

    def _sides(self) -> Iterator[tuple[int, Fraction]]:
        if self.below is not None:
            yield -1, self.below
        if self.above is not None:
            yield 1, self.above

    def _is_on(self, item: Item, side: int) -> bool:
        level = level_of(item, self.scheme)
        return level is not None and self.side(level) == side

    def measure(self, chosen: Chosen) -> Measure:
        """The side that exceeds its share most."""
        items = chosen.items(self.scope)
        whole = sum((one.credits for one in items), Fraction())
        found = [
            (
                sum((one.credits for one in items if self._is_on(one, side)), Fraction()),
                share * whole,
            )
            for side, share in self._sides()
        ]
        outside, limit = max(found, key=lambda one: one[0] - one[1])
        return Measure(
            met=outside <= limit,
            required=limit,
            have=outside,
            missing=max(outside - limit, Fraction()),
        )


def level_of(item: Item, scheme: str) -> int | None:
    """The one level in a scheme; None where there is none or there are several."""
    levels = {_number(one.value) for one in item.award.levels if one.scheme.upper() == scheme}
    return next(iter(levels)) if len(levels) == 1 else None


def asked(pathway: Pathway) -> dict[str, int | None]:
    """The levels that a pathway asks for, where one rule alone says so for all of it."""
    found = [one for one in pathway.rules if isinstance(one, LevelRule)]
    if len(found) != 1 or found[0].scope is not None:
        return {}
    return {"least_level": found[0].least, "most_level": found[0].most}


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
    range_: dict[str, Any] = {
        "scheme": fields.choice("scheme", ("EQF", "QF-EHEA", "ISCED"), "EQF"),
        "least": least,
        "most": most,
        "unknown": fields.choice("unknown", ("refer", "no"), "refer"),
    }
    below, above = fields.share("shareBelow"), fields.share("shareAbove")
    if below is None and above is None:
        return LevelRule(**common, **range_)
    return LevelShareRule(**common, **range_, below=below, above=above)
