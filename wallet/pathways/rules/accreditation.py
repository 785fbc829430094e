"""R-17: was the issuer accredited? In the words of spec/trust.md D.9.

Rules
-----
1. The answer is the one of the verification, never a claim of the credential. By default
   accredited when awarded is enough, whatever came later (ACC-01 to ACC-03).
2. A register that answers "no" for the day of the award keeps the item out. Anything else (no
   register, no answer, a conflict) is not known: left to an advisor, or out where the document
   says so.
3. Cover through a parent institution and voluntary reviews are told, and accepted unless the
   document says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wallet.pathways.document import Slot
from wallet.pathways.fields import Fields, refuse
from wallet.pathways.rules.interface import Day, Doubt, Item, ItemRule

TYPE = "accreditation"
PARAMETERS = ("accepted", "unknown", "viaParent", "voluntary")

ACCREDITED = ("accredited", "accredited_then_lapsed", "accredited_then_withdrawn")
DENIED = frozenset(
    (
        *("not_yet_accredited", "gap_at_award", "scope_mismatch", "level_mismatch"),
        *("refused", "agency_not_recognised"),
    )
)
CODES = (
    *(*ACCREDITED, *sorted(DENIED), "evaluated_without_decision", "known_not_reviewed"),
    *("unknown_issuer", "issuer_not_bound", "claimed_not_confirmed", "no_register"),
    *("register_not_covering", "conflicting_evidence", "insufficient_data"),
    "no_scheme_applies",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccreditationRule(ItemRule):
    """``accepted`` codes, and modifiers that are ``refused``."""

    accepted: frozenset[str]
    refused: frozenset[str] = frozenset()
    unknown: str = "refer"

    def doubts(self, item: Item, slot: Slot, day: Day) -> tuple[Doubt, ...]:  # noqa: ARG002
        """Not accepted, or not known (rule 2); covered in a way that is not accepted."""
        code = item.award.accreditation
        if code in self.accepted:
            return tuple(self._modified(item))
        if code in DENIED:
            return (Doubt(code="not_accredited", facts={"accreditation": code}),)
        facts = {"accreditation": code}
        return (
            Doubt(code="accreditation_unknown", facts=facts, refer=self.unknown == "refer"),
        )

    def _modified(self, item: Item) -> Iterator[Doubt]:
        for one in sorted(item.award.accreditation_modifiers & self.refused):
            yield Doubt(code="accreditation_by_other_way", facts={"modifier": one})


def read(fields: Fields, common: dict[str, Any]) -> AccreditationRule:
    """Read it from the document."""
    accepted = fields.words("accepted") or ACCREDITED
    if not set(accepted) <= set(CODES):
        refuse(fields.at("accepted"), "unsupported_value")
    ways = {"via_parent": "viaParent", "voluntary": "voluntary"}
    return AccreditationRule(
        **common,
        accepted=frozenset(accepted),
        refused=frozenset(
            modifier for modifier, name in ways.items() if not fields.flag(name, default=True)
        ),
        unknown=fields.choice("unknown", ("refer", "no"), "refer"),
    )
