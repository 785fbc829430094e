"""An open wallet folder: header, lock and database as one thing.

Opening, in this order
----------------------
1. The header is read; a folder that is no wallet is left as it is.
2. The lock is taken for the whole session, and the header read again.
3. A slot gives the vault key; the header's MAC is checked.
4. The database is opened with its key and brought to the newest schema; it must name this
   wallet and this generation.
5. What a crash left is removed, but only what this database itself wrote down as its own.
6. Anything older than it was is told as a ``Notice``; nothing is destroyed.

Closing: the header learns the newest stamp, the journal is emptied, the keys are dropped,
the lock is given back.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from wallet.errors import StorageError, VaultError
from wallet.vault import files, header, parts, slots
from wallet.vault.database import Database
from wallet.vault.floor import Floor, State, default_folder
from wallet.vault.header import Header
from wallet.vault.interface import Notice
from wallet.vault.lock import Lock
from wallet.vault.slots import Costs, Slot
from wallet.vault.stamps import time_of

_CLOCK_SLACK = timedelta(minutes=10)
Opener = Callable[[Header], bytes]
"""How a header yields the vault key: a passphrase or recovery words, bound."""


def by_passphrase(passphrase: str) -> Opener:
    """Open with the passphrase slot."""
    return lambda found: slots.unwrap_by_passphrase(
        found.slot("passphrase"), passphrase, found.plain()
    )


def by_key(vault_key: bytes) -> Opener:
    """Open with the vault key itself: of a wallet that was just made or unlocked."""
    return lambda _found: vault_key


def by_recovery(words: tuple[str, ...]) -> Opener:
    """Open with the recovery slot."""
    return lambda found: slots.unwrap_by_recovery(found.slot("recovery"), words, found.plain())


class Vault:
    """An unlocked wallet on disk. Belongs to the thread that made it."""

    def __init__(
        self, folder: Path, lock: Lock, found: Header, vault_key: bytes, database: Database
    ) -> None:
        self.folder = folder
        self.notices: tuple[Notice, ...] = ()
        self._lock = lock
        self._header = found
        self._key = vault_key
        self._database: Database | None = database

    @property
    def database(self) -> Database:
        """The open database.

        Raises:
            VaultError: ``vault_locked``.
        """
        if self._database is None:
            raise VaultError("vault_locked")
        return self._database

    @property
    def wallet_id(self) -> str:
        """The random id of this wallet; stays through every change of passphrase."""
        return self._header.wallet

    @property
    def header(self) -> Header:
        """What stands in ``vault.json``."""
        return self._header

    @property
    def key(self) -> bytes:
        """The vault key, for what seals or opens a copy of this very wallet; never kept."""
        return self._key

    # --- making and opening ---------------------------------------------------------------

    @classmethod
    def create(
        cls, folder: Path, passphrase: str, now: datetime, costs: Costs | None = None
    ) -> tuple[Vault, tuple[str, ...]]:
        """Make a wallet in a new or empty folder; gives it open, with its recovery words.

        Raises:
            InputError: ``passphrase_unusable``, ``passphrase_too_short``.
            StorageError: ``folder_not_empty``, disk full, read-only, no locks.
        """
        slots.new_passphrase(passphrase)
        files.make_folder(folder)
        lock = Lock(folder)
        try:
            words = slots.new_recovery_words()
            blank = Header(wallet=secrets.token_hex(16), generation=1)
            public = slots.recovery_public(words, blank.wallet)
            vault_key, made = parts.fresh(blank, passphrase, public, costs)
            path = folder / f"{made.database}.part"
            parts.make_database(path, made, vault_key, now)
            parts.name_finally(path, folder / made.database)
            header.write(folder, made)
            database = Database(folder / made.database, parts.database_key(made, vault_key))
        except BaseException:
            lock.release()
            parts.remove_unfinished(folder)
            raise
        vault = cls(folder, lock, made, vault_key, database)
        vault.settle()
        return vault, words

    @classmethod
    def open(
        cls, folder: Path, opener: Opener, now: datetime, state_folder: Path | None = None
    ) -> Vault:
        """Open a wallet.

        Raises:
            WrongPassphraseError: ``wrong_passphrase``, ``wrong_recovery_words``.
            VaultBusyError: ``vault_busy``.
            VaultTooNewError: ``vault_too_new``.
            VaultDamagedError: ``not_a_wallet``, ``header_damaged``, ``header_altered``,
                ``older_header``, ``database_missing``, ``database_damaged``,
                ``foreign_database``.
            StorageError: the folder is read-only, full, failing or without locks.
        """
        header.read_or_spare(folder)
        lock = Lock(folder)
        try:
            found, is_spare = header.read_or_spare(folder)
            vault_key = opener(found)
            found.check(vault_key)
            database = parts.opened_database(folder, found, vault_key)
        except BaseException:
            lock.release()
            raise
        vault = cls(folder, lock, found, vault_key, database)
        try:
            vault._look_back(now, state_folder, is_spare=is_spare)
            vault.settle(state_folder)
        except BaseException:
            database.drop()
            lock.release()
            raise
        return vault

    @classmethod
    def recover(
        cls,
        folder: Path,
        words: tuple[str, ...],
        new_passphrase: str,
        now: datetime,
        costs: Costs | None = None,
    ) -> tuple[Vault, tuple[str, ...]]:
        """Open with the recovery words, set a new passphrase, make new words.

        Raises:
            InputError: ``recovery_words_misspelt``, or the passphrase is unusable.
            VaultError: as ``open`` and ``renew``; the old words still stand.
        """
        slots.new_passphrase(new_passphrase)
        vault = cls.open(folder, by_recovery(words), now)
        fresh = slots.new_recovery_words()
        try:
            vault.renew(new_passphrase, fresh, costs)
        except BaseException:
            vault.close()
            raise
        return vault, fresh

    # --- while open -----------------------------------------------------------------------

    def settle(self, state_folder: Path | None = None) -> None:
        """Let header and floor learn how far the database has come.

        The header is on disk before the database confirms its serial: so a confirmed serial
        above the header's can only mean that the header was put back.
        """
        stamp, confirmed = self.database.stamp, int(self.database.meta("header_serial") or 0)
        known = self._header
        if stamp > known.stamp or confirmed != known.serial:
            moved = replace(
                known, serial=max(known.serial, confirmed) + 1, stamp=max(stamp, known.stamp)
            )
            self._header = moved.sealed(self._key)
            header.write(self.folder, self._header)
            with self.database.transaction():
                self.database.set_meta("header_serial", str(self._header.serial))
        header.keep_spare(self.folder, self._header)
        self._floor(state_folder).raise_to(State(generation=known.generation, stamp=stamp))

    def keep_slots(self, slots_: tuple[Slot, ...]) -> None:
        """Other slots in the header; the vault key stays.

        Raises:
            StorageError: the old header still stands.
        """
        moved = replace(self._header, slots=slots_, serial=self._header.serial + 1)
        moved = moved.sealed(self._key)
        header.write(self.folder, moved)
        self._header = moved
        with self.database.transaction():
            self.database.set_meta("header_serial", str(moved.serial))
        header.keep_spare(self.folder, moved)

    def check_passphrase(self, passphrase: str) -> None:
        """Check that ``passphrase`` opens this wallet.

        Raises:
            WrongPassphraseError: ``wrong_passphrase``.
        """
        by_passphrase(passphrase)(self._header)

    def renew(
        self,
        passphrase: str,
        words: tuple[str, ...] | None = None,
        costs: Costs | None = None,
        *,
        above: int = 0,
    ) -> None:
        """A new vault key and passphrase, and new recovery words if given; all re-encrypted.

        Until ``vault.json`` is replaced the old wallet stands whole; after that, the new one.
        The new generation is higher than ``above``.

        Raises:
            InputError: the new passphrase is unusable or too short.
            StorageError: disk full or failing; the old wallet still stands.
        """
        slots.new_passphrase(passphrase)
        old, number = self._header, max(self._header.generation, above) + 1
        while (self.folder / f"vault-{number}.db").exists():
            number += 1
        public = slots.public_of(old.slot("recovery"))
        if words is not None:
            public = slots.recovery_public(words, old.wallet)
        blank = replace(old, generation=number, slots=(), serial=old.serial + 1)
        vault_key, made = parts.fresh(blank, passphrase, public, costs)
        try:
            self._reencrypt(made, vault_key)
            self._commit(made)
        except BaseException:
            self._forget(made)
            raise
        self._move_to(made, vault_key)

    def close(self, state_folder: Path | None = None) -> None:
        """Lock the wallet. Harmless when repeated; nothing can keep it open."""
        if self._database is None:
            return
        try:
            with contextlib.suppress(VaultError):
                self.settle(state_folder)
            self._database.close()
        finally:
            self._database = None
            self._key = b""
            self._lock.release()

    # --- renewing, step by step -------------------------------------------------------------

    def _reencrypt(self, made: Header, vault_key: bytes) -> None:
        part = self.folder / f"{made.database}.part"
        files.remove_database(part)
        with self.database.transaction():
            self.database.set_meta("renewing_to", made.database)
        key = parts.database_key(made, vault_key)
        self.database.copy(part, key)
        fresh = Database(part, key)
        try:
            with fresh.transaction():
                fresh.set_meta("generation", str(made.generation))
                fresh.set_meta("header_serial", str(made.serial))
                fresh.set_meta("replaces", self._header.database)
                fresh.run("DELETE FROM meta WHERE name = 'renewing_to'")
        finally:
            fresh.close()
        parts.name_finally(part, self.folder / made.database)

    def _commit(self, made: Header) -> None:
        try:
            header.write(self.folder, made)
        except StorageError:
            # The rename may be done although syncing the folder failed: then it counts.
            if header.read(self.folder).generation != made.generation:
                raise

    def _forget(self, made: Header) -> None:
        with contextlib.suppress(VaultError):
            files.remove_database(self.folder / f"{made.database}.part")
            files.remove_database(self.folder / made.database)
            with self.database.transaction():
                self.database.run("DELETE FROM meta WHERE name = 'renewing_to'")

    def _move_to(self, made: Header, vault_key: bytes) -> None:
        old = self.database
        self._database = Database(
            self.folder / made.database, parts.database_key(made, vault_key)
        )
        self._header, self._key = made, vault_key
        header.keep_spare(self.folder, made)
        old.close()
        self._remove_replaced()

    # --- looking back -------------------------------------------------------------------------

    def _look_back(
        self, now: datetime, state_folder: Path | None, *, is_spare: bool = False
    ) -> None:
        self._remove_leftovers()
        database, found = self.database, self._header
        notices = []
        if is_spare:
            header.write(self.folder, found)
            notices.append(Notice(code="header_mended"))
        elif int(database.meta("header_serial") or 0) > found.serial:
            notices.append(Notice(code="older_header"))
        if database.stamp < found.stamp:
            notices.append(Notice(code="older_database", facts=parts.since(found.stamp)))
        notices += self._floor_notices(state_folder)
        if time_of(database.stamp) > now + _CLOCK_SLACK:
            notices.append(Notice(code="clock_went_back", facts=parts.since(database.stamp)))
        strays = parts.databases(self.folder) - {found.database}
        if strays:
            notices.append(
                Notice(code="stray_database", facts={"files": tuple(sorted(strays))})
            )
        self.notices = tuple(notices)

    def seen(self, state_folder: Path | None = None) -> State | None:
        """How far this wallet had come when it was last open on this computer.

        Raises:
            StorageError: ``floor_unreadable``.
        """
        return self._floor(state_folder).seen()

    def _floor_notices(self, state_folder: Path | None) -> list[Notice]:
        try:
            seen = self.seen(state_folder)
        except StorageError:
            return [Notice(code="floor_unreadable")]
        here = State(generation=self._header.generation, stamp=self.database.stamp)
        if seen is None or seen <= here:
            return []
        return [Notice(code="older_wallet", facts=parts.since(seen.stamp))]

    def _floor(self, state_folder: Path | None) -> Floor:
        key = bytes.fromhex(self.database.meta("floor_key") or "")
        return Floor(state_folder or default_folder(), self._header.wallet, key)

    def _remove_leftovers(self) -> None:
        for pattern in ("vault-*.db.part", f"{header.NAME}*.new"):
            for part in self.folder.glob(pattern):
                files.remove_database(part)
        self._remove_named("renewing_to")
        self._remove_replaced()

    def _remove_replaced(self) -> None:
        self._remove_named("replaces")

    def _remove_named(self, fact: str) -> None:
        """Remove the database that a fact names: one of this folder, whoever wrote the fact."""
        name = self.database.meta(fact)
        if name is not None:
            if parts.number(name) > 0:
                files.remove_database(self.folder / name)
            with self.database.transaction():
                self.database.run("DELETE FROM meta WHERE name = ?", (fact,))
