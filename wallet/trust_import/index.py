"""Our own index of a bundle's rows: made after verification, read as a ``Register``.

Rules (spec/trust.md D.7)
-------------------------
1. A database that somebody supplied is never opened: the index is made here, from rows that
   were checked one by one. One malformed row, or an id twice, and nothing is made.
2. What is unpacked is bounded by what the list declares, and by ``MOST_BYTES`` for a bundle.
3. The file is written beside and renamed when it is whole; it is only read afterwards.
4. An index can be handed to another thread, and to another process, which opens the file for
   itself.
"""

from __future__ import annotations

import json
import lzma
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from wallet.encoding import timestamp
from wallet.errors import InputError
from wallet.limits import MIB
from wallet.register import (
    AccreditationRow,
    AgencyRow,
    DecisionRow,
    IdentifierRow,
    InstitutionRow,
    IssuerRow,
    RegisterSource,
    RelationRow,
    SealServiceRow,
)
from wallet.register.names import index_key, name_key
from wallet.trust import rows

MOST_BYTES = 512 * MIB
"""Of all lists of a bundle, unpacked; real data comes to a tenth of it."""
_PIECE = 1 * MIB
_BATCH = 5_000
_REMEMBERED = 10_000
"""Rows that were asked for and are kept in memory, at about 1 KB."""
_SCHEMA = """
CREATE TABLE rows (number INTEGER PRIMARY KEY, kind TEXT, source INTEGER, body TEXT);
CREATE TABLE ids (kind TEXT, id TEXT, number INTEGER, PRIMARY KEY (kind, id)) WITHOUT ROWID;
CREATE TABLE links (kind TEXT, key TEXT, number INTEGER);
CREATE TABLE names (key TEXT, number INTEGER);
"""
_INDEXES = """
CREATE INDEX links_key ON links (kind, key, number);
CREATE INDEX names_key ON names (key, number);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedList:
    """A verified list, still packed."""

    source: RegisterSource
    data: bytes = field(repr=False)
    unpacked: int
    """Bytes that it declares to unpack to."""


# --- making ---------------------------------------------------------------------------------


def make(path: Path, lists: Sequence[PackedList]) -> None:
    """Write the index of these lists; nothing is left behind where it fails.

    Raises:
        InputError: ``malformed_row``, ``row_not_allowed``, ``row_twice``, ``bundle_damaged``,
            ``bundle_too_long``: with the ``list`` and the ``line``.
        OSError: the disk is full or not ours.
    """
    if sum(one.unpacked for one in lists) > MOST_BYTES:
        raise InputError("bundle_too_long", name="targets", limit=MOST_BYTES)
    path.unlink(missing_ok=True)
    database = sqlite3.connect(path, isolation_level=None)
    try:
        database.executescript(
            f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_SCHEMA} BEGIN;"
        )
        _Maker(database).fill(lists)
        database.execute("COMMIT")
        database.executescript(f"{_INDEXES} ANALYZE;")
    except BaseException:
        database.close()
        path.unlink(missing_ok=True)
        raise
    database.close()


class _Maker:
    """Collects what goes into the tables, some thousand rows at a time."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._number = 0
        self._rows: list[tuple[int, str, int, str]] = []
        self._ids: list[tuple[str, str, int]] = []
        self._links: list[tuple[str, str, int]] = []
        self._names: list[tuple[str, int]] = []

    def fill(self, lists: Sequence[PackedList]) -> None:
        for place, one in enumerate(lists):
            number = 0
            try:
                for number, line in enumerate(_lines(one), start=1):  # noqa: B007 - told below
                    self._add(line, place, one.source)
                self._flush()
            except InputError as error:
                facts = {**error.facts, "list": one.source.name, "line": number}
                raise InputError(error.code, **facts) from None

    def _add(self, line: str, place: int, source: RegisterSource) -> None:
        kind, row = rows.read(line, source.role, source)
        if isinstance(row, InstitutionRow) and not _is_covered(row, source):
            raise InputError("row_not_allowed", row=row.id[:100], role=source.role)
        self._number += 1
        self._rows.append((self._number, kind, place, line))
        for link, key in _links_of(row):
            self._links.append((link, key, self._number))
        if isinstance(row, InstitutionRow | AgencyRow | DecisionRow):
            self._ids.append((kind, row.id, self._number))
        if isinstance(row, InstitutionRow):
            keys = {name_key(one.text) for one in row.names} | {name_key(row.id)}
            self._names += [(key, self._number) for key in keys if key]
        if len(self._rows) >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        run = self._database.executemany
        run("INSERT INTO rows VALUES (?, ?, ?, ?)", self._rows)
        run("INSERT INTO links VALUES (?, ?, ?)", self._links)
        run("INSERT INTO names VALUES (?, ?)", self._names)
        try:
            run("INSERT INTO ids VALUES (?, ?, ?)", self._ids)
        except sqlite3.IntegrityError:
            raise InputError("row_twice", id=self._twice()) from None
        self._rows, self._ids, self._links, self._names = [], [], [], []

    def _twice(self) -> str:
        seen: set[tuple[str, str]] = set()
        for kind, name, _ in self._ids:
            held = self._database.execute(
                "SELECT 1 FROM ids WHERE kind = ? AND id = ? AND number < ?",
                (kind, name, self._ids[0][2]),
            ).fetchone()
            if held or (kind, name) in seen:
                return name[:100]
            seen.add((kind, name))
        return ""


