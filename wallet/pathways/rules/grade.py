"""R-14: a least grade, on one scale that the document writes out from worst to best.

Rules
-----
1. A grade counts where it stands in the scale, and where the credential names no other scheme
   than the document does.
2. A grade of another scheme counts only by the table that the document supplies.
3. "Passed" alone is no grade, but enough where the document says so.
4. Of several grades of one award the best counts. Of retakes the best counts too, or the
   latest where the document says so (see ``exclusive``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from wallet.pathways.awards import HeldAward
from wallet.pathways.document import Slot
from wallet.pathways.fields import Fields, refuse
from wallet.pathways.rules.interface import Day, Doubt, Item, ItemRule

TYPE = "grade"
PARAMETERS = ("scale", "min", "unknown", "scheme", "table", "passFailOk", "retake")

_PASSED = frozenset(("pass", "passed"))


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeRule(ItemRule):
    """``scale`` from worst to best, ``least`` in it; grades of other scales are not known."""

    scale: tuple[str, ...]
    least: str
    unknown: str = "refer"
    scheme: str | None = None
    table: Mapping[tuple[str | None, str], str] = field(default_factory=dict)
    """(scheme, grade) elsewhere -> grade on our scale."""
    pass_is_enough: bool = False
    latest: bool = False
    """Whether of retakes the latest counts, and not the best."""

    def doubts(self, item: Item, slot: Slot, day: Day) -> tuple[Doubt, ...]:  # noqa: ARG002
        """Below the least grade, or no grade on this scale."""
        ranks = [self.scale.index(one) for one in self._read(item.award)]
        if not ranks:
            if self.pass_is_enough and _is_passed(item.award):
                return ()
            return (Doubt(code="grade_unknown", refer=self.unknown == "refer"),)
        if max(ranks) >= self.scale.index(self.least):
            return ()
        facts = {"grade": self.scale[max(ranks)], "min": self.least}
        return (Doubt(code="grade_too_low", facts=facts),)

    def _read(self, award: HeldAward) -> Iterator[str]:
        """The grades on our scale (rules 1 and 2)."""
        for number, grade in enumerate(award.grades):
            named = award.grade_schemes[number] if number < len(award.grade_schemes) else None
            if (named, grade) in self.table:
                yield self.table[named, grade]
            elif grade in self.scale and (named is None or self.scheme in {None, named}):
                yield grade


def _is_passed(award: HeldAward) -> bool:
    return any(one.strip().casefold() in _PASSED for one in award.grades)


def read(fields: Fields, common: dict[str, Any]) -> GradeRule:
    """Read it from the document."""
    scale, least = fields.words("scale"), fields.text("min")
    if least not in scale:
        refuse(fields.at("min"), "not_in_scale")
    return GradeRule(
        **common,
        scale=scale,
        least=least,
        unknown=fields.choice("unknown", ("refer", "no"), "refer"),
        scheme=fields.maybe_text("scheme"),
        table=_table(fields, scale),
        pass_is_enough=fields.flag("passFailOk", default=False),
        latest=fields.choice("retake", ("best", "latest"), "best") == "latest",
    )


def _table(fields: Fields, scale: tuple[str, ...]) -> dict[tuple[str | None, str], str]:
    found: dict[tuple[str | None, str], str] = {}
    for member, one in fields.items("table"):
        part = Fields(one, member, ("scheme", "grade", "as"))
        key, ours = (part.maybe_text("scheme"), part.text("grade")), part.text("as")
        if ours not in scale:
            refuse(part.at("as"), "not_in_scale")
        if key in found:
            refuse(member, "duplicate")
        found[key] = ours
    return found
