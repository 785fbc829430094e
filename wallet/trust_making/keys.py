"""The folder of an operator's keys, and what they have published with them.

Rules
-----
1. One folder a role: ``root/``, ``targets/``, ``snapshot/``, ``timestamp/``, and where a list
   has signers of its own, ``registry/deqar/`` and so on. In it, Ed25519 private keys as PEM;
   the name of a file is the name of the signer. Keys of another kind are refused.
2. ``operator.json`` says what the bundles are called and how many keys of a role must sign.
3. ``published/`` holds every root, and the last timestamp and snapshot: the next versions
   follow from them. A root key that is to go is put into ``retired/``: it still signs the root
   that drops it.
4. Files are for their owner alone (mode 600) and are never overwritten.
"""

from __future__ import annotations

import json
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wallet.errors import InputError, StorageError

if TYPE_CHECKING:
    from securesystemslib.signer import CryptoSigner

TOP = ("root", "targets", "snapshot", "timestamp")
OPERATOR = "operator.json"
PUBLISHED = "published"
_ROLE = re.compile(r"[a-z][a-z0-9_-]{0,39}(?:/[a-z0-9][a-z0-9_-]{0,39})?")
_NAME = re.compile(r"[\w .@()+-]{1,80}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """``operator.json``."""

    id: str
    """Of the series of bundles: random, for good."""
    name: str
    thresholds: Mapping[str, int]
    demo: bool = False
    url: str | None = None
    """Where the newest bundle is published."""


class KeyFolder:
    """The folder."""

    def __init__(self, folder: Path) -> None:
        self.path = folder

    @classmethod
    def create(
        cls, folder: Path, name: str, *, demo: bool = False, url: str | None = None
    ) -> KeyFolder:
        """Make a folder with one new key for each top-level role.

        Raises:
            StorageError: ``folder_not_empty``, ``folder_not_writable``.
        """
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if any(folder.iterdir()):
                raise StorageError("folder_not_empty")
        except OSError as error:
            raise StorageError("folder_not_writable", detail=error.strerror or "") from None
        made = cls(folder)
        told = {
            "id": secrets.token_hex(16),
            "name": name,
            "thresholds": dict.fromkeys(TOP, 1),
            "demo": demo,
            "url": url,
        }
        made.write(OPERATOR, json.dumps(told, indent=1).encode())
        signer = "".join(one for one in name if _NAME.fullmatch(one)).strip(" .")[:80]
        for role in TOP:
            made.add_key(role, signer or "operator")
        return made

    def operator(self) -> Operator:
        """Who publishes.

        Raises:
            InputError: ``no_operator``.
        """
        try:
            told = json.loads((self.path / OPERATOR).read_bytes())
            return Operator(
                id=_text(told["id"]),
                name=_text(told["name"]),
                thresholds={_text(one): int(n) for one, n in told["thresholds"].items()},
                demo=told.get("demo") is True,
                url=_text(told["url"]) if told.get("url") else None,
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            raise InputError("no_operator", file=OPERATOR) from None

    def add_key(self, role: str, name: str) -> None:
        """A new key for a role.

        Raises:
            InputError: ``unusable_name``.
            StorageError: ``folder_not_writable``.
        """
        from cryptography.hazmat.primitives import serialization as form  # noqa: PLC0415
        from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415

        if not _ROLE.fullmatch(role) or not _NAME.fullmatch(name):
            raise InputError("unusable_name", name=name[:80])
        key = ed25519.Ed25519PrivateKey.generate()
        pem = key.private_bytes(
            form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption()
        )
        self.write(f"{role}/{name}.pem", pem)

    def signers(self, role: str) -> list[CryptoSigner]:
        """The keys of a role, by name; those of ``targets`` where a list has none of its own.

        Raises:
            InputError: ``no_keys``, ``unusable_key``.
        """
        files = sorted((self.path / role).glob("*.pem"))
        if not files and role not in TOP:
            return self.signers("targets")
        if not files:
            raise InputError("no_keys", role=role)
        return [_signer(path) for path in files]

    def threshold(self, role: str) -> int:
        """How many of a role's keys must sign."""
        told = self.operator().thresholds
        return max(1, told.get(role, told.get("targets", 1)))

    def roots(self) -> list[bytes]:
        """Every root published, in order.

        Raises:
            StorageError: ``folder_not_writable``.
        """
        found: list[bytes] = []
        while (data := self.published(f"{len(found) + 1}.root.json")) is not None:
            found.append(data)
        return found

    def published(self, name: str) -> bytes | None:
        """Something published before; None where there is no such thing.

        Raises:
            StorageError: ``folder_not_writable``.
        """
        try:
            return (self.path / PUBLISHED / name).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StorageError("folder_not_writable", detail=error.strerror or "") from None

    def remember(self, members: Mapping[str, bytes]) -> None:
        """Keep what was published, in place of what was before.

        Raises:
            StorageError: ``folder_not_writable``.
        """
        for name, data in members.items():
            path = self.path / PUBLISHED / name
            beside = path.with_name(f".{path.name}.new")
            try:
                path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                beside.write_bytes(data)
                beside.replace(path)
            except OSError as error:
                detail = error.strerror or ""
                raise StorageError("folder_not_writable", detail=detail) from None

    def write(self, name: str, data: bytes) -> None:
        """A new file for its owner alone.

        Raises:
            StorageError: ``folder_not_writable``: also where it is there already.
        """
        path = self.path / name
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
        except OSError as error:
            raise StorageError("folder_not_writable", detail=error.strerror or "") from None


def _signer(path: Path) -> CryptoSigner:
    from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import (  # noqa: PLC0415
        load_pem_private_key,
    )
    from securesystemslib.signer import CryptoSigner, SSlibKey  # noqa: PLC0415

    try:
        private = load_pem_private_key(path.read_bytes(), None)
    except (OSError, ValueError, TypeError):
        raise InputError("unusable_key", file=path.name) from None
    if not isinstance(private, ed25519.Ed25519PrivateKey):
        raise InputError("unusable_key", file=path.name)
    public = SSlibKey.from_crypto(private.public_key())
    public.unrecognized_fields["x-tessera"] = {"name": path.stem}
    return CryptoSigner(private, public)


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise TypeError("text")
    return value
