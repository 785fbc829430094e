"""The files of a folder that several machines share: opaque, sealed, each whole or not at all.

Rules
-----
1. A name says nothing: 32 random hex digits. The first digit tells papers (0 to 7) from files
   (8 to f), so that a machine need not open every file to find what changed.
2. Whatever else lies in the folder is left alone; what does not open is tried again next time.
3. A copy under another name, as programs that share folders make them, does no harm: what
   counts is inside.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import stat
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from wallet.errors import StorageError
from wallet.limits import LIMITS
from wallet.vault import files
from wallet.vault.stamps import storable

SUFFIX = ".tessera-sync"
PAPER, FILE = b"tessera-sync paper/1\n", b"tessera-sync file/1\n"
_NAME = re.compile(r"([0-9a-f])[0-9a-f]{31}[^/]*\.tessera-sync\Z")
_MOST = max(LIMITS.pdf_bytes, LIMITS.zip_bytes) + 1024 * 1024
"""Bytes: the largest file that may be imported, and its envelope."""

_MOST_FILES = 200_000
_BINARY = getattr(os, "O_BINARY", 0)
_AT_ONCE = getattr(os, "O_NONBLOCK", 0)
"""To open a pipe waits for whoever writes into it; with this it does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file of ours in the folder."""

    name: str
    size: int
    changed: int
    """Nanoseconds since 1970, by the file system."""

    @property
    def is_paper(self) -> bool:
        """Whether a paper is in it, by its name."""
        return self.name[0] < "8"


def new_name(*, paper: bool) -> str:
    """A name that nothing has."""
    text = secrets.token_hex(16)
    first = secrets.choice("01234567" if paper else "89abcdef")
    return f"{first}{text[1:]}{SUFFIX}"


def is_ours(name: str) -> bool:
    """Whether a file of that name may be one of ours; a name is text without a folder."""
    return _NAME.fullmatch(name) is not None and storable(name) == name


def listed(folder: Path) -> tuple[Found, ...]:
    """Every file of ours, by name.

    Raises:
        StorageError: ``sync_folder_missing``, or it cannot be read.
    """
    if not folder.is_dir():
        raise StorageError("sync_folder_missing", folder=folder.name)
    found: list[Found] = []
    with files.os_errors(folder.name):
        for one in folder.iterdir():
            if is_ours(one.name) and len(found) < _MOST_FILES:
                with contextlib.suppress(FileNotFoundError):
                    told = one.lstat()  # a link may lead round in circles
                    found.append(
                        Found(name=one.name, size=told.st_size, changed=told.st_mtime_ns)
                    )
    return tuple(sorted(found, key=lambda one: one.name))


def put(folder: Path, name: str, content: bytes, recipients: Iterable[str]) -> None:
    """Seal something to these recipients, and write it.

    Raises:
        StorageError: nothing was written.
    """
    import pyrage  # noqa: PLC0415 - lazily: only who has two machines

    keys = [pyrage.x25519.Recipient.from_str(one) for one in sorted(set(recipients))]
    files.replace(folder / name, pyrage.encrypt(content, keys))


def opened(folder: Path, name: str, secrets_: Sequence[str]) -> bytes | None:
    """What a file holds; None where it is gone, half there, or not for these keys."""
    import pyrage  # noqa: PLC0415 - as above

    with contextlib.suppress(StorageError, OSError):
        sealed = _bytes_of(folder / name)
        if sealed is None:
            return None
        with contextlib.suppress(pyrage.DecryptError):
            keys = [pyrage.x25519.Identity.from_str(one) for one in secrets_]
            found: bytes = pyrage.decrypt(sealed, keys)
            return found
    return None


def _bytes_of(path: Path) -> bytes | None:
    """A file's bytes; None where it is no file (a pipe would never end), or too large."""
    descriptor = os.open(path, os.O_RDONLY | _BINARY | _AT_ONCE)
    with os.fdopen(descriptor, "rb") as stream:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return None
        data = stream.read(_MOST + 1)
    return data if len(data) <= _MOST else None


def drop(folder: Path, name: str) -> None:
    """Take a file of ours out of the folder; harmless where it is gone."""
    with contextlib.suppress(OSError):
        (folder / name).unlink(missing_ok=True)
