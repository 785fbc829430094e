"""An unlocked wallet: the door for pages and commands that need one.

Rules
-----
1. No rules here: each method hands on to the core and reads the clock for it.
2. A session belongs to the thread that opened it; one vault thread owns it in the window.
3. Every method may raise a ``WalletError``; after ``lock`` all raise ``vault_locked``.
4. Mutations return ``Changes``; the caller broadcasts them once.

One class in four parts, one file each: ``base``, ``holding`` (evidence, keys, settings),
``library`` (credentials), ``sharing`` (pathways, presentations); opening and locking are here.
What a page or two need (backups, labels, reviews, ...) is an object behind a property.
"""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import platformdirs

from wallet.credential import CredentialView
from wallet.evidence import Evidence
from wallet.examine import FileError, FileResult, Judged
from wallet.formats.suspicious import suspicious_characters
from wallet.holder import HolderKey
from wallet.pathways import (
    Ahead,
    Compared,
    Overview,
    Pathway,
    PathwayResult,
    Plain,
    Planned,
    Template,
    Told,
    ToldAward,
    ToldCell,
    ToldChange,
    ToldFix,
    ToldGroup,
    ToldMatrix,
    ToldRecord,
    ToldRule,
    ToldSkill,
    ToldSlot,
    ToldUnused,
    WhatIf,
    adapt,
    again,
    ahead,
    changes,
    closest,
    compare,
    overview,
    plain,
    replaced_by,
    templates,
    told,
    told_ahead,
    told_records,
    whats_new,
)
from wallet.presenting import (
    FIELDS,
    PRESETS,
    TRANSPORTS,
    Artifact,
    Carried,
    Disclosure,
    DisclosurePlan,
    LedgerEntry,
    LinkableHandle,
    Note,
    Pick,
    Proposal,
    Request,
    Selectable,
    Statement,
    frames,
    ledger_json,
    qr_png,
)
from wallet.session.advisor_reviews import AdvisorReviews
from wallet.session.attention import Attention
from wallet.session.authoring import Authoring
from wallet.session.backups import Backups
from wallet.session.base import Clock, system_clock
from wallet.session.handing import Asked, Handover
from wallet.session.holding import accepted_trust
from wallet.session.labels import Labels
from wallet.session.learner_reviews import LearnerReviews
from wallet.session.learning import Learning
from wallet.session.machines import Machines
from wallet.session.portfolios import Portfolios
from wallet.session.recognition import Recognition
from wallet.session.sharing import Presented, Sharing
from wallet.settings import Settings
from wallet.trust import RefusedItem
from wallet.vault import bin as bin_
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
    OriginalFile,
    ReviewRow,
    RowState,
    Sort,
)
from wallet.vault.slots import Costs
from wallet.vault.vault import Vault, by_passphrase

if TYPE_CHECKING:
    from wallet.session.own_copies import OwnCopies

__all__ = [
    "FIELDS",
    "PRESETS",
    "TRANSPORTS",
    "AddedEvidence",
    "Ahead",
    "Artifact",
    "Asked",
    "Carried",
    "Changes",
    "Choice",
    "Clock",
    "Compared",
    "Costs",
    "CredentialView",
    "Cursor",
    "Damage",
    "DatedReport",
    "Disclosure",
    "DisclosurePlan",
    "Evidence",
    "EvidenceItem",
    "Facet",
    "FileError",
    "FileResult",
    "HolderKey",
    "ImportReview",
    "Judged",
    "LedgerEntry",
    "LibraryPage",
    "LibraryQuery",
    "LibraryRow",
    "LinkableHandle",
    "Note",
    "Notice",
    "OriginalFile",
    "Overview",
    "Pathway",
    "PathwayResult",
    "Pick",
    "Plain",
    "Planned",
    "Presented",
    "Proposal",
    "RefusedItem",
    "Request",
    "ReviewRow",
    "RowState",
    "Selectable",
    "Session",
    "Settings",
    "Sort",
    "Statement",
    "Template",
    "Told",
    "ToldAward",
    "ToldCell",
    "ToldChange",
    "ToldFix",
    "ToldGroup",
    "ToldMatrix",
    "ToldRecord",
    "ToldRule",
    "ToldSkill",
    "ToldSlot",
    "ToldUnused",
    "WhatIf",
    "accepted_trust",
    "adapt",
    "again",
    "ahead",
    "changes",
    "closest",
    "compare",
    "default_wallet",
    "frames",
    "ledger_json",
    "overview",
    "plain",
    "qr_png",
    "replaced_by",
    "suspicious_characters",
    "templates",
    "told",
    "told_ahead",
    "told_records",
    "whats_new",
]


