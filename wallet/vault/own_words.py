"""The owner's own words in the search: tags, notes and names of collections.

They stand in an index of their own, so that they can be written without reading the
credential again, and taken away without a trace.
"""

from __future__ import annotations

from collections.abc import Iterable

from wallet.vault.database import Database
from wallet.vault.words import indexed

_SAID = """SELECT label FROM tags WHERE row = :row AND gone = 0
    UNION ALL SELECT text FROM notes WHERE row = :row AND gone = 0
    UNION ALL SELECT k.name FROM collected m JOIN collections k ON k.uid = m.collection
    WHERE m.row = :row AND m.gone = 0 AND k.gone = 0"""


def index(database: Database, rows: Iterable[int]) -> None:
    """Write anew what can be found of these rows; inside a transaction."""
    for row in rows:
        said = [text for (text,) in database.all(_SAID, {"row": row})]
        forget(database, row)
        if said:
            database.run("INSERT INTO own_text(rowid, text) VALUES(?, ?)", (row, indexed(said)))


def forget(database: Database, row: int) -> None:
    """Leave nothing of a row in the index; inside a transaction."""
    database.run("DELETE FROM own_text WHERE rowid = ?", (row,))
