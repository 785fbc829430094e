"""Credentials: keeping, finding, giving back the exact bytes.

Rules
-----
1. An original is stored once, byte for byte, together with every credential found in it, in
   one transaction. When ``keep`` has returned, it is on disk.
2. A credential may stand in several originals; it leaves with its last visible mention.
3. *Replaces* (spec/verification.md, section 5): same issuer and same credential id of the
   issuer's, newer date, and proof and issuer key of both have passed. The older stays visible.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from wallet.errors import InputError, VaultDamagedError
from wallet.vault.database import Database, Row
from wallet.vault.derive import Derived
from wallet.vault.interface import Changes, OriginalFile
from wallet.vault.stamps import moment_of, storable, text_of, uuid7

_SHORTEST_PREFIX = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A dated report, ready to be stored."""

    verified_at: datetime
    verdict: str
    reason: str
    proven: bool
    """Proof and issuer key have passed."""
    status_as_of: datetime | None
    """The date of the status list that it leans on."""
    issuer_listed: tuple[str, ...]
    report: Mapping[str, Any]
    """JSON of the findings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One credential of an original."""

    credential_id: str
    path: str
    derived: Derived
    judgement: Judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A received file."""

    sha256: str
    name: str
    bytes: bytes


def keep(
    database: Database, original: Original, entries: Sequence[Entry], now: datetime
) -> Changes:
    """Store an original with its credentials, in one transaction.

    Raises:
        StorageError: nothing of it was stored.
    """
    kept: list[str] = []
    changed: list[str] = []
    with database.write(now) as stamp:
        database.run(
            "INSERT OR IGNORE INTO originals VALUES(?, ?, ?, ?, ?, ?)",
            (
                original.sha256,
                uuid7(now),
                stamp,
                storable(original.name),
                text_of(now),
                original.bytes,
            ),
        )
        for entry in entries:
            row, is_new = _row(database, entry, now, stamp)
            (kept if is_new else changed).append(entry.credential_id)
            database.run(
                "INSERT OR IGNORE INTO sources VALUES(?, ?, ?, ?, ?)",
                (row, original.sha256, entry.path, uuid7(now), stamp),
            )
            add_judgement(database, row, entry.judgement, now, stamp)
            changed += _replace(database, entry, stamp)
    return Changes(kept=tuple(kept), changed=tuple(dict.fromkeys(changed)))


def _row(database: Database, entry: Entry, now: datetime, stamp: int) -> tuple[int, bool]:
    found = database.one(
        "SELECT row, deleted_at, imported_at FROM credentials WHERE credential_id = ?",
        (entry.credential_id,),
    )
    if found is not None:
        row, deleted_at, imported_at = found
        # A fresh verdict stands beside what this look found, never beside what was only said.
        _renew_index(database, row, entry.derived, imported_at)
        if deleted_at is not None:
            database.run(
                "UPDATE credentials SET deleted_at = NULL, stamp = ? WHERE row = ?",
                (stamp, row),
            )
        return row, deleted_at is not None
    database.run(
        "INSERT INTO credentials(credential_id, uid, stamp, imported_at) VALUES(?, ?, ?, ?)",
        (entry.credential_id, uuid7(now), stamp, text_of(now)),
    )
    row = int(database.value("SELECT last_insert_rowid()"))
    put_index(database, row, entry.derived, text_of(now))
    return row, True


def put_index(database: Database, row: int, derived: Derived, imported_at: str) -> None:
    """Write the derived index of one credential; inside a transaction."""
    keys = derived.keys
    # What pathways count is not the credential's to say: ``wallet.vault.counted`` writes it.
    database.run("DELETE FROM facets WHERE row = ? AND facet <> 'pathway'", (row,))
    database.run("DELETE FROM library_text WHERE rowid = ?", (row,))
    database.run(
        "INSERT OR REPLACE INTO library VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            row,
            derived.envelope_id,
            derived.issuer_id,
            derived.dated,
            derived.ends_at,
            imported_at,
            keys["awarded"],
            keys["title"],
            keys["issuer"],
            keys["expires"],
            derived.summary,
        ),
    )
    database.run_many(
        "INSERT OR IGNORE INTO facets VALUES(?, ?, ?, ?)",
        [(facet, value, row, label) for facet, value, label in derived.facets],
    )
    database.run("INSERT INTO library_text(rowid, text) VALUES(?, ?)", (row, derived.text))


def add_judgement(
    database: Database, row: int, judgement: Judgement, now: datetime, stamp: int
) -> None:
    """Add a dated report and mark it the newest; inside a transaction."""
    as_of = judgement.status_as_of
    database.run("UPDATE reports SET latest = 0 WHERE row = ? AND latest = 1", (row,))
    database.run(
        "INSERT INTO reports VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
        (
            uuid7(now),
            stamp,
            row,
            text_of(judgement.verified_at),
            judgement.verdict,
            judgement.reason,
            int(judgement.proven),
            None if as_of is None else text_of(as_of),
            json.dumps(judgement.issuer_listed, ensure_ascii=False),
            json.dumps(judgement.report, ensure_ascii=False),
        ),
    )


def record(database: Database, entries: Iterable[Entry], now: datetime) -> tuple[str, ...]:
    """Keep fresh reports in the history that tell something new, or after a day.

    The index is written anew with each: what is proven now may differ from what was only said.
    All in one transaction, and none where there is nothing to keep.

    The ids of those whose row is another now.
    """
    fresh = [(entry, last) for entry in entries if (last := _last(database, entry)) is not None]
    news = [entry.credential_id for entry, last in fresh if _is_news(entry.judgement, last)]
    due = [(entry, last) for entry, last in fresh if _is_due(entry.judgement, last)]
    if due:
        with database.write(now) as stamp:
            for entry, last in due:
                add_judgement(database, last[0], entry.judgement, now, stamp)
                _renew_index(database, last[0], entry.derived, last[7])
    return tuple(news)


def _last(database: Database, entry: Entry) -> Row | None:
    return database.one(
        """SELECT r.row, r.verdict, r.reason, r.proven, r.status_as_of, r.issuer_listed,
        r.verified_at, c.imported_at, json_extract(r.report, '$.accreditation')
        FROM credentials c JOIN reports r ON r.row = c.row AND r.latest = 1
        WHERE c.credential_id = ?""",
        (entry.credential_id,),
    )


def _is_news(judgement: Judgement, last: Row) -> bool:
    as_of = judgement.status_as_of
    told = (
        judgement.verdict,
        judgement.reason,
        int(judgement.proven),
        None if as_of is None else text_of(as_of),
        json.dumps(judgement.issuer_listed, ensure_ascii=False),
    )
    return tuple(last[1:6]) != told


def _is_due(judgement: Judgement, last: Row) -> bool:
    return (
        _is_news(judgement, last)
        or _answers(last[8]) != _answers_of(judgement)
        or moment_of(last[6]) <= judgement.verified_at - timedelta(days=1)
    )


def _renew_index(database: Database, row: int, derived: Derived, imported_at: str) -> None:
    """Write the index of a held credential, unless it says the same: that takes longest.

    The summary holds a digest of the words.
    """
    kept = database.one(
        """SELECT envelope_id, issuer_id, dated, ends_at, key_awarded, key_title, key_issuer,
        key_expires, summary FROM library WHERE row = ?""",
        (row,),
    )
    keys = derived.keys
    told = (
        *(derived.envelope_id, derived.issuer_id, derived.dated, derived.ends_at),
        *(keys["awarded"], keys["title"], keys["issuer"], keys["expires"], derived.summary),
    )
    facets = database.all("SELECT facet, value, label FROM facets WHERE row = ?", (row,))
    if kept != told or set(facets) != set(derived.facets):
        put_index(database, row, derived, imported_at)


def _answers(told: str | None) -> tuple[object, ...]:
    """What an older report says of accreditation: a change of it is kept in the history."""
    found = json.loads(told) if told else {}
    return (found.get("code"), found.get("at_award"), found.get("now"), found.get("modifiers"))


def _answers_of(judgement: Judgement) -> tuple[object, ...]:
    told: Any = judgement.report.get("accreditation")
    return _answers(json.dumps(told))


def replaceable(database: Database, credential_id: str, derived: Derived) -> tuple[str, ...]:
    """Held, visible credentials that a proven one with this index row takes the place of."""
    return _same(database, credential_id, derived, "l.dated < ?")


def _replace(database: Database, entry: Entry, stamp: int) -> tuple[str, ...]:
    if not entry.judgement.proven:
        return ()
    older = replaceable(database, entry.credential_id, entry.derived)
    newer = _same(database, entry.credential_id, entry.derived, "l.dated > ?")
    pairs = [(entry.credential_id, stamp, one) for one in older]
    pairs += [(one, stamp, entry.credential_id) for one in newer[-1:]]
    database.run_many(
        "UPDATE credentials SET replaced_by = ?, stamp = ? WHERE credential_id = ?", pairs
    )
    return older


def _same(
    database: Database, credential_id: str, derived: Derived, when: str
) -> tuple[str, ...]:
    if None in (derived.issuer_id, derived.envelope_id, derived.dated):
        return ()
    rows = database.all(
        f"""SELECT c.credential_id FROM library l
        JOIN credentials c ON c.row = l.row
        JOIN reports r ON r.row = l.row AND r.latest = 1
        WHERE l.issuer_id = ? AND l.envelope_id = ? AND {when} AND r.proven = 1
        AND c.deleted_at IS NULL AND c.credential_id <> ? ORDER BY l.dated""",  # noqa: S608
        (derived.issuer_id, derived.envelope_id, derived.dated, credential_id),
    )
    return tuple(one for (one,) in rows)


# --- finding and reading --------------------------------------------------------------------


def find(database: Database, prefix: str) -> str:
    """The one credential id that begins with ``prefix``, the bin included.

    Raises:
        InputError: ``unknown_credential``, ``ambiguous_id``.
    """
    wanted = prefix.strip().lower()
    usable = len(wanted) >= _SHORTEST_PREFIX and set(wanted) <= set("0123456789abcdef")
    rows = database.all(
        "SELECT credential_id FROM credentials WHERE credential_id >= ? AND "
        "credential_id < ? LIMIT 2",
        (wanted, f"{wanted}g"),
    )
    if not usable or not rows:
        raise InputError("unknown_credential", id=prefix[:64])
    if len(rows) > 1:
        raise InputError("ambiguous_id", id=prefix[:64])
    return str(rows[0][0])


def is_held(database: Database, credential_id: str) -> bool:
    """Whether it is in the library (the bin does not count)."""
    return (
        database.one(
            "SELECT 1 FROM credentials WHERE credential_id = ? AND deleted_at IS NULL",
            (credential_id,),
        )
        is not None
    )


def originals(database: Database, credential_id: str) -> tuple[tuple[str, str], ...]:
    """(SHA-256 of the original, path in it), in the order in which they came.

    Raises:
        InputError: ``unknown_credential``.
    """
    rows = database.all(
        """SELECT s.sha256, s.path FROM sources s JOIN credentials c ON c.row = s.row
        WHERE c.credential_id = ? ORDER BY s.uid""",
        (credential_id,),
    )
    if not rows:
        raise InputError("unknown_credential", id=credential_id[:64])
    return tuple((sha256, path) for sha256, path in rows)


def original(database: Database, sha256: str) -> Original:
    """A received file, exactly as it came.

    Raises:
        InputError: ``unknown_original``.
        VaultDamagedError: ``database_damaged``.
    """
    found = database.one("SELECT name, bytes FROM originals WHERE sha256 = ?", (sha256,))
    if found is None:
        raise InputError("unknown_original", sha256=sha256[:64])
    if not isinstance(found[1], bytes):
        raise VaultDamagedError("database_damaged")
    return Original(sha256=sha256, name=found[0], bytes=found[1])


def files_of(database: Database, ids: Sequence[str] | None) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of the newest original of each credential; of all when ``ids`` is None.

    Raises:
        InputError: ``unknown_credential``.
    """
    if ids is None:
        found = all_originals(database)
    else:
        found = tuple(dict.fromkeys(originals(database, one)[-1][0] for one in ids))
    for sha256 in found:
        one = original(database, sha256)
        yield one.name, one.bytes


def file_of(database: Database, sha256: str) -> OriginalFile:
    """What is known of a received file, without its bytes.

    Raises:
        InputError: ``unknown_original``.
    """
    found = database.one("SELECT name, received_at FROM originals WHERE sha256 = ?", (sha256,))
    if found is None:
        raise InputError("unknown_original", sha256=sha256[:64])
    rows = database.all(
        """SELECT c.credential_id, s.path FROM sources s JOIN credentials c ON c.row = s.row
        WHERE s.sha256 = ? AND c.deleted_at IS NULL ORDER BY s.uid""",
        (sha256,),
    )
    return OriginalFile(
        sha256=sha256,
        name=found[0],
        received_at=moment_of(found[1]),
        credentials=tuple((one, path) for one, path in rows),
    )


def all_originals(database: Database) -> tuple[str, ...]:
    """SHA-256 of every original of the library, oldest first; the bin is left out."""
    rows = database.all(
        """SELECT DISTINCT o.sha256, o.uid FROM originals o JOIN sources s USING(sha256)
        JOIN credentials c ON c.row = s.row WHERE c.deleted_at IS NULL ORDER BY o.uid"""
    )
    return tuple(sha256 for sha256, _ in rows)
