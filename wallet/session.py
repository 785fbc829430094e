"""An unlocked wallet: the door for pages and commands that need one.

Rules
-----
1. No rules here: each method hands on to the core and reads the clock for it.
2. A session belongs to the thread that opened it; one vault thread owns it in the window.
3. Every method may raise a ``WalletError``; after ``lock`` all raise ``vault_locked``.
4. Mutations return ``Changes``; the caller broadcasts them once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from wallet import examine, report_json, trust_import
from wallet.evidence import Evidence
from wallet.examine import FileError, FileResult, Judged
from wallet.holder import HolderKey
from wallet.report import Policy, Role
from wallet.settings import Settings
from wallet.vault import holdings, importing, library, papers, store
from wallet.vault.database import Database
from wallet.vault.interface import (
    AddedEvidence,
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
from wallet.vault.library import Today
from wallet.vault.slots import Costs
from wallet.vault.vault import Vault, by_passphrase

__all__ = [
    "AddedEvidence",
    "Changes",
    "Choice",
    "Costs",
    "Cursor",
    "Damage",
    "DatedReport",
    "Evidence",
    "EvidenceItem",
    "Facet",
    "FileError",
    "HolderKey",
    "ImportReview",
    "Judged",
    "LibraryPage",
    "LibraryQuery",
    "LibraryRow",
    "Notice",
    "ReviewRow",
    "RowState",
    "Session",
    "Settings",
    "Sort",
]

Clock = Callable[[], datetime]


def _system_clock() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - one of the three doors that read a clock


def accepted_trust() -> Evidence:
    """What was accepted on this computer, for every wallet and for *Check*; may be nothing."""
    return trust_import.TrustFolder(trust_import.default_folder()).load().evidence


class _Unlocked:
    """What every part of a session stands on."""

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock
        self._known: tuple[int, Evidence] | None = None
        """This wallet's evidence, and the change stamp at which it was read."""

    @property
    def _database(self) -> Database:
        return self._vault.database

    @property
    def _today(self) -> Today:
        chosen = papers.settings(self._database)
        return Today(now=self._clock(), max_status_age_days=chosen.max_status_age_days)


class _Holdings(_Unlocked):
    """What the owner vouches for, can prove, and has chosen."""

    def evidence(self) -> Evidence:
        """What verification may use: this wallet's evidence and the accepted public trust."""
        stamp = self._database.stamp
        if self._known is None or self._known[0] != stamp:
            self._known = (stamp, holdings.kept_evidence(self._database))
        return self._known[1].joined(accepted_trust())

    def add_evidence(self, files: Iterable[tuple[str, bytes]]) -> AddedEvidence:
        """Keep files of evidence; unusable ones are named and not kept."""
        return holdings.add_evidence(self._database, files, self._clock())

    def remove_evidence(self, sha256: str) -> Changes:
        """Forget a file of evidence.

        Raises:
            InputError: ``unknown_evidence``.
        """
        return holdings.remove_evidence(self._database, sha256, self._clock())

    def evidence_items(self) -> tuple[EvidenceItem, ...]:
        """What evidence this wallet keeps, oldest first."""
        return holdings.evidence_items(self._database)

    def holder_keys(self) -> tuple[HolderKey, ...]:
        """The public side of this wallet's own keys, oldest first."""
        return holdings.holder_keys(self._database)

    def new_holder_key(self, label: str = "") -> HolderKey:
        """Make a key; ``label`` is the learner's own name for it and never leaves."""
        return holdings.new_holder_key(self._database, label, self._clock())

    def signer(self, did: str) -> Ed25519PrivateKey:
        """The private key of one of this wallet's identifiers, for presenting.

        Raises:
            InputError: ``unknown_holder_key``.
        """
        return holdings.signer(self._database, did)

    def settings(self) -> Settings:
        """The person's choices; a bad stored value reads as its default."""
        return papers.settings(self._database)

    def save_settings(self, settings: Settings) -> Changes:
        """Keep the person's choices.

        Raises:
            InputError: ``setting_out_of_range``; nothing was changed.
        """
        return papers.save_settings(self._database, settings, self._clock())


