"""The desktop's keyring, by choice: it holds a random secret that opens the wallet at start.

Rules
-----
1. Only keyrings that ask for the person's own login: those of the desktop or the system, by
   name. One that keeps secrets in a file, or none at all, is never used.
2. The secret is 32 random bytes that open one slot of one wallet; never the passphrase.
3. What was written is read back, else it was not written. Every error of a keyring means: ask
   for the passphrase.
4. The slot ends after ``DAYS``; a changed passphrase ends it too.
"""

from __future__ import annotations

import base64
import contextlib
import importlib
from datetime import datetime, timedelta
from typing import Any

from wallet.errors import StorageError, WrongPassphraseError
from wallet.vault.header import Header
from wallet.vault.slots import Slot, unwrap_by_keyring
from wallet.vault.stamps import moment_of, text_of

KIND = "keyring"
DAYS = 30
TRUSTED = (
    "keyring.backends.SecretService",
    "keyring.backends.kwallet",
    "keyring.backends.macOS",
    "keyring.backends.Windows",
)
_SERVICE = "Tessera"


def backend() -> Any:
    """The keyring of this desktop; None where there is none that is trusted."""
    try:
        keyring = importlib.import_module("keyring")
        found = keyring.get_keyring()
    except Exception:  # noqa: BLE001 - rule 3: libraries of the desktop, and anything may go wrong
        return None
    for one in getattr(found, "backends", (found,)):
        if type(one).__module__.startswith(TRUSTED):
            return one
    return None


def put(wallet: str, secret: bytes) -> None:
    """Keep the secret of a wallet.

    Raises:
        StorageError: ``keyring_unavailable``: it is not there to be read.
    """
    place, told = backend(), base64.b64encode(secret).decode()
    if place is not None:
        with contextlib.suppress(Exception):  # rule 3
            place.set_password(_SERVICE, wallet, told)
            if place.get_password(_SERVICE, wallet) == told:
                return
    raise StorageError("keyring_unavailable")


def take_away(wallet: str) -> None:
    """Forget the secret of a wallet; harmless where there is none."""
    place = backend()
    if place is not None:
        with contextlib.suppress(Exception):  # rule 3
            place.delete_password(_SERVICE, wallet)


def until(now: datetime) -> str:
    """How long a slot made now opens."""
    return text_of(now + timedelta(days=DAYS))


def slot_of(found: Header) -> Slot | None:
    """The slot, where there is one."""
    return next((one for one in found.slots if one.get("kind") == KIND), None)


def opened_by(found: Header, now: datetime) -> bytes:
    """The vault key, by the secret in the keyring.

    Raises:
        WrongPassphraseError: ``keyring_no_more``: no slot, over, or no secret that fits.
    """
    slot = slot_of(found)
    secret = None
    if slot is not None and _is_good(slot, now):
        with contextlib.suppress(Exception):  # rule 3
            secret = base64.b64decode(backend().get_password(_SERVICE, found.wallet) or "")
    if slot is None or not secret:
        raise WrongPassphraseError("keyring_no_more")
    return unwrap_by_keyring(slot, secret, found.plain())


def _is_good(slot: Slot, now: datetime) -> bool:
    try:
        ends = moment_of(str(slot["until"]))
        return now <= ends <= now + timedelta(days=DAYS + 1)
    except (KeyError, ValueError, TypeError):
        return False
