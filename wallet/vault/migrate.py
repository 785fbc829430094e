"""Bringing a database to the newest schema.

Rules
-----
1. A database of a newer schema is not touched.
2. Before the first statement a copy is made; it is deleted once the new schema is on disk,
   and stays, named ``vault-N.db.before-<number>``, if anything goes wrong.
3. All steps run in one transaction.
4. Indexes that make nothing but answers quicker are no schema: they are made where they are
   missing (``QUICKER``), and any version may leave them alone.
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
        _quicken(database)
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
    _quicken(database)


QUICKER = (
    # All that a list says of a report, without reading the report: a page of a hundred rows
    # from all over the wallet would be a thousand pages of the file.
    """CREATE INDEX IF NOT EXISTS reports_shown ON reports(row, verdict, status_as_of, reason,
        proven, verified_at, issuer_listed) WHERE latest = 1""",
    "DROP INDEX IF EXISTS reports_judged",
    # The few that were good before they were judged otherwise.
    """CREATE INDEX IF NOT EXISTS reports_once_good ON reports(row)
        WHERE latest = 0 AND verdict = 'verified'""",
    "CREATE INDEX IF NOT EXISTS facets_format ON facets(row, value) WHERE facet = 'format'",
    # Ends without reading the summaries.
    "CREATE INDEX IF NOT EXISTS library_ends ON library(row, ends_at)",
)


def _quicken(database: Database) -> None:
    if database.value("SELECT count(*) FROM sqlite_master WHERE name = 'library'"):
        for statement in QUICKER:
            database.run(statement)
