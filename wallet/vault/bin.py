"""The bin: what is deleted waits ``BIN_DAYS`` in it, then it is erased.

Erased means: no byte of it stays in the database or its index, and an original goes when no
credential points to it any more. Old pages go from the journal at once. Backups that were made
before still hold it: ``backup_list`` remembers enough to name them.

A computer's clock may be wrong for an hour, its battery flat. So the days begin at the change
stamp of the deletion, which never goes back, unless that lies ahead; and they are over for what
two unlockings, a day apart, found to be due.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from wallet.errors import InputError, StorageError
from wallet.vault import backup_list, own_words
from wallet.vault.database import Database
from wallet.vault.interface import Changes
from wallet.vault.stamps import moment_of, text_of, time_of

BIN_DAYS = 30
_A_DAY = timedelta(days=1)
_DUE = "bin_due_since"
"""Since when something in the bin is due, in the facts of the database."""


def delete(database: Database, ids: Iterable[str], now: datetime) -> Changes:
    """Put credentials into the bin.

    Raises:
        InputError: ``unknown_credential``; nothing was moved.
    """
    return _move(database, ids, text_of(now), now)


def undelete(database: Database, ids: Iterable[str], now: datetime) -> Changes:
    """Take credentials out of the bin.

    Raises:
        InputError: ``unknown_credential``; nothing was moved.
    """
    return _move(database, ids, None, now)


def _move(
    database: Database, ids: Iterable[str], deleted_at: str | None, now: datetime
) -> Changes:
    moved = []
    with database.write(now) as stamp:
        for one in ids:
            known = database.one("SELECT 1 FROM credentials WHERE credential_id = ?", (one,))
            if known is None:
                raise InputError("unknown_credential", id=one[:64])
            if database.run(
                "UPDATE credentials SET deleted_at = ?, stamp = ? WHERE credential_id = ? "
                "AND (deleted_at IS NULL) <> (? IS NULL)",
                (deleted_at, stamp, one, deleted_at),
            ):
                moved.append(one)
    return Changes(removed=tuple(moved)) if deleted_at else Changes(kept=tuple(moved))


def tidy(database: Database, now: datetime) -> None:
    """Erase what has been in the bin for ``BIN_DAYS``.

    Done at unlocking; a full disk puts it off, it is no reason to keep anybody out.
    """
    due = _due(database, now)
    with contextlib.suppress(StorageError):
        since = _seen(database, now)
        if since is not None and due and now - since < _A_DAY:
            return  # it waits for its day
        sure = set(due) & set(_due(database, since)) if since is not None else set()
        erase(database, sorted(sure), now)
        _remember(database, now if set(due) > sure else None)


def _due(database: Database, now: datetime) -> list[str]:
    """What has been in the bin for ``BIN_DAYS`` at a moment."""
    limit = now - timedelta(days=BIN_DAYS)
    rows = database.all(
        "SELECT credential_id, stamp FROM credentials WHERE deleted_at < ?", (text_of(limit),)
    )
    return [one for one, stamp in rows if not limit <= time_of(stamp) <= now]


def _seen(database: Database, now: datetime) -> datetime | None:
    """Since when something is known to be due; a day that lies ahead was a wrong clock's."""
    told = database.meta(_DUE)
    since = None if told is None else moment_of(told)
    return since if since is not None and since <= now else None


def _remember(database: Database, since: datetime | None) -> None:
    if since is None and database.meta(_DUE) is None:
        return
    with database.transaction():
        database.run("DELETE FROM meta WHERE name = ?", (_DUE,))
        if since is not None:
            database.set_meta(_DUE, text_of(since))


def erase(database: Database, ids: Sequence[str], now: datetime) -> Changes:
    """Erase credentials for good: no byte of them stays.

    Raises:
        InputError: ``unknown_credential``; nothing was erased.
    """
    if not ids:
        return Changes()
    since = _came(database, ids)
    with database.write(now) as stamp:
        for one in ids:
            row = database.value("SELECT row FROM credentials WHERE credential_id = ?", (one,))
            if row is None:
                raise InputError("unknown_credential", id=one[:64])
            database.run("DELETE FROM library_text WHERE rowid = ?", (row,))
            own_words.forget(database, row)
            database.run("DELETE FROM credentials WHERE row = ?", (row,))
        database.run("DELETE FROM originals WHERE sha256 NOT IN (SELECT sha256 FROM sources)")
        # A deleted row's words stay in the full-text index until its segments are merged.
        database.run("INSERT INTO library_text(library_text) VALUES('optimize')")
        backup_list.erased(database, since, len(ids), now, stamp)
    database.checkpoint()
    return Changes(removed=tuple(ids))


def _came(database: Database, ids: Sequence[str]) -> datetime:
    """When the first of them, or a file that holds it, came into the wallet.

    Raises:
        InputError: ``unknown_credential``.
    """
    moments = []
    for one in ids:
        imported, received = database.one(
            """SELECT min(c.imported_at), min(o.received_at) FROM credentials c
            LEFT JOIN sources s ON s.row = c.row LEFT JOIN originals o ON o.sha256 = s.sha256
            WHERE c.credential_id = ?""",
            (one,),
        ) or (None, None)
        if imported is None:
            raise InputError("unknown_credential", id=one[:64])
        moments += [moment_of(at) for at in (imported, received) if at is not None]
    return min(moments)
