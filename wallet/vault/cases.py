"""Work with an advisor: the key for it, who was confirmed, cases and their papers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from wallet import holder
from wallet.errors import InputError
from wallet.identifiers import did_key_of
from wallet.vault.database import Database, Row
from wallet.vault.interface import Changes
from wallet.vault.stamps import moment_of, storable, text_of, uuid7

AREA = "reviews"
LEARNER, ADVISOR = "learner", "advisor"
_COLUMNS = "case_id, role, state, at, bytes, draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewKey:
    """The key that signs and opens review files; never one that credentials are bound to."""

    did: str
    key: Ed25519PrivateKey
    recipient: str
    age_secret: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptContact:
    """Somebody whose words were compared."""

    did: str
    name: str
    recipient: str
    confirmed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCase:
    """A case of this wallet's learner, or one that an advisor was handed."""

    case_id: str
    role: str
    """``learner`` or ``advisor``: whose side this wallet is on."""
    state: str
    at: datetime
    data: bytes
    draft: Any
    """JSON: of an advisor, what is decided so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPaper:
    """A review or an answer to one, as it was signed."""

    kind: str
    at: datetime
    data: bytes


def review_key(database: Database, now: datetime, recipient: tuple[str, str]) -> ReviewKey:
    """This wallet's key for reviews, made on first use; ``recipient``: secret and public."""
    row = database.one("SELECT did, secret, recipient, age_secret FROM review_key")
    if row is None:
        key = Ed25519PrivateKey.generate()
        secret, public = recipient
        row = (did_key_of(key.public_key()), holder.to_bytes(key), public, secret)
        with database.write(now) as stamp:
            database.run(
                "INSERT INTO review_key VALUES(1, ?, ?, ?, ?, ?, ?)", (uuid7(now), stamp, *row)
            )
    did, kept, public, secret = row
    return ReviewKey(
        did=did,
        key=Ed25519PrivateKey.from_private_bytes(kept),
        recipient=public,
        age_secret=secret,
    )


def has_review_key(database: Database) -> bool:
    """Whether one was made."""
    return bool(review_dids(database))


def review_dids(database: Database) -> tuple[str, ...]:
    """Its identifier; nothing before one was made."""
    row = database.one("SELECT did FROM review_key")
    return () if row is None else (str(row[0]),)


def add_contact(
    database: Database, did: str, name: str, recipient: str, now: datetime
) -> Changes:
    """Keep somebody whose words were compared; newer words take the place of older ones."""
    with database.write(now) as stamp:
        database.run(
            """INSERT INTO contacts VALUES(?, ?, ?, ?, ?, ?) ON CONFLICT(did) DO UPDATE SET
            name = excluded.name, recipient = excluded.recipient, stamp = excluded.stamp,
            confirmed_at = excluded.confirmed_at""",
            (did, uuid7(now), stamp, storable(name), recipient, text_of(now)),
        )
    return Changes(areas=frozenset({AREA}))


def remove_contact(database: Database, did: str, now: datetime) -> Changes:
    """Forget somebody.

    Raises:
        InputError: ``unknown_contact``.
    """
    with database.write(now):
        if not database.run("DELETE FROM contacts WHERE did = ?", (did,)):
            raise InputError("unknown_contact")
    return Changes(areas=frozenset({AREA}))


def contacts(database: Database) -> tuple[KeptContact, ...]:
    """Everybody whose words were compared, by name."""
    rows = database.all("SELECT did, name, recipient, confirmed_at FROM contacts ORDER BY name")
    return tuple(
        KeptContact(did=did, name=name, recipient=recipient, confirmed_at=moment_of(at))
        for did, name, recipient, at in rows
    )


def add_case(
    database: Database, case_id: str, role: str, state: str, data: bytes, now: datetime
) -> Changes:
    """Keep a case.

    Raises:
        InputError: ``case_known`` where it is kept already, with other bytes or not.
    """
    with database.write(now) as stamp:
        kept = database.run(
            "INSERT OR IGNORE INTO cases VALUES(?, ?, ?, ?, ?, ?, ?, '{}')",
            (case_id, uuid7(now), stamp, role, state, text_of(now), data),
        )
        if not kept:
            raise InputError("case_known")
    return Changes(areas=frozenset({AREA}))


def cases(database: Database, role: str) -> tuple[KeptCase, ...]:
    """All cases on one side, newest first."""
    rows = database.all(
        f"SELECT {_COLUMNS} FROM cases WHERE role = ? ORDER BY uid DESC",  # noqa: S608 - fixed
        (role,),
    )
    return tuple(map(_case, rows))


def case(database: Database, case_id: str) -> KeptCase:
    """One case.

    Raises:
        InputError: ``unknown_case``.
    """
    row = database.one(
        f"SELECT {_COLUMNS} FROM cases WHERE case_id = ?",  # noqa: S608 - fixed
        (case_id,),
    )
    if row is None:
        raise InputError("unknown_case")
    return _case(row)


def remove_case(database: Database, case_id: str, now: datetime) -> Changes:
    """Forget a case with all its papers.

    Raises:
        InputError: ``unknown_case``.
    """
    with database.write(now):
        if not database.run("DELETE FROM cases WHERE case_id = ?", (case_id,)):
            raise InputError("unknown_case")
    return Changes(areas=frozenset({AREA}))


def save_draft(database: Database, case_id: str, draft: Any, now: datetime) -> Changes:
    """Keep what an advisor has decided so far."""
    with database.write(now) as stamp:
        database.run(
            "UPDATE cases SET draft = ?, stamp = ? WHERE case_id = ?",
            (json.dumps(draft, ensure_ascii=False), stamp, case_id),
        )
    return Changes(areas=frozenset({AREA}))


def add_paper(  # noqa: PLR0913 - each is a column
    database: Database,
    case_id: str,
    kind: str,
    sha256: str,
    data: bytes,
    *,
    state: str,
    instead_of: Sequence[str],
    now: datetime,
) -> Changes:
    """Keep a paper of a case and move the case on, in one step.

    Args:
        database: the open vault.
        case_id: of which case.
        kind: ``review`` or ``answer``.
        sha256: hex digest of the paper.
        data: the paper.
        state: what the case's state becomes.
        instead_of: states in which this may happen: an answered nonce is closed.
        now: the moment.

    Raises:
        InputError: ``review_replayed`` in any other state.
    """
    with database.write(now) as stamp:
        marks = ", ".join("?" * len(instead_of))
        moved = database.run(
            f"UPDATE cases SET state = ?, stamp = ? WHERE case_id = ? AND state IN ({marks})",  # noqa: S608 - question marks
            (state, stamp, case_id, *instead_of),
        )
        if not moved:
            raise InputError("review_replayed")
        database.run(
            "INSERT OR REPLACE INTO case_papers VALUES(?, ?, ?, ?, ?, ?, ?)",
            (sha256, uuid7(now), stamp, case_id, kind, text_of(now), data),
        )
    return Changes(areas=frozenset({AREA}))


def papers_of(database: Database, case_id: str) -> tuple[KeptPaper, ...]:
    """The papers of a case, oldest first."""
    rows = database.all(
        "SELECT kind, at, bytes FROM case_papers WHERE case_id = ? ORDER BY stamp", (case_id,)
    )
    return tuple(KeptPaper(kind=kind, at=moment_of(at), data=data) for kind, at, data in rows)


def _case(row: Row) -> KeptCase:
    case_id, role, state, at, data, draft = row
    return KeptCase(
        case_id=case_id,
        role=role,
        state=state,
        at=moment_of(at),
        data=data,
        draft=json.loads(draft),
    )
