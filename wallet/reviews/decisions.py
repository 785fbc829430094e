"""What an advisor may decide (spec/pathways.md, E.5). Credential data is never among it.

Rules
-----
1. Each decision has a kind, a reason in the advisor's words, and a moment.
2. A kind has exactly the members that it needs; anything else is refused.
3. A decision names awards, slots and rules by the ids of the case, nothing outside it.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from wallet.encoding import timestamp
from wallet.pathways.amounts import written
from wallet.reviews.members import Members, refuse

_MOST_CREDITS = 1000
_TENS = re.compile(r"[0-9](\.[0-9]{1,6})?E[+-][0-9]")


class Kind(StrEnum):
    """What is decided."""

    EQUIVALENCE = "equivalence"
    """An award may fill a slot that it does not match by itself."""
    RPL = "rpl"
    """Prior learning is credited to a slot, without a credential."""
    WAIVER = "waiver"
    """One rule is set aside."""
    REJECTION = "rejection"
    """An award does not count."""
    PIN = "pin"
    """An award fills this slot and no other."""
    NOTE = "note"
    """A word to the learner."""
    REQUEST = "request"
    """Something to ask the issuer of an award for."""


_NEEDS: Mapping[Kind, frozenset[str]] = {
    Kind.EQUIVALENCE: frozenset({"award", "slot"}),
    Kind.RPL: frozenset({"slot", "title", "credits", "evidence"}),
    Kind.WAIVER: frozenset({"rule"}),
    Kind.REJECTION: frozenset({"award"}),
    Kind.PIN: frozenset({"award", "slot"}),
    Kind.NOTE: frozenset(),
    Kind.REQUEST: frozenset({"award"}),
}
_ALWAYS = ("id", "kind", "reason", "at")
MEMBERS = (*_ALWAYS, "award", "slot", "rule", "title", "credits", "evidence")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One entry of a review."""

    kind: Kind
    reason: str
    at: datetime
    id: str = ""
    """``urn:uuid:``."""
    award: str | None = None
    slot: str | None = None
    rule: str | None = None
    title: str | None = None
    """What was learned, of prior learning."""
    credits: Decimal | None = None
    """In the pathway's unit, of prior learning."""
    evidence: str | None = None
    """What the advisor saw, of prior learning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The ids that a case has."""

    credentials: Collection[str]
    """An award is known by its credential's id, with ``#`` and more where it has several."""
    slots: Collection[str]
    rules: Collection[str]
    """Those that may be set aside at all."""


def new_id() -> str:
    """A fresh id of a decision."""
    return uuid.uuid4().urn


def to_json(decision: Decision) -> dict[str, Any]:
    """The decision as its paper holds it."""
    told: dict[str, Any] = {
        "id": decision.id,
        "kind": decision.kind.value,
        "reason": decision.reason,
        "at": timestamp.write(decision.at),
    }
    for name in ("award", "slot", "rule", "title", "evidence"):
        value = getattr(decision, name)
        if value is not None:
            told[name] = value
    if decision.credits is not None:
        told["credits"] = f"{decision.credits:f}"
    return told


def read(members: Members, scope: Scope) -> Decision:
    """A decision of a paper.

    Raises:
        InputError: ``malformed_review`` with the member that is off.
    """
    try:
        kind = Kind(members.text("kind"))
    except ValueError:
        refuse(members.at("kind"))
    for name in MEMBERS[len(_ALWAYS) :]:
        if members.has(name) != (name in _NEEDS[kind]):
            refuse(members.at(name))
    found = Decision(
        id=members.text("id"),
        kind=kind,
        reason=members.text("reason"),
        at=members.moment("at"),
        award=members.maybe("award"),
        slot=members.maybe("slot"),
        rule=members.maybe("rule"),
        title=members.maybe("title"),
        credits=_credits(members),
        evidence=members.maybe("evidence"),
    )
    check_scope(found, scope)
    return found


def checked(decision: Decision, scope: Scope) -> Decision:
    """The decision as whoever reads its paper will read it.

    Raises:
        InputError: ``malformed_review`` with the member that is off: what was written down
            otherwise would not be read again.
    """
    return read(Members(to_json(decision), MEMBERS), scope)


def check_scope(decision: Decision, scope: Scope) -> None:
    """Refuse a decision about something that the case does not hold (rule 3).

    Raises:
        InputError: ``malformed_review``.
    """
    if decision.award is not None:
        credential_id = decision.award.partition("#")[0]
        if credential_id not in scope.credentials:
            refuse("decisions.award")
    if decision.slot is not None and decision.slot not in scope.slots:
        refuse("decisions.slot")
    if decision.rule is not None and decision.rule not in scope.rules:
        refuse("decisions.rule")


def check_ids(decisions: Iterable[Decision]) -> None:
    """Refuse two decisions with one id: only one of them would count.

    Raises:
        InputError: ``malformed_review``.
    """
    ids = [one.id for one in decisions]
    if len(set(ids)) < len(ids):
        refuse("decisions.id")


def _credits(members: Members) -> Decimal | None:
    text = members.maybe("credits")
    if text is None:
        return None
    found = written(_plain(text))
    if found is None or not 0 < found <= _MOST_CREDITS:
        refuse(members.at("credits"))
    return Decimal(text)


def _plain(text: str) -> str:
    """Papers signed by earlier versions may say ``1E+1``; that is 10, and nothing else."""
    told = _TENS.fullmatch(text)
    return f"{Decimal(text):f}" if told else text
