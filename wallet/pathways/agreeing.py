"""Making an agreement, signing it by turns, and putting half-signed copies together (E.6).

Rules
-----
1. What is made is read again by the one reader before it is handed out.
2. Only a party signs, with a key that the agreement names as its own, and once.
3. Signatures go round by files: copies of one text that different parties signed are put
   together. Another text takes the place of one that was signed only from those who signed
   the first: else whoever knows its id could take it back. From anybody else it is kept
   beside it: else whoever came first with an id could keep its owner out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from wallet.encoding import jcs
from wallet.errors import InputError
from wallet.holder import PrivateKey
from wallet.pathways.agreements import AGREEMENT, FORMAT, Agreement, read
from wallet.proofs import papers
from wallet.secured import JsonObject


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A party as it is written down."""

    name: str
    role: str
    identifiers: tuple[str, ...]
    """The key that signs for it first; others under which it issues."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the parties want to agree on."""

    title: str
    parties: tuple[Named, ...]
    modules: tuple[tuple[str, str], ...]
    """Id of the definition and title."""
    slots: tuple[str, ...] = ()
    pathways: tuple[str, ...] = ()
    kind: str = AGREEMENT
    valid_from: date | None = None
    valid_until: date | None = None
    reason: str = ""
    conditions: tuple[JsonObject, ...] = ()


def make(wanted: Wanted, agreement_id: str, language: str, now: datetime) -> bytes:
    """The agreement as a file that nobody has signed yet.

    Raises:
        InputError: ``malformed_agreement`` with ``member`` and ``reason``.
    """
    body: dict[str, Any] = {
        "format": f"{FORMAT}/1",
        "id": agreement_id,
        "kind": wanted.kind,
        "title": _texts(wanted.title, language),
        "parties": [
            {"name": one.name, "role": one.role, "identifiers": list(one.identifiers)}
            for one in wanted.parties
        ],
        "modules": [
            {"definition": [name], "title": _texts(title, language)}
            for name, title in wanted.modules
        ],
        "pathways": list(wanted.pathways),
        "slots": list(wanted.slots),
        "conditions": [dict(one) for one in wanted.conditions],
        "validFrom": wanted.valid_from and wanted.valid_from.isoformat(),
        "validUntil": wanted.valid_until and wanted.valid_until.isoformat(),
        "reason": wanted.reason or None,
    }
    data = jcs.canonical(body)
    read(data, now)
    return data


def sign(data: bytes, did: str, key: PrivateKey, now: datetime) -> bytes:
    """The same agreement with one more signature.

    Raises:
        InputError: what ``read`` refuses; ``agreement_not_a_party``, ``agreement_signed``.
    """
    agreement = read(data, now)
    if not any(did in one.identifiers for one in agreement.parties):
        raise InputError("agreement_not_a_party")
    if did in {one.did for one in agreement.signatures}:
        raise InputError("agreement_signed")
    return jcs.canonical(papers.sign(agreement.document, did, key, now))


def taken(
    kept: Iterable[Agreement], data: bytes, now: datetime
) -> tuple[bytes, tuple[Agreement, ...]]:
    """What to keep of this agreement, and which of the kept it takes the place of (rule 3).

    Raises:
        InputError: what ``read`` refuses.
    """
    new = read(data, now)
    named = [one for one in kept if one.id == new.id]
    for one in named:
        if one.key == new.key:
            return jcs.canonical(papers.joined(one.document, new.document)), (one,)
    return data, tuple(one for one in named if _takes_the_place(new, one))


def _takes_the_place(new: Agreement, old: Agreement) -> bool:
    """Whether those who signed the old text signed the new one too; of drafts the newest."""
    before, now = ({it.did for it in one.signatures} for one in (old, new))
    return before <= now if before else not now


def _texts(text: str, language: str) -> list[dict[str, str]]:
    return [{"lang": language, "text": text}] if text.strip() else []
