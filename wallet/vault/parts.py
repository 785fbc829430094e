"""The parts of a wallet's folder, made and opened, for ``wallet.vault.vault``."""

from __future__ import annotations

import contextlib
import secrets
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from wallet.errors import VaultDamagedError, VaultError
from wallet.vault import files, slots
from wallet.vault.database import Database
from wallet.vault.header import Header
from wallet.vault.migrate import migrate
from wallet.vault.slots import Costs
from wallet.vault.stamps import text_of, time_of


def fresh(
    blank: Header, passphrase: str, public: bytes, costs: Costs | None
) -> tuple[bytes, Header]:
    """A new vault key, and ``blank`` with slots that open it."""
    vault_key = secrets.token_bytes(slots.KEY_BYTES)
    plain = blank.plain()
    made = replace(
        blank,
        slots=(
            slots.wrap_for_passphrase(
                vault_key, passphrase, (costs or slots.calibrated()).check(), plain
            ),
            slots.wrap_for_recovery(vault_key, public, plain),
        ),
    )
    return vault_key, made.sealed(vault_key)


def database_key(found: Header, vault_key: bytes) -> bytes:
    """The key of the database, from the vault key."""
    return slots.derive(vault_key, "database", found.wallet)


def make_database(path: Path, made: Header, vault_key: bytes, now: datetime) -> None:
    """A new database that names its wallet, closed and without a journal."""
    key = database_key(made, vault_key)
    files.make_private(path)
    database = Database(path, key)
    try:
        migrate(database, key)
        with database.write(now):
            database.set_meta("wallet", made.wallet)
            database.set_meta("generation", str(made.generation))
            database.set_meta("floor_key", secrets.token_hex(32))
            database.set_meta("created_at", text_of(now))
    finally:
        database.close()


def opened_database(folder: Path, found: Header, vault_key: bytes) -> Database:
    """The database that a header names, at the newest schema.

    Raises:
        VaultDamagedError: ``older_header``, ``database_missing``, ``database_damaged``,
            ``foreign_database``.
        VaultTooNewError: ``vault_too_new``.
    """
    path = folder / found.database
    if not path.exists():
        others = databases(folder)
        newer = any(number(name) > found.generation for name in others)
        code = "older_header" if newer else "database_missing"
        raise VaultDamagedError(code, file=path.name, found=tuple(sorted(others)))
    key = database_key(found, vault_key)
    database = Database(path, key)
    try:
        migrate(database, key)
        _check_named(database, found)
    except BaseException:
        database.drop()
        raise
    return database


def _check_named(database: Database, found: Header) -> None:
    named = (database.meta("wallet"), database.meta("generation"))
    if named != (found.wallet, str(found.generation)):
        raise VaultDamagedError("foreign_database", file=database.path.name)


def name_finally(part: Path, path: Path) -> None:
    """Give a finished file its name once its bytes are on disk."""
    files.sync(part)
    with files.os_errors(path.name):
        part.replace(path)
    files.sync_folder(path.parent)


def databases(folder: Path) -> set[str]:
    """Names of all files that look like a database of a wallet."""
    return {one.name for one in folder.glob("vault-*.db") if number(one.name) > 0}


def number(name: str) -> int:
    """The generation in a database's name; 0 for any other name."""
    digits = name.removeprefix("vault-").removesuffix(".db")
    return int(digits) if digits.isascii() and digits.isdigit() else 0


def since(stamp: int) -> dict[str, str]:
    """When a stamp was made, as a fact of a notice."""
    return {"since": text_of(time_of(stamp))}


def remove_unfinished(folder: Path) -> None:
    """What a failed ``create`` made: the folder was empty before, so all of it is ours."""
    with contextlib.suppress(OSError, VaultError):
        for one in [*folder.glob("vault-1.db*"), folder / "lock", *folder.glob("vault.json*")]:
            one.unlink(missing_ok=True)
