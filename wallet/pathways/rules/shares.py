"""R-09 and R-10: at least, or at most, a share of the credit comes from certain items.

The share is of the required total, or of what is counted: the document says which. Credit by
prior learning is no residency unless the document says so (R-09). ``each`` issuer: no single
one may have more than the share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from wallet.credential import Kind
from wallet.pathways.document import Pathway, Range
from wallet.pathways.fields import Fields, refuse
from wallet.pathways.rules.interface import (
    AtLeast,
    Chosen,
    Item,
    Measure,
    Rule,
    SumRule,
    Variety,
)
from wallet.pathways.rules.level import level_of
from wallet.pathways.rules.totals import CREDITS, TotalRule

RESIDENCY, MAX_SHARE = "residency", "maxShare"
TYPES = (RESIDENCY, MAX_SHARE)
_WHERE = ("issuer", "issuerNot", "kind", "mode", "levelBelow")
PARAMETERS = ("of", "where", "min", "max", "priorLearning", "each")


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Which items: each part that is given must hold."""

    issuers: frozenset[str] | None = None
    not_issuers: frozenset[str] = frozenset()
    kinds: frozenset[str] | None = None
    modes: frozenset[str] | None = None
    below: int | None = None
    """Only items of a lower level in EQF."""

    def covers(self, item: Item) -> bool:
        """Whether the item is meant. Issuers go by identifier, never by their own name."""
        issuer, kind = item.award.issuer_id, item.award.kind.value
        return (
            (self.issuers is None or issuer in self.issuers)
            and issuer not in self.not_issuers
            and (self.kinds is None or kind in self.kinds)
            and (self.modes is None or item.award.mode in self.modes)
            and (self.below is None or (level_of(item, "EQF") or self.below) < self.below)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareRule(SumRule):
    """``share`` of the ``of`` ("required" or "counted") credit."""

    of: str
    where: Where
    share: Fraction
    prior_learning: bool = False
    each: bool = False

    def covers(self, item: Item) -> bool:
        """Whether the item's credit belongs to the share."""
        is_prior = item.award.kind is Kind.PRIOR_LEARNING
        home = self.type == RESIDENCY
        return self.where.covers(item) and not (home and is_prior and not self.prior_learning)

    def base(self, pathway: Pathway) -> Fraction:
        """The required total of the pathway, in credits."""
        return required_total(pathway).least or Fraction()

    def demands(self, pathway: Pathway, items: Sequence[Item]) -> tuple[AtLeast | Variety, ...]:
        """One line: inside minus share x whole >= 0, or the other way round."""
        partners = sorted({one.award.partner for one in items}) if self.each else (None,)
        return tuple(self._line(pathway, one) for one in partners)

    def _line(self, pathway: Pathway, partner: str | None) -> AtLeast:
        sign = 1 if self.type == RESIDENCY else -1
        part = self.share if self.of == "counted" else Fraction()

        def weight(item: Item) -> Fraction:
            inside = item.credits if self._counts(item, partner) else Fraction()
            return sign * (inside - part * item.credits)

        whole = self.base(pathway) if self.of == "required" else Fraction()
        return AtLeast(weight=weight, bound=sign * self.share * whole)

    def _counts(self, item: Item, partner: str | None) -> bool:
        return self.covers(item) and partner in {None, item.award.partner}

    def measure(self, chosen: Chosen) -> Measure:
        """The credit inside against the share of the whole."""
        items = chosen.items(self.scope)
        partners = {one.award.partner for one in items} if self.each else {None}
        inside = max(
            (
                sum((one.credits for one in items if self._counts(one, partner)), Fraction())
                for partner in partners
            ),
            default=Fraction(),
        )
        whole = sum((one.credits for one in items), Fraction())
        limit = self.share * (self.base(chosen.pathway) if self.of == "required" else whole)
        missing = limit - inside if self.type == RESIDENCY else inside - limit
        return Measure(
            met=missing <= 0, required=limit, have=inside, missing=max(missing, Fraction())
        )


def is_cap(rule: Rule) -> bool:
    """Whether the result hangs on no more than a share coming from certain items."""
    return isinstance(rule, ShareRule) and rule.type == MAX_SHARE and rule.severity == "block"


def required_total(pathway: Pathway) -> Range:
    """The range of the blocking ``totalCredits`` rule over the whole pathway."""
    for rule in pathway.rules:
        if isinstance(rule, TotalRule) and rule.type == CREDITS and rule.scope is None:
            return rule.amount
    return Range()


def read(fields: Fields, common: dict[str, Any]) -> ShareRule:
    """Read it from the document."""
    owner = common.pop("owner")
    bound, other = ("min", "max") if common["type"] == RESIDENCY else ("max", "min")
    share = fields.share(bound)
    if share is None:
        refuse(fields.at(bound), "missing")
    if fields.has(other):
        refuse(fields.at(other), "unknown_member")
    if fields.has("each") and common["type"] == RESIDENCY:
        refuse(fields.at("each"), "unknown_member")
    fields.choice("each", ("issuer",), "issuer")
    return ShareRule(
        **common,
        of=fields.choice("of", ("required", "counted"), "required"),
        where=_where(fields, owner),
        share=share,
        prior_learning=fields.flag("priorLearning", default=False),
        each=fields.has("each"),
    )


def _where(fields: Fields, owner: frozenset[str]) -> Where:
    if fields.has("each") and not fields.has("where"):
        return Where()
    part = Fields(fields.need("where"), fields.at("where"), _WHERE)
    if not part.value:
        refuse(part.member, "missing")

    def issuers(name: str) -> frozenset[str]:
        words = frozenset(part.words(name))
        if "owner" in words and not owner:
            refuse(part.at(name), "owner_without_identifier")
        return (words - {"owner"}) | (owner if "owner" in words else frozenset())

    return Where(
        issuers=issuers("issuer") if part.has("issuer") else None,
        not_issuers=issuers("issuerNot"),
        kinds=frozenset(part.words("kind")) if part.has("kind") else None,
        modes=frozenset(part.words("mode")) if part.has("mode") else None,
        below=part.whole("levelBelow"),
    )
