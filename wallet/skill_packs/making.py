"""Makes a pack out of tables.

Rules
-----
1. Concepts first, then what stands between them: a relation to something that no table names
   is a bad line.
2. The first kind and code that is said of an address counts; a label for each language.
3. Nothing of the pack is there before all of it is: written beside, renamed when it is whole.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from wallet.encoding import timestamp
from wallet.errors import InputError
from wallet.exchange.skill_tables import BadLine, Broader, Concept, Relation, Table

FORMAT = "tessera-skills/1"
_BATCH = 2_000
_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE concepts (number INTEGER PRIMARY KEY, uri TEXT UNIQUE, kind TEXT, type TEXT,
    code TEXT);
CREATE TABLE labels (number INTEGER, lang TEXT, label TEXT, description TEXT,
    PRIMARY KEY (number, lang)) WITHOUT ROWID;
CREATE VIRTUAL TABLE found USING fts5(label, alternatives, lang UNINDEXED, number UNINDEXED,
    tokenize = "unicode61 remove_diacritics 2", prefix = '2 3');
CREATE TABLE wants (occupation INTEGER, skill INTEGER, essential INTEGER,
    PRIMARY KEY (occupation, skill)) WITHOUT ROWID;
CREATE TABLE broader (number INTEGER, above INTEGER, PRIMARY KEY (number, above))
    WITHOUT ROWID;
"""
_ORDER = ("hierarchy", "groups", "skills", "occupations", "relations", "broader")


class Stopped(Exception):  # noqa: N818 - the person's wish, no error
    """An import was ended before it was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What came of an import."""

    pack_id: str
    name: str
    skills: int
    occupations: int
    relations: int
    languages: tuple[str, ...]
    bad: tuple[BadLine, ...] = ()
    """The first of the lines that were left out, by file and number."""
    bad_count: int = 0
    not_tables: tuple[str, ...] = ()
    """Names of files that are no tables of skills."""


def make(
    path: Path,
    tables: Sequence[Table],
    said: dict[str, str],
    now: datetime,
    step: Callable[[int], bool],
) -> None:
    """Write the pack of these tables; nothing is left behind where it fails.

    Args:
        path: of the new file, which must not be there.
        tables: in any order.
        said: what the pack says of itself, such as its ``name``.
        now: aware, UTC.
        step: told how many lines are read; True ends it.

    Raises:
        InputError: ``no_skills`` where no line could be used.
        Stopped: ``step`` said so.
        OSError: the disk is full or not ours.
    """
    database = sqlite3.connect(path, isolation_level=None)
    try:
        database.executescript(
            f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_SCHEMA} BEGIN;"
        )
        maker = _Maker(database, step)
        for one in sorted(tables, key=lambda one: _ORDER.index(one.kind)):
            maker.add(one)
        maker.finish()
        languages = sorted({one.language for one in tables if one.kind not in _BETWEEN})
        meta = {**said, "format": FORMAT, "imported": timestamp.write(now)}
        meta["languages"] = json.dumps(languages)
        database.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
        database.execute("INSERT INTO found(found) VALUES ('optimize')")
        database.execute("COMMIT")
        database.execute("ANALYZE")
    except BaseException:
        database.close()
        path.unlink(missing_ok=True)
        raise
    database.close()


_BETWEEN = frozenset(("relations", "broader"))


class _Maker:
    def __init__(self, database: sqlite3.Connection, step: Callable[[int], bool]) -> None:
        self._database = database
        self._step = step
        self._numbers: dict[str, int] = {}
        self._kinds: dict[str, str] = {}
        self.count = 0

    def add(self, table: Table) -> None:
        """Every line of a table (rules 1 and 2)."""
        seen: set[str] = set()
        for line, row in table.rows():
            if not self.count % _BATCH and self._step(self.count):
                raise Stopped
            self.count += 1
            match row:
                case Concept():
                    if row.uri in seen:
                        table.take_back(line, "twice", row.uri[:100])
                        continue
                    seen.add(row.uri)
                    self._concept(table, line, row)
                case Relation():
                    self._relation(table, line, row)
                case Broader():
                    self._broader(table, line, row)

    def finish(self) -> None:
        """See that there is something in it.

        Raises:
            InputError: ``no_skills``.
        """
        if not self._numbers:
            raise InputError("no_skills")

    def _concept(self, table: Table, line: int, row: Concept) -> None:
        number = self._numbers.get(row.uri)
        if number is None:
            number = self._numbers[row.uri] = len(self._numbers) + 1
            self._kinds[row.uri] = row.kind
            values = (number, row.uri, row.kind, row.type, row.code)
            self._database.execute("INSERT INTO concepts VALUES (?, ?, ?, ?, ?)", values)
        elif self._kinds[row.uri] != row.kind:
            table.take_back(line, "another_kind", row.uri[:100])
            return
        added = self._database.execute(
            "INSERT OR IGNORE INTO labels VALUES (?, ?, ?, ?)",
            (number, table.language, row.label, row.description),
        ).rowcount
        if added:
            values_ = (row.label, "\n".join(row.alternatives), table.language, number)
            self._database.execute("INSERT INTO found VALUES (?, ?, ?, ?)", values_)

    def _relation(self, table: Table, line: int, row: Relation) -> None:
        ends = self._ends(table, line, (row.occupation, row.skill))
        if ends is not None:
            self._database.execute(
                "INSERT OR IGNORE INTO wants VALUES (?, ?, ?)", (*ends, row.essential)
            )

    def _broader(self, table: Table, line: int, row: Broader) -> None:
        ends = self._ends(table, line, (row.uri, row.broader))
        if ends is not None:
            self._database.execute("INSERT OR IGNORE INTO broader VALUES (?, ?)", ends)

    def _ends(self, table: Table, line: int, named: tuple[str, str]) -> tuple[int, int] | None:
        """Rule 1; a hierarchy may name what lies above before it is told."""
        first, second = (self._numbers.get(one) for one in named)
        if first is not None and second is not None:
            return first, second
        missing = named[0] if first is None else named[1]
        table.take_back(line, "unknown_concept", missing[:100])
        return None


def bad_lines(tables: Iterable[Table]) -> Iterator[BadLine]:
    """What was left out of all of them."""
    for one in tables:
        yield from one.bad