def _is_covered(row: InstitutionRow, source: RegisterSource) -> bool:
    """A list speaks of bodies in the countries that it says it covers, and of no others."""
    return source.countries is None or row.country in source.countries


def _links_of(row: Any) -> Iterable[tuple[str, str]]:  # noqa: PLR0911 - a table
    match row:
        case IdentifierRow():
            return (
                ("identifier_of", row.institution),
                (f"by_{row.scheme}", index_key(row.scheme, row.value)),
            )
        case RelationRow():
            return {("relation_of", row.parent), ("relation_of", row.child)}
        case DecisionRow():
            return {("decision_of", one) for one in row.institutions}
        case IssuerRow():
            return (("issuer", row.id),)
        case SealServiceRow():
            return (("seal_service", row.key_id.lower()),)
        case AccreditationRow():
            return (("accreditation_of", row.subject),)
        case rows.TermRow():
            return (("term", row.uri),)
        case _:
            return ()


def _lines(one: PackedList) -> Iterator[str]:
    """The lines of a list, unpacked piece by piece (rule 2)."""
    unpacker = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=128 * MIB)
    rest, total, data = b"", 0, one.data
    while not unpacker.eof:
        try:
            piece = unpacker.decompress(data, _PIECE)
        except (lzma.LZMAError, EOFError):
            raise _damaged(one) from None
        data = b""
        total += len(piece)
        if total > one.unpacked or len(rest) > rows.LONGEST_LINE * 4:
            raise InputError("bundle_too_long", name=one.source.name, limit=one.unpacked)
        if not piece and unpacker.needs_input and not unpacker.eof:
            raise _damaged(one)
        *whole, rest = (rest + piece).split(b"\n")
        yield from _decoded(whole, one)
    if rest or total != one.unpacked or unpacker.unused_data:
        raise _damaged(one)


def _decoded(lines: list[bytes], one: PackedList) -> Iterator[str]:
    try:
        yield from [line.decode() for line in lines]
    except UnicodeDecodeError:
        raise _damaged(one) from None


def _damaged(one: PackedList) -> InputError:
    return InputError("bundle_damaged", rule="list", list=one.source.name)


# --- reading --------------------------------------------------------------------------------


