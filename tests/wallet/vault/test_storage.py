"""A full disk, a read-only folder, a damaged page: said clearly, and nothing harmed."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer
from tests.wallet.vault.conftest import PASSPHRASE, WHOLE, Made
from wallet.errors import StorageError, VaultDamagedError
from wallet.session import Costs, LibraryQuery, Session

MIB = 1024 * 1024


@contextlib.contextmanager
def small_disk(place: Path, size: int) -> Iterator[Path]:
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
    made = subprocess.run(mount, capture_output=True, check=False)
    if made.returncode != 0:
        pytest.skip(f"cannot mount a small disk here: {made.stderr.decode().strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def fill(disk: Path, leave: int) -> None:
    free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
    (disk / "ballast").write_bytes(bytes(max(0, free - leave)))


@pytest.mark.root
def test_a_full_disk_stops_an_import_and_keeps_what_was_stored(
    made: Made, tmp_path: Path
) -> None:
    issuer = Issuer()
    files = [
        (f"{n}.json", to_bytes(issuer.issue(f"No {n}", description="x" * 20_000)))
        for n in range(60)
    ]
    with small_disk(tmp_path / "disk", 24 * MIB) as disk:
        folder = Path(shutil.copytree(made.folder, disk / "Wallet 1"))
        with Session.open(folder, PASSPHRASE) as session:
            review = session.review(files)
            fill(disk, 400_000)
            done: list[int] = []
            with pytest.raises(StorageError) as caught:
                session.keep(review, progress=lambda count, _: done.append(count))
            assert caught.value.code == "disk_full"
            assert 0 < len(done) < 60
            assert session.count(LibraryQuery()) == len(done), "what was told is there"
        (disk / "ballast").unlink()
        with Session.open(folder, PASSPHRASE) as session:
            assert session.count(LibraryQuery()) == len(done)
            assert session.check_up() == ()
            assert session.keep(session.review(files)).kept, "and it goes on"
            assert session.count(LibraryQuery()) == 60


@pytest.mark.root
def test_a_full_disk_leaves_the_old_passphrase(made: Made, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 2 * MIB) as disk:
        folder = Path(shutil.copytree(made.folder, disk / "Wallet 1"))
        with Session.open(folder, PASSPHRASE) as session:
            session.new_holder_key("before")
            fill(disk, 50_000)
            with pytest.raises(StorageError) as caught:
                session.change_passphrase(PASSPHRASE, "the newer one", costs=Costs())
            assert caught.value.code == "disk_full"
            assert len(session.holder_keys()) == 1, "the session goes on"
        (disk / "ballast").unlink()
        with Session.open(folder, PASSPHRASE) as session:
            assert len(session.holder_keys()) == 1
            assert session.check_up() == ()
            assert session.notices == ()
        assert {one.name for one in folder.iterdir()} == WHOLE


@pytest.mark.root
def test_a_full_disk_leaves_no_half_made_wallet(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", MIB) as disk:
        fill(disk, 20_000)
        with pytest.raises(StorageError) as caught:
            Session.create(disk / "Wallet 1", PASSPHRASE, costs=Costs())
        assert caught.value.code == "disk_full"
        assert list((disk / "Wallet 1").iterdir()) == []
        (disk / "ballast").unlink()
        session, _ = Session.create(disk / "Wallet 1", PASSPHRASE, costs=Costs())
        session.lock()


@pytest.mark.root
def test_a_read_only_disk_is_said_before_anything_happens(made: Made, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 4 * MIB) as disk:
        folder = Path(shutil.copytree(made.folder, disk / "Wallet 1"))
        before = {one.name: one.read_bytes() for one in folder.iterdir()}
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        with pytest.raises(StorageError) as caught:
            Session.open(folder, PASSPHRASE)
        assert caught.value.code == "read_only"
        with pytest.raises(StorageError):
            Session.create(disk / "new", PASSPHRASE)
        assert {one.name: one.read_bytes() for one in folder.iterdir()} == before


def test_a_folder_without_permission_is_said(made: Made) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere; the read-only disk stands for it")
    made.folder.chmod(0o500)
    (made.folder / "lock").chmod(0o400)
    try:
        with pytest.raises(StorageError) as caught:
            Session.open(made.folder, PASSPHRASE)
        assert caught.value.code == "no_permission"
    finally:
        made.folder.chmod(0o700)


def test_a_flipped_bit_is_named_and_the_rest_can_still_be_read(made: Made) -> None:
    issuer = Issuer()
    with Session.open(made.folder, PASSPHRASE) as session:
        files = [
            (f"{n}.json", to_bytes(issuer.issue(f"No {n}", description="x" * 9_000)))
            for n in range(20)
        ]
        session.keep(session.review(files))
        root = session._vault.database.value(
            "SELECT rootpage FROM sqlite_master WHERE name = 'ledger'"
        )
    path = made.folder / "vault-1.db"
    content = bytearray(path.read_bytes())
    content[(int(root) - 1) * 4096 + 2000] ^= 1
    path.write_bytes(content)
    damaged = bytes(content)
    with Session.open(made.folder, PASSPHRASE) as session:
        found = session.check_up()
        assert "page_damaged" in {one.code for one in found}
        assert str(root) in " ".join(str(one.facts.get("detail")) for one in found)
        with pytest.raises(VaultDamagedError):
            session.ledger()
        for one in session.page(LibraryQuery()).rows:
            ((sha256, _),) = session.originals(one.credential_id)
            assert session.original(sha256)
        with pytest.raises(VaultDamagedError):
            session.change_passphrase(PASSPHRASE, "never over damage", costs=Costs())
    assert len(damaged) == path.stat().st_size, "nothing was overwritten or thrown away"


def test_a_database_cut_short_is_refused(made: Made) -> None:
    path = made.folder / "vault-1.db"
    whole = path.read_bytes()
    for length in (0, 100, 4096, len(whole) // 2):
        path.write_bytes(whole[:length])
        with pytest.raises(VaultDamagedError):
            Session.open(made.folder, PASSPHRASE)
    path.write_bytes(whole)
    Session.open(made.folder, PASSPHRASE).lock()
