"""A backup becomes a wallet again, in a new folder."""

from __future__ import annotations

from pathlib import Path

from wallet.session import Session
from wallet.session.base import Clock, system_clock
from wallet.vault import backup, backup_file
from wallet.vault.slots import Costs
from wallet.vault.vault import by_passphrase


def restore(
    path: Path,
    folder: Path,
    passphrase: str,
    *,
    clock: Clock | None = None,
    costs: Costs | None = None,
) -> Session:
    """A backup as a wallet in a new folder, unlocked; passphrase and words stay the same.

    Raises:
        WrongPassphraseError: ``wrong_passphrase``.
        InputError: ``not_a_backup``.
        VaultDamagedError: ``backup_damaged``, ``backup_altered``.
        StorageError: ``folder_not_empty``, disk full ...: nothing is there.
    """
    clock = clock or system_clock
    file, opener = backup_file.read(path), by_passphrase(passphrase)
    return Session(backup.restore(file, folder, opener, passphrase, clock(), costs), clock)


def restore_by_words(
    path: Path,
    folder: Path,
    words: tuple[str, ...],
    new_passphrase: str,
    *,
    clock: Clock | None = None,
    costs: Costs | None = None,
) -> tuple[Session, tuple[str, ...]]:
    """As ``restore``, by recovery words, with a new passphrase; gives new recovery words.

    Raises:
        WrongPassphraseError: ``wrong_recovery_words``.
        InputError: ``recovery_words_misspelt``, ``not_a_backup``, an unusable passphrase.
        VaultError: as ``restore``.
    """
    clock = clock or system_clock
    file = backup_file.read(path)
    vault, fresh = backup.restore_by_words(file, folder, words, new_passphrase, clock(), costs)
    return Session(vault, clock), fresh
