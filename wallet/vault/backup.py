"""Backups of an open wallet: made, compared, tried out, restored (the file: ``backup_file``).

Rules
-----
1. A backup is made from one state of the database, page by page, under the wallet's own key;
   the copy is opened and its content compared with the wallet's before anything is written.
2. What stands in the file afterwards is read back from the disk and must be, byte for byte,
   what was opened. Only then does it get its name (``backup_file``).
3. Trying a backup out opens it as on a new computer would be: with the passphrase or the
   recovery words of its day, in a place that is gone afterwards.
4. Restoring fills a folder that did not exist before. The restored wallet gets a new key, of a
   higher generation than any seen on this computer: so it is not mistaken for an older one
   that somebody put back, and such a one still is.
"""

from __future__ import annotations

import contextlib
import hashlib
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from wallet.errors import (
    InputError,
    StorageError,
    VaultBusyError,
    VaultDamagedError,
    VaultError,
)
from wallet.vault import backup_file, doctor, files, header, parts, slots
from wallet.vault.backup_file import BackupFile, Manifest
from wallet.vault.database import Database
from wallet.vault.floor import State
from wallet.vault.header import Header
from wallet.vault.interface import Damage, Notice
from wallet.vault.lock import Lock
from wallet.vault.slots import Costs
from wallet.vault.stamps import text_of
from wallet.vault.vault import Opener, Vault, by_key, by_recovery

_STAGE = "vault-backup.db.part"
"""In the wallet's folder; whatever a crash leaves of it is cleared at the next unlocking."""
_RESTORING = ".tessera-restoring-"
_NOWHERE = "state"
"""This computer has seen nothing of a wallet that is not there yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a database holds, in numbers."""

    held: int
    """Credentials in the library."""
    binned: int
    originals: int
    holder_keys: int
    rows: tuple[tuple[str, int], ...] = field(repr=False)
    """Rows of every table, by name."""
    digest: str = field(repr=False)
    """Over the ids and states of credentials, and the digests of their files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What came of trying a backup out."""

    made_at: datetime
    content: Content
    ids: frozenset[str] = field(repr=False)
    """Credential ids in its library."""
    damages: tuple[Damage, ...]
    wallet: str
    """Id of the wallet that it is of."""


def content_of(database: Database) -> Content:
    """What a database holds.

    Raises:
        VaultDamagedError: a page of it cannot be read.
    """
    names = [
        str(name)
        for (name,) in database.all(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
            "AND name NOT LIKE 'sqlite_%' AND name <> 'meta' ORDER BY name"
        )
    ]
    rows = tuple((one, _count(database, one)) for one in names)
    binned = database.value("SELECT count(*) FROM credentials WHERE deleted_at IS NOT NULL")
    known = dict(rows)
    return Content(
        held=known["credentials"] - binned,
        binned=binned,
        originals=known["originals"],
        holder_keys=known["holder_keys"],
        rows=rows,
        digest=_digest(database),
    )


def make(vault: Vault, target: Path, now: datetime, *, automatic: bool) -> BackupFile:
    """Make a backup; ``target`` is its final path, which nothing may have yet.

    Raises:
        InputError: ``backup_folder_in_wallet``.
        StorageError: ``backup_folder_missing``, ``output_exists``, disk full, read-only ...:
            there is no backup of that name.
        VaultDamagedError: ``database_damaged``: a damaged wallet is salvaged, not copied.
    """
    refuse_folder(target.parent, vault.folder)
    _refuse_taken(target)
    vault.settle()
    stage = vault.folder / _STAGE
    part = target.with_name(f".tessera-{vault.wallet_id[:8]}-{secrets.token_hex(4)}.part")
    head = vault.header.portable().sealed(vault.key)  # nothing of this computer's keyring
    try:
        backup_id = secrets.token_hex(16)
        _copy(vault, stage, backup_id, now)
        manifest = Manifest(
            id=backup_id,
            wallet=vault.wallet_id,
            made_at=now,
            automatic=automatic,
            parts=_parts(head, stage),
        ).sealed(vault.key)
        backup_file.write(part, manifest, header.as_bytes(head), stage)
        _read_back(part, vault.key, (manifest, head))
        _name(part, target)
    finally:
        with contextlib.suppress(VaultError, OSError):
            files.remove_database(stage)
            part.unlink(missing_ok=True)
    return backup_file.read(target)


