"""What the learner's share ledger keeps of a presentation (spec/presentations.md F.5).

Rules
-----
1. Pointers and salted digests, never values: "what did I show to ACME in May?" is answered
   from the credentials that are still held; who reads the ledger alone learns no grade.
2. The digest of a statement is HMAC-SHA256 under the entry's own random salt over the pointer
   and the JCS form of the value, so that a low-entropy value cannot be looked up in a table
   and two entries cannot be compared.
3. An entry is data for the vault; it never leaves it by itself.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wallet.encoding import jcs
from wallet.presenting.interface import Carried
from wallet.presenting.plan import Disclosure, DisclosurePlan
from wallet.presenting.statements import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownStatement:
    """One statement that was shown: where it stands, and a digest of what it said."""

    part: str
    pointer: str
    digest: str
    """Lower-case hex HMAC-SHA256 under the entry's salt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCredential:
    """What was shown of one credential."""

    credential_id: str
    statements: tuple[ShownStatement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """One presentation that was given out."""

    made_at: datetime
    recipient: str
    purpose: str
    nonce: str | None
    expires: datetime | None
    holder: str
    """The did:keys that signed, with a space between them."""
    transport: str
    sha256: str
    """Lower-case hex digest of the presentation's bytes."""
    salt: str
    """Hex; random for each entry."""
    credentials: tuple[ShownCredential, ...]
    papers: tuple[str, ...] = ()
    """Digests of signed evidence that went along."""

    def mentions(self, text: str) -> bool:
        """Whether one of the texts that the learner typed, or a credential's id, has it."""
        wanted = text.strip().casefold()
        ids = (one.credential_id for one in self.credentials)
        told = (self.recipient, self.purpose, self.nonce or "", self.sha256, *ids)
        return any(wanted in one.casefold() for one in told)


def ledger_entry(
    plan: DisclosurePlan, presentation: bytes, carried: Carried, *, now: datetime, salt: bytes
) -> LedgerEntry:
    """The entry for one presentation.

    Args:
        plan: what was shown.
        presentation: the signed bytes.
        carried: how they were handed over.
        now: when, aware, UTC.
        salt: at least 16 random bytes, fresh for this entry.
    """
    return LedgerEntry(
        made_at=now,
        recipient=plan.recipient,
        purpose=plan.purpose,
        nonce=plan.nonce,
        expires=plan.expires,
        holder=" ".join(plan.holders),
        transport=carried.transport,
        sha256=hashlib.sha256(presentation).hexdigest(),
        salt=salt.hex(),
        credentials=tuple(_shown(one, salt) for one in plan.credentials),
        papers=() if "papers_left" in carried.warnings else _digests(plan),
    )


def _digests(plan: DisclosurePlan) -> tuple[str, ...]:
    return tuple(one.sha256 for one in plan.papers)


def statement_digest(statement: Statement, salt: bytes) -> str:
    """The salted digest of one statement (rule 2)."""
    told = jcs.canonical([statement.part.value, statement.pointer, statement.value])
    return hmac.new(salt, told, hashlib.sha256).hexdigest()


def entry_to_json(entry: LedgerEntry) -> dict[str, Any]:
    """The entry as JSON, for the vault and for export."""
    return {
        "format": "share-ledger-entry/1",
        "made_at": entry.made_at.isoformat(),
        "recipient": entry.recipient,
        "purpose": entry.purpose,
        "nonce": entry.nonce,
        "expires": entry.expires.isoformat() if entry.expires else None,
        "holder": entry.holder,
        "transport": entry.transport,
        "sha256": entry.sha256,
        "salt": entry.salt,
        "credentials": [
            {
                "id": one.credential_id,
                "statements": [[s.part, s.pointer, s.digest] for s in one.statements],
            }
            for one in entry.credentials
        ],
        "papers": list(entry.papers),
    }


def ledger_json(entries: Iterable[LedgerEntry]) -> dict[str, Any]:
    """Several entries as one document, for export."""
    return {"format": "share-ledger/1", "entries": [entry_to_json(one) for one in entries]}


def entry_from_json(kept: dict[str, Any]) -> LedgerEntry:
    """The entry back from what ``entry_to_json`` gave."""
    return LedgerEntry(
        made_at=datetime.fromisoformat(kept["made_at"]),
        recipient=kept["recipient"],
        purpose=kept["purpose"],
        nonce=kept["nonce"],
        expires=datetime.fromisoformat(kept["expires"]) if kept["expires"] else None,
        holder=kept["holder"],
        transport=kept["transport"],
        sha256=kept["sha256"],
        salt=kept["salt"],
        credentials=tuple(
            ShownCredential(
                credential_id=one["id"],
                statements=tuple(
                    ShownStatement(part=part, pointer=pointer, digest=digest)
                    for part, pointer, digest in one["statements"]
                ),
            )
            for one in kept["credentials"]
        ),
        papers=tuple(kept.get("papers", ())),
    )


def _shown(one: Disclosure, salt: bytes) -> ShownCredential:
    return ShownCredential(
        credential_id=one.credential_id,
        statements=tuple(
            ShownStatement(
                part=statement.part.value,
                pointer=statement.pointer,
                digest=statement_digest(statement, salt),
            )
            for statement in one.statements
        ),
    )
