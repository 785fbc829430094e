"""R-13: a thesis or capstone is done with the owner of the pathway, not by prior learning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wallet.credential import Kind
from wallet.pathways.document import Slot
from wallet.pathways.fields import Fields, refuse
from wallet.pathways.rules.interface import Day, Doubt, Item, ItemRule

TYPE = "capstone"
PARAMETERS = ("slot", "kind", "assessment")


@dataclass(frozen=True, slots=True, kw_only=True)
class CapstoneRule(ItemRule):
    """About the items of ``slot``, which ``owner`` has to have issued."""

    slot: str
    owner: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    """Empty: any kind."""
    assessments: frozenset[str] = frozenset()
    """Empty: however it was assessed."""

    def doubts(self, item: Item, slot: Slot, day: Day) -> tuple[Doubt, ...]:  # noqa: ARG002
        """By another issuer, or recognised instead of done."""
        if slot.id != self.slot:
            return ()
        found = []
        if item.award.issuer_id not in self.owner:
            found.append(Doubt(code="capstone_of_another"))
        if item.award.kind is Kind.PRIOR_LEARNING:
            found.append(Doubt(code="capstone_by_prior_learning"))
        if self.kinds and item.award.kind.value not in self.kinds:
            found.append(Doubt(code="capstone_of_other_kind"))
        if self.assessments and not self.assessments & set(item.award.assessment_types):
            found.append(Doubt(code="capstone_assessed_otherwise", refer=True))
        return tuple(found)


def read(fields: Fields, common: dict[str, Any]) -> CapstoneRule:
    """Read it from the document; it cannot be waived."""
    owner = common.pop("owner")
    kinds = frozenset(fields.words("kind"))
    if not kinds <= {one.value for one in Kind}:
        refuse(fields.at("kind"), "unsupported_value")
    return CapstoneRule(
        **{**common, "waivable": False},
        slot=fields.text("slot"),
        owner=owner,
        kinds=kinds,
        assessments=frozenset(fields.words("assessment")),
    )
