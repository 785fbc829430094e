"""Every error that a public function of the core may raise, ordered by who is at fault.

Rules
-----
1. An error is a stable ``code`` (snake_case) and ``facts`` (data). It holds no sentence for
   people: ``wallet.wording`` says what each code means and what to do about it.
2. ``facts`` never hold a claim of a credential, a passphrase or a key. Names of files, sizes,
   dates, limits and names of formats are fine. ``str(error)`` is what goes into logs.
3. Bad input gives one of these and nothing else. Any other exception is a bug of ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias

Fact: TypeAlias = str | int | bool | tuple[str, ...] | None


class WalletError(Exception):
    """Base of all errors of the core: a stable code and facts about it."""

    def __init__(self, code: str, **facts: Fact) -> None:
        super().__init__(code)
        self.code = code
        self.facts: Mapping[str, Fact] = MappingProxyType(dict(facts))

    def __str__(self) -> str:
        told = " ".join(f"{key}={value!r}" for key, value in self.facts.items())
        return f"{self.code} {told}".strip()


# --- what was given to us is at fault -----------------------------------------------------


class InputError(WalletError):
    """An argument or a document that the person gave (pathway, selection, date) is off."""


class IntakeError(InputError):
    """A received file holds nothing that can be read.

    Codes: ``not_a_credential``, ``too_large``, ``too_deep``, ``too_complex``, ``encrypted``,
    ``damaged``, ``unsupported`` ...
    """


# --- the credential is at fault ------------------------------------------------------------


class ProofFailure(WalletError):  # noqa: N818 - a result that must not be ignored, not a fault
    """A proof does not hold, or cannot be judged.

    Raised instead of returning a flag, because ignoring it would be wrong. ``indeterminate``
    is True when the proof could not be judged (unknown suite, missing key), False when it is
    provably wrong. ``code`` is the value of a ``wallet.report.Reason``. Only
    ``wallet.verify`` turns it into a finding.
    """

    def __init__(self, code: str, *, indeterminate: bool = False, **facts: Fact) -> None:
        super().__init__(code, **facts)
        self.indeterminate = indeterminate


# --- the store is at fault -----------------------------------------------------------------


class VaultError(WalletError):
    """The encrypted store cannot do what was asked."""


class WrongPassphraseError(VaultError):
    """The passphrase or recovery words open no slot of this wallet."""


class VaultBusyError(VaultError):
    """Another process holds this wallet open."""


class VaultDamagedError(VaultError):
    """A file of the wallet is missing, foreign or damaged; nothing was changed."""


class VaultTooNewError(VaultError):
    """The wallet was written by a newer Tessera; it is not touched."""


class StorageError(VaultError):
    """The disk is full, read-only, without working locks, or not ours to write."""


# --- the outside is at fault ---------------------------------------------------------------


class RefreshError(WalletError):
    """Fetching evidence that the person asked for did not work."""


class PresentingError(WalletError):
    """A presentation cannot be made as asked."""
