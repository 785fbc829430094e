"""E.6: by which ways credentials may come into a slot. Always on; no document sets it aside.

Rules
-----
1. A slot that names no way, or one of the open ones, asks nothing more than its ``match``.
2. A list of institutions (``academic-issuer``) lets in what fits only because its issuer is on
   it, by identifier, and whose credit the document caps by a blocking ``maxShare`` of less
   than all: a list without a cap is no way of its own. What was waived was still stated.
3. Every other way is somebody's decision, so the item is left to an advisor.
"""

from __future__ import annotations

from dataclasses import dataclass

from wallet.pathways.awards import HeldAward
from wallet.pathways.document import Match, Pathway, Slot
from wallet.pathways.fitting import matches
from wallet.pathways.rules.interface import Day, Doubt, Item, ItemRule, Rule
from wallet.pathways.rules.shares import ShareRule

BY_LIST = "academic-issuer"
_OPEN = frozenset(("automatic", "elective"))


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteRule(ItemRule):
    """About the ways that the slots name."""

    caps: tuple[Rule, ...]
    """What caps the credit of some, as the document states it."""

    def doubts(self, item: Item, slot: Slot, day: Day) -> tuple[Doubt, ...]:  # noqa: ARG002
        """Left to an advisor where no way is open."""
        if not slot.routes or _OPEN & set(slot.routes) or _by_list(item, slot, self.caps):
            return ()
        return (Doubt(code="needs_decision", facts={"routes": slot.routes}, refer=True),)


def by_list(pathway: Pathway, slot: Slot, item: Item) -> bool:
    """Whether an item counts in a slot because its issuer is on the list (rule 2)."""
    home = item.award.issuer_id in pathway.owner_ids
    return not home and _by_list(item, slot, pathway.caps)


def _by_list(item: Item, slot: Slot, caps: tuple[Rule, ...]) -> bool:
    return (
        BY_LIST in slot.routes
        and slot.match is not None
        and _is_listed(item.award, slot.match)
        and any(
            isinstance(one, ShareRule)
            and one.share < 1
            and one.about(slot)
            and one.covers(item)
            for one in caps
        )
    )


def _is_listed(award: HeldAward, match: Match) -> bool:
    """Whether the award fits, and every alternative by which it does names its issuer."""
    if not matches(award, match):
        return False
    if match.issuers:
        return True
    ways = [one for one in match.any_of if matches(award, one)]
    within = any(_is_listed(award, one) for one in match.all_of)
    return within or (bool(ways) and all(_is_listed(award, one) for one in ways))
