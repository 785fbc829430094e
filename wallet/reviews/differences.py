"""What is otherwise in a case than when its review was signed (spec/pathways.md, E.5).

Rules
-----
1. Compared are the credentials, the text of the pathway, what it comes to, slot by slot, and
   what was decided.
2. A decision lapses with what it rested on: the exact text of the pathway, the months of the
   sign-off, for a credential how it is judged, for a waiver how every credential is judged.
   What keeps a credential out does not lapse with that credential.
3. Where everything is decided anew, a decision that could be made again and was not is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wallet.pathways import Pathway
from wallet.reviews.decisions import Decision, Kind
from wallet.reviews.review import Review
from wallet.reviews.staleness import Change, Standing, changes

RESTS_ON_ONE = frozenset({Kind.EQUIVALENCE, Kind.PIN})
CHANGES = frozenset(
    {Kind.EQUIVALENCE, Kind.PIN, Kind.RPL, Kind.WAIVER, Kind.REJECTION},
)
"""Kinds that change what counts; a note or a request changes nothing."""
_MET = "met"


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """A case as it is now."""

    standing: Mapping[str, Standing]
    """Credential id -> how it is judged."""
    pathway: Pathway | None
    result: Mapping[str, Any] | None = None
    """E.9; None where nobody asked what it comes to."""
    decisions: Sequence[Decision] | None = None
    """Those that were made anew; None where those of the review are the ones that are meant."""


def differences(review: Review, case: Now, now: datetime) -> tuple[Change, ...]:
    """All that is otherwise than in the review; empty while nothing is.

    Args:
        review: as it was signed.
        case: what it is held against.
        now: the moment to judge for, aware.
    """
    found = changes(review, case.standing, case.pathway, now)
    return (
        *_added(review, case.standing),
        *found,
        *(() if case.result is None else _results(review.result, case.result)),
        *_decisions(review, case, found),
    )


def lapse(one: Decision, changed: Sequence[Change], may: Mapping[str, bool]) -> str:
    """Why a decision does not hold any more (rule 2); empty while it does.

    Args:
        one: as it was signed.
        changed: what changed since, by ``staleness.changes``.
        may: rule id -> whether it can be set aside now.
    """
    whole = next((it.code for it in changed if it.credential_id is None), "")
    if whole:
        return whole
    if one.kind is Kind.WAIVER and not may.get(one.rule or "", False):
        return "rule_stays"
    items = [it for it in changed if it.credential_id is not None]
    if one.kind in RESTS_ON_ONE:
        items = [it for it in items if it.credential_id == _credential(one)]
    elif one.kind is not Kind.WAIVER:
        items = []
    return items[0].code if items else ""


def _added(review: Review, standing: Mapping[str, Standing]) -> Iterator[Change]:
    known = {one.credential_id for one in review.items}
    for name, stands in standing.items():
        if name not in known:
            yield Change(code="item_added", credential_id=name, now=stands.verdict)


def _results(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Change]:
    old, new = _slots(then), _slots(now)
    for name in (one for one in new if one in old):
        if (old[name] == _MET) is not (new[name] == _MET):
            code = "slot_filled" if new[name] == _MET else "slot_open"
            yield Change(code=code, slot=name, before=old[name], now=new[name])
    for code, tell in (("result", _word), ("counted", _counted)):
        before, after = tell(then), tell(now)
        if before != after:
            yield Change(code=code, before=before, now=after)


def _decisions(review: Review, case: Now, found: Sequence[Change]) -> Iterator[Change]:
    rules = () if case.pathway is None else case.pathway.rules
    may = {rule.id: rule.waivable for rule in rules}
    again = {_about(one) for one in case.decisions or ()}
    for one in review.decisions:
        if one.kind not in CHANGES or _about(one) in again:
            continue
        if one.kind is Kind.REJECTION and _credential(one) not in case.standing:
            continue  # nothing is left of what it keeps out
        why = lapse(one, found, may)
        if why:
            yield Change(code="decision_lapsed", decision=one, before=why)
        elif case.decisions is not None:
            yield Change(code="decision_open", decision=one)


def _about(one: Decision) -> tuple[object, ...]:
    return one.kind, one.award, one.slot, one.rule, one.title, one.credits


def _credential(one: Decision) -> str:
    return (one.award or "").partition("#")[0]


def _slots(result: Mapping[str, Any]) -> dict[str, str]:
    """Slot id -> state; another wallet wrote the result, in whatever order and shape."""
    listed = result.get("slots")
    found = listed if isinstance(listed, Sequence) else ()
    return {
        str(one["id"]): str(one["state"])
        for one in found
        if isinstance(one, Mapping) and {"id", "state"} <= one.keys()
    }


def _word(result: Mapping[str, Any]) -> str:
    return str(result.get("result", ""))


def _counted(result: Mapping[str, Any]) -> str:
    totals = result.get("totals")
    counted = totals.get("counted") if isinstance(totals, Mapping) else None
    if not isinstance(counted, Mapping):
        return ""
    return f"{counted.get('amount', '')} {counted.get('unit', '')}".strip()
