"""A question about the library, as SQL: which rows, in which order.

What a person types or chooses only ever becomes a named value; the SQL is ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from wallet.vault import derive
from wallet.vault.database import Database
from wallet.vault.interface import Facet, LibraryQuery, Sort
from wallet.vault.stamps import text_of
from wallet.vault.words import folded, questions

_TOLD = """CASE WHEN r.verdict = 'verified' AND {ended} THEN 'not_valid'
    WHEN r.verdict = 'verified' AND (r.status_as_of < :oldest OR NOT :settled)
    THEN 'cannot_tell'
    ELSE coalesce(r.verdict, 'cannot_tell') END"""
VERDICT = _TOLD.format(ended="l.ends_at <= :now")
JUDGED = """library l LEFT JOIN reports r INDEXED BY reports_shown
    ON r.row = l.row AND r.latest = 1"""
FROM = f"FROM {JUDGED} JOIN credentials c ON c.row = l.row"
BINNED = "SELECT row FROM credentials WHERE deleted_at IS NOT NULL"
_ENDED = "r.row IN (SELECT row FROM library INDEXED BY library_ends WHERE ends_at <= :now)"
VERDICTS = f"""SELECT {_TOLD.format(ended=_ENDED)}, count(*)
    FROM reports r INDEXED BY reports_shown
    WHERE r.latest = 1 AND r.row NOT IN ({BINNED}) GROUP BY 1"""  # noqa: S608 - our names
"""How many rows of the library have which verdict, of those that have any."""
_FEW = 1_000
"""Rows that are looked up one by one and put in order; where more say the words, the order is
walked along and each row looked up among them."""
_MOST_BEGINNINGS = 60
_LAST = "\U0010ffff"
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
    return JUDGED if is_judged else "library l"


def where(database: Database, query: LibraryQuery, today: Today) -> tuple[str, dict[str, Any]]:
    """The condition, and its named values."""
    parts = [f"l.row {'' if query.deleted else 'NOT '}IN ({BINNED})"]
    values = today.values()
    if query.text.strip():
        said = saying(database, query.text)
        parts.append("0" if said is None else _among(database, said))
        values |= {} if said is None else said.values
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


def _among(database: Database, said: Said) -> str:
    few = database.all(f"SELECT 1 FROM ({said.rows}) LIMIT {_FEW}", said.values)  # noqa: S608
    # The plus keeps the engine from going through all that say the words one by one.
    return f"{'+' if len(few) == _FEW else ''}l.row IN ({said.rows})"


def saying_in(database: Database, text: str, *, binned: bool) -> int:
    """How many rows of the library, or of the bin, say every word."""
    said = saying(database, text)
    if said is None:
        return 0
    in_bin = f"SELECT count(*) FROM ({BINNED}) WHERE row IN ({said.rows})"  # noqa: S608
    if binned:
        return int(database.value(in_bin, said.values))
    every = int(database.value(f"SELECT {said.count}", said.values))
    is_empty = database.one(f"{BINNED} LIMIT 1") is None
    return every if is_empty else every - int(database.value(in_bin, said.values))


def _shelf(query: LibraryQuery) -> str | None:
    """The one collection that is asked for."""
    asked = [value for facet, value in query.filters if facet is Facet.COLLECTION]
    return asked[0] if len(asked) == 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Rows that say every word, as SQL: by the credential, or with the owner's own words."""

    by_itself: str
    with_own: str | None
    """None where no word stands in the owner's own words."""
    values: Mapping[str, str]

    @property
    def rows(self) -> str:
        """All of them, each once."""
        if self.with_own is None:
            return self.by_itself
        return f"{self.by_itself} UNION {self.with_own}"

    @property
    def count(self) -> str:
        """How many; the many are counted as they stream by, the owner's few looked up."""
        many = f"(SELECT count(*) FROM ({self.by_itself}))"  # noqa: S608 - our names
        if self.with_own is None:
            return many
        return (
            f"{many} + (SELECT count(*) FROM (SELECT DISTINCT rowid FROM "  # noqa: S608
            f"({self.with_own}) WHERE rowid NOT IN ({self.by_itself})))"
        )

    def newest(self, *, goes_on: bool, binned: bool) -> str:
        """The newest ``:size`` of them, before ``:row`` where it goes on; nothing is sorted."""
        wanted = f"rowid {'' if binned else 'NOT '}IN ({BINNED})"
        if goes_on:
            wanted += " AND rowid < :row"
        streamed = f"{self.by_itself} AND {wanted} ORDER BY rowid DESC LIMIT :size"
        newest = f"SELECT rowid FROM ({streamed})"  # noqa: S608 - our names
        if self.with_own is not None:
            newest += f" UNION SELECT rowid FROM ({self.with_own}) WHERE {wanted}"  # noqa: S608
        return f"SELECT '', rowid FROM ({newest}) ORDER BY rowid DESC LIMIT :size"  # noqa: S608


def saying(database: Database, text: str) -> Said | None:
    """Rows that say every word of ``text``; None where it has none that could be found."""
    asked = questions(text, lambda sign: _begun(database, sign))
    if not asked:
        return None
    found = "SELECT rowid FROM library_text WHERE library_text MATCH :every"
    own, some = "SELECT rowid FROM own_text WHERE own_text MATCH", " OR ".join(asked)
    values = {"every": " AND ".join(asked)}
    if database.one(f"{own} ? LIMIT 1", (some,)) is None:
        return Said(by_itself=found, with_own=None, values=values)
    if len(asked) == 1:
        return Said(by_itself=found, with_own=f"{own} :every", values=values)
    words = {f"word{number}": one for number, one in enumerate(asked)}
    each = " AND ".join(
        f"(rowid IN ({own} :{name}) OR rowid IN "  # noqa: S608 - our names
        f"(SELECT rowid FROM library_text WHERE library_text MATCH :{name}))"
        for name in words
    )
    mixed = f"SELECT rowid FROM ({own} :some) WHERE {each}"  # noqa: S608 - our names
    return Said(by_itself=found, with_own=mixed, values=values | words | {"some": some})


def _begun(database: Database, sign: str) -> list[str]:
    """How words of the indexes begin that begin with ``sign``: their first two signs, sorted.

    From each beginning straight to the next, so that no list of places is read. Empty where
    they are so many that going through all the words is as quick.
    """
    found: set[str] = set()
    for text in ("library_text", "own_text"):
        database.run(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.words_of_{text} "
            f"USING fts5vocab(main, {text}, instance)"
        )
        told = f"SELECT term FROM temp.words_of_{text} WHERE term >= ? LIMIT 1"  # noqa: S608
        word = database.value(told, (sign,))
        while word is not None and word.startswith(sign):
            found.add(word[:2])
            if len(found) > _MOST_BEGINNINGS:
                return []
            # No word goes on with a control sign, and none with the last sign there is.
            word = database.value(told, (word[:2] + ("\1" if word == sign else _LAST),))
    return sorted(found)


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
