"""What the owner has seen on the first page and does not want to be told again.

A line is named by what it is about (``wallet.session.attention`` makes the names), so that the
next warning about the same credential is another line. What is about a credential goes with it
when that is erased.
"""

from __future__ import annotations

from datetime import datetime

from wallet.vault.database import Database
from wallet.vault.interface import Changes
from wallet.vault.labels import rows_of
from wallet.vault.stamps import text_of, uuid7


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
