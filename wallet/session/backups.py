"""Backups of a wallet: made, listed, tried out and rotated while it is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from wallet.errors import InputError
from wallet.session.base import Unlocked
from wallet.vault import backup, backup_file, backup_list
from wallet.vault.backup_file import SUFFIX
from wallet.vault.backup_list import KeptBackup, Plan, Standing
from wallet.vault.interface import Changes, Damage
from wallet.vault.vault import Opener, by_passphrase, by_recovery

__all__ = ["SUFFIX", "Backups", "KeptBackup", "Made", "Plan", "Standing", "Told", "Tried"]

_LONGEST_LABEL = 150
"""Bytes of a wallet's name in that of a backup: file systems stop at 255."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A backup that has its name, and what was put away for it."""

    backup: KeptBackup
    rotated: tuple[KeptBackup, ...]
    """Older automatic ones that were deleted."""
    changes: Changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a backup says of itself to whoever has the file: nothing of what is in it."""

    path: Path
    made_at: datetime
    size: int
    """Bytes."""
    wallet: str
    """Id of the wallet that it is of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What a backup held when it was opened in a temporary place."""

    made_at: datetime
    held: int
    binned: int
    keys: int
    damages: tuple[Damage, ...]
    """Empty where everything in it can be read."""
    is_ours: bool | None
    """Whether it is of the open wallet; None where none is open."""
    missing: int = 0
    """Credentials of the open wallet that are not in it."""


class Backups:
    """Copies of the open wallet, each one encrypted file."""

    def __init__(self, session: Unlocked) -> None:
        self._vault = session._vault  # noqa: SLF001 - a part of the session
        self._clock = session._clock  # noqa: SLF001 - a part of the session

    def make(self, folder: Path, *, automatic: bool = False) -> Made:
        """Make a backup in ``folder``. When this returns, it was read back and is whole.

        Raises:
            InputError: ``backup_folder_in_wallet``.
            StorageError: ``backup_folder_missing``, disk full ...: there is none.
            VaultDamagedError: ``database_damaged``: a damaged wallet is salvaged instead.
        """
        now, database = self._clock(), self._vault.database
        backup.clear_unfinished(folder, self._vault.wallet_id)
        target = _free(folder, self._vault.folder.name, now)
        made = backup.make(self._vault, target, now, automatic=automatic)
        changes = backup_list.add(database, made, now)
        rotated = backup_list.rotate(database, now) if automatic else ()
        return Made(backup=self._kept(made.manifest.id), rotated=rotated, changes=changes)

    def make_if_due(self) -> Made | None:
        """Make the next automatic backup if the plan wants one now.

        Raises:
            VaultError: as ``make``.
        """
        standing = self.standing()
        if standing.plan is None or not standing.is_due:
            return None
        return self.make(standing.plan.folder, automatic=True)

    def list(self) -> tuple[KeptBackup, ...]:
        """Every backup made of this wallet, newest first; strays in its folder included."""
        plan = self.plan()
        if plan is not None:
            self._adopt(plan.folder)
        return backup_list.listed(self._vault.database)

    def standing(self) -> Standing:
        """Whether the wallet is backed up, and whether the next one is due."""
        return backup_list.standing(self._vault.database, self._clock())

    def plan(self) -> Plan | None:
        """The plan for automatic backups."""
        return backup_list.plan(self._vault.database)

    def set_plan(self, plan: Plan | None) -> Changes:
        """Choose folder, days and number of automatic backups; None ends them.

        Raises:
            InputError: ``setting_out_of_range``, ``backup_folder_in_wallet``.
            StorageError: ``backup_folder_missing``.
        """
        if plan is not None:
            backup.refuse_folder(plan.folder, self._vault.folder)
            self._adopt(plan.folder)
        return backup_list.save_plan(self._vault.database, plan, self._clock())

    def try_out(
        self, path: Path, *, passphrase: str | None = None, words: tuple[str, ...] | None = None
    ) -> Tried:
        """Open a backup as on a new computer, look at all in it, compare with this wallet.

        Raises:
            InputError: ``not_a_backup``.
            VaultError: it does not open, or there is no room to open it.
        """
        file = backup_file.read(path)
        found = backup.try_out(file, _opener(passphrase, words), self._vault.folder.parent)
        is_ours = found.wallet == self._vault.wallet_id
        if is_ours and not found.damages:
            backup_list.tried(self._vault.database, file.manifest.id, self._clock())
        held = backup.ids_of(self._vault.database)
        return _tried(found, is_ours=is_ours, here=held if is_ours else found.ids)

    def forget(self, backup_id: str) -> Changes:
        """Delete a backup, if it is there, and take it off the list.

        Raises:
            InputError: ``unknown_backup``.
            StorageError: it cannot be deleted.
        """
        return backup_list.forget(self._vault.database, backup_id, self._clock())

    def holding_erased(self) -> tuple[KeptBackup, ...]:
        """Backups in which something that was erased since may still be."""
        return backup_list.holding_erased(self._vault.database)

    def _adopt(self, folder: Path) -> None:
        wallet = (self._vault.wallet_id, self._vault.key)
        backup_list.adopt(self._vault.database, folder, wallet, self._clock())

    def _kept(self, backup_id: str) -> KeptBackup:
        return next(
            one for one in backup_list.listed(self._vault.database) if one.id == backup_id
        )


# --- without an open wallet -----------------------------------------------------------------


def look_into(path: Path) -> Told:
    """What a file says that it is; nothing in it is opened or believed.

    Raises:
        InputError: ``not_a_backup``, ``unreadable_file``.
        VaultDamagedError: ``backup_damaged``.
        VaultTooNewError: ``backup_too_new``.
    """
    found = backup_file.read(path)
    return Told(
        path=path,
        made_at=found.manifest.made_at,
        size=found.size,
        wallet=found.manifest.wallet,
    )


def try_backup(
    path: Path, *, passphrase: str | None = None, words: tuple[str, ...] | None = None
) -> Tried:
    """Open a backup in a temporary place and look at everything in it; no wallet is needed.

    Raises:
        InputError: ``not_a_backup``.
        VaultError: it does not open, is damaged, or there is no room to open it.
    """
    found = backup.try_out(backup_file.read(path), _opener(passphrase, words))
    return _tried(found, is_ours=None, here=found.ids)


def _opener(passphrase: str | None, words: tuple[str, ...] | None) -> Opener:
    if words is not None:
        return by_recovery(words)
    if passphrase is None:
        raise InputError("passphrase_unusable")
    return by_passphrase(passphrase)


def _tried(found: backup.Trial, *, is_ours: bool | None, here: frozenset[str]) -> Tried:
    return Tried(
        made_at=found.made_at,
        held=found.content.held,
        binned=found.content.binned,
        keys=found.content.holder_keys,
        damages=found.damages,
        is_ours=is_ours,
        missing=len(here - found.ids),
    )


def _free(folder: Path, label: str, now: datetime) -> Path:
    """A name that nothing in ``folder`` has."""
    short = label.encode(errors="replace")[:_LONGEST_LABEL].decode(errors="ignore").strip()
    name = f"{short} {now:%Y-%m-%d %H%M%S}"
    target, number = folder / f"{name}{SUFFIX}", 1
    while target.exists():
        number += 1
        target = folder / f"{name} ({number}){SUFFIX}"
    return target