class Index:
    """A ``Register`` over an index file, which must not change while it is in use."""

    def __init__(self, path: Path, sha256: str, sources: tuple[RegisterSource, ...]) -> None:
        self._path = path
        self._sha256 = sha256
        self._sources = sources
        self._database: sqlite3.Connection | None = None
        self._asked: dict[tuple[str, tuple[Any, ...]], tuple[Any, ...]] = {}
        self._room = _REMEMBERED

    def __reduce__(self) -> tuple[Any, ...]:
        return Index, (self._path, self._sha256, self._sources)

    @property
    def sha256(self) -> str:
        """Of the bundle."""
        return self._sha256

    @property
    def sources(self) -> tuple[RegisterSource, ...]:
        """Its signed lists."""
        return self._sources

    def institution(self, institution_id: str) -> InstitutionRow | None:
        """One body."""
        found: InstitutionRow | None = self._one("institution", institution_id)
        return found

    def institutions_by(self, scheme: str, value: str) -> tuple[InstitutionRow, ...]:
        """Bodies that bear this identifier."""
        found = self._linked("identifier", f"by_{scheme}", index_key(scheme, value))
        bodies = (self.institution(one) for one in dict.fromkeys(a.institution for a in found))
        return tuple(one for one in bodies if one is not None)

    def institutions_named(
        self, name: str, country: str | None = None
    ) -> tuple[InstitutionRow, ...]:
        """Bodies that bear or bore this name; case, accents and punctuation aside."""
        found: tuple[InstitutionRow, ...] = self._remembered(
            "SELECT DISTINCT r.kind, r.source, r.body FROM names n JOIN rows r USING (number) "
            "WHERE n.key = ? ORDER BY number",
            (name_key(name),),
        )
        return tuple(one for one in found if country in (None, one.country))

    def identifiers(self, institution: str) -> tuple[IdentifierRow, ...]:
        """By what a body is known."""
        return self._linked("identifier", "identifier_of", institution)

    def relations(self, institution: str) -> tuple[RelationRow, ...]:
        """In which a body is parent or child."""
        return self._linked("relation", "relation_of", institution)

    def agency(self, agency_id: str) -> AgencyRow | None:
        """One agency."""
        found: AgencyRow | None = self._one("agency", agency_id)
        return found

    def decisions(self, institution: str) -> tuple[DecisionRow, ...]:
        """That name this body, oldest first."""
        found: tuple[DecisionRow, ...] = self._linked("decision", "decision_of", institution)
        return tuple(sorted(found, key=lambda one: (one.start, one.id)))

    def decision(self, decision_id: str) -> DecisionRow | None:
        """One decision."""
        found: DecisionRow | None = self._one("decision", decision_id)
        return found

    def issuers(self, issuer_id: str) -> tuple[IssuerRow, ...]:
        """What lists say of an identifier."""
        return self._linked("issuer", "issuer", issuer_id)

    def seal_services(self, key_id: str) -> tuple[SealServiceRow, ...]:
        """Trust services with this key."""
        return self._linked("seal_service", "seal_service", key_id.lower())

    def accreditations(self, subject: str) -> tuple[AccreditationRow, ...]:
        """Signed accreditations of this identifier."""
        return self._linked("accreditation", "accreditation_of", subject)

    def next_update(self, source: RegisterSource) -> datetime | None:
        """When a trusted list says that a newer one replaces it."""
        if source.kind != "tl" or source not in self._sources:
            return None
        ((told,),) = self._all(
            "SELECT min(json_extract(r.body, '$.next_update')) FROM links l "
            "JOIN rows r USING (number) WHERE l.kind = 'seal_service' AND r.source = ?",
            (self._sources.index(source),),
        )
        return None if told is None else timestamp.parse(told)

    def every(self, kind: str) -> tuple[Any, ...]:
        """All rows of a kind, such as key documents."""
        return self._rows(
            "SELECT kind, source, body FROM rows WHERE kind = ? ORDER BY number", (kind,)
        )

    def search(
        self, text: str, country: str | None = None, most: int = 100
    ) -> tuple[InstitutionRow, ...]:
        """Bodies with every word of ``text`` in a name or id, or bearing it as identifier."""
        words = name_key(text).split()
        asked = " AND ".join("n.key LIKE ?" for _ in words) or "1"
        found: tuple[InstitutionRow, ...] = self._rows(
            "SELECT DISTINCT r.kind, r.source, r.body FROM names n JOIN rows r USING (number) "  # noqa: S608 - only placeholders are put together
            f"WHERE {asked} ORDER BY n.key",
            tuple(f"%{one}%" for one in words),  # letters and digits alone
        )
        named = (*self._bearing(text), *found)
        unique = {one.id: one for one in named if country in (None, "", one.country)}
        return tuple(unique.values())[:most]

    def countries(self) -> tuple[str, ...]:
        """Where its institutions are, in order."""
        told = self._all(
            "SELECT DISTINCT json_extract(body, '$.country') FROM rows "
            "WHERE kind = 'institution'",
            (),
        )
        return tuple(sorted(one for (one,) in told if one))

    def _bearing(self, text: str) -> tuple[InstitutionRow, ...]:
        value = text.strip()
        if not value:
            return ()
        kinds = self._all(
            "SELECT DISTINCT kind FROM links WHERE kind LIKE 'by!_%' ESCAPE '!'", ()
        )
        found: list[InstitutionRow] = []
        for (kind,) in kinds:
            found += self.institutions_by(kind.removeprefix("by_"), value)
        return tuple(found)

    def _one(self, kind: str, name: str) -> Any:
        found: tuple[Any, ...] = self._remembered(
            "SELECT r.kind, r.source, r.body FROM ids i JOIN rows r USING (number) "
            "WHERE i.kind = ? AND i.id = ?",
            (kind, name),
        )
        return found[0] if found else None

    def _linked(self, kind: str, link: str, key: str) -> tuple[Any, ...]:
        return self._remembered(
            "SELECT r.kind, r.source, r.body FROM links l JOIN rows r USING (number) "
            "WHERE l.kind = ? AND l.key = ? AND r.kind = ? ORDER BY number",
            (link, key, kind),
        )

    def _remembered(self, question: str, values: tuple[Any, ...]) -> tuple[Any, ...]:
        """Rule 3: the file never changes, and one issuer's awards ask the same again."""
        known = self._asked.get((question, values))
        if known is None:
            known = self._rows(question, values)
            self._room -= 1 + len(known)
            if self._room < 0:
                self._asked, self._room = {}, _REMEMBERED
            self._asked[question, values] = known
        return known

    def _rows(self, question: str, values: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(self._row(*one) for one in self._all(question, values))

    def _row(self, kind: str, place: int, body: str) -> Any:
        members = json.loads(body)
        del members["row"]
        return rows.read_as(kind, members, self._sources[place])

    def _all(self, question: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        return self._opened().execute(question, values).fetchall()

    def _opened(self) -> sqlite3.Connection:
        if self._database is None:
            uri = f"{self._path.resolve().as_uri()}?mode=ro&immutable=1"
            # SQLite is built to be shared by threads; nothing is ever written here
            self._database = sqlite3.connect(uri, uri=True, check_same_thread=False)
        return self._database
