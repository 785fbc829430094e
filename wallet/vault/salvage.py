"""A damaged wallet's rows, as far as they can be read, written into a new wallet.

Rules
-----
1. The damaged wallet is only read: nothing in its folder changes.
2. A row is taken over if it has the shape of a row of ours: number and kinds of its columns,
   ids and moments as we write them. What carries its own digest or key must fit it.
3. Rows that point to something lost go too. A credential whose bytes are lost is named by the
   title under which it was listed, where that can still be read.
4. Everything derived is made anew from the bytes (``doctor.rebuild``).
5. What was lost was not erased: the owner's other machines are not told so, and send it again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from wallet import holder
from wallet.errors import VaultDamagedError, WalletError, WrongPassphraseError
from wallet.identifiers import did_key_of
from wallet.vault import files, header, own_words, parts
from wallet.vault.database import Database
from wallet.vault.derive import titles_of
from wallet.vault.header import Header
from wallet.vault.lock import Lock
from wallet.vault.pages import Pages, Row, Value
from wallet.vault.vault import Opener

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")
_DIGEST = re.compile(r"[0-9a-f]{64}\Z")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
_DERIVED = frozenset({"library", "facets", "counters", "meta"})
_KINDS: Mapping[str, type] = {"TEXT": str, "INTEGER": int, "BLOB": bytes}
_SHAPES: Mapping[str, re.Pattern[str]] = {
    "uid": _UUID,
    "sha256": _DIGEST,
    "credential_id": _DIGEST,
    "did": re.compile("did:"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Salvaged:
    """What could be read, and what could not."""

    held: int
    """Credentials in the new library."""
    binned: int
    holder_keys: int
    lost: tuple[str, ...]
    """Titles of credentials whose bytes are lost."""
    missing: int
    """Credentials of the damaged wallet that are not in the new one, named or not."""
    pages: int
    """Pages of the database."""
    pages_lost: int


@dataclass(slots=True, kw_only=True)
class Haul:
    """What came out of the pages, beside what was written already."""

    pages: int = 0
    pages_lost: int = 0
    titles: dict[int, str] = field(default_factory=dict)
    """Number of a credential's row -> its title in the list."""
    counted: dict[str, int] = field(default_factory=dict)
    """``held`` and ``binned``, as the wallet counted them."""
    lost: list[str] = field(default_factory=list)


class _Column(NamedTuple):
    name: str
    kind: type
    may_be_null: bool
    is_number: bool
    """It is the number of the row, and not in the record."""


class _Table(NamedTuple):
    name: str
    columns: tuple[_Column, ...]
    is_numbered: bool


def key_of(folder: Path, opener: Opener) -> tuple[Header, bytes]:
    """The header, or its spare, that ``opener`` opens, and the vault key.

    Raises:
        WrongPassphraseError: neither opens.
        VaultDamagedError: neither can be read.
    """
    problems: list[WalletError] = []
    for name in (header.NAME, header.SPARE):
        try:
            data = files.read(folder / name, 64 * 1024)
            if data is None:
                raise VaultDamagedError("not_a_wallet", folder=folder.name)
            found = header.parsed(data)
            return found, opener(found)
        except WalletError as problem:
            problems.append(problem)
    wrong = [one for one in problems if isinstance(one, WrongPassphraseError)]
    raise (wrong or problems)[0]


