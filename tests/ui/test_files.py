"""Reading what was dropped, writing what is exported."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from ui.files import MOST, FileSet, save_bytes
from wallet.errors import StorageError


def test_folders_are_gone_through_in_order_and_hidden_files_left_out(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("z.json", "b/a.json", ".hidden", "a.json"):
        (tmp_path / name).write_bytes(name.encode())
    found = FileSet((tmp_path, ("pasted.txt", b"x")))
    assert [name for name, _ in found] == ["a.json", "z.json", "a.json", "pasted.txt"]
    assert len(found) == 4


def test_a_name_that_is_no_text_is_told_as_text(tmp_path: Path) -> None:
    strange = os.fsdecode(os.fsencode(tmp_path) + b"/M\xfcller.json")
    Path(strange).write_bytes(b"{}")
    assert list(FileSet((tmp_path,))) == [("M?ller.json", b"{}")]


def test_a_folder_that_holds_itself_is_not_gone_through_for_ever(tmp_path: Path) -> None:
    (tmp_path / "one.json").write_bytes(b"{}")
    (tmp_path / "again").symlink_to(tmp_path)
    assert len(FileSet((tmp_path,))) == 1


def test_a_huge_file_is_not_read_whole(tmp_path: Path) -> None:
    huge = tmp_path / "huge"
    with huge.open("wb") as stream:
        stream.truncate(MOST * 4)
    ((_name, content),) = FileSet((huge,))
    assert len(content) == MOST + 1


def test_a_file_that_cannot_be_read_is_empty(tmp_path: Path) -> None:
    ((name, content),) = FileSet((tmp_path / "gone.json",))
    assert (name, content) == ("gone.json", b"")


def test_an_export_is_whole_private_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "credential.json"
    save_bytes(str(target), b"\x00exact\xff")
    assert target.read_bytes() == b"\x00exact\xff"
    assert [one.name for one in tmp_path.iterdir()] == ["credential.json"]
    if sys.platform != "win32":
        assert target.stat().st_mode & 0o077 == 0


def test_a_place_that_does_not_exist_is_told_without_its_path(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as caught:
        save_bytes(str(tmp_path / "no" / "where.json"), b"")
    assert caught.value.code == "disk_failed"
    assert str(tmp_path) not in str(caught.value)