def clear_unfinished(folder: Path, wallet_id: str) -> None:
    """Remove what a crash left of this wallet's backups in ``folder``."""
    with contextlib.suppress(OSError):
        for one in folder.glob(f".tessera-{wallet_id[:8]}-*.part"):
            one.unlink(missing_ok=True)


def try_out(file: BackupFile, opener: Opener, place: Path | None = None) -> Trial:
    """Open a backup in a temporary place and look at everything in it.

    Args:
        file: the backup.
        opener: with what it is opened.
        place: where the temporary folder goes; by default the system's.

    Raises:
        WrongPassphraseError: ``wrong_passphrase``, ``wrong_recovery_words``.
        VaultDamagedError: ``backup_damaged``, ``backup_altered``.
        StorageError: there is no room to open it.
    """
    with _temporary(place) as folder:
        vault_key = _unpacked(file, opener, folder)
        key = parts.database_key(file.header, vault_key)
        database = Database(folder / file.header.database, key)
        try:
            return Trial(
                made_at=file.manifest.made_at,
                content=content_of(database),
                ids=ids_of(database),
                damages=doctor.examine(database),
                wallet=file.manifest.wallet,
            )
        finally:
            database.drop()


def ids_of(database: Database) -> frozenset[str]:
    """Ids of the credentials in the library."""
    found = database.all("SELECT credential_id FROM credentials WHERE deleted_at IS NULL")
    return frozenset(str(one) for (one,) in found)


def restore(
    file: BackupFile,
    folder: Path,
    opener: Opener,
    passphrase: str,
    now: datetime,
    costs: Costs | None = None,
) -> Vault:
    """The backup as a wallet in a new folder, open; the recovery words stay what they were.

    Args:
        file: the backup.
        folder: where the wallet goes; new or empty.
        opener: with what the backup is opened.
        passphrase: of the restored wallet.
        now: the moment.
        costs: what guessing the passphrase shall cost.

    Raises:
        WrongPassphraseError: ``wrong_passphrase``, ``wrong_recovery_words``.
        VaultDamagedError: ``backup_damaged``, ``backup_altered``.
        StorageError: ``folder_not_empty``, disk full ...: nothing is there.
    """
    return _restored(file, folder, opener, (passphrase, None), now, costs)


def restore_by_words(
    file: BackupFile,
    folder: Path,
    words: tuple[str, ...],
    passphrase: str,
    now: datetime,
    costs: Costs | None = None,
) -> tuple[Vault, tuple[str, ...]]:
    """As ``restore``, by recovery words; they are used up by it, new ones come back.

    Raises:
        InputError: ``recovery_words_misspelt``, or the passphrase is unusable.
        VaultError: as ``restore``.
    """
    fresh = slots.new_recovery_words()
    opener = by_recovery(words)
    return _restored(file, folder, opener, (passphrase, fresh), now, costs), fresh


# --- making, step by step -------------------------------------------------------------------


def refuse_folder(folder: Path, wallet: Path) -> None:
    """Refuse a folder that is not there (a stick that was pulled), or inside the wallet's.

    Raises:
        InputError: ``backup_folder_in_wallet``.
        StorageError: ``backup_folder_missing``.
    """
    with files.os_errors(folder.name):
        if not folder.is_dir():
            raise StorageError("backup_folder_missing", folder=folder.name)
    if files.is_inside(folder, wallet):
        raise InputError("backup_folder_in_wallet")


def _refuse_taken(target: Path) -> None:
    with files.os_errors(target.name):
        if target.exists():
            raise StorageError("output_exists", file=target.name)


def _copy(vault: Vault, stage: Path, backup_id: str, now: datetime) -> None:
    """A copy that says which backup it is, opened and compared (rule 1)."""
    files.remove_database(stage)
    key = parts.database_key(vault.header, vault.key)
    vault.database.copy(stage, key)
    copied = Database(stage, key)
    try:
        with copied.transaction():
            copied.set_meta("backup_id", backup_id)
            copied.set_meta("backup_made_at", text_of(now))
        if content_of(copied) != content_of(vault.database):
            raise VaultDamagedError("backup_damaged")
        if copied.all("PRAGMA cipher_integrity_check"):
            raise VaultDamagedError("backup_damaged")
    finally:
        copied.close()
    files.sync(stage)


