"""Lists: filtered, searched, sorted and paged by key in SQL; never sorted in Python.

The verdict of a row is that of its last dated report, lowered where time alone has overtaken
it: an end date that has passed since, or a "not revoked" that has grown older than the person
allows. Where evidence has come or gone since, nothing reads ``verified`` until it was judged
by what is known now. A verdict is never raised without looking again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from wallet.report import VerdictCode
from wallet.vault import derive
from wallet.vault.asking import FROM, VERDICT, Today, order, where
from wallet.vault.database import Database, Row
from wallet.vault.interface import (
    Choice,
    Cursor,
    DatedReport,
    Facet,
    LibraryPage,
    LibraryQuery,
    LibraryRow,
)
from wallet.vault.stamps import moment_of

_FAVOURITE = "EXISTS(SELECT 1 FROM favourites f WHERE f.row = l.row AND f.gone = 0)"
_TAGS = """(SELECT json_group_array(label) FROM (SELECT min(t.label) AS label FROM tags t
    WHERE t.row = l.row AND t.gone = 0 GROUP BY t.key ORDER BY t.key))"""


def page(
    database: Database, query: LibraryQuery, after: Cursor | None, size: int, today: Today
) -> LibraryPage:
    """Up to ``size`` rows after ``after``; ``next`` is None at the end."""
    key, direction = order(query)
    condition, values = where(database, query, today)
    if after is not None:
        beyond = ">" if direction == "ASC" else "<"
        condition += f" AND ({key}, l.row) {beyond} (:key, :row)"
        values |= {"key": after.key, "row": after.row}
    rows = database.all(
        f"""SELECT {key}, l.row, c.credential_id, c.imported_at, c.deleted_at, c.replaced_by,
        l.issuer_id, l.summary, {VERDICT}, r.verdict, r.reason, r.proven, r.verified_at,
        r.issuer_listed, (SELECT value FROM facets f WHERE f.row = l.row
        AND f.facet = 'format'), {_FAVOURITE}, {_TAGS} {FROM} WHERE {condition}
        ORDER BY {key} {direction}, l.row {direction} LIMIT :size""",  # noqa: S608 - our names
        values | {"size": size + 1},
    )
    shown = rows[:size]
    following = Cursor(key=shown[-1][0], row=shown[-1][1]) if len(rows) > size else None
    return LibraryPage(rows=tuple(map(_library_row, shown)), next=following)


def count(database: Database, query: LibraryQuery, today: Today) -> int:
    """How many rows a query has; without text and filters from a counter."""
    if not query.text.strip() and not query.filters:
        return held(database, binned=query.deleted)
    condition, values = where(database, query, today)
    return int(database.value(f"SELECT count(*) {FROM} WHERE {condition}", values))


def held(database: Database, *, binned: bool = False) -> int:
    """How many credentials the library, or the bin, holds."""
    name = "binned" if binned else "held"
    return int(database.value("SELECT value FROM counters WHERE name = ?", (name,)))


def choices(database: Database, facet: Facet, today: Today) -> tuple[Choice, ...]:
    """The values that a facet takes in the library, most frequent first."""
    if facet is Facet.VERDICT:
        rows = database.all(
            f"""SELECT {VERDICT} AS v, '', count(*) {FROM} WHERE c.deleted_at IS NULL
            GROUP BY v ORDER BY count(*) DESC, v""",
            today.values(),
        )
        return tuple(Choice(value=one, label=one, count=number) for one, _, number in rows)
    if facet in _OWN:
        rows = database.all(_OWN[facet])
        return tuple(
            Choice(value=one, label=label, count=number) for one, label, number in rows
        )
    rows = database.all(
        """SELECT f.value, min(f.label), count(*) FROM facets f
        JOIN credentials c ON c.row = f.row WHERE f.facet = ? AND c.deleted_at IS NULL
        GROUP BY f.value ORDER BY count(*) DESC, f.value""",
        (facet.value,),
    )
    return tuple(Choice(value=one, label=label, count=number) for one, label, number in rows)


_OWN = {
    Facet.TAG: """SELECT t.key, min(t.label), count(DISTINCT t.row) FROM tags t
        JOIN credentials c ON c.row = t.row WHERE t.gone = 0 AND c.deleted_at IS NULL
        GROUP BY t.key ORDER BY count(DISTINCT t.row) DESC, t.key""",
    Facet.COLLECTION: """SELECT k.uid, k.name, count(DISTINCT m.row) FROM collections k
        JOIN collected m ON m.collection = k.uid AND m.gone = 0
        JOIN credentials c ON c.row = m.row AND c.deleted_at IS NULL
        WHERE k.gone = 0 GROUP BY k.uid ORDER BY k.place, k.uid""",
    Facet.FAVOURITE: """SELECT 'yes', '', count(*) FROM favourites f
        JOIN credentials c ON c.row = f.row WHERE f.gone = 0 AND c.deleted_at IS NULL
        HAVING count(*) > 0""",
}


def history(database: Database, credential_id: str) -> tuple[DatedReport, ...]:
    """What a credential was judged to be, newest first."""
    rows = database.all(
        """SELECT r.verified_at, r.verdict, r.reason, r.report FROM reports r
        JOIN credentials c ON c.row = r.row WHERE c.credential_id = ?
        ORDER BY r.stamp DESC""",
        (credential_id,),
    )
    return tuple(
        DatedReport(
            verified_at=moment_of(at),
            verdict=VerdictCode(verdict),
            reason=reason,
            report=json.loads(report),
        )
        for at, verdict, reason, report in rows
    )


def _library_row(row: Row) -> LibraryRow:
    values: Iterator[Any] = iter(row[2:])
    credential_id, imported, deleted, replaced_by, issuer_id = (next(values) for _ in range(5))
    summary = json.loads(next(values))
    verdict, stored, reason, proven, verified, listed, format_, favourite, tags = values
    if verdict != stored:
        # Ended, or resting on a list or on evidence that no longer is what it was.
        reason = "expired" if verdict == "not_valid" else "evidence_too_old"
    return LibraryRow(
        credential_id=credential_id,
        titles=derive.titles_of(summary),
        issuer_id=issuer_id,
        issuer_names=derive.issuers_of(summary),
        issuer_listed=tuple(json.loads(listed or "[]")),
        proven=bool(proven),
        kind=summary.get("kind", ""),
        credits=derive.credits_of(summary),
        levels=derive.levels_of(summary),
        award_date=summary.get("award_date"),
        expires=summary.get("expires"),
        awards=summary.get("awards", 0),
        format=format_ or "unknown",
        imported_at=moment_of(imported),
        verdict=VerdictCode(verdict),
        reason=reason or "",
        verified_at=moment_of(verified or imported),
        replaced_by=replaced_by,
        deleted_at=None if deleted is None else moment_of(deleted),
        favourite=bool(favourite),
        tags=tuple(json.loads(tags)),
    )
