"""Which backups were made, where and when the next one is due, and what they still hold.

Rules
-----
1. What is kept here helps the person to find backups; none of it is needed to restore one.
2. Only automatic backups are rotated, only in the folder of the plan, only after the newest
   one has its name, and only a file whose own manifest says that it is the one meant. Which
   are the newest, change stamps say: a clock that went wrong deletes none.
3. An erasure is remembered by its moment and by when the erased things had come: enough to
   name the backups that may still hold them, and not a byte of what they were.
4. What is found in a folder and was not made under this wallet's key is listed, and nothing
   rests on it: whoever may write there could have made it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from wallet.errors import InputError, WalletError
from wallet.vault import backup_file, files
from wallet.vault.backup_file import BackupFile
from wallet.vault.database import Database, Row
from wallet.vault.interface import Changes
from wallet.vault.stamps import moment_of, next_stamp, storable, text_of, uuid7

AREA = "backups"
_FOUND, _UNPROVEN = 0, -1
"""What covers nothing: found in the folder; also not by this wallet's key (rule 4)."""
MOST_DAYS = 365
MOST_KEPT = 100
OLD_DAYS = 14
"""A change that no backup holds for longer than this is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Automatic backups: where, how often, how many."""

    folder: Path
    every_days: int = 7
    keep: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptBackup:
    """A backup that was made of this wallet."""

    id: str
    path: Path
    made_at: datetime
    size: int
    """Bytes."""
    automatic: bool
    tried_at: datetime | None
    """When it was last tried out, and was whole."""
    is_there: bool
    """Whether a file of that name is there now."""
    may_hold_erased: bool
    """Whether something that was erased since may still be in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How safe the wallet is from a lost disk."""

    last: datetime | None
    """When the newest backup that is there was made."""
    changed: bool
    """Whether the wallet changed since, or was never backed up."""
    is_due: bool
    """Whether the plan wants one now."""
    is_old: bool
    """Whether the person should be told."""
    plan: Plan | None


# --- the plan -------------------------------------------------------------------------------


def plan(database: Database) -> Plan | None:
    """The plan for automatic backups; None where there is none."""
    row = database.one("SELECT folder, every_days, keep FROM backup_plan")
    if row is None:
        return None
    return Plan(folder=Path(row[0]), every_days=row[1], keep=row[2])


def save_plan(database: Database, chosen: Plan | None, now: datetime) -> Changes:
    """Keep the plan; None ends automatic backups.

    Raises:
        InputError: ``setting_out_of_range``; nothing was changed.
    """
    if chosen is not None and not (
        1 <= chosen.every_days <= MOST_DAYS and 1 <= chosen.keep <= MOST_KEPT
    ):
        raise InputError("setting_out_of_range")
    with database.write(now) as stamp:
        database.run("DELETE FROM backup_plan")
        if chosen is not None:
            told = (uuid7(now), stamp, str(chosen.folder), chosen.every_days, chosen.keep)
            database.run("INSERT INTO backup_plan VALUES(1, ?, ?, ?, ?, ?)", told)
    return Changes(areas=frozenset({AREA}))


# --- what was made --------------------------------------------------------------------------


def add(database: Database, made: BackupFile, now: datetime) -> Changes:
    """Remember a backup; the wallet counts as unchanged from here on."""
    with database.write(now) as stamp:
        _insert(database, made, now, (stamp, stamp))
    return Changes(areas=frozenset({AREA}))


def _insert(
    database: Database, made: BackupFile, now: datetime, stamps: tuple[int, int]
) -> None:
    stamp, covers = stamps
    database.run(
        "INSERT INTO backups VALUES(?, ?, ?, ?, ?, ?, ?, ?, NULL, ?)",
        (
            made.manifest.id,
            uuid7(now),
            stamp,
            text_of(made.manifest.made_at),
            str(made.path.parent),
            storable(made.path.name),
            made.size,
            int(made.manifest.automatic),
            covers,
        ),
    )


def tried(database: Database, backup_id: str, now: datetime) -> Changes:
    """Remember that a backup was tried out and was whole; the wallet is no other by that."""
    with database.write(now) as stamp:
        database.run("UPDATE backups SET covers = ? WHERE covers = ?", (stamp, database.stamp))
        database.run(
            "UPDATE backups SET tried_at = ?, stamp = ? WHERE backup_id = ?",
            (text_of(now), stamp, backup_id),
        )
    return Changes(areas=frozenset({AREA}))


def listed(database: Database) -> tuple[KeptBackup, ...]:
    """Every backup that was made of this wallet, newest first."""
    erasures = [
        (moment_of(since), moment_of(at))
        for since, at in database.all("SELECT since, erased_at FROM erasures")
    ]
    rows = database.all(
        "SELECT backup_id, folder, name, made_at, size, automatic, tried_at FROM backups "
        "ORDER BY made_at DESC, backup_id"
    )
    return tuple(_kept(row, erasures) for row in rows)


def forget(database: Database, backup_id: str, now: datetime) -> Changes:
    """Delete a backup's file, if it is there, and forget the backup.

    Raises:
        InputError: ``unknown_backup``.
        StorageError: the file cannot be deleted; nothing changed.
    """
    found = next((one for one in listed(database) if one.id == backup_id), None)
    if found is None:
        raise InputError("unknown_backup")
    if _is_it(found):
        with files.os_errors(found.path.name):
            found.path.unlink(missing_ok=True)
    with _noted(database, now):
        database.run("DELETE FROM backups WHERE backup_id = ?", (backup_id,))
    return Changes(areas=frozenset({AREA}))


