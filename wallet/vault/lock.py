"""One owner at a time: an operating-system lock on ``lock`` for the whole session.

Rules
-----
1. The lock belongs to the process: it ends with it, whatever happens. No stale lock files.
2. The file says which process holds it, so that another can say who. Nothing else is in it.
3. A folder whose file system grants the same lock twice (some network shares) is refused:
   two owners would damage the wallet.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import platform
import sys
from pathlib import Path

from wallet.errors import StorageError, VaultBusyError
from wallet.vault.files import os_errors

NAME = "lock"
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_LOCKED_BYTE = 4096
"""Windows locks are mandatory: lock a byte beyond the text, so that others can read who."""


class Lock:
    """The lock, held until ``release``."""

    def __init__(self, folder: Path) -> None:
        """Take it.

        Raises:
            VaultBusyError: ``vault_busy`` with ``pid`` and ``host`` where known.
            StorageError: ``no_locks``, or the folder is read-only.
        """
        self._path = folder / NAME
        self._descriptor = self._opened()
        try:
            self._refuse_taken()
            self._refuse_sham()
            self._say_who()
        except BaseException:
            os.close(self._descriptor)
            raise

    def release(self) -> None:
        """Give it back. Harmless when done twice."""
        if self._descriptor < 0:
            return
        with contextlib.suppress(OSError):
            os.ftruncate(self._descriptor, 0)
        os.close(self._descriptor)
        self._descriptor = -1

    def _opened(self) -> int:
        with os_errors(NAME):
            # Who is in here is written into it: into no file that a link leads to.
            return os.open(self._path, os.O_RDWR | os.O_CREAT | _NO_LINK, 0o600)

    def _refuse_taken(self) -> None:
        if not _take(self._descriptor):
            raise VaultBusyError("vault_busy", **self._holder())

    def _refuse_sham(self) -> None:
        second = self._opened()
        try:
            if _take(second):
                raise StorageError("no_locks")
        finally:
            os.close(second)

    def _say_who(self) -> None:
        who = json.dumps({"pid": os.getpid(), "host": platform.node()}).encode()
        with os_errors(NAME):
            os.ftruncate(self._descriptor, 0)
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            os.write(self._descriptor, who)

    def _holder(self) -> dict[str, str | int]:
        try:
            who = json.loads(os.read(self._descriptor, _LOCKED_BYTE))
            return {"pid": int(who["pid"]), "host": str(who["host"])}
        except (OSError, ValueError, TypeError, KeyError):
            return {}


if sys.platform == "win32":  # pragma: no cover - not run on this system
    import msvcrt

    def _take(descriptor: int) -> bool:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _take(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES}:
                return False
            raise StorageError("no_locks") from None
        return True
