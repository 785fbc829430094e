"""Files in and out, off the main thread: bounded reading, whole or not at all in writing."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from collections.abc import Container, Iterator, Sequence
from pathlib import Path

from ui.shell import Item
from wallet.errors import StorageError

MOST = 64 * 1024 * 1024
"""Bytes read of one file. More than any limit of the core, which then refuses it by name."""
MOST_FILES = 100_000
"""Of one folder: a wrong folder must not be read for ever."""

_HEAD = 256 * 1024
_BINARY, _AT_ONCE = getattr(os, "O_BINARY", 0), getattr(os, "O_NONBLOCK", 0)
_AGREEMENT = b'"agreement/1"'
_MOST_AGREEMENTS = 20
"""Looked at while the window waits; whoever drops more of them opens their page first."""

_CODES = {
    errno.ENOSPC: "disk_full",
    errno.EROFS: "read_only",
    errno.EACCES: "no_permission",
    errno.EPERM: "no_permission",
}


class FileSet:
    """What was chosen, dropped or pasted; read one by one while it is gone through.

    Folders are gone through in order of names. Symbolic links to folders are not followed.
    """

    def __init__(self, items: Sequence[Item]) -> None:
        self._items = tuple(_spread(items))

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[tuple[str, bytes]]:
        for item in self._items:
            yield item if isinstance(item, tuple) else (_told(item.name), _read(item))

    def named(self, names: Container[str]) -> tuple[Item, ...]:
        """Those that were read under these names; none is opened."""
        told = (
            (one, one[0] if isinstance(one, tuple) else _told(one.name)) for one in self._items
        )
        return tuple(one for one, name in told if name in names)

    def first(self) -> bytes:
        """The bytes of the first; nothing of an empty folder. No other is opened."""
        return next(iter(self), ("", b""))[1]


def _told(name: str) -> str:
    """A name that is text: some systems hand out bytes that are none."""
    return name.encode("utf-8", "replace").decode()


def _spread(items: Sequence[Item]) -> Iterator[Item]:
    count = 0
    for item in items:
        if isinstance(item, tuple) or not item.is_dir():
            yield item
            continue
        for folder, below, names in os.walk(item):
            below.sort()
            for name in sorted(names):
                if name.startswith("."):
                    continue
                count += 1
                if count > MOST_FILES:
                    return
                yield Path(folder) / name


def _read(file: Path, most: int = MOST + 1) -> bytes:
    """The bytes; empty where it cannot be read, which intake then names."""
    try:
        # Opening a pipe waits for whoever writes into it; a device may never end.
        descriptor = os.open(file, os.O_RDONLY | _BINARY | _AT_ONCE)
        with os.fdopen(descriptor, "rb") as stream:
            is_file = stat.S_ISREG(os.fstat(descriptor).st_mode)
            return stream.read(most) if is_file else b""
    except (OSError, ValueError):  # the latter: a name that no file can have
        return b""


def holds_agreement(items: Sequence[Item]) -> bool:
    """Whether all of this is agreements, as far as the first bytes say; few, and no folders."""
    if len(items) > _MOST_AGREEMENTS or any(
        isinstance(one, Path) and one.is_dir() for one in items
    ):
        return False
    first = (one[1] if isinstance(one, tuple) else _read(one, _HEAD) for one in items)
    return bool(items) and all(_AGREEMENT in one[:_HEAD] for one in first)


def save_bytes(name: str, content: bytes) -> None:
    """Writes beside and puts in place, readable by its owner only.

    Raises:
        StorageError: ``disk_full``, ``read_only``, ``no_permission``, ``disk_failed``.
    """
    target = Path(name)
    try:
        handle, beside = tempfile.mkstemp(dir=target.parent, prefix=".tessera-")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            Path(beside).replace(target)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
    except OSError as problem:
        code = _CODES.get(problem.errno or 0, "disk_failed")
        raise StorageError(code, file=target.name) from None


def save_text(name: str, content: str) -> None:
    """As ``save_bytes``, in UTF-8."""
    save_bytes(name, content.encode())
