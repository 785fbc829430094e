"""A wallet that somebody else made, and what they put where the owner's programs write."""

from __future__ import annotations

import json
import os
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from tests.helpers.issuer import Issuer
from tests.helpers.said import NOW, Clock
from tests.wallet.vault.conftest import PASSPHRASE, Made
from tests.wallet.vault.shelf import take_in
from wallet.encoding import jcs
from wallet.errors import StorageError, VaultDamagedError
from wallet.session import Session
from wallet.session.backups import SUFFIX, Plan, look_into
from wallet.vault import backup_file, files
from wallet.vault.lock import Lock


def test_opening_it_deletes_nothing_outside_its_folder(made: Made, tmp_path: Path) -> None:
    outside = [tmp_path / "thesis.txt", tmp_path / "photo.jpg"]
    for one in outside:
        one.write_text("mine")
    with Session.open(made.folder, PASSPHRASE, clock=lambda: NOW) as session:
        database = session._vault.database
        with database.transaction():
            database.set_meta("renewing_to", str(outside[0]))
            database.set_meta("replaces", f"../{outside[1].name}")
    with Session.open(made.folder, PASSPHRASE, clock=lambda: NOW):
        assert [one.read_text() for one in outside] == ["mine", "mine"]


def test_its_lock_is_no_link_to_another_file(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "thesis.txt"
    outside.write_text("mine")
    (folder / "lock").unlink()
    (folder / "lock").symlink_to(outside)
    with pytest.raises(StorageError):
        Lock(folder)
    assert outside.read_text() == "mine"


def test_a_link_or_pipe_under_the_name_of_what_is_written_is_not_written_into(
    tmp_path: Path,
) -> None:
    outside, target = tmp_path / "thesis.txt", tmp_path / "paper"
    outside.write_text("mine")
    beside = tmp_path / "paper.new"
    beside.symlink_to(outside)
    files.replace(target, b"first")
    os.mkfifo(beside)
    files.replace(target, b"second")
    assert (outside.read_text(), target.read_bytes()) == ("mine", b"second")
    assert target.stat().st_mode & 0o777 == 0o600


def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "vault.json")
    assert files.read(tmp_path / "vault.json", 100) is None
    assert files.read(tmp_path, 100) is None


def test_a_folder_that_was_there_becomes_the_owners_alone(tmp_path: Path) -> None:
    folder = tmp_path / "Wallet 1"
    folder.mkdir(mode=0o755)
    files.make_folder(folder)
    assert folder.stat().st_mode & 0o777 == 0o700


def _forged(real: Path, name: str, made_at: str) -> None:
    """A backup of that day, as anybody can make it who may write into the folder."""
    with zipfile.ZipFile(real) as archive:
        members = {one: archive.read(one) for one in archive.namelist()}
    manifest = json.loads(members["backup.json"])
    manifest |= {"id": f"{len(name):032x}", "made_at": made_at, "automatic": True}
    members["backup.json"] = jcs.canonical(manifest)
    with zipfile.ZipFile(real.with_name(f"{name}{SUFFIX}"), "w") as archive:
        for one, data in members.items():
            archive.writestr(one, data)


def test_forged_backups_push_no_true_ones_out_and_reassure_nobody(
    folder: Path, safe: Path, issuer: Issuer
) -> None:
    clock = Clock()
    with Session.open(folder, PASSPHRASE, clock=clock) as session:
        session.backups.set_plan(Plan(folder=safe, every_days=1, keep=1))
        first = session.backups.make_if_due()
        assert first is not None
        _forged(first.backup.path, "newer", "2090-01-01T00:00:00+00:00")
        _forged(first.backup.path, "of no year", "0001-01-02T00:00:00+00:00")
        clock.now += timedelta(days=2)
        take_in(session, issuer.issue("Chemistry"))
        assert len(session.backups.list()) == 2, "it is listed"
        assert session.backups.standing().last == NOW
        second = session.backups.make_if_due()
        assert second is not None
        assert [one.id for one in second.rotated] == [first.backup.id]
        assert second.backup.path.exists()


def test_a_clock_that_was_ahead_keeps_no_backup_from_being_made_or_kept(
    folder: Path, safe: Path, issuer: Issuer
) -> None:
    clock = Clock()
    with Session.open(folder, PASSPHRASE, clock=clock) as session:
        clock.now += timedelta(days=4_000)
        session.backups.set_plan(Plan(folder=safe, every_days=7, keep=1))
        early = session.backups.make_if_due()
        assert early is not None
        clock.now = NOW
        take_in(session, issuer.issue("Chemistry"))
        now = session.backups.make_if_due()
        assert now is not None, "it is due today, not in eleven years"
        assert [one.id for one in now.rotated] == [early.backup.id]
        assert session.backups.standing().last == NOW


def test_a_list_of_members_that_is_larger_than_any_of_ours_is_not_read(safe: Path) -> None:
    """The library reads it at once, and makes an object of each."""
    path = safe / f"many{SUFFIX}"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("backup.json", b"{}")
    data = bytearray(path.read_bytes())
    end = data.rindex(b"PK\x05\x06")
    start = data.index(b"PK\x01\x02")
    many = bytes(data[start:end]) * (backup_file._STEP // (end - start) + 1)
    data[start:end] = many
    data[-10:-6] = len(many).to_bytes(4, "little")
    path.write_bytes(data)
    with pytest.raises(VaultDamagedError):
        look_into(path)


@pytest.mark.parametrize("suffix", ["-wal", "-journal"])
def test_no_journal_of_its_database_is_a_link_to_another_file(
    made: Made, tmp_path: Path, suffix: str
) -> None:
    outside = tmp_path / "thesis.txt"
    outside.write_text("mine")
    (made.folder / f"vault-1.db{suffix}").symlink_to(outside)
    with pytest.raises(StorageError):
        Session.open(made.folder, PASSPHRASE, clock=lambda: NOW)
    assert outside.read_text() == "mine"


def test_a_backup_is_written_into_no_link(tmp_path: Path) -> None:
    outside, part = tmp_path / "thesis.txt", tmp_path / "part"
    outside.write_text("mine")
    part.symlink_to(outside)
    with pytest.raises(StorageError), files.os_errors("part"):
        files.new(part)
    assert outside.read_text() == "mine"
    part.unlink()
    with files.new(part) as stream:
        stream.write(b"whole")
    assert (part.read_bytes(), part.stat().st_mode & 0o777) == (b"whole", 0o600)
