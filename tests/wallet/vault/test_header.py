"""``vault.json``: nobody changes it unnoticed, and no damage of it crashes or harms."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.wallet.vault.conftest import PASSPHRASE, WHOLE, Made
from wallet.errors import VaultDamagedError, VaultTooNewError, WalletError
from wallet.session import Session


def tree(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.name != "lock"}


def refused(folder: Path, kind: type[WalletError], passphrase: str = PASSPHRASE) -> str:
    """The code with which opening is refused; nothing of the wallet was changed by trying."""
    before = tree(folder)
    with pytest.raises(kind) as caught:
        Session.open(folder, passphrase)
    assert tree(folder) == before
    return caught.value.code


def rewrite(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    path = folder / "vault.json"
    header = json.loads(path.read_bytes())
    change(header)
    path.write_text(json.dumps(header), encoding="utf-8")


def test_it_holds_what_the_plan_says_and_nothing_readable(folder: Path) -> None:
    header = json.loads((folder / "vault.json").read_bytes())
    assert set(header) == {
        "database", "format", "generation", "mac", "serial", "slots", "stamp", "wallet",
    }  # fmt: skip
    assert [one["kind"] for one in header["slots"]] == ["passphrase", "recovery"]
    assert {one.name for one in folder.iterdir()} == WHOLE


@pytest.mark.parametrize("member", ["serial", "stamp", "generation", "wallet"])
def test_a_changed_member_is_noticed(folder: Path, member: str) -> None:
    def change(header: dict[str, Any]) -> None:
        value = header[member]
        header[member] = value + 1 if isinstance(value, int) else value[:-1] + "0"
        if member == "generation":
            header["database"] = "vault-2.db"
        if header[member] == value:
            header[member] = value[:-1] + "1"

    rewrite(folder, change)
    assert refused(folder, WalletError) in {
        "header_altered", "wrong_passphrase", "header_damaged",
    }  # fmt: skip


def test_an_attackers_recovery_key_is_noticed(folder: Path) -> None:
    def change(header: dict[str, Any]) -> None:
        header["slots"][1]["public"] = "A" * 43

    rewrite(folder, change)
    assert refused(folder, VaultDamagedError) == "header_altered"


def test_a_slot_taken_away_is_noticed(folder: Path) -> None:
    rewrite(folder, lambda header: header["slots"].pop())
    assert refused(folder, VaultDamagedError) == "header_altered"


def test_a_member_added_is_noticed(folder: Path) -> None:
    (folder / "vault.json.spare").unlink()
    rewrite(folder, lambda header: header.update(extra=1))
    assert refused(folder, VaultDamagedError) == "header_damaged"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"format":"something else"}',
        b'{"format":"tessera/vault/1"}',
        b'{"format":"tessera/vault/1","wallet":7,"generation":1,"serial":1,"slots":[]}',
        b"[" * 5000,
        b"x" * 100_000,
    ],
)
def test_foreign_and_broken_files_are_named(folder: Path, content: bytes) -> None:
    for name in ("vault.json", "vault.json.spare"):
        (folder / name).write_bytes(content)
    assert refused(folder, VaultDamagedError) in {"header_damaged", "not_a_wallet"}


@pytest.mark.parametrize("content", [None, b"", b'{"format":"tessera/vault/1"}'])
def test_a_lost_or_damaged_header_is_mended_from_the_spare_one(
    folder: Path, content: bytes | None
) -> None:
    path = folder / "vault.json"
    path.unlink() if content is None else path.write_bytes(content)
    with Session.open(folder, PASSPHRASE) as session:
        assert [one.code for one in session.notices] == ["header_mended"]
    with Session.open(folder, PASSPHRASE) as session:
        assert session.notices == ()
    assert path.read_bytes() == (folder / "vault.json.spare").read_bytes()


def test_the_spare_header_is_believed_no_more_than_the_other(folder: Path) -> None:
    spare = folder / "vault.json.spare"
    (folder / "vault.json").unlink()
    spare.write_bytes(spare.read_bytes().replace(b'"serial":1', b'"serial":9'))
    assert refused(folder, VaultDamagedError) == "header_altered"
    assert not (folder / "vault.json").exists()


def test_a_header_cut_short_anywhere_is_named(folder: Path) -> None:
    whole = (folder / "vault.json").read_bytes()
    (folder / "vault.json.spare").unlink()
    for length in range(0, len(whole), 37):
        (folder / "vault.json").write_bytes(whole[:length])
        assert refused(folder, VaultDamagedError) in {"header_damaged", "not_a_wallet"}
    (folder / "vault.json").write_bytes(whole)
    Session.open(folder, PASSPHRASE).lock()


def test_a_newer_format_is_not_touched(folder: Path) -> None:
    rewrite(folder, lambda header: header.update(format="tessera/vault/2"))
    assert refused(folder, VaultTooNewError) == "vault_too_new"


def test_a_folder_without_a_header_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").write_bytes(b"sun")
    with pytest.raises(VaultDamagedError) as caught:
        Session.open(tmp_path, PASSPHRASE)
    assert caught.value.code == "not_a_wallet"
    assert [one.name for one in tmp_path.iterdir()] == ["holiday.jpg"]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(VaultDamagedError) as caught:
        Session.open(tmp_path / "nowhere", PASSPHRASE)
    assert caught.value.code == "not_a_wallet"
    assert not (tmp_path / "nowhere").exists()


def test_the_recovery_words_open_what_the_header_holds(made: Made) -> None:
    again, fresh = Session.recover(made.folder, made.words, "an entirely new one")
    again.lock()
    assert fresh != made.words
