"""Opening and closing: one owner, files that belong together, older ones put back."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from tests.helpers.said import NOW
from tests.wallet.vault.conftest import PASSPHRASE, WHOLE, Made
from wallet.errors import (
    StorageError,
    VaultBusyError,
    VaultDamagedError,
    VaultError,
    VaultTooNewError,
    WrongPassphraseError,
)
from wallet.session import Costs, LibraryQuery, Session, Settings
from wallet.vault import lock, schema

CHEAP = Costs()


def codes(session: Session) -> list[str]:
    return [one.code for one in session.notices]


def change_something(folder: Path, seconds: int, passphrase: str = PASSPHRASE) -> None:
    with Session.open(folder, passphrase, clock=lambda: NOW) as session:
        session.save_settings(Settings(lock_after_seconds=seconds))


def test_a_wallet_is_named_after_its_folder(session: Session, folder: Path) -> None:
    assert session.name == "Wallet 1"
    assert session.folder == folder
    assert session.notices == ()


def test_a_wrong_passphrase_changes_nothing(folder: Path) -> None:
    before = (folder / "vault-1.db").read_bytes()
    with pytest.raises(WrongPassphraseError):
        Session.open(folder, "not this one")
    assert (folder / "vault-1.db").read_bytes() == before
    Session.open(folder, PASSPHRASE).lock()


def test_a_wallet_is_not_made_where_something_lies(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(StorageError) as caught:
        Session.create(tmp_path, PASSPHRASE)
    assert caught.value.code == "folder_not_empty"
    assert [one.name for one in tmp_path.iterdir()] == ["letter.txt"]


def test_only_its_owner_may_read_the_folder(tmp_path: Path) -> None:
    session, _ = Session.create(tmp_path / "Wallet 1", PASSPHRASE, costs=CHEAP)
    session.lock()
    folder = tmp_path / "Wallet 1"
    with Session.open(folder, PASSPHRASE) as session:
        session.change_passphrase(PASSPHRASE, "the newer passphrase", costs=CHEAP)
        session.save_settings(Settings(lock_after_seconds=60))
        for path in (folder, *folder.iterdir()):
            assert path.stat().st_mode & 0o077 == 0, path.name


# --- one owner at a time


def test_a_second_one_is_told_who_has_it(session: Session, folder: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from wallet.errors import VaultBusyError\n"
        "from wallet.session import Session\n"
        "try: Session.open(Path(sys.argv[1]), sys.argv[2])\n"
        "except VaultBusyError as error: print(error.code, error.facts['pid'])"
    )
    told = subprocess.run(
        [sys.executable, "-c", program, str(folder), PASSPHRASE],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout.split() == ["vault_busy", str(os.getpid())]
    assert session.count(LibraryQuery()) == 0, "the owner is not disturbed"


def test_a_second_one_in_the_same_process_is_refused_too(
    session: Session, folder: Path
) -> None:
    with pytest.raises(VaultBusyError):
        Session.open(folder, PASSPHRASE)
    session.lock()
    Session.open(folder, PASSPHRASE).lock()


def test_a_killed_owner_leaves_no_lock_behind(folder: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path; from wallet.session import Session\n"
        "s = Session.open(Path(sys.argv[1]), sys.argv[2]); print('open', flush=True)\n"
        "time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(folder), PASSPHRASE], stdout=subprocess.PIPE
    ) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline() == b"open\n"
        owner.send_signal(signal.SIGKILL)
    with Session.open(folder, PASSPHRASE) as session:
        assert session.check_up() == ()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX locks")
@pytest.mark.parametrize("failure", [None, OSError(37, "No locks available")])
def test_a_disk_without_working_locks_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch, failure: OSError | None
) -> None:
    def sham(_descriptor: int, _operation: int) -> None:
        if failure is not None:
            raise failure

    monkeypatch.setattr(lock.fcntl, "flock", sham)
    with pytest.raises(StorageError) as caught:
        Session.open(folder, PASSPHRASE)
    assert caught.value.code == "no_locks"


def test_after_locking_nothing_works_and_nothing_is_open(
    session: Session, folder: Path
) -> None:
    session.lock()
    session.lock()
    with pytest.raises(VaultError) as caught:
        session.page(LibraryQuery())
    assert caught.value.code == "vault_locked"
    assert {one.name for one in folder.iterdir()} == WHOLE
    assert (folder / "lock").read_bytes() == b"", "no process is named any more"


def test_another_thread_may_not_use_the_session(session: Session) -> None:
    caught: list[BaseException] = []

    def elsewhere() -> None:
        try:
            session.count(LibraryQuery())
        except dbapi2.ProgrammingError as error:
            caught.append(error)

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert caught


# --- files that do not belong together


def test_a_missing_database_is_named(folder: Path) -> None:
    (folder / "vault-1.db").unlink()
    with pytest.raises(VaultDamagedError) as caught:
        Session.open(folder, PASSPHRASE)
    assert caught.value.code == "database_missing"
    assert caught.value.facts["file"] == "vault-1.db"
    assert not (folder / "vault-1.db").exists(), "no empty one is made in its place"


def test_another_wallets_database_is_refused(folder: Path, tmp_path: Path) -> None:
    other, _ = Session.create(tmp_path / "other", PASSPHRASE, costs=CHEAP)
    other.lock()
    shutil.copy(tmp_path / "other" / "vault-1.db", folder / "vault-1.db")
    before = (folder / "vault-1.db").read_bytes()
    with pytest.raises(VaultDamagedError) as caught:
        Session.open(folder, PASSPHRASE)
    assert caught.value.code == "database_damaged"
    assert (folder / "vault-1.db").read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0" + bytes(5000), b"x" * 9000])
def test_a_file_that_is_no_database_is_refused(folder: Path, content: bytes) -> None:
    (folder / "vault-1.db").write_bytes(content)
    with pytest.raises(VaultDamagedError):
        Session.open(folder, PASSPHRASE)


def test_a_plain_database_is_never_taken_for_an_encrypted_one(folder: Path) -> None:
    (folder / "vault-1.db").unlink()
    plain = dbapi2.connect(str(folder / "vault-1.db"))
    for statement in schema.MIGRATIONS[0]:
        plain.execute(statement)
    plain.execute("PRAGMA user_version = 1")
    plain.commit()
    plain.close()
    with pytest.raises(VaultDamagedError):
        Session.open(folder, PASSPHRASE)


def test_a_newer_schema_is_not_touched(session: Session, folder: Path) -> None:
    session._vault.database.run("PRAGMA user_version = 99")
    session.lock()
    before = (folder / "vault-1.db").read_bytes()
    with pytest.raises(VaultTooNewError) as caught:
        Session.open(folder, PASSPHRASE)
    assert caught.value.facts["schema"] == 99
    assert (folder / "vault-1.db").read_bytes() == before


# --- older files put back


def test_an_older_database_put_back_is_noticed(folder: Path, tmp_path: Path) -> None:
    change_something(folder, 100)
    shutil.copy(folder / "vault-1.db", tmp_path / "older.db")
    change_something(folder, 200)
    shutil.copy(tmp_path / "older.db", folder / "vault-1.db")
    with Session.open(folder, PASSPHRASE, clock=lambda: NOW) as session:
        assert "older_database" in codes(session)
        assert session.settings().lock_after_seconds == 100, "it is told, not destroyed"


def test_an_older_header_put_back_is_noticed(folder: Path, tmp_path: Path) -> None:
    change_something(folder, 100)
    shutil.copy(folder / "vault.json", tmp_path / "older.json")
    change_something(folder, 200)
    shutil.copy(tmp_path / "older.json", folder / "vault.json")
    with Session.open(folder, PASSPHRASE, clock=lambda: NOW) as session:
        assert codes(session) == ["older_header"]
        assert session.settings().lock_after_seconds == 200


def test_the_header_of_an_older_passphrase_put_back_is_refused(
    folder: Path, tmp_path: Path
) -> None:
    shutil.copy(folder / "vault.json", tmp_path / "older.json")
    with Session.open(folder, PASSPHRASE) as session:
        session.change_passphrase(PASSPHRASE, "the newer passphrase", costs=CHEAP)
    newer = (folder / "vault.json").read_bytes()
    shutil.copy(tmp_path / "older.json", folder / "vault.json")
    with pytest.raises(VaultDamagedError) as caught:
        Session.open(folder, PASSPHRASE)
    assert caught.value.code == "older_header"
    (folder / "vault.json").write_bytes(newer)
    Session.open(folder, "the newer passphrase").lock()


def test_both_put_back_is_noticed_on_this_computer(folder: Path, tmp_path: Path) -> None:
    change_something(folder, 100)
    shutil.copytree(folder, tmp_path / "kept")
    change_something(folder, 200)
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "kept", folder)
    with Session.open(folder, PASSPHRASE, clock=lambda: NOW) as session:
        assert codes(session) == ["older_wallet"]
        assert session.settings().lock_after_seconds == 100
    with Session.open(folder, PASSPHRASE, clock=lambda: NOW) as session:
        assert codes(session) == ["older_wallet"], "until it has come further again"


def test_an_older_generation_put_back_is_noticed_too(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "kept")
    with Session.open(folder, PASSPHRASE, clock=lambda: NOW) as session:
        session.change_passphrase(PASSPHRASE, "the newer passphrase", costs=CHEAP)
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "kept", folder)
    with Session.open(folder, PASSPHRASE, clock=lambda: NOW) as session:
        assert codes(session) == ["older_wallet"]


def test_a_record_that_was_tampered_with_is_said(folder: Path, home: Path) -> None:
    change_something(folder, 100)
    (record,) = (home / ".local/state/tessera/wallets").iterdir()
    record.write_bytes(record.read_bytes().replace(b'"generation":1', b'"generation":0'))
    with Session.open(folder, PASSPHRASE, clock=lambda: NOW) as session:
        assert codes(session) == ["floor_unreadable"]


def test_a_wallet_from_another_computer_opens_without_a_word(folder: Path, home: Path) -> None:
    change_something(folder, 100)
    shutil.rmtree(home / ".local/state/tessera")
    with Session.open(folder, PASSPHRASE, clock=lambda: NOW) as session:
        assert session.notices == ()


def test_a_clock_that_went_back_is_said(folder: Path) -> None:
    change_something(folder, 100)
    earlier = NOW - timedelta(days=400)
    with Session.open(folder, PASSPHRASE, clock=lambda: earlier) as session:
        assert codes(session) == ["clock_went_back"]


def test_a_crash_is_not_taken_for_an_attack(
    folder: Path, tmp_path: Path, clock: Callable[[], datetime]
) -> None:
    session = Session.open(folder, PASSPHRASE, clock=clock)
    session.save_settings(Settings(lock_after_seconds=77))
    shutil.copytree(folder, tmp_path / "as the crash left it")
    session.lock()
    with Session.open(tmp_path / "as the crash left it", PASSPHRASE, clock=clock) as after:
        assert after.settings().lock_after_seconds == 77
        assert codes(after) in ([], ["older_wallet"])


def test_a_stray_database_is_said_and_left_alone(folder: Path) -> None:
    (folder / "vault-7.db").write_bytes(b"somebody else's")
    with Session.open(folder, PASSPHRASE) as session:
        assert codes(session) == ["stray_database"]
        session.change_passphrase(PASSPHRASE, "the newer passphrase", costs=CHEAP)
    assert (folder / "vault-7.db").read_bytes() == b"somebody else's"


# --- passphrase and recovery


def test_a_changed_passphrase_leaves_nothing_of_the_old(made: Made) -> None:
    change_something(made.folder, 123)
    with Session.open(made.folder, PASSPHRASE) as session:
        session.change_passphrase(PASSPHRASE, "the newer passphrase", costs=CHEAP)
        assert session.settings().lock_after_seconds == 123
    renewed = WHOLE - {"vault-1.db"} | {"vault-2.db"}
    assert {one.name for one in made.folder.iterdir()} == renewed
    with pytest.raises(WrongPassphraseError):
        Session.open(made.folder, PASSPHRASE)
    with Session.open(made.folder, "the newer passphrase") as session:
        assert session.notices == ()
        assert session.settings().lock_after_seconds == 123


def test_the_old_passphrase_is_asked_for(session: Session) -> None:
    with pytest.raises(WrongPassphraseError):
        session.change_passphrase("a guess at it", "the newer passphrase", costs=CHEAP)
    assert session.count(LibraryQuery()) == 0


def test_the_printed_code_outlives_a_change_of_passphrase_and_is_used_up_by_use(
    made: Made,
) -> None:
    with Session.open(made.folder, PASSPHRASE) as session:
        session.change_passphrase(PASSPHRASE, "the newer passphrase", costs=CHEAP)
    session, fresh = Session.recover(made.folder, made.words, "after the loss", costs=CHEAP)
    session.lock()
    with pytest.raises(WrongPassphraseError) as caught:
        Session.recover(made.folder, made.words, "once more", costs=CHEAP)
    assert caught.value.code == "wrong_recovery_words"
    for old in (PASSPHRASE, "the newer passphrase"):
        with pytest.raises(WrongPassphraseError):
            Session.open(made.folder, old)
    Session.open(made.folder, "after the loss").lock()
    session, _ = Session.recover(made.folder, fresh, "and again", costs=CHEAP)
    session.lock()
