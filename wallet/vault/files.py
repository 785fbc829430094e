"""Files of a wallet's folder: whole or not at all, and readable by their owner only.

``replace`` survives a crash at each step: the old file stands until the new one is on disk.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from wallet.errors import StorageError, VaultDamagedError

_BINARY, _AT_ONCE = getattr(os, "O_BINARY", 0), getattr(os, "O_NONBLOCK", 0)
_CODES = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EFBIG: "disk_full",
    errno.EROFS: "read_only",
    errno.EACCES: "no_permission",
    errno.EPERM: "no_permission",
    errno.ENOTEMPTY: "folder_not_empty",
    errno.EEXIST: "folder_not_empty",
}


@contextlib.contextmanager
def os_errors(name: str) -> Iterator[None]:
    """Turn an ``OSError`` into a ``StorageError`` that names the file, never its folder.

    Raises:
        StorageError: ``disk_full``, ``read_only``, ``no_permission``, ``folder_not_empty``
            (somebody else was quicker), ``disk_failed``.
    """
    try:
        yield
    except OSError as error:
        code = _CODES.get(error.errno or 0, "disk_failed")
        raise StorageError(code, file=name) from None


def is_inside(place: Path, folder: Path) -> bool:
    """Whether ``place`` is this folder or below it, however the two are spelled."""
    with os_errors(place.name):
        inner, outer = place.resolve(), folder.resolve()
        return any(one.exists() and one.samefile(outer) for one in (inner, *inner.parents))


def read(path: Path, most: int) -> bytes | None:
    """The bytes of a small file; None where there is none (a pipe, say, would never end).

    Raises:
        VaultDamagedError: ``header_damaged``: larger than any that we write.
        StorageError: it cannot be read.
    """
    with os_errors(path.name):
        try:
            descriptor = os.open(path, os.O_RDONLY | _BINARY | _AT_ONCE)
        except (FileNotFoundError, NotADirectoryError):
            return None
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            return None
        with os.fdopen(descriptor, "rb") as stream:
            data = stream.read(most + 1)
    if len(data) > most:
        raise VaultDamagedError("header_damaged", file=path.name)
    return data


def replace(path: Path, content: bytes) -> None:
    """Write ``content`` beside, sync, rename over ``path``, sync the folder.

    Raises:
        StorageError: nothing changed.
    """
    beside = path.with_name(path.name + ".new")
    try:
        with os_errors(path.name):
            # In a folder that others fill, a link or a pipe may wait under that name.
            beside.unlink(missing_ok=True)
            with new(beside) as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            beside.replace(path)
    except StorageError:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def new(path: Path) -> IO[bytes]:
    """A file that is made now, for its owner only, to be written.

    What is made and then opened by its name may be a link by then, where others write too.

    Raises:
        OSError: it cannot be made, or something of that name is there.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY
    return os.fdopen(os.open(path, flags, 0o600), "wb")


def make_private(path: Path) -> None:
    """An empty file that only its owner may read, for a database to grow in."""
    with os_errors(path.name):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))


def sync(path: Path) -> None:
    """Wait until a file's bytes are on disk."""
    with os_errors(path.name), path.open("rb+") as stream:
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the folder's names are on disk; Windows has no such call."""
    if os.name == "nt":
        return
    with os_errors(folder.name):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def remove_database(path: Path) -> None:
    """Remove a database with its journals; none of them need exist."""
    with os_errors(path.name):
        for suffix in ("-wal", "-shm", "-journal", ""):
            Path(f"{path}{suffix}").unlink(missing_ok=True)
    sync_folder(path.parent)


def make_folder(folder: Path) -> None:
    """A new, empty folder for a wallet, for its owner only.

    Raises:
        StorageError: ``folder_not_empty``, or it cannot be made.
    """
    with os_errors(folder.name):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise StorageError("folder_not_empty", folder=folder.name)
        with contextlib.suppress(OSError):  # sticks know no modes
            folder.chmod(0o700)
