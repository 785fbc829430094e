"""The file of a trust bundle: a ZIP without compression, opened as if everybody lied.

Rules (spec/trust.md D.7)
-------------------------
1. Every member is stored, not compressed, plain and unencrypted; its name is one of the known
   forms, so that no ``..``, no absolute path and no second spelling gets through.
2. No name occurs twice, in any case of letters; at most ``MOST_MEMBERS`` members, ``LARGEST``
   bytes. What the directory says of sizes is checked against what is read.
3. Nothing is written to disk here: a bundle is read from memory.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote

from wallet.errors import InputError
from wallet.limits import MIB
from wallet.trust.belonging import is_bundle

LARGEST = 32 * MIB
MOST_MEMBERS = 400
_METADATA = re.compile(r"(?:\d{1,6}\.root|timestamp|snapshot|targets|[a-z0-9_.%-]{1,80})\.json")
_TARGET = re.compile(r"targets/(?:[a-z0-9][a-z0-9_.-]{0,79}/){1,3}[a-z0-9][a-z0-9_.-]{0,79}")
_STAMP = (1980, 1, 1, 0, 0, 0)
"""Members carry no date of their own: the same bundle is the same file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleFile:
    """The members of an opened bundle, unproven."""

    sha256: str
    size: int
    members: Mapping[str, bytes]

    def metadata(self, role: str, limit: int) -> bytes | None:
        """The metadata of a role, or of one version of the root (``3.root``).

        Raises:
            InputError: ``bundle_too_long``: longer than what was declared.
        """
        return self._limited(f"{quote(role, '')}.json".lower(), limit)

    def target(self, path: str, length: int) -> bytes | None:
        """A target of exactly this many bytes, or fewer; never more.

        Raises:
            InputError: ``bundle_too_long``.
        """
        return self._limited(f"targets/{path}", length)

    def root_versions(self) -> tuple[int, ...]:
        """Which versions of the root are in it, in order."""
        found = (re.fullmatch(r"(\d{1,6})\.root\.json", name) for name in self.members)
        return tuple(sorted(int(one[1]) for one in found if one is not None))

    def _limited(self, name: str, limit: int) -> bytes | None:
        data = self.members.get(name)
        if data is not None and len(data) > limit:
            raise InputError("bundle_too_long", name=name, limit=limit)
        return data


recognises = is_bundle


def unpack(data: bytes, sha256: str) -> BundleFile:
    """Every member of a bundle.

    Raises:
        InputError: ``bundle_damaged`` with a ``rule``, ``bundle_too_large``.
    """
    if len(data) > LARGEST:
        raise InputError("bundle_too_large", limit=LARGEST, size=len(data))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listed = archive.infolist()
            _check(listed, len(data))
            members = {one.filename: archive.read(one) for one in listed}
    except (zipfile.BadZipFile, RuntimeError, OSError, ValueError, EOFError):
        raise _damaged("zip") from None
    return BundleFile(sha256=sha256, size=len(data), members=members)


def pack(members: Mapping[str, bytes]) -> bytes:
    """A bundle of these members: the same ones give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(members):
            archive.writestr(zipfile.ZipInfo(name, _STAMP), members[name])
    return out.getvalue()


def name_of(role: str) -> str:
    """The member that holds the metadata of a role."""
    return f"{quote(role, '').lower()}.json"


def _check(listed: list[zipfile.ZipInfo], size: int) -> None:
    if len(listed) > MOST_MEMBERS:
        raise _damaged("too many members")
    names = [one.filename for one in listed]
    if len({name.lower() for name in names}) < len(names):
        raise _damaged("a name twice")
    for one in listed:
        if one.compress_type != zipfile.ZIP_STORED or one.file_size != one.compress_size:
            raise _damaged("compressed")
        if one.flag_bits & 1:
            raise _damaged("encrypted")
        if one.orig_filename != one.filename or not _is_plain(one.filename):
            raise _damaged("name")
    if sum(one.file_size for one in listed) > size:
        raise _damaged("sizes")


def _is_plain(name: str) -> bool:
    plain = _METADATA.fullmatch(name) or _TARGET.fullmatch(name)
    return plain is not None and ".." not in name and ".." not in unquote(name)


def _damaged(rule: str) -> InputError:
    return InputError("bundle_damaged", rule=rule)
