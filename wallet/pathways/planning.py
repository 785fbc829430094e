"""Courses that a person thinks of taking, judged as if they had been taken (what-if).

Rules
-----
1. A planned course is for one slot and fits it. What is known of it (credits, level) is judged
   by the rules about size and level; whether it will be genuine is not in question.
2. It is from the owner of the pathway or from somebody the learner has nothing from yet.
3. Its id begins with ``~``: nothing that is held has such an id.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from wallet.credential import Kind, Level, Text
from wallet.pathways.amounts import LARGEST_ITEM
from wallet.pathways.awards import HeldAward
from wallet.pathways.document import Pathway, Slot
from wallet.pathways.rules.interface import Day, Doubt, Item, ItemRule, Planned
from wallet.pathways.rules.item_size import ItemSizeRule
from wallet.pathways.rules.level import LevelRule
from wallet.report import VerdictCode

MARK = "~"
_PLANNED = f"{MARK}planned-"


def is_held(award: str) -> bool:
    """Whether an id is that of a credential: neither planned nor recognised without one."""
    return not award.startswith(MARK)


def is_planned(award: str) -> bool:
    """Whether an id is that of a course that is only planned."""
    return award.startswith(_PLANNED)


def items(pathway: Pathway, day: Day) -> Iterator[tuple[Planned, Item]]:
    """Each planned course with the item that it would be."""
    for number, one in enumerate(day.planned):
        if any(slot.id == one.slot for slot in pathway.slots):
            yield one, _item(pathway, day, one, f"{_PLANNED}{number + 1}")


def _item(pathway: Pathway, day: Day, planned: Planned, name: str) -> Item:
    owners = sorted(pathway.owner_ids)
    level = Level(scheme="EQF", value=str(planned.level))
    award = HeldAward(
        id=name,
        credential_id=name,
        verdict=VerdictCode.VERIFIED,
        title=(Text(lang="und", text=planned.title),),
        kind=Kind.MICRO_CREDENTIAL,
        levels=() if planned.level is None else (level,),
        issuer_id=owners[0] if planned.by_owner and owners else name,
        country=name,
        mode=name,
        award_date=day.date,
    )
    credits_ = min(planned.credits, LARGEST_ITEM)
    hours = credits_ * pathway.unit.hours_per_credit if pathway.unit.hours_per_credit else None
    return Item(award=award, credits=credits_, credits_known=True, hours=hours or credits_ * 0)


def doubts(pathway: Pathway, planned: Planned, item: Item, day: Day) -> tuple[Doubt, ...]:
    """What speaks against it in its slot (rule 1)."""
    slot = pathway.slot(planned.slot)
    return tuple(
        replace(doubt, refer=False)
        for rule in pathway.rules
        if _judges(rule, planned) and rule.severity == "block" and rule.about(slot)
        for doubt in _of(rule, item, slot, day)
    )


def _judges(rule: object, planned: Planned) -> bool:
    if isinstance(rule, LevelRule):
        return planned.level is not None
    return isinstance(rule, ItemSizeRule)


def _of(rule: object, item: Item, slot: Slot, day: Day) -> tuple[Doubt, ...]:
    return rule.doubts(item, slot, day) if isinstance(rule, ItemRule) else ()