def default_wallet() -> Path:
    """Where the first wallet of this person lies: "Wallet 1" among the user data."""
    return platformdirs.user_data_path("tessera", appauthor=False) / "Wallet 1"


class Session(Sharing):
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
    ) -> tuple[Self, tuple[str, ...]]:
        """Make a wallet in a new or empty folder; gives it open, with its 12 recovery words.

        ``costs`` is what guessing the passphrase shall cost; by default measured here.

        Raises:
            InputError: ``passphrase_unusable``, ``passphrase_too_short`` (under 8).
            StorageError: ``folder_not_empty``, ``disk_full``, ``read_only``, ``no_locks`` ...
        """
        clock = clock or system_clock
        vault, words = Vault.create(folder, passphrase, clock(), costs)
        return cls(vault, clock), words

    @classmethod
    def open(cls, folder: Path, passphrase: str, *, clock: Clock | None = None) -> Self:
        """Unlock a wallet. ``notices`` says what the person should be told.

        Raises:
            WrongPassphraseError: ``wrong_passphrase``.
            VaultBusyError: ``vault_busy`` with ``pid`` and ``host`` of the owner.
            VaultTooNewError: ``vault_too_new``.
            VaultDamagedError: a file is missing, foreign or damaged; nothing was changed.
            StorageError: the disk is full, read-only or failing.
        """
        clock = clock or system_clock
        vault = Vault.open(folder, by_passphrase(passphrase), clock())
        bin_.tidy(vault.database, clock())
        return cls(vault, clock)

    @classmethod
    def recover(
        cls,
        folder: Path,
        words: tuple[str, ...],
        new_passphrase: str,
        *,
        clock: Clock | None = None,
        costs: Costs | None = None,
    ) -> tuple[Self, tuple[str, ...]]:
        """Unlock with the recovery words; sets a new passphrase and makes new words.

        Raises:
            WrongPassphraseError: ``wrong_recovery_words``.
            InputError: ``recovery_words_misspelt``, or the new passphrase is unusable.
            VaultError: as ``open``.
        """
        clock = clock or system_clock
        vault, fresh = Vault.recover(folder, words, new_passphrase, clock(), costs)
        bin_.tidy(vault.database, clock())
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
    def cases_sent(self) -> LearnerReviews:
        """Work with an advisor, as the learner."""
        return LearnerReviews(self)

    @property
    def cases_received(self) -> AdvisorReviews:
        """Work with learners, as their advisor."""
        return AdvisorReviews(self)

    @property
    def handover(self) -> Handover:
        """Answers to requests, and proofs of a pathway."""
        return Handover(self)

    @property
    def portfolios(self) -> Portfolios:
        """Chosen credentials, what they add up to, and one's own words about them."""
        return Portfolios(self)

    @property
    def recognition(self) -> Recognition:
        """Agreements: what somebody else's teaching counts as, signed by those concerned."""
        return Recognition(self)

    @property
    def authoring(self) -> Authoring:
        """Pathways that are being written, and on whom they can be tried."""
        return Authoring(self)

    @property
    def labels(self) -> Labels:
        """The owner's own order: tags, notes, favourites, collections."""
        return Labels(self)

    @property
    def learning(self) -> Learning:
        """One's learning as a whole: a time line, and skills."""
        return Learning(self)

    @property
    def attention(self) -> Attention:
        """What needs attention."""
        return Attention(self)

    @property
    def backups(self) -> Backups:
        """Encrypted copies of this wallet, each one file."""
        return Backups(self)

    @property
    def copies(self) -> OwnCopies:
        """Copies for one's own use: paper of one credential, an archive of all."""
        from wallet.session.own_copies import OwnCopies  # noqa: PLC0415 - rarely used

        return OwnCopies(self)

    @property
    def machines(self) -> Machines:
        """The other machines of this wallet's owner."""
        return Machines(self)

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