class _Library(_Holdings):
    """Credentials: taking in, listing, looking at, binning, giving back."""

    def review(
        self,
        files: Iterable[tuple[str, bytes]],
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> ImportReview:
        """What keeping ``files`` (name, bytes) would store, judged now. Nothing is stored.

        ``progress`` is told (done, total); when ``cancelled`` answers yes, what was read so
        far comes back with ``stopped``.
        """
        judge = partial(self._examine, progress=progress, cancelled=cancelled)
        return importing.review(self._database, files, judge, cancelled)

    def keep(
        self,
        review: ImportReview,
        choice: Collection[int] | None = None,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Changes:
        """Store the chosen rows of a review (places in ``rows``; all readable when None).

        File by file, each with all its chosen credentials or not at all. What ``Changes``
        names is on disk, also when ``cancelled`` stopped it half-way.

        Raises:
            StorageError: ``disk_full`` ...: the files before it are kept.
        """
        steps = importing.keep_rows(
            self._database, review, choice, report_json.judged, self._clock
        )
        return importing.together(steps, len(review.originals), progress, cancelled)

    def recheck(
        self,
        ids: Iterable[str] | None = None,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Changes:
        """Judge held credentials again (all when None), as after new evidence has come."""
        files = store.files_of(self._database, None if ids is None else tuple(ids))
        results = self._examine(files, progress=progress, cancelled=cancelled)
        changed = importing.look_again(self._database, results, report_json.judged, self._clock)
        return Changes(changed=tuple(changed))

    def credential(self, credential_id: str) -> Judged:
        """A held credential, judged now for its holder; its history learns of any change.

        Raises:
            InputError: ``unknown_credential``.
            VaultDamagedError: ``original_damaged``.
        """
        results = tuple(self._examine(store.files_of(self._database, (credential_id,))))
        judged = importing.held(results[0], credential_id)
        tuple(importing.look_again(self._database, results, report_json.judged, self._clock))
        return judged

    def _examine(
        self,
        files: Iterable[tuple[str, bytes]],
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Iterator[FileResult]:
        evidence, now = self.evidence(), self._clock()
        policy = Policy(max_status_age_days=self.settings().max_status_age_days)
        waiting = list(files)
        for done, (name, data) in enumerate(waiting, 1):
            if cancelled is not None and cancelled():
                return
            yield examine.examine(
                data, name, evidence, policy=policy, now=now, role=Role.HOLDER
            )
            if progress is not None:
                progress(done, len(waiting))

    def page(
        self, query: LibraryQuery, after: Cursor | None = None, size: int = 100
    ) -> LibraryPage:
        """Up to ``size`` rows after ``after``."""
        return library.page(self._database, query, after, size, self._today)

    def count(self, query: LibraryQuery) -> int:
        """How many rows a query has."""
        return library.count(self._database, query, self._today)

    def choices(self, facet: Facet) -> tuple[Choice, ...]:
        """The values that a facet takes in the library, most frequent first."""
        return library.choices(self._database, facet, self._today)

    def find(self, prefix: str) -> str:
        """The one credential id that begins with ``prefix``, the bin included.

        Raises:
            InputError: ``unknown_credential``, ``ambiguous_id``.
        """
        return store.find(self._database, prefix)

    def history(self, credential_id: str) -> tuple[DatedReport, ...]:
        """What a credential was judged to be, newest first."""
        return library.history(self._database, credential_id)

    def originals(self, credential_id: str) -> tuple[tuple[str, str], ...]:
        """(SHA-256 of the original, path in it) of a credential, oldest first.

        Raises:
            InputError: ``unknown_credential``.
        """
        return store.originals(self._database, credential_id)

    def original(self, sha256: str) -> bytes:
        """A received file, exactly as it came.

        Raises:
            InputError: ``unknown_original``.
        """
        return store.original(self._database, sha256).bytes

    def delete(self, ids: Iterable[str], *, forever: bool = False) -> Changes:
        """Put credentials into the bin for 30 days, or erase them now.

        Raises:
            InputError: ``unknown_credential``; nothing was done.
        """
        act = store.erase if forever else store.delete
        return act(self._database, tuple(ids), self._clock())

    def undelete(self, ids: Iterable[str]) -> Changes:
        """Take credentials out of the bin.

        Raises:
            InputError: ``unknown_credential``; nothing was done.
        """
        return store.undelete(self._database, tuple(ids), self._clock())

    def deleted(self) -> tuple[LibraryRow, ...]:
        """What lies in the bin, at most 1,000; ``page`` with ``deleted=True`` pages it."""
        return self.page(LibraryQuery(deleted=True), size=1_000).rows


class Session(_Library):
    """An unlocked wallet."""

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
