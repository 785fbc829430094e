"""A template with a few plain things changed by the learner: a document of the learner's own.

Rules
-----
1. What can be changed: the title, the credits of the whole, the levels, the titles of slots,
   and which institution is the own one. Everything else stays as the template has it.
2. The result is nobody's word: its owner is not the owner of the template, a signature and
   what it superseded are gone, and ``basedOn`` says what it was made from.
3. It is read as strictly as any document before it is given out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from wallet.pathways.amounts import shown
from wallet.pathways.document import Pathway
from wallet.pathways.reading import read
from wallet.pathways.rules.level import LevelRule
from wallet.pathways.rules.shares import required_total

_OWNERS_RULES = frozenset(("residency", "maxShare", "capstone"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """The plain fields of a pathway, to be shown in a form and changed."""

    title: str
    least: Fraction | None
    most: Fraction | None
    lowest: int | None = None
    """Level in EQF; None where the pathway asks for none."""
    highest: int | None = None
    slots: Mapping[str, str] = field(default_factory=dict)
    """Slot id -> title."""
    home: str = ""
    """The identifier of the own institution, where the rules ask for one."""
    home_name: str = ""
    needs_home: bool = False


def plain(pathway: Pathway) -> Plain:
    """The plain fields as they are in a document."""
    total = required_total(pathway)
    level = next((one for one in pathway.rules if type(one) is LevelRule), None)
    return Plain(
        title=pathway.title[0].text,
        least=total.least,
        most=total.most,
        lowest=level.least if level else None,
        highest=level.most if level else None,
        slots={one.id: one.title[0].text if one.title else one.id for one in pathway.slots},
        needs_home=any(one.type in _OWNERS_RULES for one in pathway.rules),
    )


def adapt(pathway: Pathway, wanted: Plain, own_id: str, language: str = "en") -> bytes:
    """A document with the plain fields as they are wanted.

    Args:
        pathway: the template.
        wanted: every field; one that is as before stays untouched.
        own_id: the new document's id, a ``urn:uuid:``.
        language: of the texts that are changed.

    Raises:
        InputError: ``malformed_pathway`` where the wanted numbers make no sound pathway.
    """
    before = plain(pathway)
    made: dict[str, Any] = json.loads(json.dumps(pathway.document))
    for gone in ("proof", "supersedes", "validFrom", "validUntil"):
        made.pop(gone, None)
    made["id"], made["version"] = own_id, "1"
    made["basedOn"] = f"{pathway.id}@{pathway.version}"
    made["owner"] = _owner(pathway, wanted)
    if wanted.title != before.title:
        made["title"] = [{"lang": language, "text": wanted.title}]
    for slot in made["slots"]:
        title = wanted.slots.get(slot["id"], "")
        if title and title != before.slots[slot["id"]]:
            slot["title"] = [{"lang": language, "text": title}]
    for rule in made.get("rules", ()):
        _set_bounds(rule, pathway, wanted)
    data = json.dumps(made, ensure_ascii=False, indent=2).encode()
    read(data)
    return data


def _owner(pathway: Pathway, wanted: Plain) -> dict[str, Any]:
    if not wanted.home:
        stand_in: dict[str, Any] = dict(pathway.document.get("owner") or {})
        return stand_in if wanted.needs_home else {}
    name = {"name": wanted.home_name} if wanted.home_name else {}
    return {**name, "identifiers": [wanted.home]}


def _set_bounds(rule: dict[str, Any], pathway: Pathway, wanted: Plain) -> None:
    known = next(one for one in pathway.rules if one.id == rule["id"])
    if rule["type"] == "totalCredits" and "scope" not in rule:
        _bound(rule, "min", None if wanted.least is None else shown(wanted.least))
        _bound(rule, "max", None if wanted.most is None else shown(wanted.most))
    elif type(known) is LevelRule:
        _bound(rule, "min", wanted.lowest)
        _bound(rule, "max", wanted.highest)


def _bound(rule: dict[str, Any], name: str, value: str | int | None) -> None:
    rule.pop(name, None)
    if value is not None:
        rule[name] = value
