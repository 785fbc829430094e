"""The result as JSON, exactly as spec/pathways.md E.9 says. Amounts are decimal strings."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from wallet.errors import Fact
from wallet.pathways.amounts import shown, shown_below, shown_missing
from wallet.pathways.records import Entry
from wallet.pathways.result import (
    Fix,
    Gives,
    PathwayResult,
    RuleResult,
    SlotResult,
    Unused,
)
from wallet.pathways.rules.interface import Converted
from wallet.pathways.unit import equivalents

REPORT_VERSION = 1


def to_json(result: PathwayResult) -> dict[str, Any]:
    """The JSON object of E.9."""
    pathway = result.pathway
    return {
        "report_version": REPORT_VERSION,
        "pathway": {
            "id": pathway.id,
            "version": pathway.version,
            "title": [{"lang": one.lang, "text": one.text} for one in pathway.title],
        },
        **({"owner_known_by": result.owner.told()} if result.owner is not None else {}),
        "as_of": result.as_of.isoformat(),
        "result": result.result,
        "proven_optimal": result.proven_optimal,
        "equally_good": result.equally_good,
        **({"more_equally_good": True} if result.more_equally_good else {}),
        "totals": _totals(result),
        "slots": [_slot(one) for one in result.slots],
        "rules": [_rule(one) for one in result.rules],
        "unused": [_unused(one) for one in result.unused],
        "fixes": [_fix(one) for one in result.fixes],
        **({"more_fixes": True} if result.more_fixes else {}),
        "optimistic": _gives(result.optimistic),
        **({"notices": list(result.headline)} if result.headline else {}),
        **_decided(result),
    }


def _decided(result: PathwayResult) -> dict[str, Any]:
    """Whose decisions it rests on, and which of them lapsed; nothing where nobody decided."""
    records = result.what_if.decided.records
    if not records:
        return {}
    return {
        "decided": [
            {
                "review": one.review,
                "advisor": {"name": one.advisor, "did": one.did},
                "on": one.on.isoformat(),
                "for_owner": one.for_owner,
                "signed_off": one.signed_off,
                "decisions": [_entry(entry) for entry in one.entries],
            }
            for one in records
        ]
    }


def _entry(entry: Entry) -> dict[str, Any]:
    found: dict[str, Any] = {"id": entry.id, "kind": entry.kind, "reason": entry.reason}
    for key in ("award", "slot", "rule", "title"):
        value = getattr(entry, key)
        if value is not None:
            found[key] = value
    if entry.credits is not None:
        found["credits"] = shown(entry.credits)
    return found | ({"lapsed": entry.lapsed} if entry.lapsed else {})


def _totals(result: PathwayResult) -> dict[str, Any]:
    unit, least = result.pathway.unit, result.required.least
    found: dict[str, Any] = {
        "counted": {"amount": _below(result.counted, least), "unit": unit.unit},
        "required": {"min": _maybe(least), "max": _maybe(result.required.most)},
    }
    others = equivalents(result.counted, unit)
    if others:
        found["equivalent"] = [
            {"amount": shown(amount), "unit": ratio.framework, "source": ratio.source}
            for amount, ratio in others
        ]
    if result.excess:
        found["excess"] = shown(result.excess)
    return found


def _below(amount: Fraction, limit: Fraction | None) -> str:
    return shown(amount) if limit is None else shown_below(amount, limit)


def _maybe(amount: Fraction | None) -> str | None:
    return None if amount is None else shown(amount)


def _slot(slot: SlotResult) -> dict[str, Any]:
    return {
        "id": slot.id,
        "state": slot.state.value,
        "items": [
            {"award": one.award, "credits": shown(one.credits), "route": one.route}
            | ({"converted": _converted(one.converted)} if one.converted else {})
            for one in slot.items
        ],
        "usable": list(slot.usable),
    }


def _converted(converted: Converted) -> dict[str, Any]:
    """What was stated, and the ratio with its source (W7)."""
    amounts = {
        "amount": converted.amount,
        "hours": converted.hours,
        "hours_per_credit": converted.per_credit,
        "to_unit": converted.to_unit,
    }
    found: dict[str, Any] = {key: shown(one) for key, one in amounts.items() if one is not None}
    return {**found, "unit": converted.framework, "source": converted.source}


def _rule(rule: RuleResult) -> dict[str, Any]:
    found: dict[str, Any] = {"id": rule.id, "type": rule.type, "state": rule.state.value}
    if rule.required is not None and rule.have is not None and rule.missing is not None:
        found["required"] = shown(rule.required)
        found["have"] = _below(rule.have, rule.required)
        found["missing"] = shown_missing(rule.missing)
    if rule.reason is not None:
        found["reason"] = rule.reason
    return found


def _unused(unused: Unused) -> dict[str, Any]:
    return {
        "award": unused.award,
        "reasons": [{"code": one.code, "facts": _facts(one.facts)} for one in unused.reasons],
    }


def _facts(facts: Mapping[str, Fact]) -> dict[str, Any]:
    return {key: list(one) if isinstance(one, tuple) else one for key, one in facts.items()}


def _fix(fix: Fix) -> dict[str, Any]:
    found: dict[str, Any] = {"kind": fix.kind}
    for key in ("rule", "award", "slot"):
        value = getattr(fix, key)
        if value is not None:
            found[key] = value
    if fix.at_least is not None:
        found["at_least"] = shown(fix.at_least)
        found["gives"] = {"result": fix.gives.result}
        return found | ({"issuer": fix.issuer} if fix.issuer else {})
    found["gives"] = _gives(fix.gives)
    return found


def _gives(gives: Gives) -> dict[str, str]:
    return {"result": gives.result, "counted": shown(gives.counted)}