def adopt(database: Database, folder: Path, wallet: tuple[str, bytes], now: datetime) -> int:
    """Take backups of this wallet that lie in ``folder`` into the list; how many were new.

    ``wallet``: its id and its key.
    """
    wallet_id, key = wallet
    known = {one.id: one for one in listed(database)}
    number = 0
    for found in _backups_in(folder, wallet_id):
        kept = known.get(found.manifest.id)
        if kept is None or (kept.path != found.path and not kept.is_there):
            with _noted(database, now) as stamp:
                told = (str(found.path.parent), storable(found.path.name), stamp)
                moved = database.run(
                    "UPDATE backups SET folder = ?, name = ?, stamp = ? WHERE backup_id = ?",
                    (*told, found.manifest.id),
                )
                if not moved:
                    _insert(database, found, now, (stamp, _proven(found, key)))
            number += 1
    return number


def rotate(database: Database, now: datetime) -> tuple[KeptBackup, ...]:
    """Delete the automatic backups of the plan's folder beyond those to be kept (rule 2)."""
    chosen = plan(database)
    if chosen is None:
        return ()
    age = _ages(database)
    ours = sorted(
        (
            one
            for one in listed(database)
            if one.id in age
            and one.automatic
            and one.is_there
            and one.path.parent == chosen.folder
        ),
        key=lambda one: age[one.id],
        reverse=True,
    )
    gone = []
    for one in ours[chosen.keep :]:
        with contextlib.suppress(WalletError):
            forget(database, one.id, now)
            gone.append(one)
    return tuple(gone)


def standing(database: Database, now: datetime) -> Standing:
    """How the backups stand."""
    chosen = plan(database)
    age = _ages(database)
    there = [one for one in listed(database) if one.is_there and one.id in age]
    newest = max(there, key=lambda one: age[one.id], default=None)
    last = None if newest is None else newest.made_at
    covered = database.value("SELECT max(covers) FROM backups") or 0
    changed = not there or int(covered) < database.stamp
    holds = database.value("SELECT min(imported_at) FROM credentials")
    since = last or (None if holds is None else moment_of(holds))
    is_old = changed and since is not None and now - since > timedelta(days=OLD_DAYS)
    is_due = chosen is not None and (
        last is None or (changed and not now - timedelta(days=chosen.every_days) < last <= now)
    )
    return Standing(last=last, changed=changed, is_due=is_due, is_old=is_old, plan=chosen)


# --- what was erased ------------------------------------------------------------------------


def erased(database: Database, since: datetime, number: int, now: datetime, stamp: int) -> None:
    """Remember an erasure; inside a transaction."""
    database.run(
        "INSERT INTO erasures VALUES(?, ?, ?, ?, ?)",
        (uuid7(now), stamp, text_of(since), text_of(now), number),
    )


def holding_erased(database: Database) -> tuple[KeptBackup, ...]:
    """The backups in which something that was erased since may still be, newest first."""
    return tuple(one for one in listed(database) if one.may_hold_erased)


@contextlib.contextmanager
def _noted(database: Database, now: datetime) -> Iterator[int]:
    """A change of this list alone: what the newest backup covers is the wallet still."""
    with database.write(now) as stamp:
        covered = database.stamp
        yield stamp
        database.run("UPDATE backups SET covers = ? WHERE covers = ?", (stamp, covered))


# --- one row --------------------------------------------------------------------------------


def _kept(row: Row, erasures: list[tuple[datetime, datetime]]) -> KeptBackup:
    backup_id, folder, name, made_at, size, automatic, tried_at = row
    made, path = moment_of(made_at), Path(folder) / name
    return KeptBackup(
        id=backup_id,
        path=path,
        made_at=made,
        size=size,
        automatic=bool(automatic),
        tried_at=None if tried_at is None else moment_of(tried_at),
        is_there=_is_file(path),
        may_hold_erased=any(since <= made <= at for since, at in erasures),
    )


def _ages(database: Database) -> dict[str, int]:
    """Backup id -> a change stamp, the highest of the newest; without those of rule 4."""
    rows = database.all("SELECT backup_id, made_at, covers FROM backups WHERE covers >= 0")
    return {one: covers or next_stamp(0, moment_of(made)) for one, made, covers in rows}


def _proven(found: BackupFile, key: bytes) -> int:
    try:
        found.manifest.check(key)
    except WalletError:
        return _UNPROVEN
    return _FOUND


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def _is_it(kept: KeptBackup) -> bool:
    """Whether the file of that name is that backup: another's is never deleted."""
    try:
        return backup_file.read(kept.path).manifest.id == kept.id
    except WalletError:
        return False


def _backups_in(folder: Path, wallet_id: str) -> Iterator[BackupFile]:
    try:
        paths = sorted(folder.glob(f"*{backup_file.SUFFIX}"))
    except OSError:
        return
    for path in paths:
        with contextlib.suppress(WalletError):
            found = backup_file.read(path)
            if found.manifest.wallet == wallet_id:
                yield found
