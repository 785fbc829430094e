"""R-15: items that teach the same are not counted twice in full.

Rules
-----
1. How much two items share is told by the addresses of their outcomes: ``containment`` is
   the shared ones of the smaller list, ``jaccard`` of both lists together.
2. They overlap from the threshold on (>=). Below it they are counted in full.
3. ``drop-smaller``: not both. ``refer``: both only with an advisor. ``discount``: the one
   with less credit counts without the share that it has in common with the other. Of several
   others the largest share is taken, not their sum.
4. An item that names no outcomes overlaps nothing: nothing is guessed from titles.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from wallet.pathways.amounts import shown
from wallet.pathways.fields import Fields, refuse
from wallet.pathways.rules.interface import ClashRule, DiscountRule, Doubt, Item

TYPE = "overlap"
PARAMETERS = ("measure", "threshold", "action")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """How two items are compared, and from where on they overlap."""

    measure: str
    threshold: Fraction

    def of(self, first: Item, second: Item) -> Fraction:
        """The share of two items that is the same; 0 below the threshold (rules 1 and 2)."""
        one, other = first.award.skills, second.award.skills
        if not one or not other:
            return Fraction()
        both = one | other if self.measure == "jaccard" else min((one, other), key=len)
        share = Fraction(len(one & other), len(both))
        return share if share >= self.threshold else Fraction()


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlapRule(ClashRule):
    """Not both, or not without an advisor."""

    measured: Measured
    refer: bool

    def clash(self, first: Item, second: Item) -> Doubt | None:
        """The share in percent, where it is too large."""
        share = self.measured.of(first, second)
        if not share:
            return None
        facts = {"percent": shown(share * 100)}
        if self.refer:
            return Doubt(code="overlap_referred", facts=facts, refer=True)
        return Doubt(code="overlap_counted", facts=facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlapDiscountRule(DiscountRule):
    """Both, but what they share only once."""

    measured: Measured

    def shared(self, first: Item, second: Item) -> Fraction:
        """The share that is counted once."""
        return self.measured.of(first, second)


def read(fields: Fields, common: dict[str, Any]) -> OverlapRule | OverlapDiscountRule:
    """Read it from the document."""
    threshold = fields.share("threshold")
    if threshold is None:
        refuse(fields.at("threshold"), "missing")
    if not threshold:
        refuse(fields.at("threshold"), "out_of_range")
    measured = Measured(
        measure=fields.choice("measure", ("containment", "jaccard"), "containment"),
        threshold=threshold,
    )
    action = fields.choice("action", ("drop-smaller", "discount", "refer"), "drop-smaller")
    if action == "discount":
        if common["scope"] is not None:  # credit is taken off wherever it counts
            refuse(fields.at("scope"), "unsupported_value")
        return OverlapDiscountRule(**common, measured=measured)
    return OverlapRule(**common, measured=measured, refer=action == "refer")