def _parts(head: Header, stage: Path) -> tuple[backup_file.Part, ...]:
    data = header.as_bytes(head)
    told = backup_file.Part(
        name=header.NAME, size=len(data), sha256=hashlib.sha256(data).hexdigest()
    )
    return told, backup_file.part_of(stage, head.database)


def _read_back(part: Path, vault_key: bytes, written: tuple[Manifest, Header]) -> None:
    found = backup_file.read(part)
    found.manifest.check(vault_key)
    found.header.check(vault_key)
    if (found.manifest, found.header) != written:
        raise VaultDamagedError("backup_damaged")
    found.compare()


def _name(part: Path, target: Path) -> None:
    _refuse_taken(target)
    with files.os_errors(target.name):
        part.replace(target)
    files.sync_folder(target.parent)


# --- opening a copy -------------------------------------------------------------------------


@contextlib.contextmanager
def _temporary(place: Path | None) -> Iterator[Path]:
    with files.os_errors("tessera"):
        made = tempfile.mkdtemp(prefix=".tessera-trying-", dir=place)
    try:
        yield Path(made)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _unpacked(file: BackupFile, opener: Opener, folder: Path) -> bytes:
    """The vault key, once header and manifest are proven by it; the files in ``folder``."""
    vault_key = opener(file.header)
    file.header.check(vault_key)
    file.manifest.check(vault_key)
    file.unpack(folder)
    return vault_key


def _restored(
    file: BackupFile,
    folder: Path,
    opener: Opener,
    secret: tuple[str, tuple[str, ...] | None],
    now: datetime,
    costs: Costs | None,
) -> Vault:
    passphrase, words = secret
    slots.new_passphrase(passphrase)
    files.make_folder(folder)
    stage = _stage_beside(folder)
    try:
        vault_key = _unpacked(file, opener, stage)
        vault = Vault.open(stage, by_key(vault_key), now, stage / _NOWHERE)
        try:
            seen = _seen(vault)
            vault.renew(passphrase, words, costs, above=0 if seen is None else seen.generation)
            _mark(vault, file, seen, now)
            vault_key = vault.key
        finally:
            vault.close(stage / _NOWHERE)
        with files.os_errors(folder.name):
            shutil.rmtree(stage / _NOWHERE)
            folder.rmdir()
            stage.replace(folder)
        files.sync_folder(folder.parent)
    except BaseException:
        shutil.rmtree(stage, ignore_errors=True)
        with contextlib.suppress(OSError):
            folder.rmdir()
        raise
    restored = Vault.open(folder, by_key(vault_key), now)
    told = Notice(code="restored", facts={"since": text_of(file.manifest.made_at)})
    restored.notices = (told, *restored.notices)
    return restored


def _stage_beside(folder: Path) -> Path:
    """A place on the same disk; what earlier crashes left of such places is cleared."""
    for left in folder.parent.glob(f"{_RESTORING}*"):
        with contextlib.suppress(VaultBusyError, StorageError):
            Lock(left).release()
            shutil.rmtree(left, ignore_errors=True)
    stage = folder.parent / f"{_RESTORING}{secrets.token_hex(4)}"
    files.make_folder(stage)
    return stage


def _seen(vault: Vault) -> State | None:
    with contextlib.suppress(StorageError):
        return vault.seen()
    return None


def _mark(vault: Vault, file: BackupFile, seen: State | None, now: datetime) -> None:
    """Say in the wallet where it comes from, at a stamp above all seen here (rule 4)."""
    database = vault.database
    with database.transaction():
        newest = max(database.stamp, 0 if seen is None else seen.stamp)
        database.set_meta("stamp", str(newest))
    with database.write(now):
        database.set_meta("restored_from", file.manifest.id)
        database.set_meta("restored_at", text_of(now))


# --- looking --------------------------------------------------------------------------------


def _count(database: Database, table: str) -> int:
    return int(database.value(f'SELECT count(*) FROM "{table}"'))  # noqa: S608 - our own tables


def _digest(database: Database) -> str:
    digest = hashlib.sha256()
    for query in (
        "SELECT credential_id, stamp, deleted_at FROM credentials ORDER BY credential_id",
        "SELECT sha256, length(bytes) FROM originals ORDER BY sha256",
        "SELECT did, stamp FROM holder_keys ORDER BY did",
        "SELECT uid, stamp FROM ledger ORDER BY uid",
    ):
        for row in database.all(query):
            digest.update(repr(row).encode())
    return digest.hexdigest()
