"""An agreement as the JSON that window and command line tell it from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from wallet.credential import Texts, best
from wallet.encoding import timestamp
from wallet.evidence import Evidence
from wallet.pathways.agreements import Agreement, Party, named_in
from wallet.pathways.document import Pathway
from wallet.pathways.vouched import voucher

SIGNED, HALF, NOBODY = "signed", "half_signed", "nobody"
BEFORE, VALID, OVER = "before", "valid", "over"


def to_json(
    agreement: Agreement,
    now: datetime,
    *,
    evidence: Evidence,
    me: str = "",
    pathways: Iterable[Pathway] = (),
    languages: Sequence[str] = ("en",),
) -> dict[str, Any]:
    """Everything that is said of an agreement on a day.

    Args:
        agreement: what is told.
        now: the moment for which it is said whether the agreement is valid, aware.
        evidence: what is trusted on this computer; by it parties are known.
        me: the did:key of whoever reads; empty: nobody in particular.
        pathways: those that are known, for the titles of pathways and slots.
        languages: in which titles are wanted.
    """
    known = tuple(pathways)
    return {
        "id": agreement.id,
        "key": agreement.key,
        "kind": agreement.kind,
        "title": _text(agreement.title, languages) or agreement.id,
        "parties": [
            _party(one, agreement, me) | _known(one, evidence, now) for one in agreement.parties
        ],
        **_what(agreement, known, languages),
        "conditions": [one.type for one in agreement.conditions],
        "condition_facts": [dict(one) for one in agreement.document.get("conditions") or ()],
        "valid_from": _day(agreement.valid_from),
        "valid_until": _day(agreement.valid_until),
        "reason": agreement.reason,
        "signatures": _signed(agreement),
        "time": _time(agreement, now.date()),
        "owned": [
            _text(one.title, languages)
            for one in known
            if _is_of(one, agreement) and one.owner_ids & _keys(agreement)
        ],
        "named": [
            _text(one.title, languages)
            for one in known
            if any(agreement.id in named_in(slot.match) for slot in one.slots)
        ],
        "may_sign": _may_sign(agreement, me),
    }


def _what(
    agreement: Agreement, known: Sequence[Pathway], languages: Sequence[str]
) -> dict[str, Any]:
    """What counts as what, and where."""
    return {
        "modules": [
            {"definition": name, "title": _text(title, languages)}
            for name, title in sorted(agreement.module_titles.items())
        ],
        "pathways": [
            {"id": one, "title": _title(one, known, languages)}
            for one in sorted(agreement.pathways)
        ],
        "slots": [
            {"id": one, "title": _slot(one, agreement, known, languages)}
            for one in sorted(agreement.slots)
        ],
    }


def _party(party: Party, agreement: Agreement, me: str) -> dict[str, Any]:
    signed = [one.created for one in agreement.signatures if one.did in party.keys]
    return {
        "name": party.name,
        "role": party.role,
        "identifiers": sorted(party.identifiers),
        "signed": timestamp.write(min(signed)) if signed else None,
        "is_me": me in party.identifiers,
    }


def _known(party: Party, evidence: Evidence, now: datetime) -> dict[str, Any]:
    """Which list says that the keys are theirs; null where none does."""
    found = voucher(party.name, party.keys, party.identifiers, evidence, now)
    return {"known_by": None if found is None else found.told()}


def _signed(agreement: Agreement) -> str:
    if not agreement.unsigned:
        return SIGNED
    return NOBODY if len(agreement.unsigned) == len(agreement.parties) else HALF


def _time(agreement: Agreement, day: date) -> str:
    if agreement.is_valid_on(day):
        return VALID
    return BEFORE if agreement.valid_from and day < agreement.valid_from else OVER


def _may_sign(agreement: Agreement, me: str) -> bool:
    return any(me in one.identifiers and me not in one.keys for one in agreement.parties)


def _keys(agreement: Agreement) -> frozenset[str]:
    return frozenset[str]().union(*(one.keys for one in agreement.parties))


def _is_of(pathway: Pathway, agreement: Agreement) -> bool:
    return not agreement.pathways or pathway.id in agreement.pathways


def _title(name: str, known: Sequence[Pathway], languages: Sequence[str]) -> str:
    return next((_text(one.title, languages) for one in known if one.id == name), "")


def _slot(
    name: str, agreement: Agreement, known: Sequence[Pathway], languages: Sequence[str]
) -> str:
    titles = (
        _text(slot.title, languages)
        for one in known
        if _is_of(one, agreement)
        for slot in one.slots
        if slot.id == name
    )
    return next((one for one in titles if one), "")


def _text(texts: Texts, languages: Sequence[str]) -> str:
    found = best(texts, languages)
    return found.text if found else ""


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
