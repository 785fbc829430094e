"""A damaged wallet, rescued into a new one."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from wallet.errors import Fact
from wallet.session.base import Clock, system_clock
from wallet.vault import salvage as salvage_
from wallet.vault import store
from wallet.vault.interface import LibraryQuery, Notice
from wallet.vault.salvage import Haul, Salvaged
from wallet.vault.slots import Costs
from wallet.vault.vault import by_passphrase, by_recovery

if TYPE_CHECKING:
    from wallet.session import Session

__all__ = ["Salvaged", "salvage"]


def salvage(
    damaged: Path,
    folder: Path,
    passphrase: str,
    *,
    words: tuple[str, ...] | None = None,
    clock: Clock | None = None,
    costs: Costs | None = None,
) -> tuple[Session, tuple[str, ...], Salvaged]:
    """Read what can be read of a damaged wallet into a new one; the damaged one is not touched.

    Args:
        damaged: the folder of the damaged wallet.
        folder: where the new wallet goes; new or empty.
        passphrase: of the new wallet, and of the damaged one unless ``words`` are given.
        words: the recovery words of the damaged wallet.
        clock: gives the moment.
        costs: what guessing the passphrase shall cost.

    Returns:
        The new wallet, open; its recovery words; what could be read and what is lost.

    Raises:
        WrongPassphraseError: ``wrong_passphrase``, ``wrong_recovery_words``.
        VaultDamagedError: ``not_a_wallet``, ``header_damaged``, ``database_missing``: without
            one of the two headers nothing can be read.
        StorageError: ``folder_not_empty``, disk full ...
    """
    from wallet.session import Session  # noqa: PLC0415 - it is this module's result

    clock = clock or system_clock
    opener = by_passphrase(passphrase) if words is None else by_recovery(words)
    salvage_.key_of(damaged, opener)
    session, fresh = Session.create(folder, passphrase, clock=clock, costs=costs)
    try:
        haul = salvage_.salvage(damaged, opener, session._vault.database, clock())  # noqa: SLF001 - a part of the session
        _take_in_the_rest(session)
        session.rebuild()
    except BaseException:
        session.lock()
        shutil.rmtree(folder, ignore_errors=True)  # made here, and empty before
        raise
    found = _told(session, haul)
    facts: dict[str, Fact] = {"held": found.held, "missing": found.missing, "lost": found.lost}
    session._vault.notices = (Notice(code="rescued", facts=facts),)  # noqa: SLF001 - a part of the session
    return session, fresh, found


def _take_in_the_rest(session: Session) -> None:
    """Files whose credentials were lost from the list are read like new ones."""
    database = session._vault.database  # noqa: SLF001 - a part of the session
    left = [
        str(one)
        for (one,) in database.all(
            "SELECT sha256 FROM originals WHERE sha256 NOT IN (SELECT sha256 FROM sources)"
        )
    ]
    files = [(store.file_of(database, one).name, session.original(one)) for one in left]
    if files:
        session.keep(session.review(files))


def _told(session: Session, haul: Haul) -> Salvaged:
    held = session.count(LibraryQuery())
    binned = session.count(LibraryQuery(deleted=True))
    before = sum(haul.counted.get(name, 0) for name in ("held", "binned"))
    return Salvaged(
        held=held,
        binned=binned,
        holder_keys=len(session.holder_keys()),
        lost=tuple(one for one in haul.lost if one),
        missing=max(len(haul.lost), before - held - binned, 0),
        pages=haul.pages,
        pages_lost=haul.pages_lost,
    )
