"""ZIP archives of credentials.

Rules
-----
1. The directory is read first: number of members, sizes, names. Nothing is inflated before.
2. Refused: encrypted members, names that leave the folder (``..``, absolute, drive letters,
   backslashes), names that appear twice, links, members that say they are larger than allowed.
3. What a member says about its size is not believed: inflating stops at the limits.
4. Any member that breaks a rule refuses the whole archive, because an archive made to mislead
   one reader is not half good.
5. Members lie in archives at most ``limits.nesting`` deep; intake counts that.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator

from wallet.containers.interface import Member, Room
from wallet.errors import IntakeError

NAME = "zip"
ARCHIVE = True

_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
_ENTRY = b"PK\x01\x02"
"""Each entry of a directory begins so. The library makes an object of each, however many."""
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_STEP = 1 << 16
_MAX_RATIO = 200
"""JSON, XML and pictures pack to no less than a hundredth; bombs go to a thousandth."""
_RATIO_FREE = 1 << 20
"""Bytes that may unpack from anything: tiny files full of blanks are no bombs."""


def recognises(data: bytes) -> bool:
    """Whether this starts as a ZIP archive does."""
    return data.startswith(_SIGNATURES)


def unpack(data: bytes, room: Room) -> Iterator[Member]:
    """The files of the archive, in its own order; folders and system litter are left out.

    Raises:
        IntakeError: ``damaged``, ``encrypted``, ``too_large``, ``too_complex``,
            ``unsafe_name``, ``unsupported``.
    """
    room.check(data.count(_ENTRY))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listed = archive.infolist()
            room.count(len(listed))
            wanted = _checked(listed, room)
            for info in wanted:
                yield Member(name=info.filename, data=_read(archive, info, room))
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        ValueError,
        OSError,
        OverflowError,
        RuntimeError,
    ):
        # RuntimeError is what zipfile raises for encryption it meets only while reading.
        raise IntakeError("damaged", what="zip") from None


def _checked(listed: list[zipfile.ZipInfo], room: Room) -> list[zipfile.ZipInfo]:
    """The members to read, after every member has been judged by its directory entry.

    Raises:
        IntakeError: see ``unpack``.
    """
    seen: set[str] = set()
    for info in listed:
        if info.flag_bits & _ENCRYPTED:
            raise IntakeError("encrypted", what="zip")
        if _is_unsafe(info) or info.filename.casefold() in seen:
            raise IntakeError("unsafe_name", what="zip")
        seen.add(info.filename.casefold())
        if info.compress_type not in _METHODS:
            raise IntakeError("unsupported", what="zip", detail="compression")
        if info.file_size > room.largest_file:
            raise IntakeError("too_large", limit=room.largest_file, what="member")
    if sum(info.file_size for info in listed) + room.unpacked > room.limits.zip_unpacked_bytes:
        raise IntakeError("too_large", limit=room.limits.zip_unpacked_bytes, what="unpacked")
    return [info for info in listed if not info.is_dir() and not _is_litter(info.filename)]


def _is_unsafe(info: zipfile.ZipInfo) -> bool:
    name = info.orig_filename
    parts = name.split("/")
    link = stat.S_ISLNK(info.external_attr >> 16)
    return (
        link
        or not name
        or name.startswith("/")
        or "\\" in name
        or ":" in parts[0]
        or ".." in parts
        or any(sign < " " for sign in name)
    )


def _is_litter(name: str) -> bool:
    """What file managers put into archives beside the files."""
    return name.startswith("__MACOSX/") or name.rsplit("/", 1)[-1] in (".DS_Store", "Thumbs.db")


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, room: Room) -> bytes:
    """Inflates one member in steps and stops at the limits, whatever its entry says.

    Raises:
        IntakeError: ``too_large``.
    """
    kept = bytearray()
    allowed = max(_RATIO_FREE, info.compress_size * _MAX_RATIO)
    with archive.open(info) as packed:
        while piece := packed.read(_STEP):
            room.take(len(piece))
            kept += piece
            if len(kept) > allowed:
                raise IntakeError("too_large", limit=_MAX_RATIO, what="ratio")
    return bytes(kept)
