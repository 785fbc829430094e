"""Automatic backups: made when due, rotated, found again; and what a failed one leaves."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from tests.helpers.issuer import Issuer
from tests.helpers.said import NOW, Clock
from tests.wallet.vault.conftest import PASSPHRASE
from tests.wallet.vault.shelf import take_in
from wallet.errors import InputError, StorageError, VaultDamagedError
from wallet.session import Session
from wallet.session.backups import SUFFIX, Plan


@pytest.fixture
def dated(folder: Path) -> tuple[Session, Clock]:
    """A wallet whose clock is set by hand."""
    clock = Clock()
    return Session.open(folder, PASSPHRASE, clock=clock), clock


def test_the_plan_makes_one_when_it_is_due_and_keeps_as_many_as_asked(
    dated: tuple[Session, Clock], safe: Path, issuer: Issuer
) -> None:
    session, clock = dated
    with session:
        take_in(session, issuer.issue("First"))
        by_hand = session.backups.make(safe).backup
        session.backups.set_plan(Plan(folder=safe, every_days=7, keep=2))
        made = []
        for week in range(1, 5):
            clock.now = NOW + timedelta(days=7 * week)
            take_in(session, issuer.issue(f"Week {week}"), name=f"{week}.json")
            done = session.backups.make_if_due()
            assert done is not None
            assert session.backups.make_if_due() is None, "not twice"
            made.append(done.backup)
        there = [one.path for one in session.backups.list() if one.is_there]
        assert there == [made[3].path, made[2].path, by_hand.path], "by hand is never rotated"
        clock.now += timedelta(days=30)
        assert session.backups.standing().is_due is False, "nothing has changed"


def test_a_folder_that_is_not_there_is_said_and_told_when_it_gets_late(
    dated: tuple[Session, Clock], safe: Path, issuer: Issuer
) -> None:
    session, clock = dated
    with session:
        take_in(session, issuer.issue("First"))
        session.backups.set_plan(Plan(folder=safe, every_days=1))
        safe.rmdir()
        with pytest.raises(StorageError) as caught:
            session.backups.make_if_due()
        assert caught.value.code == "backup_folder_missing"
        assert not session.backups.standing().is_old
        clock.now += timedelta(days=15)
        assert session.backups.standing().is_old
        with pytest.raises(StorageError):
            session.backups.set_plan(Plan(folder=safe))
        with pytest.raises(InputError):
            session.backups.set_plan(Plan(folder=safe.parent, keep=0))
        assert session.backups.plan() == Plan(folder=safe, every_days=1)
        session.backups.set_plan(None)
        assert session.backups.make_if_due() is None


def test_a_backup_whose_making_was_not_noted_is_found_again(
    dated: tuple[Session, Clock], safe: Path, issuer: Issuer
) -> None:
    session, clock = dated
    with session:
        take_in(session, issuer.issue("First"))
        made = session.backups.make(safe).backup
        database = session._vault.database
        with database.write(clock.now):
            database.run("DELETE FROM backups")
        (safe / f"stranger{SUFFIX}").write_bytes(b"not ours")
        session.backups.set_plan(Plan(folder=safe))
        (found,) = session.backups.list()
        assert (found.id, found.path) == (made.id, made.path)
        assert session.backups.standing().last == NOW


def test_one_that_is_not_wanted_any_more_is_deleted_but_nobody_elses_file(
    session: Session, safe: Path
) -> None:
    first, second = (session.backups.make(safe).backup for _ in range(2))
    second.path.write_bytes(b"something else by that name")
    session.backups.forget(first.id)
    session.backups.forget(second.id)
    assert [one.name for one in safe.iterdir()] == [second.path.name]
    assert session.backups.list() == ()
    with pytest.raises(InputError):
        session.backups.forget(first.id)


def test_a_crash_leaves_no_name_and_the_next_backup_clears_it(
    session: Session, safe: Path
) -> None:
    left = safe / f".tessera-{session._vault.wallet_id[:8]}-0badcafe.part"
    left.write_bytes(b"half")
    (safe / ".tessera-somebody-0badcafe.part").write_bytes(b"another wallet's")
    session.backups.make(safe)
    assert not left.exists()
    assert len(list(safe.iterdir())) == 2


def test_a_wallet_of_the_longest_name_is_backed_up(folder: Path, safe: Path) -> None:
    long = folder.rename(folder.parent / ("證" * 85))
    with Session.open(long, PASSPHRASE) as session:
        made = session.backups.make(safe).backup
        assert made.path.name.startswith("證" * 50)
        assert [one.id for one in session.backups.list()] == [made.id]


def test_a_damaged_wallet_is_not_copied(session: Session, safe: Path) -> None:
    root = session._vault.database.value(
        "SELECT rootpage FROM sqlite_master WHERE name = 'ledger'"
    )
    folder = session.folder
    session.lock()
    path = folder / "vault-1.db"
    content = bytearray(path.read_bytes())
    content[(int(root) - 1) * 4096 + 100] ^= 1
    path.write_bytes(content)
    with Session.open(folder, PASSPHRASE) as damaged, pytest.raises(VaultDamagedError):
        damaged.backups.make(safe)
    assert list(safe.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_said(session: Session, safe: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere; the read-only disk stands for it")
    safe.chmod(0o500)
    with pytest.raises(StorageError):
        session.backups.make(safe)
    safe.chmod(0o700)


def test_a_backup_does_not_lie_in_the_wallet(session: Session, tmp_path: Path) -> None:
    inside = session.folder / "backups"
    inside.mkdir()
    link = tmp_path / "link"
    link.symlink_to(session.folder)
    for folder in (session.folder, inside, link):
        for act in (
            session.backups.make,
            lambda there: session.backups.set_plan(Plan(folder=there, every_days=1)),
        ):
            with pytest.raises(InputError) as caught:
                act(folder)
            assert caught.value.code == "backup_folder_in_wallet"
    assert session.backups.plan() is None
    assert list(inside.iterdir()) == []
    session.backups.make(session.folder.parent)
