"""A question about the library, as SQL: which rows, in which order.

What a person types or chooses only ever becomes a named value; the SQL is ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from wallet.vault import derive
from wallet.vault.database import Database
from wallet.vault.interface import Facet, LibraryQuery, Sort
from wallet.vault.stamps import text_of
from wallet.vault.words import folded, questions

VERDICT = """CASE WHEN r.verdict = 'verified' AND l.ends_at <= :now THEN 'not_valid'
    WHEN r.verdict = 'verified' AND (r.status_as_of < :oldest OR NOT :settled)
    THEN 'cannot_tell'
    ELSE coalesce(r.verdict, 'cannot_tell') END"""
FROM = """FROM library l JOIN credentials c ON c.row = l.row
    LEFT JOIN reports r ON r.row = l.row AND r.latest = 1"""
_JUDGED = """library l LEFT JOIN reports r INDEXED BY reports_judged
    ON r.row = l.row AND r.latest = 1"""
_BINNED = "SELECT row FROM credentials WHERE deleted_at IS NOT NULL"
_FEW = 1_000
"""Rows that are looked up one by one and put in order; where more say the words, the order is
walked along and each row looked up among them."""
_STORED = frozenset(
    {Facet.ISSUER, Facet.KIND, Facet.LEVEL, Facet.FORMAT, Facet.SKILL, Facet.PATHWAY}
)
_NUMBER = "l.row"
"""Rows are numbered as they come."""
_KEYS = {
    Sort.ADDED: (_NUMBER, "DESC"),
    Sort.AWARDED: ("l.key_awarded", "DESC"),
    Sort.TITLE: ("l.key_title", "ASC"),
    Sort.ISSUER: ("l.key_issuer", "ASC"),
    Sort.EXPIRES: ("l.key_expires", "ASC"),
}
_PLACE = """(SELECT min(m.place) FROM collected m WHERE m.row = l.row AND m.gone = 0
    AND m.collection = :shelf)"""


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


def order(query: LibraryQuery) -> tuple[str, str, str]:
    """(sort key, the order, what comes after a cursor) as SQL."""
    key, direction = _KEYS[query.sort if query.sort in _KEYS else Sort.ADDED]
    if query.sort is Sort.PLACED and _shelf(query):
        key, direction = _PLACE, "ASC"
    beyond = ">" if direction == "ASC" else "<"
    if key == _NUMBER:
        return "''", f"l.row {direction}", f"l.row {beyond} :row"
    return (
        key,
        f"{key} {direction}, l.row {direction}",
        f"({key}, l.row) {beyond} (:key, :row)",
    )


def source(query: LibraryQuery) -> str:
    """What the condition needs to be asked of: reports only where verdicts are."""
    is_judged = any(facet is Facet.VERDICT for facet, _ in query.filters)
    return _JUDGED if is_judged else "library l"


def where(database: Database, query: LibraryQuery, today: Today) -> tuple[str, dict[str, Any]]:
    """The condition, and its named values."""
    parts = [f"l.row {'' if query.deleted else 'NOT '}IN ({_BINNED})"]
    values = today.values()
    if query.text.strip():
        found, asked = saying(database, query.text)
        few = database.all(f"SELECT 1 FROM ({found}) LIMIT {_FEW}", asked)  # noqa: S608
        # The plus keeps the engine from going through all that say the words one by one.
        parts.append(f"{'+' if len(few) == _FEW else ''}l.row IN ({found})")
        values |= asked
    for number, facet in enumerate(dict.fromkeys(one for one, _ in query.filters)):
        wanted = [value for one, value in query.filters if one is facet]
        if facet is Facet.TAG:
            wanted = [folded(value) for value in wanted]
        names = {f"f{number}_{place}": value for place, value in enumerate(wanted)}
        parts.append(_filter(facet, [f":{name}" for name in names]))
        values |= names
    if query.sort is Sort.PLACED:
        values["shelf"] = _shelf(query)
    return " AND ".join(parts), values


def saying_in(database: Database, text: str, *, binned: bool) -> int:
    """How many rows of the library, or of the bin, say every word."""
    found, asked = saying(database, text)
    in_bin = f"SELECT count(*) FROM ({_BINNED}) WHERE row IN ({found})"  # noqa: S608
    if binned:
        return int(database.value(in_bin, asked))
    every = f"SELECT count(*) FROM ({found})"  # noqa: S608 - our names
    return int(database.value(every, asked)) - int(database.value(in_bin, asked))


def _shelf(query: LibraryQuery) -> str | None:
    """The one collection that is asked for."""
    asked = [value for facet, value in query.filters if facet is Facet.COLLECTION]
    return asked[0] if len(asked) == 1 else None


def saying(database: Database, text: str) -> tuple[str, dict[str, str]]:
    """Rows that say every word, in the credential or in the owner's own words about it."""
    asked = questions(text)
    if not asked:
        return "SELECT row FROM library WHERE 0", {}
    found = "SELECT rowid FROM library_text WHERE library_text MATCH :every"
    names = {"every": " AND ".join(asked)}
    own, some = "SELECT rowid FROM own_text WHERE own_text MATCH", " OR ".join(asked)
    if database.one(f"{own} ? LIMIT 1", (some,)) is None:
        return found, names
    words = {f"word{number}": one for number, one in enumerate(asked)}
    each = " AND ".join(
        "(rowid IN (SELECT rowid FROM library_text WHERE library_text MATCH "  # noqa: S608
        f":{name}) OR rowid IN ({own} :{name}))"
        for name in words
    )
    mixed = f"SELECT rowid FROM ({own} :some) WHERE {each}"  # noqa: S608 - our names
    return f"{found} UNION {mixed}", {**names, **words, "some": some}


def _filter(facet: Facet, names: list[str]) -> str:
    listed = ", ".join(names)
    if facet in _STORED:
        return (
            "EXISTS(SELECT 1 FROM facets f WHERE f.row = l.row "  # noqa: S608 - our names
            f"AND f.facet = '{facet.value}' AND f.value IN ({listed}))"
        )
    if facet is Facet.VERDICT:
        return f"{VERDICT} IN ({listed})"
    if facet in _OWN:
        return f"l.row IN ({_OWN[facet].format(listed=listed)})"
    return _DATED[facet].format(listed=listed)


_OWN = {
    Facet.TAG: "SELECT row FROM tags WHERE gone = 0 AND key IN ({listed})",
    Facet.COLLECTION: "SELECT row FROM collected WHERE gone = 0 AND collection IN ({listed})",
    # The only value is "yes"; any other has no rows.
    Facet.FAVOURITE: "SELECT row FROM favourites WHERE gone = 0 AND 'yes' IN ({listed})",
}
_DATED = {
    Facet.EXPIRES_BEFORE: "l.key_expires < max({listed}, '')",
    Facet.EXPIRES_AFTER: f"l.key_expires >= min({{listed}}, '{derive.NEVER}')",
    Facet.AWARDED_BEFORE: "l.key_awarded < max({listed}, '')",
    Facet.AWARDED_AFTER: f"l.key_awarded >= min({{listed}}, '{derive.NEVER}')",
}
