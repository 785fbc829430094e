"""The file of a backup: a whole, encrypted wallet folder in one ZIP archive, nothing packed.

============== ===========================================================================
``backup.json`` format, random id, wallet id, when it was made, name, size and SHA-256 of the
               other two, and a MAC over all that under a key from the vault key
``vault.json`` the wallet's header: the passphrase and the recovery words of that day open it
``vault-N.db`` a consistent copy of the encrypted database
============== ===========================================================================

Rules
-----
1. A file has its name only when it is whole: written under another one beside it, synced, read
   back from the disk and compared, then renamed. It never takes another file's place.
2. Exactly these three members, stored as they are, in this order; else it is no backup.
3. Digests tell damage, the MAC tells a change; neither says anything about what is inside.
4. Whoever unpacks it by hand has a wallet that Tessera opens: nothing of ours is needed.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import io
import os
import re
import struct
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from wallet.encoding import jcs, strict_json
from wallet.encoding.multibase import b64url_encode
from wallet.errors import InputError, VaultDamagedError, VaultTooNewError
from wallet.limits import Limits
from wallet.vault import files, header
from wallet.vault.header import Header
from wallet.vault.slots import derive

SUFFIX = ".tessera-backup"
FORMAT = 1
_MANIFEST = "backup.json"
_FORMAT_NAME = re.compile(r"tessera/backup/(\d{1,6})\Z")
_ID = re.compile(r"[0-9a-f]{32}\Z")
_DIGEST = re.compile(r"[0-9a-f]{64}\Z")
_LIMITS = Limits(input_bytes=64 * 1024, json_depth=8)
_MEMBERS = 3
_STEP = 1 << 20
_YEARS = range(1970, 3000)
"""In which a backup is made: others do not survive a change of time zone."""
_FIRST, _LAST = (1980, 1, 1, 0, 0, 0), (2107, 12, 31, 23, 59, 58)
_UNREADABLE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    UnicodeDecodeError,
    ValueError,
    OverflowError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A file of the wallet's folder, as it must be in the backup."""

    name: str
    size: int
    """Bytes."""
    sha256: str
    """Lower-case hex."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The content of ``backup.json``."""

    id: str
    wallet: str
    made_at: datetime
    automatic: bool
    parts: tuple[Part, ...]
    """The header, then the database."""
    mac: str = ""

    def plain(self) -> dict[str, Any]:
        """The members without the MAC."""
        return {
            "format": f"tessera/backup/{FORMAT}",
            "id": self.id,
            "wallet": self.wallet,
            "made_at": self.made_at.astimezone(UTC).isoformat(),
            "automatic": self.automatic,
            "parts": [
                {"name": one.name, "size": one.size, "sha256": one.sha256} for one in self.parts
            ],
        }

    def sealed(self, vault_key: bytes) -> Manifest:
        """Itself with a MAC."""
        return replace(self, mac=self._mac(vault_key))

    def check(self, vault_key: bytes) -> None:
        """Check the MAC.

        Raises:
            VaultDamagedError: ``backup_altered``.
        """
        if not hmac.compare_digest(self._mac(vault_key), self.mac):
            raise VaultDamagedError("backup_altered")

    def _mac(self, vault_key: bytes) -> str:
        key = derive(vault_key, "backup", self.wallet)
        return b64url_encode(hmac.digest(key, jcs.canonical(self.plain()), "sha256"))


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupFile:
    """A backup on disk whose three members are there; what they hold is not yet compared."""

    path: Path
    manifest: Manifest
    header: Header
    size: int
    """Bytes of the whole file."""

    def compare(self) -> None:
        """Read every byte from the disk and compare digests.

        Raises:
            VaultDamagedError: ``backup_damaged``.
            StorageError: it cannot be read.
        """
        with _opened(self.path) as archive:
            for part in self.manifest.parts:
                with archive.open(part.name) as stream:
                    _compare(stream, part, None)

    def unpack(self, folder: Path) -> None:
        """Write the wallet's folder, header last, each file compared as it is written.

        Raises:
            VaultDamagedError: ``backup_damaged``.
            StorageError: disk full, read-only, failing.
        """
        head, database = self.manifest.parts
        with _opened(self.path) as archive:
            for part in (database, head):
                path = folder / part.name
                files.make_private(path)
                with files.os_errors(part.name), path.open("wb") as target:
                    with archive.open(part.name) as stream:
                        _compare(stream, part, target)
                    target.flush()
                    os.fsync(target.fileno())
        files.sync_folder(folder)


def part_of(path: Path, name: str) -> Part:
    """Size and digest of a file.

    Raises:
        StorageError: it cannot be read.
    """
    digest, size = hashlib.sha256(), 0
    with files.os_errors(path.name), path.open("rb") as stream:
        while piece := stream.read(_STEP):
            digest.update(piece)
            size += len(piece)
    return Part(name=name, size=size, sha256=digest.hexdigest())


def write(path: Path, manifest: Manifest, head: bytes, database: Path) -> None:
    """Write the archive and wait until it is on disk; it has no name of its own yet.

    Raises:
        StorageError: disk full, read-only, failing; what was written is removed.
    """
    try:
        with files.os_errors(path.name), files.new(path) as stream:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
                told = jcs.canonical({**manifest.plain(), "mac": manifest.mac})
                archive.writestr(_info(_MANIFEST, manifest, len(told)), told)
                archive.writestr(_info(header.NAME, manifest, len(head)), head)
                _copy(archive, manifest, database)
            stream.flush()
            os.fsync(stream.fileno())
            _forget_cached(stream)
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        raise


