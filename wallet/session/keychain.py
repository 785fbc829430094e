"""Opening at the start by the desktop's keyring: by choice, for thirty days."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from wallet.session.base import Clock, system_clock
from wallet.vault import keychain, slots
from wallet.vault.interface import Changes
from wallet.vault.vault import Vault

if TYPE_CHECKING:
    from wallet.session import Session

DAYS = keychain.DAYS
_SECRET_BYTES = 32


def is_offered() -> bool:
    """Whether this desktop has a keyring that is trusted."""
    return keychain.backend() is not None


def is_on(session: Session) -> bool:
    """Whether this wallet opens by the keyring."""
    return keychain.slot_of(session._vault.header) is not None  # noqa: SLF001 - a part of the session


def turn_on(session: Session) -> Changes:
    """Let the keyring open this wallet at the start, for ``DAYS``.

    Raises:
        StorageError: ``keyring_unavailable``; nothing was changed.
    """
    vault = session._vault  # noqa: SLF001 - a part of the session
    secret = secrets.token_bytes(_SECRET_BYTES)
    keychain.put(vault.wallet_id, secret)
    until = keychain.until(session._clock())  # noqa: SLF001 - a part of the session
    slot = slots.wrap_for_keyring(vault.key, secret, until, vault.header.plain())
    vault.keep_slots((*vault.header.portable().slots, slot))
    return Changes(areas=frozenset({"settings"}))


def turn_off(session: Session) -> Changes:
    """Ask for the passphrase at every start again; the keyring forgets this wallet.

    Raises:
        StorageError: the header cannot be written.
    """
    vault = session._vault  # noqa: SLF001 - a part of the session
    vault.keep_slots(vault.header.portable().slots)
    keychain.take_away(vault.wallet_id)
    return Changes(areas=frozenset({"settings"}))


def open_by_keyring(folder: Path, *, clock: Clock | None = None) -> Session:
    """Unlock a wallet by the keyring: only at the start of the program, never after a lock.

    Raises:
        WrongPassphraseError: ``keyring_no_more``: ask for the passphrase.
        VaultError: as ``Session.open``.
    """
    from wallet.session import Session  # noqa: PLC0415 - it is this module's result
    from wallet.vault import bin as bin_  # noqa: PLC0415

    clock = clock or system_clock
    now = clock()
    vault = Vault.open(folder, lambda found: keychain.opened_by(found, now), now)
    bin_.tidy(vault.database, now)
    return Session(vault, clock)
