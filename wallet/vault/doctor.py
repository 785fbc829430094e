"""Is the wallet whole? What is derived is rebuilt; what is damaged is named, never overwritten.

1. Every page of the database file must carry its authentication code.
2. The database's own structure must hold.
3. Every original must still have the SHA-256 under which it is kept.
4. Every credential must be readable in one of its originals, and have its row in the index.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime

from wallet.errors import InputError, IntakeError, VaultDamagedError
from wallet.intake import read
from wallet.secured import Secured
from wallet.vault import store
from wallet.vault.database import Database
from wallet.vault.derive import Derived
from wallet.vault.interface import Damage

Index = Callable[[Secured], Derived]


def examine(database: Database) -> tuple[Damage, ...]:
    """Everything found wrong; nothing is changed."""
    found: list[Damage] = []
    for look in (_pages, _originals, _index):
        try:
            found += look(database)
        except VaultDamagedError:
            found.append(Damage(code="page_damaged"))
    return tuple(found)


def rebuild(database: Database, index: Index, now: datetime) -> int:
    """Derive the whole index anew from the originals; how many credentials it holds.

    ``index`` must read what the proof covers, not merely what the file says.

    A credential that cannot be read any more keeps the row it has.
    """
    with database.write(now):
        rows = database.all("SELECT row, credential_id, imported_at FROM credentials")
        for row, credential_id, imported_at in rows:
            found = _readable(database, credential_id)
            if found is not None:
                store.put_index(database, row, index(found), imported_at)
        _recount(database)
    return len(rows)


def _pages(database: Database) -> Iterator[Damage]:
    told = [line for (line,) in database.all("PRAGMA cipher_integrity_check")]
    if not told:  # the structure can only be walked over whole pages
        told = [line for (line,) in database.all("PRAGMA integrity_check") if line != "ok"]
    for line in told:
        yield Damage(code="page_damaged", facts={"detail": str(line)[:200]})


def _originals(database: Database) -> Iterator[Damage]:
    for (sha256,) in database.all("SELECT sha256 FROM originals"):
        try:
            data = store.original(database, sha256).bytes
        except VaultDamagedError:
            data = b""
        if hashlib.sha256(data).hexdigest() != sha256:
            yield Damage(code="original_damaged", facts={"sha256": sha256})


def _index(database: Database) -> Iterator[Damage]:
    for (credential_id,) in database.all("SELECT credential_id FROM credentials"):
        if _readable(database, credential_id) is None:
            yield Damage(code="not_readable", facts={"id": credential_id})
    without = database.all(
        """SELECT credential_id FROM credentials c
        WHERE NOT EXISTS(SELECT 1 FROM library l WHERE l.row = c.row)"""
    )
    for (credential_id,) in without:
        yield Damage(code="index_wrong", facts={"id": credential_id})
    for name, number in database.all("SELECT name, value FROM counters"):
        if number != _counted(database, name):
            yield Damage(code="index_wrong", facts={"counter": name})


def _readable(database: Database, credential_id: str) -> Secured | None:
    """The credential in one of its originals; by its former id only where no other has it.

    An earlier version may have kept a forged copy under the id of what the issuer signed.
    """
    former = None
    try:
        for sha256, _ in store.originals(database, credential_id):
            for one in _all(read(store.original(database, sha256).bytes)):
                if one.credential_id == credential_id:
                    return one
                if one.former_id == credential_id:
                    former = former or one
    except (IntakeError, InputError, VaultDamagedError):
        pass
    return former


def _all(many: tuple[Secured, ...]) -> Iterator[Secured]:
    for one in many:
        yield one
        yield from _all(one.parts)


def _counted(database: Database, name: str) -> int:
    held = "IS NULL" if name == "held" else "IS NOT NULL"
    return int(database.value(f"SELECT count(*) FROM credentials WHERE deleted_at {held}"))  # noqa: S608


def _recount(database: Database) -> None:
    for name in ("held", "binned"):
        database.run(
            "UPDATE counters SET value = ? WHERE name = ?", (_counted(database, name), name)
        )