def read(path: Path) -> BackupFile:
    """What a file says that it is.

    Raises:
        InputError: ``not_a_backup``, ``unreadable_file``.
        VaultDamagedError: ``backup_damaged``.
        VaultTooNewError: ``backup_too_new``.
        StorageError: it cannot be read.
    """
    if not path.is_file():
        raise InputError("unreadable_file", file=path.name)
    with _opened(path) as archive:
        listed = archive.infolist()
        if not listed or listed[0].filename != _MANIFEST:
            raise InputError("not_a_backup", file=path.name)
        manifest = _manifest(_small(archive, listed[0]))
        _check_members(listed, manifest)
        head = header.parsed(_small(archive, listed[1]))
    if (head.wallet, head.database) != (manifest.wallet, manifest.parts[1].name):
        raise VaultDamagedError("backup_damaged")
    with files.os_errors(path.name):
        return BackupFile(path=path, manifest=manifest, header=head, size=path.stat().st_size)


def _check_members(listed: list[zipfile.ZipInfo], manifest: Manifest) -> None:
    if len(listed) != _MEMBERS:
        raise VaultDamagedError("backup_damaged")
    for found, part in zip(listed[1:], manifest.parts, strict=True):
        stored = found.compress_type == zipfile.ZIP_STORED and not found.flag_bits & 0x1
        if not stored or (found.filename, found.file_size) != (part.name, part.size):
            raise VaultDamagedError("backup_damaged")


class _Bounded(io.FileIO):
    """A file that is read in pieces: a list of millions of members is read in one."""

    def read(self, size: int | None = -1, /) -> bytes:
        """As any file.

        Raises:
            ValueError: for more at once than anything of ours takes.
        """
        if size is not None and size > _STEP:
            raise ValueError
        return super().read(size) or b""


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """The archive; whatever the library stumbles over is damage, or no backup at all."""
    is_archive = False
    try:
        with (
            files.os_errors(path.name),
            _Bounded(path) as stream,
            zipfile.ZipFile(stream) as archive,
        ):
            is_archive = True
            yield archive
    except _UNREADABLE:
        if is_archive or _looks_like_ours(path):
            raise VaultDamagedError("backup_damaged") from None
        raise InputError("not_a_backup", file=path.name) from None


def _looks_like_ours(path: Path) -> bool:
    with files.os_errors(path.name), path.open("rb") as stream:
        return _MANIFEST.encode() in stream.read(64)


def _small(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    if info.file_size > _LIMITS.input_bytes or info.compress_type != zipfile.ZIP_STORED:
        raise VaultDamagedError("backup_damaged")
    return archive.read(info)


def _manifest(data: bytes) -> Manifest:
    try:
        found = strict_json.loads(data, _LIMITS)
        if not isinstance(found, dict):
            raise VaultDamagedError("backup_damaged")
        _check_format(found)
        manifest = _parsed(found)
    except (InputError, KeyError, TypeError, ValueError):
        raise VaultDamagedError("backup_damaged") from None
    if manifest.plain() != {name: one for name, one in found.items() if name != "mac"}:
        raise VaultDamagedError("backup_damaged")
    return manifest


def _check_format(found: Mapping[str, Any]) -> None:
    match = _FORMAT_NAME.match(str(found.get("format")))
    if match is None:
        raise VaultDamagedError("backup_damaged")
    if int(match[1]) > FORMAT:
        raise VaultTooNewError("backup_too_new", format=int(match[1]), known=FORMAT)


def _parsed(found: Mapping[str, Any]) -> Manifest:
    parts = tuple(_part(one) for one in found["parts"])
    made_at = datetime.fromisoformat(found["made_at"])
    names_fit = (
        len(parts) == _MEMBERS - 1
        and parts[0].name == header.NAME
        and re.fullmatch(r"vault-[1-9]\d{0,9}\.db", parts[1].name, re.ASCII) is not None
    )
    if not (names_fit and _ID.match(found["id"]) and _ID.match(found["wallet"])):
        raise ValueError
    if made_at.utcoffset() is None or made_at.year not in _YEARS:
        raise ValueError
    if type(found["automatic"]) is not bool:
        raise ValueError
    return Manifest(
        id=found["id"],
        wallet=found["wallet"],
        made_at=made_at,
        automatic=found["automatic"],
        parts=parts,
        mac=str(found["mac"]),
    )


def _part(found: Mapping[str, Any]) -> Part:
    if type(found["size"]) is not int or not _DIGEST.match(found["sha256"]):
        raise ValueError
    return Part(name=str(found["name"]), size=found["size"], sha256=found["sha256"])


def _compare(stream: IO[bytes], part: Part, target: IO[bytes] | None) -> None:
    digest, size = hashlib.sha256(), 0
    while piece := stream.read(_STEP):
        digest.update(piece)
        size += len(piece)
        if target is not None:
            target.write(piece)
    if (size, digest.hexdigest()) != (part.size, part.sha256):
        raise VaultDamagedError("backup_damaged")


def _info(name: str, manifest: Manifest, size: int) -> zipfile.ZipInfo:
    # ZIP knows the years 1980 to 2107 only; a clock that is wrong keeps no backup from being.
    told = manifest.made_at.astimezone(UTC).timetuple()[:6]
    made = zipfile.ZipInfo(name, min(max(told, _FIRST), _LAST))
    made.external_attr = 0o600 << 16
    made.file_size = size
    return made


def _copy(archive: zipfile.ZipFile, manifest: Manifest, database: Path) -> None:
    part = manifest.parts[1]
    info = _info(part.name, manifest, part.size)
    with database.open("rb") as source, archive.open(info, "w") as target:
        while piece := source.read(_STEP):
            target.write(piece)


def _forget_cached(stream: IO[bytes]) -> None:
    """Ask the system to read it back from the disk, where it can be asked."""
    if hasattr(os, "posix_fadvise"):
        with contextlib.suppress(OSError):
            os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
