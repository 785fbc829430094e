"""An unlocked wallet: the door for pages and commands that need one.

Rules
-----
1. No rules here: each method hands on to the core and reads the clock for it.
2. A session belongs to the thread that opened it; one vault thread owns it in the window.
3. Every method may raise a ``WalletError``; after ``lock`` all raise ``vault_locked``.
4. Mutations return ``Changes``; the caller broadcasts them once.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from wallet.vault.interface import (
    Changes,
    Choice,
    Cursor,
    Damage,
    DatedReport,
    EvidenceItem,
    Facet,
    ImportReview,
    LibraryPage,
    LibraryQuery,
    LibraryRow,
    Notice,
    ReviewRow,
    RowState,
    Sort,
)
from wallet.vault.slots import Costs
from wallet.vault.vault import Vault, by_passphrase

__all__ = [
    "Changes",
    "Choice",
    "Costs",
    "Cursor",
    "Damage",
    "DatedReport",
    "EvidenceItem",
    "Facet",
    "ImportReview",
    "LibraryPage",
    "LibraryQuery",
    "LibraryRow",
    "Notice",
    "ReviewRow",
    "RowState",
    "Session",
    "Sort",
]

Clock = Callable[[], datetime]


def _system_clock() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - one of the three doors that read a clock


class Session:
    """An unlocked wallet."""

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock

    # --- coming and going -------------------------------------------------------------------

    @classmethod
    def create(
        cls,
        folder: Path,
        passphrase: str,
        *,
        clock: Clock | None = None,
        costs: Costs | None = None,
    ) -> tuple[Session, tuple[str, ...]]:
        """Make a wallet in a new or empty folder; gives it open, with its 12 recovery words.

        ``costs`` is what guessing the passphrase shall cost; by default measured here.

        Raises:
            InputError: ``passphrase_unusable``, ``passphrase_too_short`` (under 8).
            StorageError: ``folder_not_empty``, ``disk_full``, ``read_only``, ``no_locks`` ...
        """
        clock = clock or _system_clock
        vault, words = Vault.create(folder, passphrase, clock(), costs)
        return cls(vault, clock), words

    @classmethod
    def open(cls, folder: Path, passphrase: str, *, clock: Clock | None = None) -> Session:
        """Unlock a wallet. ``notices`` says what the person should be told.

        Raises:
            WrongPassphraseError: ``wrong_passphrase``.
            VaultBusyError: ``vault_busy`` with ``pid`` and ``host`` of the owner.
            VaultTooNewError: ``vault_too_new``.
            VaultDamagedError: a file is missing, foreign or damaged; nothing was changed.
            StorageError: the disk is full, read-only or failing.
        """
        clock = clock or _system_clock
        return cls(Vault.open(folder, by_passphrase(passphrase), clock()), clock)

    @classmethod
    def recover(
        cls,
        folder: Path,
        words: tuple[str, ...],
        new_passphrase: str,
        *,
        clock: Clock | None = None,
        costs: Costs | None = None,
    ) -> tuple[Session, tuple[str, ...]]:
        """Unlock with the recovery words; sets a new passphrase and makes new words.

        Raises:
            WrongPassphraseError: ``wrong_recovery_code``.
            InputError: ``recovery_words_misspelt``, or the new passphrase is unusable.
            VaultError: as ``open``.
        """
        clock = clock or _system_clock
        vault, fresh = Vault.recover(folder, words, new_passphrase, clock(), costs)
        return cls(vault, clock), fresh

    def lock(self) -> None:
        """Lock the wallet: nothing can veto it. Harmless when repeated."""
        self._vault.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.lock()

    def change_passphrase(self, old: str, new: str, *, costs: Costs | None = None) -> None:
        """A new passphrase and a new vault key; the recovery words stay good.

        Raises:
            WrongPassphraseError: ``old`` is not the passphrase.
            InputError: ``new`` is unusable or too short.
            StorageError: disk full or failing; the old passphrase still opens everything.
        """
        self._vault.check_passphrase(old)
        self._vault.renew(new, costs=costs)

    @property
    def name(self) -> str:
        """The wallet's label: the name of its folder."""
        return self._vault.folder.name

    @property
    def folder(self) -> Path:
        """Where the wallet lies."""
        return self._vault.folder

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What was odd at unlocking, such as an older wallet put back."""
        return self._vault.notices