def salvage(folder: Path, opener: Opener, target: Database, now: datetime) -> Haul:
    """Write every row that can be read into ``target``, the database of a new wallet.

    Raises:
        WrongPassphraseError: ``wrong_passphrase``, ``wrong_recovery_words``.
        VaultDamagedError: ``not_a_wallet``, ``header_damaged``, ``database_missing``.
        VaultBusyError: the damaged wallet is open elsewhere.
        StorageError: the new wallet's disk is full ...
    """
    found, vault_key = key_of(folder, opener)
    path = folder / found.database
    if not path.is_file():
        raise VaultDamagedError("database_missing", file=path.name)
    with _locked(folder):
        pages = Pages(path, parts.database_key(found, vault_key))
        try:
            return _taken_over(pages, target, now)
        finally:
            pages.close()


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Nobody else has it open; where not even a lock can be had, nobody can."""
    try:
        lock: Lock | None = Lock(folder)
    except WalletError as problem:
        if problem.code == "vault_busy":
            raise
        lock = None
    try:
        yield
    finally:
        if lock is not None:
            lock.release()


def _taken_over(pages: Pages, target: Database, now: datetime) -> Haul:
    haul, tables = Haul(), _tables(target)
    target.all("PRAGMA foreign_keys = OFF")
    try:
        with target.write(now):
            stamp = target.stamp
            for row in pages.rows():
                stamp = max(stamp, _take(target, tables, row, haul))
            haul.lost = list(_drop_dangling(target, tables, haul.titles))
            _forget_shared(target)
            own_words.index(
                target, [row for (row,) in target.all("SELECT row FROM credentials")]
            )
        _raise_stamp(target, stamp)
    finally:
        target.all("PRAGMA foreign_keys = ON")
    haul.pages, haul.pages_lost = pages.count, len(pages.lost)
    return haul


def _raise_stamp(target: Database, stamp: int) -> None:
    with target.transaction():
        target.set_meta("stamp", str(max(stamp, target.stamp)))


# --- one row --------------------------------------------------------------------------------


def _take(target: Database, tables: tuple[_Table, ...], row: Row, haul: Haul) -> int:
    """Write a row into the table whose shape it has; its change stamp, 0 where it has none."""
    for table in tables:
        if not _fits(table, row):
            continue
        told = _told(table, row)
        if table.name == "library":
            _remember_title(haul, told)
        elif table.name == "counters":
            haul.counted[str(told["name"])] = _int(told["value"])
        elif _is_true(table.name, told):
            names = ", ".join(told)
            marks = ", ".join("?" * len(told))
            target.run(
                f"INSERT OR IGNORE INTO {table.name}({names}) VALUES({marks})",
                tuple(told.values()),
            )
            return _int(told.get("stamp"))
    return 0


def _fits(table: _Table, row: Row) -> bool:
    if len(row.values) != len(table.columns) or (row.number is not None) != table.is_numbered:
        return False
    return all(map(_is_fit, table.columns, row.values))


def _is_fit(column: _Column, value: Value) -> bool:
    if column.is_number:
        return value is None
    if value is None:
        return column.may_be_null
    if not isinstance(value, column.kind):
        return False
    shape = _shape(column)
    return shape is None or shape.match(str(value)) is not None


def _shape(column: _Column) -> re.Pattern[str] | None:
    if column.name.endswith("_at") or column.name in {"at", "since", "first_seen"}:
        return _MOMENT
    return _SHAPES.get(column.name)


def _has_shape(column: _Column) -> bool:
    return _shape(column) is not None


def _told(table: _Table, row: Row) -> dict[str, Value]:
    return {
        column.name: row.number if column.is_number else value
        for column, value in zip(table.columns, row.values, strict=True)
    }


def _is_true(table: str, told: Mapping[str, Value]) -> bool:
    """Whether a row says of itself what it is (rule 2)."""
    check = _CHECKS.get(table)
    return check is None or check(told)


def _has_its_digest(told: Mapping[str, Value]) -> bool:
    data = told["bytes"]
    return isinstance(data, bytes) and hashlib.sha256(data).hexdigest() == told["sha256"]


def _has_its_key(told: Mapping[str, Value]) -> bool:
    secret, did = told["secret"], str(told["did"])
    try:
        return did_key_of(holder.from_bytes(bytes(secret), did).public_key()) == did  # type: ignore[arg-type]  # a blob, by its shape
    except (WalletError, ValueError):
        return False


_CHECKS: Mapping[str, Callable[[Mapping[str, Value]], bool]] = {
    "originals": _has_its_digest,
    "evidence": _has_its_digest,
    "holder_keys": _has_its_key,
}


def _remember_title(haul: Haul, told: Mapping[str, Value]) -> None:
    with contextlib.suppress(ValueError, TypeError, KeyError, AttributeError):
        titles = titles_of(json.loads(str(told["summary"])))
        haul.titles[_int(told["row"])] = titles[0].text if titles else ""


def _int(value: Value) -> int:
    return value if isinstance(value, int) else 0


# --- the shape of our tables ------------------------------------------------------------------


def _tables(database: Database) -> tuple[_Table, ...]:
    """Shapes, read from a whole database of the newest schema."""
    named = database.all(
        "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
        "AND name NOT LIKE 'sqlite_%' AND name NOT IN ('meta', 'facets')"
    )
    found = [
        _Table(str(name), tuple(_columns(database, str(name), numbered=not wr)), not wr)
        for name, wr in named
    ]
    # Where a row fits two tables, it is of the one that asks for more.
    return tuple(sorted(found, key=lambda one: -sum(map(_has_shape, one.columns))))


def _columns(database: Database, table: str, *, numbered: bool) -> Iterator[_Column]:
    rows = database.all(
        'SELECT name, type, "notnull", pk FROM pragma_table_info(?) ORDER BY cid', (table,)
    )
    for name, kind, not_null, key in rows:
        is_number = numbered and bool(key) and kind == "INTEGER"
        may_be_null = not not_null and not key
        yield _Column(str(name), _KINDS[str(kind)], may_be_null, is_number)


def _drop_dangling(
    database: Database, tables: Iterable[_Table], titles: Mapping[int, str]
) -> Iterator[str]:
    """Drop what points to nothing; gives the titles of credentials whose bytes are lost."""
    tables = tuple(one for one in tables if one.name not in _DERIVED)
    _drop_orphans(database, tables)
    bare = "SELECT row FROM credentials WHERE row NOT IN (SELECT row FROM sources)"
    for (row,) in database.all(bare):
        yield titles.get(row, "")
    database.run(f"DELETE FROM credentials WHERE row IN ({bare})")  # noqa: S608 - our own words
    _drop_orphans(database, tables)


def _forget_shared(database: Database) -> None:
    """What is lost takes part in no exchange, and the shared folder is read anew (rule 5)."""
    for forget in (
        "DELETE FROM machine_files",
        """DELETE FROM machine_outbox WHERE kind = 'paper'
        AND digest NOT IN (SELECT digest FROM machine_papers)""",
        """DELETE FROM machine_known
        WHERE (kind = 'original' AND id NOT IN (SELECT sha256 FROM originals))
        OR (kind = 'credential' AND id NOT IN (SELECT credential_id FROM credentials))
        OR NOT EXISTS (SELECT 1 FROM machine)""",
    ):
        database.run(forget)


def _drop_orphans(database: Database, tables: Iterable[_Table]) -> None:
    for table in tables:
        told = database.all(
            """SELECT f."table", f."from", coalesce(f."to", (SELECT name
            FROM pragma_table_info(f."table") WHERE pk = 1))
            FROM pragma_foreign_key_list(?) f""",
            (table.name,),
        )
        for parent, column, key in told:
            database.run(
                f"DELETE FROM {table.name} WHERE {column} IS NOT NULL "  # noqa: S608 - our own schema
                f"AND {column} NOT IN (SELECT {key} FROM {parent})"
            )
