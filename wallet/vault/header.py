"""``vault.json``: the one readable file of a wallet, and nobody's to change.

Canonical JSON (RFC 8785) with these members:

============== ==========================================================================
``format``     ``tessera/vault/1``
``wallet``     random id of this wallet, kept for life
``generation`` how often the vault key was renewed; starts at 1
``database``   ``vault-<generation>.db``
``slots``      one *passphrase* and one *recovery* slot (``wallet.vault.slots``), and by
               choice a *keyring* slot (``wallet.vault.keychain``)
``serial``     how often this file was written
``stamp``      the newest change stamp that was in the database when this file was written
``mac``        HMAC-SHA256 over all others, under a key from the vault key
============== ==========================================================================

Rules
-----
1. It is replaced atomically: written beside, synced, renamed, folder synced.
2. Nothing in it is believed before the MAC was checked, except what is needed to get the
   vault key; those members are associated data of the slots.
3. A format of a higher number is a newer Tessera's: not touched.
4. The same bytes lie beside it as ``vault.json.spare``, written after it: read only where
   ``vault.json`` is missing or damaged, and believed no more than it.
"""

from __future__ import annotations

import contextlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from wallet.encoding import jcs, strict_json
from wallet.encoding.multibase import b64url_encode
from wallet.errors import InputError, VaultDamagedError, VaultError, VaultTooNewError
from wallet.limits import Limits
from wallet.vault import files
from wallet.vault.slots import Slot, derive

NAME = "vault.json"
SPARE = "vault.json.spare"
FORMAT = 1
_FORMAT_NAME = re.compile(r"tessera/vault/(\d{1,6})\Z")
_WALLET = re.compile(r"[0-9a-f]{32}\Z")
_LIMITS = Limits(input_bytes=64 * 1024, json_depth=8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The content of ``vault.json``."""

    wallet: str
    generation: int
    slots: tuple[Slot, ...] = ()
    serial: int = 0
    stamp: int = 0
    """Newest change stamp in the database when this was written."""
    mac: str = ""

    @property
    def database(self) -> str:
        """The database's file name."""
        return f"vault-{self.generation}.db"

    def plain(self) -> dict[str, Any]:
        """The members without the MAC."""
        return {
            "format": f"tessera/vault/{FORMAT}",
            "wallet": self.wallet,
            "generation": self.generation,
            "database": self.database,
            "slots": [dict(one) for one in self.slots],
            "serial": self.serial,
            "stamp": str(self.stamp),  # beyond 2**53: JSON numbers would lose it
        }

    def slot(self, kind: str) -> Slot:
        """The slot of that kind.

        Raises:
            VaultDamagedError: ``header_damaged``.
        """
        for one in self.slots:
            if one.get("kind") == kind:
                return one
        raise VaultDamagedError("header_damaged", member=f"slots.{kind}")

    def portable(self) -> Header:
        """Itself without what only this computer opens; its MAC has to be made anew."""
        kept = tuple(one for one in self.slots if one.get("kind") in {"passphrase", "recovery"})
        return replace(self, slots=kept)

    def check(self, vault_key: bytes) -> None:
        """Check the MAC.

        Raises:
            VaultDamagedError: ``header_altered``.
        """
        if not hmac.compare_digest(self._mac(vault_key), self.mac):
            raise VaultDamagedError("header_altered")

    def sealed(self, vault_key: bytes) -> Header:
        """Itself with a fresh MAC."""
        return replace(self, mac=self._mac(vault_key))

    def _mac(self, vault_key: bytes) -> str:
        key = derive(vault_key, "header", self.wallet)
        return b64url_encode(hmac.digest(key, jcs.canonical(self.plain()), "sha256"))


def read(folder: Path) -> Header:
    """The header of the wallet in ``folder``, not yet checked by its MAC.

    Raises:
        VaultDamagedError: ``not_a_wallet`` (no such file), ``header_damaged``.
        VaultTooNewError: ``vault_too_new``.
        StorageError: it cannot be read.
    """
    data = files.read(folder / NAME, _LIMITS.input_bytes)
    if data is None:
        raise VaultDamagedError("not_a_wallet", folder=folder.name)
    return parsed(data)


def parsed(data: bytes) -> Header:
    """The header in these bytes, not yet checked by its MAC.

    Raises:
        VaultDamagedError: ``header_damaged``, ``not_a_wallet`` (another format).
        VaultTooNewError: ``vault_too_new``.
    """
    try:
        found = strict_json.loads(data, _LIMITS)
    except InputError:
        raise VaultDamagedError("header_damaged") from None
    if not isinstance(found, dict):
        raise VaultDamagedError("header_damaged")
    _check_format(found)
    try:
        header = _parsed(found)
    except (KeyError, TypeError, ValueError):
        raise VaultDamagedError("header_damaged") from None
    if header.plain() != {name: one for name, one in found.items() if name != "mac"}:
        raise VaultDamagedError("header_damaged")
    return header


def read_or_spare(folder: Path) -> tuple[Header, bool]:
    """The header, and whether it is the spare one because the other is lost or damaged.

    Raises:
        VaultDamagedError: as ``read``: the spare is no better.
        VaultTooNewError: ``vault_too_new``.
        StorageError: it cannot be read.
    """
    try:
        return read(folder), False
    except VaultDamagedError as damage:
        try:
            data = files.read(folder / SPARE, _LIMITS.input_bytes)
            if data is None:
                raise damage  # noqa: TRY201 - the first one, not that of the spare
            return parsed(data), True
        except VaultDamagedError:
            raise damage from None


def keep_spare(folder: Path, header: Header) -> None:
    """Keep a second copy beside; a full disk puts it off."""
    data = as_bytes(header)
    with contextlib.suppress(VaultError):
        if files.read(folder / SPARE, _LIMITS.input_bytes) != data:
            files.replace(folder / SPARE, data)


def write(folder: Path, header: Header) -> None:
    """Replace ``vault.json`` atomically.

    Raises:
        StorageError: the disk is full or read-only; the old file still stands.
    """
    files.replace(folder / NAME, as_bytes(header))


def as_bytes(header: Header) -> bytes:
    """What ``vault.json`` holds of it."""
    return jcs.canonical({**header.plain(), "mac": header.mac})


def _check_format(found: Mapping[str, Any]) -> None:
    match = _FORMAT_NAME.match(str(found.get("format")))
    if match is None:
        raise VaultDamagedError("not_a_wallet")
    if int(match[1]) > FORMAT:
        raise VaultTooNewError("vault_too_new", format=int(match[1]), known=FORMAT)


def _parsed(found: Mapping[str, Any]) -> Header:
    wallet, generation, serial = found["wallet"], found["generation"], found["serial"]
    if not _WALLET.match(wallet):
        raise ValueError
    for number in (generation, serial):
        if type(number) is not int or not 0 <= number < 2**31:
            raise ValueError
    return Header(
        wallet=wallet,
        generation=generation,
        slots=tuple(dict(one) for one in found["slots"]),
        serial=serial,
        stamp=int(found["stamp"]),
        mac=str(found["mac"]),
    )
