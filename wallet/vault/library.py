"""Lists: filtered, searched, sorted and paged by key in SQL; never sorted in Python.

The verdict of a row is that of its last dated report, lowered where time alone has overtaken
it: an end date that has passed since, or a "not revoked" that has grown older than the person
allows. Where evidence has come or gone since, nothing reads ``verified`` until it was judged
by what is known now. A verdict is never raised without looking again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from wallet.report import VerdictCode
from wallet.vault import derive
from wallet.vault.database import Database, Row
from wallet.vault.interface import (
    Choice,
    Cursor,
    DatedReport,
    Facet,
    LibraryPage,
    LibraryQuery,
    LibraryRow,
    Sort,
)
from wallet.vault.stamps import moment_of, text_of
from wallet.vault.words import questions

_KEYS = {
    Sort.ADDED: ("l.key_added", "DESC"),
    Sort.AWARDED: ("l.key_awarded", "DESC"),
    Sort.TITLE: ("l.key_title", "ASC"),
    Sort.ISSUER: ("l.key_issuer", "ASC"),
    Sort.EXPIRES: ("l.key_expires", "ASC"),
}
_VERDICT = """CASE WHEN r.verdict = 'verified' AND l.ends_at <= :now THEN 'not_valid'
    WHEN r.verdict = 'verified' AND (r.status_as_of < :oldest OR NOT :settled)
    THEN 'cannot_tell'
    ELSE coalesce(r.verdict, 'cannot_tell') END"""
_FROM = """FROM library l JOIN credentials c ON c.row = l.row
    LEFT JOIN reports r ON r.row = l.row AND r.latest = 1"""
_STORED = frozenset({Facet.ISSUER, Facet.KIND, Facet.LEVEL, Facet.FORMAT, Facet.SKILL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """What a row's last verdict is held against."""

    now: datetime
    max_status_age_days: int
    settled: bool
    """Whether every row was judged by the evidence that there is now."""

    def values(self) -> dict[str, Any]:
        """As named values of a query."""
        oldest = self.now - timedelta(days=self.max_status_age_days)
        return {"now": text_of(self.now), "oldest": text_of(oldest), "settled": self.settled}


def page(
    database: Database, query: LibraryQuery, after: Cursor | None, size: int, today: Today
) -> LibraryPage:
    """Up to ``size`` rows after ``after``; ``next`` is None at the end."""
    key, direction = _KEYS[query.sort]
    where, values = _where(database, query, today)
    if after is not None:
        beyond = ">" if direction == "ASC" else "<"
        where += f" AND ({key}, l.row) {beyond} (:key, :row)"
        values |= {"key": after.key, "row": after.row}
    rows = database.all(
        f"""SELECT {key}, l.row, c.credential_id, c.imported_at, c.deleted_at, c.replaced_by,
        l.issuer_id, l.summary, {_VERDICT}, r.verdict, r.reason, r.proven, r.verified_at,
        r.issuer_listed, (SELECT value FROM facets f WHERE f.row = l.row
        AND f.facet = 'format') {_FROM} WHERE {where}
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
    where, values = _where(database, query, today)
    return int(database.value(f"SELECT count(*) {_FROM} WHERE {where}", values))


def held(database: Database, *, binned: bool = False) -> int:
    """How many credentials the library, or the bin, holds."""
    name = "binned" if binned else "held"
    return int(database.value("SELECT value FROM counters WHERE name = ?", (name,)))


def choices(database: Database, facet: Facet, today: Today) -> tuple[Choice, ...]:
    """The values that a facet takes in the library, most frequent first."""
    if facet is Facet.VERDICT:
        rows = database.all(
            f"""SELECT {_VERDICT} AS v, '', count(*) {_FROM} WHERE c.deleted_at IS NULL
            GROUP BY v ORDER BY count(*) DESC, v""",
            today.values(),
        )
        return tuple(Choice(value=one, label=one, count=number) for one, _, number in rows)
    rows = database.all(
        """SELECT f.value, min(f.label), count(*) FROM facets f
        JOIN credentials c ON c.row = f.row WHERE f.facet = ? AND c.deleted_at IS NULL
        GROUP BY f.value ORDER BY count(*) DESC, f.value""",
        (facet.value,),
    )
    return tuple(Choice(value=one, label=label, count=number) for one, label, number in rows)


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


def _where(database: Database, query: LibraryQuery, today: Today) -> tuple[str, dict[str, Any]]:
    parts = [f"c.deleted_at IS {'NOT ' if query.deleted else ''}NULL"]
    values = today.values()
    if query.text.strip():
        found, asked = _saying(database, questions(query.text))
        parts.append(found)
        values |= asked
    for number, facet in enumerate(dict.fromkeys(one for one, _ in query.filters)):
        wanted = [value for one, value in query.filters if one is facet]
        names = {f"f{number}_{place}": value for place, value in enumerate(wanted)}
        parts.append(_filter(facet, [f":{name}" for name in names]))
        values |= names
    return " AND ".join(parts), values


def _saying(database: Database, asked: tuple[str, ...]) -> tuple[str, dict[str, str]]:
    """Rows that say every word, in the credential or in the owner's own words about it."""
    if not asked:
        return "0", {}
    is_own = database.one(
        "SELECT 1 FROM own_text WHERE own_text MATCH ? LIMIT 1", (" OR ".join(asked),)
    )
    if is_own is None:
        found = "l.row IN (SELECT rowid FROM library_text WHERE library_text MATCH :asked)"
        return found, {"asked": " AND ".join(asked)}
    names = {f"asked{number}": one for number, one in enumerate(asked)}
    each = (
        f"l.row IN (SELECT rowid FROM library_text WHERE library_text MATCH :{name} "  # noqa: S608
        f"UNION ALL SELECT rowid FROM own_text WHERE own_text MATCH :{name})"
        for name in names
    )
    return " AND ".join(each), names


def _filter(facet: Facet, names: list[str]) -> str:
    listed = ", ".join(names)
    if facet in _STORED:
        return (
            "EXISTS(SELECT 1 FROM facets f WHERE f.row = l.row "  # noqa: S608 - our names
            f"AND f.facet = '{facet.value}' AND f.value IN ({listed}))"
        )
    if facet is Facet.VERDICT:
        return f"{_VERDICT} IN ({listed})"
    if facet is Facet.EXPIRES_BEFORE:
        return f"l.key_expires < max({listed}, '')"
    return f"l.key_awarded >= min({listed}, '{derive.NEVER}')"


def _library_row(row: Row) -> LibraryRow:
    values: Iterator[Any] = iter(row[2:])
    credential_id, imported, deleted, replaced_by, issuer_id = (next(values) for _ in range(5))
    summary = json.loads(next(values))
    verdict, stored, reason, proven, verified, listed, format_ = values
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
    )
