"""Writing in the trust folder: beside, synced, renamed, so that a kill leaves old or new."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from wallet.errors import StorageError


def write_file(path: Path, data: bytes) -> None:
    """Write beside, sync, rename.

    Raises:
        StorageError: ``trust_folder_not_writable``.
    """
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise StorageError("trust_folder_not_writable", detail=error.strerror or "") from None


def _sync_folder(folder: Path) -> None:
    """Make the rename last through a power cut, where folders can be synced at all."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_quietly(folder: Path) -> None:
    """Remove a folder of ours and the files in it; what is still open elsewhere stays."""
    for path in folder.iterdir() if folder.is_dir() else ():
        _unlink(path)
    try:
        folder.rmdir()
    except OSError:
        return


def keep_only(folder: Path, names: set[str]) -> None:
    """Remove the files of a folder that are not among ``names``."""
    for path in folder.iterdir():
        if path.name not in names:
            _unlink(path)


def _unlink(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return
