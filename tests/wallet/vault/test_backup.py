"""Backups: whole or absent, and opened only by what opened the wallet on that day."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.helpers.issuer import Issuer
from tests.helpers.said import NOW
from tests.wallet.vault.conftest import PASSPHRASE, Made
from tests.wallet.vault.shelf import TITLES, take_in
from wallet.errors import (
    InputError,
    StorageError,
    VaultDamagedError,
    WrongPassphraseError,
)
from wallet.session import Costs, LibraryQuery, Session
from wallet.session.backups import (
    SUFFIX,
    Plan,
    look_into,
    restore,
    restore_by_words,
    try_backup,
)
from wallet.vault.vault import Vault, by_recovery


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def safe(tmp_path: Path) -> Path:
    """Where backups go."""
    place = tmp_path / "safe"
    place.mkdir()
    return place


class Kept(NamedTuple):
    """A locked wallet of five credentials, and a backup of it."""

    folder: Path
    backup: Path
    words: tuple[str, ...]
    ids: frozenset[str]


@pytest.fixture(scope="module")
def kept(template: Made, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """Made once; nobody changes it."""
    place = tmp_path_factory.mktemp("kept")
    folder = Path(shutil.copytree(template.folder, place / "Wallet 1"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(place / "state"))
        with Session.open(folder, PASSPHRASE, clock=lambda: NOW) as session:
            ids = take_in(session, *(Issuer().issue(one) for one in TITLES))
            backup = session.backups.make(place).backup.path
    return Kept(folder, backup, template.words, frozenset(ids))


@pytest.fixture
def backup(kept: Kept) -> Path:
    """A backup of five credentials, of a wallet that is not open."""
    return kept.backup


def restored(kept: Kept, folder: Path) -> Session:
    """By words: there is no passphrase to guess, so it is quick."""
    session, _ = restore_by_words(
        kept.backup, folder, kept.words, PASSPHRASE, clock=lambda: NOW, costs=Costs()
    )
    return session


def test_a_backup_is_one_file_that_holds_what_the_wallet_holds(
    filled: Session, safe: Path, made: Made
) -> None:
    backup = filled.backups.make(safe).backup.path
    assert [one.name for one in safe.iterdir()] == [backup.name]
    assert backup.suffix == SUFFIX
    assert backup.stat().st_mode & 0o077 == 0, "for its owner only"
    (kept,) = filled.backups.list()
    assert (kept.path, kept.made_at, kept.is_there) == (backup, NOW, True)
    assert look_into(backup).made_at == NOW
    tried = filled.backups.try_out(backup, words=made.words)
    assert (tried.held, tried.missing, tried.damages) == (5, 0, ())
    assert tried.is_ours
    (kept,) = filled.backups.list()
    assert kept.tried_at == NOW
    assert {one.name for one in filled.folder.iterdir()} <= {
        "lock",
        "vault.json",
        "vault.json.spare",
        "vault-1.db",
        "vault-1.db-wal",
    }


def test_it_opens_with_the_passphrase_or_the_words_of_its_day_only(
    session: Session, safe: Path, made: Made
) -> None:
    backup = session.backups.make(safe).backup.path
    session.change_passphrase(PASSPHRASE, "a newer passphrase", costs=Costs())
    assert try_backup(backup, passphrase=PASSPHRASE).held == 0
    assert try_backup(backup, words=made.words).held == 0
    with pytest.raises(WrongPassphraseError):
        try_backup(backup, passphrase="a newer passphrase")


def test_what_came_later_is_named_as_missing(
    session: Session, safe: Path, issuer: Issuer, made: Made
) -> None:
    gone, stays = (take_in(session, issuer.issue(one), name=one) for one in ("a", "b"))
    backup = session.backups.make(safe).backup.path
    take_in(session, issuer.issue("After the backup"), name="after.json")
    session.delete(gone)
    tried = session.backups.try_out(backup, words=made.words)
    assert (tried.held, tried.missing, tried.since_gone) == (2, 1, 1)
    assert stays


def test_restored_it_is_the_same_wallet_in_a_folder_of_its_own(
    kept: Kept, tmp_path: Path
) -> None:
    with restore(kept.backup, tmp_path / "new", PASSPHRASE, costs=Costs()) as session:
        assert [one.code for one in session.notices] == ["restored"]
        assert {one.credential_id for one in session.page(LibraryQuery()).rows} == kept.ids
        assert session.check_up() == ()
    with Session.open(tmp_path / "new", PASSPHRASE) as session:
        assert session.notices == (), "nobody put an older wallet back"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["new"]


def test_by_words_a_new_passphrase_and_new_words_are_made(kept: Kept, tmp_path: Path) -> None:
    session, words = restore_by_words(
        kept.backup, tmp_path / "new", kept.words, "a new passphrase", costs=Costs()
    )
    with session:
        assert session.count(LibraryQuery()) == 5
    assert words != kept.words
    with pytest.raises(WrongPassphraseError):
        Vault.open(tmp_path / "new", by_recovery(kept.words), NOW)
    Vault.open(tmp_path / "new", by_recovery(words), NOW).close()


def test_it_is_never_restored_over_anything(kept: Kept) -> None:
    before = {one.name: one.read_bytes() for one in kept.folder.iterdir()}
    with pytest.raises(StorageError) as caught:
        restore(kept.backup, kept.folder, PASSPHRASE)
    assert caught.value.code == "folder_not_empty"
    assert {one.name: one.read_bytes() for one in kept.folder.iterdir()} == before


def test_a_wrong_passphrase_leaves_no_folder(backup: Path, tmp_path: Path) -> None:
    with pytest.raises(WrongPassphraseError):
        restore(backup, tmp_path / "new", "wrong passphrase")
    assert list(tmp_path.iterdir()) == []


def test_an_older_wallet_put_back_by_hand_is_still_noticed_after_a_restore(
    kept: Kept, tmp_path: Path
) -> None:
    folder = tmp_path / "new"
    restored(kept, folder).lock()
    old = Path(shutil.copytree(folder, tmp_path / "old copy"))
    with Session.open(folder, PASSPHRASE) as session:
        take_in(session, Issuer().issue("Later"))
    shutil.rmtree(folder)
    shutil.copytree(old, folder)
    with Session.open(folder, PASSPHRASE) as session:
        assert [one.code for one in session.notices] == ["older_wallet"]


def test_the_wallet_that_was_left_behind_is_told_as_the_older_one(
    kept: Kept, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(kept.folder, tmp_path / "Wallet 1"))
    with Session.open(folder, PASSPHRASE) as session:
        assert session.notices == ()
    restored(kept, tmp_path / "new").lock()
    with Session.open(folder, PASSPHRASE) as session:
        assert [one.code for one in session.notices] == ["older_wallet"]


def test_unpacked_by_hand_it_is_a_wallet(kept: Kept, tmp_path: Path) -> None:
    with zipfile.ZipFile(kept.backup) as archive:
        archive.extractall(tmp_path / "by hand")
    (tmp_path / "by hand/backup.json").unlink()
    Vault.open(tmp_path / "by hand", by_recovery(kept.words), NOW).close()


# --- altered and damaged --------------------------------------------------------------------


def test_any_flipped_byte_of_its_files_is_found(kept: Kept, tmp_path: Path) -> None:
    whole = kept.backup.read_bytes()
    path = tmp_path / f"bent{SUFFIX}"
    with zipfile.ZipFile(kept.backup) as archive:
        begins = [one.header_offset + 30 + len(one.filename) for one in archive.infolist()]
    for place in [
        begins[0] + 5,
        begins[1] + 9,
        begins[2],
        len(whole) // 2,
        len(whole) * 2 // 3,
    ]:
        bent = bytearray(whole)
        bent[place] ^= 0x10
        path.write_bytes(bent)
        with pytest.raises((VaultDamagedError, InputError)):
            try_backup(path, words=kept.words)


def test_a_backup_cut_short_is_refused_before_anything_is_written(
    backup: Path, tmp_path: Path
) -> None:
    whole = backup.read_bytes()
    path = tmp_path / f"short{SUFFIX}"
    for length in (0, 1, 100, 5_000, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:length])
        with pytest.raises((InputError, VaultDamagedError)):
            restore(path, tmp_path / "new", PASSPHRASE)
        assert not (tmp_path / "new").exists()


def repacked(backup: Path, path: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(path, "w") as new:
        for info in old.infolist():
            data = change(info.filename, old.read(info))
            if data is not None:
                new.writestr(info.filename, data)
    return path


def test_a_manifest_that_fits_altered_files_is_known_by_its_seal(
    backup: Path, tmp_path: Path
) -> None:
    path = tmp_path / f"later{SUFFIX}"
    repacked(backup, path, lambda _name, data: data.replace(b"2026-", b"2027-", 1))
    assert look_into(path).made_at.year == NOW.year + 1, "it says so, and"
    with pytest.raises(VaultDamagedError) as caught:
        try_backup(path, passphrase=PASSPHRASE)
    assert caught.value.code == "backup_altered"


@pytest.mark.parametrize("gone", ["backup.json", "vault.json", "vault-1.db"])
def test_a_member_that_is_missing_is_refused(backup: Path, tmp_path: Path, gone: str) -> None:
    path = tmp_path / f"less{SUFFIX}"
    repacked(backup, path, lambda name, data: None if name == gone else data)
    with pytest.raises((InputError, VaultDamagedError)):
        look_into(path)


def test_the_database_of_another_day_does_not_fit(
    session: Session, safe: Path, tmp_path: Path, issuer: Issuer, made: Made
) -> None:
    first = session.backups.make(safe).backup.path
    take_in(session, issuer.issue("Later"), name="later.json")
    with zipfile.ZipFile(session.backups.make(safe).backup.path) as archive:
        later = archive.read("vault-1.db")
    path = tmp_path / f"mixed{SUFFIX}"
    repacked(first, path, lambda name, data: later if name == "vault-1.db" else data)
    with pytest.raises(VaultDamagedError):
        try_backup(path, words=made.words)


def test_other_files_are_no_backups(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a backup")
    with pytest.raises(InputError) as caught:
        look_into(path)
    assert caught.value.code == "not_a_backup"
    with pytest.raises(InputError):
        look_into(tmp_path / "nothing")


# --- plan and rotation ----------------------------------------------------------------------


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
