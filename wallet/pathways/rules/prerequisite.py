"""R-07: what fills slot ``b`` needs something in slot ``a`` that was awarded before it.

Rules
-----
1. An item counts in ``b`` only beside an item in ``a`` of an earlier award date; of the same
   day where ``sameDay`` says so.
2. Where one of the dates is not known the order is not known: left to an advisor.
3. Circles are refused as the document is read: nobody could begin.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wallet.pathways.document import Slot
from wallet.pathways.fields import Fields, refuse
from wallet.pathways.rules.interface import Day, Doubt, Item, NeedRule, Rule

TYPE = "prerequisite"
PARAMETERS = ("a", "b", "sameDay")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrerequisiteRule(NeedRule):
    """``source`` (a) before ``target`` (b)."""

    same_day: bool = False

    def doubts(self, item: Item, slot: Slot, day: Day) -> tuple[Doubt, ...]:  # noqa: ARG002
        """Without a date it cannot be told what came first (rule 2)."""
        if slot.id != self.target or item.award.award_date is not None:
            return ()
        return (Doubt(code="award_date_unknown", refer=True),)

    def serves(self, source: Item, target: Item, *, referred: bool) -> bool:
        """Whether the one was awarded before the other (rule 1)."""
        first, second = source.award.award_date, target.award.award_date
        if first is None or second is None:
            return referred
        return first < second or (self.same_day and first == second)


def read(fields: Fields, common: dict[str, Any]) -> PrerequisiteRule:
    """Read it from the document."""
    source, target = fields.text("a"), fields.text("b")
    if source == target:
        refuse(fields.at("b"), "cyclic")
    same_day = fields.flag("sameDay", default=False)
    return PrerequisiteRule(**common, source=source, target=target, same_day=same_day)


def check_order(rules: Sequence[Rule]) -> None:
    """Refuse a circle (rule 3), naming the rule that closes it.

    Raises:
        InputError: ``malformed_pathway``.
    """
    after: dict[str, set[str]] = {}
    for index, rule in enumerate(rules):
        if not isinstance(rule, NeedRule):
            continue
        if _leads(after, rule.target, rule.source):
            refuse(f"rules[{index}].b", "cyclic")
        after.setdefault(rule.source, set()).add(rule.target)


def _leads(after: dict[str, set[str]], start: str, end: str) -> bool:
    seen: set[str] = set()
    left = [start]
    while left:
        one = left.pop()
        if one == end:
            return True
        if one not in seen:
            seen.add(one)
            left.extend(after.get(one, ()))
    return False
