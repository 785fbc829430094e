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
_STORED = frozenset(
    {Facet.ISSUER, Facet.KIND, Facet.LEVEL, Facet.FORMAT, Facet.SKILL, Facet.PATHWAY}
)
_KEYS = {
    Sort.ADDED: ("l.key_added", "DESC"),
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


def order(query: LibraryQuery) -> tuple[str, str]:
    """(sort key, direction) as SQL."""
    if query.sort is not Sort.PLACED:
        return _KEYS[query.sort]
    return (_PLACE, "ASC") if _shelf(query) else _KEYS[Sort.ADDED]


def where(database: Database, query: LibraryQuery, today: Today) -> tuple[str, dict[str, Any]]:
    """The condition, and its named values."""
    parts = [f"c.deleted_at IS {'NOT ' if query.deleted else ''}NULL"]
    values = today.values()
    if query.text.strip():
        found, asked = _saying(database, questions(query.text))
        parts.append(found)
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


def _shelf(query: LibraryQuery) -> str | None:
    """The one collection that is asked for."""
    asked = [value for facet, value in query.filters if facet is Facet.COLLECTION]
    return asked[0] if len(asked) == 1 else None


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
