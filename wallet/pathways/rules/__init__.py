"""The rules of a pathway (spec/pathways.md, E.2): one module each, one line here.

A rule type that is not here, or a parameter that its module does not know, gives an
``UnknownRule``: it blocks, named, and is never ignored.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from wallet.pathways.fields import Fields, refuse
from wallet.pathways.rules import (
    accreditation,
    authenticity,
    capstone,
    diversity,
    grade,
    holder,
    incompatible,
    item_size,
    language,
    level,
    outcomes,
    overlap,
    prerequisite,
    recency,
    shares,
    standing,
    totals,
    window,
)
from wallet.pathways.rules.interface import Rule, UnknownRule


@dataclass(frozen=True, slots=True)
class RuleType:
    """How one type is read, and which parameters it has."""

    read: Callable[[Fields, dict[str, Any]], Rule]
    parameters: tuple[str, ...]
    needs_owner: bool = False


RULES: Mapping[str, RuleType] = {
    accreditation.TYPE: RuleType(accreditation.read, accreditation.PARAMETERS),
    authenticity.TYPE: RuleType(authenticity.read, authenticity.PARAMETERS),
    capstone.TYPE: RuleType(capstone.read, capstone.PARAMETERS, needs_owner=True),
    diversity.TYPE: RuleType(diversity.read, diversity.PARAMETERS),
    grade.TYPE: RuleType(grade.read, grade.PARAMETERS),
    holder.TYPE: RuleType(holder.read, holder.PARAMETERS),
    incompatible.TYPE: RuleType(incompatible.read, incompatible.PARAMETERS),
    item_size.TYPE: RuleType(item_size.read, item_size.PARAMETERS),
    language.TYPE: RuleType(language.read, language.PARAMETERS),
    level.TYPE: RuleType(level.read, level.PARAMETERS),
    outcomes.TYPE: RuleType(outcomes.read, outcomes.PARAMETERS),
    overlap.TYPE: RuleType(overlap.read, overlap.PARAMETERS),
    prerequisite.TYPE: RuleType(prerequisite.read, prerequisite.PARAMETERS),
    recency.TYPE: RuleType(recency.read, recency.PARAMETERS),
    **dict.fromkeys(shares.TYPES, RuleType(shares.read, shares.PARAMETERS, needs_owner=True)),
    **dict.fromkeys(standing.TYPES, RuleType(standing.read, standing.PARAMETERS)),
    **dict.fromkeys(totals.TYPES, RuleType(totals.read, totals.PARAMETERS)),
    window.TYPE: RuleType(window.read, window.PARAMETERS),
}

COMMON = ("id", "type", "severity", "text", "scope", "waivable")


def read_rule(value: object, member: str, owner: frozenset[str]) -> Rule:
    """One rule of a document.

    Raises:
        InputError: ``malformed_pathway``.
    """
    names = value if isinstance(value, Mapping) else ()
    fields = Fields(value, member, tuple(str(name) for name in names))
    scope = fields.words("scope")
    common: dict[str, Any] = {
        "id": fields.text("id"),
        "type": fields.text("type"),
        "severity": fields.choice("severity", ("block", "warn", "info"), "block"),
        "text": fields.texts("text"),
        "scope": frozenset(scope) if fields.has("scope") else None,
        "waivable": fields.flag("waivable", default=True),
    }
    if fields.has("scope") and not scope:
        refuse(fields.at("scope"), "missing")
    known = RULES.get(common["type"])
    strange = sorted(set(fields.value) - set(COMMON) - set(known.parameters if known else ()))
    if known is None or strange:
        parameter = strange[0] if known else None
        return UnknownRule(**{**common, "waivable": False}, parameter=parameter)
    if known.needs_owner:
        common["owner"] = owner
    return known.read(fields, common)
