"""A wallet of every version ever shipped opens in this one, with all that it held."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer
from tests.helpers.said import NOW
from tests.vaults.make import HERE, PASSPHRASE
from wallet.errors import StorageError, VaultTooNewError
from wallet.session import Costs, LibraryQuery, Session
from wallet.session.backups import Plan
from wallet.vault.database import Database
from wallet.vault.migrate import migrate
from wallet.vault.schema import MIGRATIONS

KEPT = sorted(one.name for one in HERE.glob("schema-*") if one.is_dir())
LATER = (*MIGRATIONS, ("ALTER TABLE originals ADD COLUMN note TEXT NOT NULL DEFAULT ''",))


def test_the_newest_schema_has_a_kept_vault() -> None:
    assert f"schema-{len(MIGRATIONS)}" in KEPT


@pytest.mark.parametrize("name", KEPT)
def test_a_kept_vault_opens_with_all_that_it_held(
    name: str, tmp_path: Path, clock: Callable[[], datetime]
) -> None:
    folder = Path(shutil.copytree(HERE / name, tmp_path / "Wallet 1"))
    told = json.loads((HERE / f"{name}.json").read_text())
    with Session.open(folder, PASSPHRASE, clock=clock) as session:
        assert session.check_up() == ()
        assert session.count(LibraryQuery()) == 2
        assert session.count(LibraryQuery(text="gehalten")) == 1
        assert [one.credential_id for one in session.deleted()] == told["ids"][2:]
        badge = to_bytes(Issuer("Kept University").issue("Kept one", ects="5", eqf=6))
        ((sha256, _),) = session.originals(told["ids"][0])
        assert session.original(sha256) == badge, "byte for byte as it came"
        assert session.credential(told["ids"][0]).verdict.code.value == "verified"
        (key,) = session.holder_keys()
        assert session.signer(key.did)
        assert {one.recipient for one in session.ledger()} >= {"ACME"}
        _has_its_cases(session, since_schema_2=name != "schema-1")
        _has_its_order(session, told["ids"], since_schema_3=name > "schema-2")
        _has_its_backups(session, since_schema_4=name > "schema-3")
        mates = [one.card.name for one in session.machines.mates()]
        assert mates == ["Kept machine"] * (name > "schema-4")
        assert session.settings().lock_after_seconds == 600
        session.keep(session.review([("new.json", to_bytes(Issuer().issue("New")))]))
        assert session.count(LibraryQuery()) == 3
    words = tuple(told["recovery_words"])
    again, _ = Session.recover(folder, words, "another one", clock=clock, costs=Costs())
    again.lock()


def _has_its_cases(session: Session, *, since_schema_2: bool) -> None:
    found = session.cases_sent.cases()
    assert [one.case.learner.name for one in found] == ["Lena"] * since_schema_2
    assert [one.name for one in session.cases_sent.contacts()] == ["Ada"] * since_schema_2
    assert len(session.pathways()) == int(since_schema_2)
    assert len(session.agreements()) == int(since_schema_2)


def _has_its_order(session: Session, ids: list[str], *, since_schema_3: bool) -> None:
    first, second = (session.labels.of(one) for one in ids[:2])
    assert first.tags == ("Kept",) * since_schema_3
    assert [one.text for one in first.notes] == ["Written down"] * since_schema_3
    assert (first.favourite, second.favourite) == (False, since_schema_3)
    assert second.tags == ()
    assert [one.name for one in second.collections] == ["For a job"] * since_schema_3
    assert [one.label for one in session.labels.tags()] == ["Gone", "Kept"] * since_schema_3


def _has_its_backups(session: Session, *, since_schema_4: bool) -> None:
    found = [(one.made_at, one.is_there) for one in session.backups.list()]
    assert found == [(NOW, False)] * since_schema_4
    plan = Plan(folder=Path("build"), every_days=3, keep=4)
    assert session.backups.plan() == (plan if since_schema_4 else None)


# --- migrating


@pytest.fixture
def key() -> bytes:
    return os.urandom(32)


@pytest.fixture
def old(tmp_path: Path, key: bytes) -> Path:
    database = Database(tmp_path / "vault-1.db", key)
    migrate(database, key)
    with database.transaction():
        database.run("INSERT INTO originals VALUES('s', 'u', 1, 'n', 'r', x'010203')")
    database.close()
    return tmp_path / "vault-1.db"


def test_a_migration_keeps_what_was_there_and_leaves_no_copy(old: Path, key: bytes) -> None:
    database = Database(old, key)
    migrate(database, key, LATER)
    assert database.version == len(LATER)
    assert database.one("SELECT bytes, note FROM originals") == (b"\1\2\3", "")
    database.close()
    assert [one.name for one in old.parent.iterdir()] == ["vault-1.db"]


def test_a_migration_that_fails_changes_nothing_and_leaves_a_copy(
    old: Path, key: bytes
) -> None:
    broken = (*LATER, ("CREATE TABLE fine(x)", "THIS IS NO SQL"))
    database = Database(old, key)
    with pytest.raises(Exception, match="syntax error"):
        migrate(database, key, broken)
    assert database.version == len(MIGRATIONS)
    assert database.one("SELECT bytes FROM originals") == (b"\1\2\3",)
    assert database.all("SELECT name FROM sqlite_master WHERE name = 'fine'") == []
    database.close()
    copy = Database(old.parent / f"vault-1.db.before-{len(broken)}", key)
    assert copy.one("SELECT bytes FROM originals") == (b"\1\2\3",)
    copy.close()
    database = Database(old, key)
    migrate(database, key, LATER)
    assert database.version == len(LATER), "and it can be tried again"
    database.close()


def test_a_newer_schema_is_refused(old: Path, key: bytes) -> None:
    database = Database(old, key)
    migrate(database, key, LATER)
    with pytest.raises(VaultTooNewError):
        migrate(database, key)
    database.close()


def test_a_copy_that_cannot_be_made_stops_the_migration(old: Path, key: bytes) -> None:
    (old.parent / f"vault-1.db.before-{len(LATER)}").mkdir()
    database = Database(old, key)
    with pytest.raises(StorageError):
        migrate(database, key, LATER)
    assert database.version == len(MIGRATIONS)
    database.close()
