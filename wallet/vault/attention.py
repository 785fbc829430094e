"""What to ask the database so that the first page can say what needs attention."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from wallet.vault.database import Database
from wallet.vault.interface import Changes
from wallet.vault.labels import rows_of
from wallet.vault.stamps import moment_of, storable, text_of, uuid7

_UNFINISHED = "unfinished_import"
_MOST_NAMES = 1_000
_TIME_ALONE = ("expired", "evidence_too_old")
"""Reasons that are no change of a credential's: the end is told by itself."""


def fallen(database: Database, most: int) -> tuple[tuple[str, str, str], ...]:
    """(credential id, verdict, reason) of what was verified once and now is not.

    By the newest report; what only time has overtaken is left out. Newest change first.
    """
    rows = database.all(
        """SELECT c.credential_id, r.verdict, r.reason FROM
        (SELECT DISTINCT row FROM reports INDEXED BY reports_once_good
        WHERE latest = 0 AND verdict = 'verified') once
        CROSS JOIN reports r ON r.row = once.row AND r.latest = 1
        JOIN credentials c ON c.row = r.row WHERE c.deleted_at IS NULL
        AND r.verdict IN ('not_valid', 'not_genuine', 'cannot_tell')
        AND r.reason NOT IN (SELECT value FROM json_each(:time_alone))
        ORDER BY r.stamp DESC LIMIT :most""",
        {"time_alone": json.dumps(_TIME_ALONE), "most": most},
    )
    return tuple((one, verdict, reason) for one, verdict, reason in rows)


def pathways_counting(database: Database, credential_id: str) -> tuple[str, ...]:
    """Titles of the pathways that counted a credential when they were last evaluated."""
    rows = database.all(
        """SELECT f.label FROM facets f JOIN credentials c ON c.row = f.row
        WHERE c.credential_id = ? AND f.facet = 'pathway' ORDER BY f.label""",
        (credential_id,),
    )
    return tuple(label for (label,) in rows)


def first_import(database: Database) -> datetime | None:
    """When the first credential was taken in that is still there."""
    found = database.value("SELECT imported_at FROM credentials ORDER BY row LIMIT 1")
    return None if found is None else moment_of(found)


# --- an import that was begun ---------------------------------------------------------------


def import_begun(database: Database, names: Sequence[str], now: datetime) -> Changes:
    """Remember that these files were looked into, and that nothing was decided yet."""
    told = {"names": [storable(one) for one in names[:_MOST_NAMES]], "at": text_of(now)}
    with database.write(now) as stamp:
        database.run(
            """INSERT INTO settings VALUES(?, ?, ?, ?) ON CONFLICT(name)
            DO UPDATE SET value = excluded.value, stamp = excluded.stamp""",
            (_UNFINISHED, uuid7(now), stamp, json.dumps(told, ensure_ascii=False)),
        )
    return Changes(areas=frozenset({"attention"}))


def import_ended(database: Database, now: datetime) -> Changes:
    """It was decided: kept, or not."""
    if unfinished(database) is None:
        return Changes()
    with database.write(now):
        database.run("DELETE FROM settings WHERE name = ?", (_UNFINISHED,))
    return Changes(areas=frozenset({"attention"}))


def unfinished(database: Database) -> tuple[tuple[str, ...], datetime] | None:
    """Names of the files of an import that was begun, and when; None where there is none."""
    found = database.value("SELECT value FROM settings WHERE name = ?", (_UNFINISHED,))
    if found is None:
        return None
    told = json.loads(found)
    return tuple(told["names"]), moment_of(told["at"])


# --- lines that are told no more ------------------------------------------------------------


def dismiss(database: Database, line: str, credential_id: str | None, now: datetime) -> Changes:
    """Tell a line no more.

    Raises:
        InputError: ``unknown_credential``.
    """
    with database.write(now) as stamp:
        row = None
        if credential_id is not None:
            row = rows_of(database, (credential_id,))[credential_id]
        database.run(
            "INSERT INTO dismissed VALUES(?, ?, ?, ?, ?)",
            (uuid7(now), stamp, line, row, text_of(now)),
        )
    return Changes(areas=frozenset({"attention"}))


def dismissed(database: Database) -> frozenset[tuple[str, str | None]]:
    """(line, credential id or None) of all that is told no more."""
    rows = database.all(
        """SELECT d.line, c.credential_id FROM dismissed d
        LEFT JOIN credentials c ON c.row = d.row"""
    )
    return frozenset((line, credential_id) for line, credential_id in rows)


def recall(database: Database, now: datetime) -> Changes:
    """Tell everything again."""
    with database.write(now):
        database.run("DELETE FROM dismissed")
    return Changes(areas=frozenset({"attention"}))
