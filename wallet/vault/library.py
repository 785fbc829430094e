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
from wallet.vault.asking import (
    BINNED,
    FROM,
    VERDICT,
    VERDICTS,
    Today,
    order,
    saying,
    saying_in,
    source,
    where,
)
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
from wallet.vault.stamps import moment_of

_FORMAT = """(SELECT value FROM facets f INDEXED BY facets_format
    WHERE f.row = l.row AND f.facet = 'format')"""
_FAVOURITE = "EXISTS(SELECT 1 FROM favourites f WHERE f.row = l.row AND f.gone = 0)"
_TAGS = """(SELECT json_group_array(label) FROM (SELECT min(t.label) AS label FROM tags t
    WHERE t.row = l.row AND t.gone = 0 GROUP BY t.key ORDER BY t.key))"""


_SELECT = f"""SELECT l.row, c.credential_id, c.imported_at, c.deleted_at,
    c.replaced_by, l.issuer_id, l.summary, {VERDICT}, r.verdict, r.reason, r.proven,
    r.verified_at, r.issuer_listed, {_FORMAT}, {_FAVOURITE}, {_TAGS} {FROM}"""


def page(
    database: Database, query: LibraryQuery, after: Cursor | None, size: int, today: Today
) -> LibraryPage:
    """Up to ``size`` rows after ``after``; ``next`` is None at the end."""
    # First which rows, from the order's own index, then what is in them.
    places = _places(database, query, after, size + 1, today)
    shown = places[:size]
    following = Cursor(key=shown[-1][0], row=shown[-1][1]) if len(places) > size else None
    return LibraryPage(
        rows=_rows(database, [number for _, number in shown], today), next=following
    )


def _places(
    database: Database, query: LibraryQuery, after: Cursor | None, size: int, today: Today
) -> list[Row]:
    """(sort key, row) of the next ``size`` rows."""
    beyond_values = {} if after is None else {"key": after.key, "row": after.row}
    if query.text.strip() and query.sort is Sort.ADDED and not query.filters:
        said = saying(database, query.text)
        if said is None:
            return []
        newest = said.newest(goes_on=after is not None, binned=query.deleted)
        return database.all(newest, {**said.values, **beyond_values, "size": size})
    key, by, beyond = order(query)
    condition, values = where(database, query, today)
    if after is not None:
        condition += f" AND {beyond}"
    return database.all(
        f"""SELECT {key}, l.row FROM {source(query)} WHERE {condition}
        ORDER BY {by} LIMIT :size""",  # noqa: S608 - our names
        values | beyond_values | {"size": size},
    )


def _rows(database: Database, numbers: list[int], today: Today) -> tuple[LibraryRow, ...]:
    found = {
        told[0]: _library_row(told)
        for told in database.all(
            f"{_SELECT} WHERE l.row IN (SELECT value FROM json_each(:rows))",  # noqa: S608
            today.values() | {"rows": json.dumps(numbers)},
        )
    }
    return tuple(found[number] for number in numbers)


def row(database: Database, credential_id: str, today: Today) -> LibraryRow | None:
    """The row of one credential of the library; None where it has none."""
    found = database.one(
        f"""{_SELECT} WHERE c.credential_id = :id
        AND c.deleted_at IS NULL""",
        today.values() | {"id": credential_id},
    )
    return None if found is None else _library_row(found)


def count(database: Database, query: LibraryQuery, today: Today) -> int:
    """How many rows a query has; without text and filters from a counter."""
    if not query.text.strip() and not query.filters:
        return held(database, binned=query.deleted)
    if not query.filters:
        return saying_in(database, query.text, binned=query.deleted)
    condition, values = where(database, query, today)
    asked = f"SELECT count(*) FROM {source(query)} WHERE {condition}"  # noqa: S608 - our names
    return int(database.value(asked, values))


def held(database: Database, *, binned: bool = False) -> int:
    """How many credentials the library, or the bin, holds."""
    name = "binned" if binned else "held"
    return int(database.value("SELECT value FROM counters WHERE name = ?", (name,)))


def choices(database: Database, facet: Facet, today: Today) -> tuple[Choice, ...]:
    """The values that a facet takes in the library, most frequent first."""
    if facet is Facet.VERDICT:
        counts = _judged(database, today)
        labels = {value: value for value in counts}
    elif facet in _OWN:
        rows = database.all(_OWN[facet])
        return tuple(
            Choice(value=one, label=label, count=number) for one, label, number in rows
        )
    else:
        labels, counts = _stored(database, facet)
    found = [
        Choice(value=value, label=labels[value], count=number)
        for value, number in counts.items()
        if number > 0
    ]
    return tuple(sorted(found, key=lambda one: (-one.count, one.value)))


def _judged(database: Database, today: Today) -> dict[str, int]:
    counts = dict[str, int](database.all(VERDICTS, today.values()))
    without = held(database) - sum(counts.values())
    counts["cannot_tell"] = counts.get("cannot_tell", 0) + without
    return counts


def _stored(database: Database, facet: Facet) -> tuple[dict[str, str], dict[str, int]]:
    """Labels and counts of a facet's values: of all rows, without those in the bin."""
    rows = database.all(
        # Labels are looked up for each value, not read for each row.
        """SELECT value, (SELECT f.label FROM facets f WHERE f.facet = :facet
        AND f.value = facets.value ORDER BY f.row LIMIT 1), count(*)
        FROM facets WHERE facet = :facet GROUP BY value""",
        {"facet": facet.value},
    )
    binned: dict[str, int] = dict(
        database.all(
            # From the few in the bin to their values: the engine would go the other way round.
            """SELECT f.value, count(*) FROM credentials c CROSS JOIN facets f ON f.row = c.row
            WHERE c.deleted_at IS NOT NULL AND f.facet = ? GROUP BY f.value""",
            (facet.value,),
        )
    )
    labels = {value: label for value, label, _ in rows}
    return labels, {value: number - binned.get(value, 0) for value, _, number in rows}


_OWN = {
    Facet.TAG: f"""SELECT t.key, (SELECT label FROM tags WHERE key = t.key AND gone = 0
        ORDER BY row, uid LIMIT 1), count(DISTINCT t.row) FROM tags t
        WHERE t.gone = 0 AND t.row NOT IN ({BINNED})
        GROUP BY t.key ORDER BY count(DISTINCT t.row) DESC, t.key""",  # noqa: S608
    Facet.COLLECTION: f"""SELECT k.uid, k.name, count(DISTINCT m.row) FROM collections k
        JOIN collected m ON m.collection = k.uid AND m.gone = 0
        WHERE k.gone = 0 AND m.row NOT IN ({BINNED}) GROUP BY k.uid ORDER BY k.place, k.uid""",  # noqa: S608
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


def _library_row(told: Row) -> LibraryRow:
    values: Iterator[Any] = iter(told[1:])
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
