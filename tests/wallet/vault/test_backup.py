"""Backups: whole or absent, and opened only by what opened the wallet on that day."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
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
    look_into,
    try_backup,
)
from wallet.session.restoring import restore, restore_by_words
from wallet.vault import backup_file
from wallet.vault.vault import Vault, by_recovery


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
    assert (tried.held, tried.missing) == (2, 1)
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


@pytest.mark.parametrize("year", [1970, 2150])
def test_a_backup_is_made_whatever_the_clock_says(
    year: int, kept: Kept, tmp_path: Path
) -> None:
    """ZIP cannot write days before 1980 or after 2107."""
    out = tmp_path / "out.tessera-backup"
    found = backup_file.read(kept.backup)
    told = replace(found.manifest, made_at=NOW.replace(year=year)).sealed(b"k" * 32)
    database = tmp_path / "copy.db"
    with zipfile.ZipFile(kept.backup) as archive:
        database.write_bytes(archive.read(told.parts[1].name))
        backup_file.write(out, told, archive.read(told.parts[0].name), database)
    again = backup_file.read(out)
    again.compare()
    assert again.manifest == told
