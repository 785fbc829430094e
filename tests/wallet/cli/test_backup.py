"""``tessera backup``: what a person types on a good day, and on the bad one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.wallet.cli.conftest import PASSPHRASE, Run

Opening = tuple[str, ...]


@pytest.fixture
def safe(tmp_path: Path) -> Path:
    place = tmp_path / "safe"
    place.mkdir()
    return place


def test_a_backup_is_made_listed_tried_out_and_restored(
    run: Run, opening: Opening, ids: list[str], safe: Path, key: Path, tmp_path: Path
) -> None:
    made = run("backup", "make", safe, "--json", *opening).json["made"]
    file = Path(made["file"])
    assert file.parent == safe
    (listed,) = run("backup", "list", "--json", *opening).json["backups"]
    assert (listed["id"], listed["tried_at"]) == (made["id"], None)
    told = run("backup", "check", file, "--passphrase-file", key)
    assert told.status == 0, told.err
    assert "holds 2 credentials" in told.out
    new = tmp_path / "restored"
    ran = run("backup", "restore", file, "--vault", new, "--passphrase-file", key)
    assert ran.status == 0, ran.err
    assert "restored from the backup of" in ran.out
    assert run("list", "--vault", new, "--passphrase-file", key, "--json").status == 0
    again = run("backup", "restore", file, "--vault", new, "--passphrase-file", key)
    assert again.status == 3, "never over another"
    assert len(ids) == 2


def test_what_was_erased_names_the_backups_that_still_hold_it(
    run: Run, opening: Opening, ids: list[str], safe: Path
) -> None:
    run("backup", "make", safe, *opening)
    ran = run("delete", ids[0], "--forever", "--yes", *opening)
    assert str(next(safe.iterdir())) in ran.out
    later = run("backup", "make", safe, "--json", *opening).json["made"]
    listed = run("backup", "list", "--json", *opening).json["backups"]
    assert [one["may_hold_erased"] for one in listed] == [False, True]
    assert listed[0]["id"] == later["id"]
    assert "may still be in it" in run("backup", "list", *opening).out
    assert run("backup", "delete", listed[1]["id"][:8], "--yes", *opening).status == 0
    assert [one.name for one in safe.iterdir()] == [Path(later["file"]).name]


def test_a_schedule_is_set_said_and_followed(run: Run, opening: Opening, safe: Path) -> None:
    assert "No backups are made" in run("backup", "schedule", *opening).out
    ran = run("backup", "schedule", safe, "--days", "3", "--keep", "2", *opening)
    assert "every 3 days" in ran.out
    assert run("backup", "make", "--if-due", "--json", *opening).json["made"]["automatic"]
    assert "No backup is due" in run("backup", "make", "--if-due", *opening).out
    assert run("backup", "schedule", "--off", "--json", *opening).json["schedule"] is None


def test_without_a_folder_it_says_what_is_missing(run: Run, opening: Opening) -> None:
    ran = run("backup", "make", *opening)
    assert ran.status == 3
    assert "No folder" in ran.err


def test_a_wrong_passphrase_or_another_file_is_said(
    run: Run, opening: Opening, safe: Path, tmp_path: Path, key: Path
) -> None:
    run("backup", "make", safe, *opening)
    (file,) = safe.iterdir()
    ran = run("backup", "check", file, typed="not the passphrase\n")
    assert ran.status == 3
    assert "does not open" in ran.err
    assert PASSPHRASE not in ran.err
    ran = run("backup", "check", key, "--passphrase-file", key)
    assert ran.status == 3
    assert "is not a backup" in ran.err
    assert tmp_path.exists()


def test_the_doctor_rescues_a_damaged_wallet_into_a_new_one(
    run: Run, opening: Opening, ids: list[str], vault: Path, key: Path, tmp_path: Path
) -> None:
    path = vault / "vault-1.db"
    path.write_bytes(path.read_bytes()[:4096] + bytes(4096) + path.read_bytes()[8192:])
    assert run("list", *opening).status == 3, "it does not open any more"
    new = tmp_path / "rescued"
    ran = run("doctor", "--salvage", new, "--recovery-file", tmp_path / "code", *opening)
    assert ran.status == 1
    assert "2 credentials were rescued" in ran.out
    listed = run("list", "--json", "--vault", new, "--passphrase-file", key).json
    assert {one["id"] for one in listed["credentials"]} == set(ids)
    assert len((tmp_path / "code").read_text().split()) == 12
