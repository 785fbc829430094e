"""One SQLCipher connection: opening, errors, transactions, change stamps.

Rules
-----
1. Logging of the cipher is off before the first key: it would print to standard error.
2. A write is one ``write(now)`` block: all of it or nothing, with one new change stamp.
3. Every engine error becomes a ``VaultError``; errors of our own SQL stay what they are.
4. The connection stays on the thread that made it; the engine checks that.
5. The file is opened beside the engine for reading ahead only, and let go of after it: to let
   go of a file lets go of every lock that this process has on it (POSIX).
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as engine

from wallet.errors import StorageError, VaultBusyError, VaultDamagedError, VaultError
from wallet.vault import files
from wallet.vault.stamps import next_stamp

Row = tuple[Any, ...]
Values = Sequence[Any] | Mapping[str, Any]

_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "secure_delete = ON",
    "temp_store = MEMORY",
    "foreign_keys = ON",
    "trusted_schema = OFF",
    "cache_size = -16000",
)


_AHEAD, _MOST_AHEAD = 1024 * 1024, 1024 * 1024 * 1024
"""Bytes that are read ahead in one piece, which a question may have to wait for, and in all."""


@contextlib.contextmanager
def engine_errors() -> Iterator[None]:
    """Turn what the engine says about disk and file into a ``VaultError``.

    Raises:
        StorageError: ``disk_full``, ``read_only``, ``disk_failed``.
        VaultDamagedError: ``database_damaged``.
        VaultBusyError: ``vault_busy``.
    """
    try:
        yield
    except engine.DatabaseError as error:
        code = _MESSAGES.get(str(error))
        if code is None:
            code = getattr(error, "sqlite_errorcode", 0)
        translated = _translated(int(code or 0) & 0xFF)
        if translated is None:
            raise
        raise translated from None


_MESSAGES: Mapping[str, int] = {  # copying a database raises with no code, or another one
    "database or disk is full": engine.SQLITE_FULL,
    "attempt to write a readonly database": engine.SQLITE_READONLY,
    "disk I/O error": engine.SQLITE_IOERR,
    "unable to open database file": engine.SQLITE_CANTOPEN,
    "database disk image is malformed": engine.SQLITE_CORRUPT,
    "file is not a database": engine.SQLITE_NOTADB,
}


def _translated(code: int) -> VaultError | None:
    match code:
        case engine.SQLITE_FULL:
            return StorageError("disk_full")
        case engine.SQLITE_READONLY:
            return StorageError("read_only")
        case engine.SQLITE_IOERR | engine.SQLITE_CANTOPEN | engine.SQLITE_PERM:
            return StorageError("disk_failed")
        case engine.SQLITE_CORRUPT | engine.SQLITE_NOTADB:
            return VaultDamagedError("database_damaged")
        case engine.SQLITE_BUSY | engine.SQLITE_LOCKED:
            return VaultBusyError("vault_busy")
        case _:
            return None


class Database:
    """An open, unlocked database."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Open or create the file with a raw key of 32 bytes.

        Raises:
            VaultDamagedError: ``database_damaged``: another key's file, or no database.
            StorageError: the disk is full, read-only or failing.
        """
        self.path = path
        self._key = key
        self._is_stuck = False
        self._beside: int | None = None
        self._ahead = 0
        with engine_errors():
            self._connection = _prepared(path, key)

    @property
    def version(self) -> int:
        """Number of the schema; 0 for a fresh file."""
        return int(self.value("PRAGMA user_version"))

    def all(self, sql: str, values: Values = ()) -> list[Row]:
        """All rows of a query."""
        with self._asked():
            found: list[Row] = self._connection.execute(sql, values).fetchall()
        return found

    def one(self, sql: str, values: Values = ()) -> Row | None:
        """The first row of a query; None where there is none."""
        with self._asked():
            found: Row | None = self._connection.execute(sql, values).fetchone()
        return found

    def value(self, sql: str, values: Values = ()) -> Any:
        """The first column of the first row; None where there is none."""
        found = self.one(sql, values)
        return None if found is None else found[0]

    def run(self, sql: str, values: Values = ()) -> int:
        """Execute a statement inside ``write``; how many rows it changed."""
        with self._asked():
            return int(self._connection.execute(sql, values).rowcount)

    def run_many(self, sql: str, values: Sequence[Values]) -> None:
        """Execute a statement for each of ``values`` inside ``write``."""
        with self._asked():
            self._connection.executemany(sql, values)

    @contextlib.contextmanager
    def _asked(self) -> Iterator[None]:
        """Errors translated; and the connection made anew once a damaged page was met.

        The engine refuses everything after that, but what is whole should still be read.
        """
        if self._is_stuck and not self._connection.in_transaction:
            self._connection.close()
            with engine_errors():
                self._connection = _prepared(self.path, self._key)
            self._is_stuck = False
        try:
            with engine_errors():
                yield
        except VaultDamagedError:
            self._is_stuck = True
            raise

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing; when it has ended, it is on disk."""
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            # A full disk has the engine roll back by itself; then there is nothing to undo.
            with contextlib.suppress(VaultError, engine.Error):
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
            raise

    @contextlib.contextmanager
    def write(self, now: datetime) -> Iterator[int]:
        """A transaction of changes at ``now``; gives their change stamp."""
        with self.transaction():
            stamp = next_stamp(self.stamp, now)
            yield stamp
            self.set_meta("stamp", str(stamp))

    @property
    def stamp(self) -> int:
        """The newest change stamp."""
        return int(self.meta("stamp") or 0)

    def meta(self, name: str) -> str | None:
        """A fact about this database."""
        found = self.value("SELECT value FROM meta WHERE name = ?", (name,))
        return None if found is None else str(found)

    def set_meta(self, name: str, value: str) -> None:
        """Keep a fact about this database; inside a transaction."""
        self.run("INSERT OR REPLACE INTO meta VALUES(?, ?)", (name, value))

    def checkpoint(self) -> None:
        """Bring everything into the main file and empty the journal: old pages live there."""
        self.all("PRAGMA wal_checkpoint(TRUNCATE)")

    def copy(self, path: Path, key: bytes) -> None:
        """Write the whole content, page by page, into a new file under another key.

        The copy has no journal beside it: it is one file when this returns.

        Raises:
            VaultDamagedError: ``database_damaged``. The engine would copy a damaged page as an
                empty one and authenticate it anew, so it is looked for first.
            StorageError: the disk is full or failing.
        """
        if self.all("PRAGMA cipher_integrity_check"):
            raise VaultDamagedError("database_damaged")
        files.make_private(path)
        with engine_errors():
            target = _connected(path, key)
            try:
                target.execute("PRAGMA synchronous = FULL").fetchall()
                self._connection.backup(target)
                target.execute("PRAGMA journal_mode = DELETE").fetchall()
            finally:
                target.close()

    def read_ahead(self) -> bool:
        """Read the next piece of the file; whether there is more of it.

        What was read stays encrypted and goes nowhere, but the system has it at hand then: of
        a cold disk a question to a large wallet asks for hundreds of places, one by one.
        """
        if not hasattr(os, "pread"):  # nor does every system let an open file be removed
            return False
        try:
            if self._beside is None:
                self._beside = os.open(self.path, os.O_RDONLY)
            read = len(os.pread(self._beside, _AHEAD, self._ahead))
        except OSError:
            return False
        self._ahead += read
        return read == _AHEAD and self._ahead < _MOST_AHEAD

    def close(self) -> None:
        """Checkpoint and close. Harmless when repeated."""
        with contextlib.suppress(VaultError, engine.Error):
            self.checkpoint()
        self.drop()

    def drop(self) -> None:
        """Close without writing anything more; the key is dropped."""
        self._key = b""
        self._connection.close()
        if self._beside is not None:
            os.close(self._beside)
            self._beside = None


def _prepared(path: Path, key: bytes) -> engine.Connection:
    connection = _connected(path, key)
    try:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}").fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def _connected(path: Path, key: bytes) -> engine.Connection:
    connection = engine.connect(str(path), isolation_level=None)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE").fetchall()
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"").fetchall()
        # The folder's lock is ours already; so there need be no shared-memory file either.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE").fetchall()
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
    except BaseException:
        connection.close()
        raise
    return connection
