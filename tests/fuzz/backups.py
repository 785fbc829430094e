"""The door for backups: a file that is looked into, compared and unpacked.

What opens the wallet inside is its passphrase; no fuzzer gets behind that.
"""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from unittest import mock

from tests.helpers.issuer import NOW
from wallet.errors import WalletError
from wallet.session import Session
from wallet.vault import backup_file, header
from wallet.vault.backup_file import Manifest

_MANIFEST = "backup.json"


@cache
def _place() -> tuple[tempfile.TemporaryDirectory[str], Path]:
    kept = tempfile.TemporaryDirectory(prefix="tessera-fuzz-", ignore_cleanup_errors=True)
    return kept, Path(kept.name)


@cache
def _members() -> Mapping[str, bytes]:
    """Of a backup with a real header, and few bytes for the encrypted database."""
    place = _place()[1]
    with mock.patch.dict(os.environ, {"XDG_STATE_HOME": str(place / "state")}):
        session, _ = Session.create(place / "Wallet", "correct horse", clock=lambda: NOW)
        session.lock()
    head = (place / "Wallet" / header.NAME).read_bytes()
    told = header.parsed(head)
    for name, data in ((header.NAME, head), (told.database, b"not to be read" * 8)):
        (place / name).write_bytes(data)
    parts = tuple(
        backup_file.part_of(place / name, name) for name in (header.NAME, told.database)
    )
    made = Manifest(
        id="0" * 32, wallet=told.wallet, made_at=NOW, automatic=False, parts=parts, mac="AA"
    )
    backup_file.write(place / "made", made, head, place / told.database)
    with zipfile.ZipFile(place / "made") as archive:
        return {one: archive.read(one) for one in archive.namelist()}


def _packed(members: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


def seeds() -> Mapping[str, bytes]:
    """A backup, and the two papers in it."""
    made = _members()
    papers = {name: data for name, data in made.items() if name.endswith(".json")}
    return {"whole": _packed(made), **papers}


def run(data: bytes) -> None:
    """A file as it comes, or one with this manifest or this header in it."""
    if data.startswith(b"{"):
        name = header.NAME if b"slots" in data else _MANIFEST
        data = _packed({**_members(), name: data})
    place = _place()[1]
    path, folder = place / "given", place / "unpacked"
    path.write_bytes(data)
    folder.mkdir(exist_ok=True)
    try:
        found = backup_file.read(path)
        found.compare()
        found.unpack(folder)
    except WalletError:
        return
