"""R-22: what fits ``a`` is not counted beside what fits ``b``; both are written as matches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wallet.pathways import fitting
from wallet.pathways.document import Match
from wallet.pathways.fields import Fields
from wallet.pathways.rules.interface import ClashRule, Doubt, Item

TYPE = "incompatible"
PARAMETERS = ("a", "b")


@dataclass(frozen=True, slots=True, kw_only=True)
class IncompatibleRule(ClashRule):
    """One item of ``one`` and another of ``other`` exclude each other."""

    one: Match
    other: Match

    def clash(self, first: Item, second: Item) -> Doubt | None:
        """The two, either way round."""
        for left, right in ((first, second), (second, first)):
            if fitting.matches(left.award, self.one) and fitting.matches(
                right.award, self.other
            ):
                return Doubt(code="incompatible_counted")
        return None


def read(fields: Fields, common: dict[str, Any]) -> IncompatibleRule:
    """Read it from the document."""
    one, other = (fitting.read(fields.need(name), fields.at(name)) for name in ("a", "b"))
    return IncompatibleRule(**common, one=one, other=other)
