"""Bringing a database to the newest schema.

Rules
-----
1. A database of a newer schema is not touched.
2. Before the first statement a copy is made; it is deleted once the new schema is on disk,
   and stays, named ``vault-N.db.before-<number>``, if anything goes wrong.
3. All steps run in one transaction.
"""

from __future__ import annotations

from wallet.errors import VaultTooNewError
from wallet.vault import files
from wallet.vault.database import Database
from wallet.vault.schema import MIGRATIONS

Migrations = tuple[tuple[str, ...], ...]


def migrate(database: Database, key: bytes, migrations: Migrations = MIGRATIONS) -> None:
    """Run the missing migrations.

    Raises:
        VaultTooNewError: ``vault_too_new``.
        StorageError: nothing changed.
    """
    have, newest = database.version, len(migrations)
    if have > newest:
        raise VaultTooNewError("vault_too_new", schema=have, known=newest)
    if have == newest:
        return
    copy = database.path.with_name(f"{database.path.name}.before-{newest}")
    if have > 0:
        files.remove_database(copy)
        database.copy(copy, key)
        files.sync(copy)
    with database.transaction():
        for steps in migrations[have:]:
            for statement in steps:
                database.run(statement)
        database.run(f"PRAGMA user_version = {newest}")
    if have > 0:
        files.remove_database(copy)
