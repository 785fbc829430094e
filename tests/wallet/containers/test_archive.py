"""ZIP archives, honest and otherwise."""

from __future__ import annotations

import io
import stat
import struct
import zipfile

import pytest

from tests.helpers import files
from wallet.containers import Room, archive
from wallet.errors import IntakeError
from wallet.limits import Limits


def inside(data: bytes, **limits: int) -> dict[str | None, bytes]:
    room = Room(limits=Limits(**limits))
    return {one.name: one.data for one in archive.unpack(data, room)}


def refusal(data: bytes, **limits: int) -> str:
    with pytest.raises(IntakeError) as caught:
        inside(data, **limits)
    return caught.value.code


def packed(*members: tuple[zipfile.ZipInfo | str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in members:
            target.writestr(name, data)
    return out.getvalue()


def named(name: str) -> bytes:
    """An archive whose one member has exactly this name, which ``zipfile`` would clean."""
    data = packed(("x" * len(name.encode()), b"content"))
    return data.replace(b"x" * len(name.encode()), name.encode())


def test_members_come_with_their_names_and_folders_do_not():
    data = packed(("folder/", b""), ("folder/a.json", b"1"), ("b.json", b"2"))
    assert inside(data) == {"folder/a.json": b"1", "b.json": b"2"}


@pytest.mark.parametrize("litter", ["__MACOSX/._a.json", ".DS_Store", "folder/Thumbs.db"])
def test_what_file_managers_leave_behind_is_passed_over(litter):
    assert inside(packed((litter, b"x"), ("a.json", b"1"))) == {"a.json": b"1"}


@pytest.mark.parametrize(
    "name",
    ["../a.json", "a/../../b", "/etc/passwd", "c:\\a.json", "C:/a.json", "a\\b", "a\nb", ".."],
)
def test_names_that_leave_the_folder_refuse_the_archive(name):
    assert refusal(named(name)) == "unsafe_name"


@pytest.mark.parametrize("name", ["..a.json", "a..b", "a/.hidden", "Zeugnis für Älteste.json"])
def test_odd_names_that_stay_inside_are_fine(name):
    assert inside(packed((name, b"1"))) == {name: b"1"}


@pytest.mark.parametrize(("first", "second"), [("a.json", "a.json"), ("a.json", "A.JSON")])
def test_one_name_for_two_members_refuses_the_archive(first, second):
    with pytest.warns(UserWarning, match="Duplicate") if first == second else _quiet():
        data = packed((first, b"1"), (second, b"2"))
    assert refusal(data) == "unsafe_name"


class _quiet:  # noqa: N801 - stands beside pytest.warns
    def __enter__(self) -> None: ...
    def __exit__(self, *_: object) -> None: ...


def test_links_refuse_the_archive():
    link = zipfile.ZipInfo("link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert refusal(packed((link, b"/etc/passwd"))) == "unsafe_name"


def test_encrypted_members_are_named():
    data = bytearray(packed(("a.json", b"1")))
    local, central = data.index(b"PK\x03\x04") + 6, data.index(b"PK\x01\x02") + 8
    for at in (local, central):
        data[at] |= 1
    assert refusal(bytes(data)) == "encrypted"


def test_other_compressions_are_not_supported():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as target:
        target.writestr("a.json", b"1" * 100)
    assert refusal(out.getvalue()) == "unsupported"


@pytest.mark.parametrize(("members", "fits"), [(4, True), (5, False)])
def test_members_are_counted_before_any_is_read(members, fits):
    data = files.archive({f"{n}.json": b"1" for n in range(members)})
    if fits:
        assert len(inside(data, zip_members=4)) == members
    else:
        assert refusal(data, zip_members=4) == "too_complex"


@pytest.mark.parametrize(("size", "fits"), [(500, True), (501, False)])
def test_what_unpacks_to_too_much_is_refused_by_its_directory(size, fits):
    data = files.archive({"a": b"x" * size, "b": b"y" * 500})
    if fits:
        assert inside(data, zip_unpacked_bytes=1000)["a"] == b"x" * 500
    else:
        assert refusal(data, zip_unpacked_bytes=1000) == "too_large"


def test_members_are_counted_and_measured_over_nested_archives_too():
    room = Room(limits=Limits(zip_members=3, zip_unpacked_bytes=100))
    data = files.archive({"a": b"1", "b": b"2"})
    list(archive.unpack(data, room))
    with pytest.raises(IntakeError, match="too_complex"):
        list(archive.unpack(data, room))


def test_what_was_unpacked_is_counted_as_it_comes_whatever_the_directory_says():
    room = Room(limits=Limits(zip_unpacked_bytes=100))
    room.take(100)
    with pytest.raises(IntakeError, match="too_large"):
        room.take(1)


def test_a_member_larger_than_any_file_is_refused():
    data = files.archive({"a": b"x" * 200})
    small = {"input_bytes": 100, "zip_bytes": 150, "pdf_bytes": 100}
    assert refusal(data, **small) == "too_large"
    assert inside(data, **{**small, "pdf_bytes": 200})


def test_a_bomb_is_stopped_by_its_ratio():
    assert refusal(files.archive({"a": b"\0" * 30_000_000})) == "too_large"


def test_a_directory_that_lies_about_a_size_is_not_believed():
    data = bytearray(files.archive({"a": b"\0" * 3_000_000}))
    central = data.index(b"PK\x01\x02")
    struct.pack_into("<I", data, central + 24, 10)  # the size that the directory claims
    found = refusal(bytes(data), zip_unpacked_bytes=1_000_000)
    assert found in ("damaged", "too_large")


def test_an_archive_cut_off_or_changed_is_damaged():
    data = files.archive({"a": b"content" * 50})
    assert refusal(data[:-10]) == "damaged"
    assert refusal(data[:40]) == "damaged"
    broken = bytearray(data)
    broken[45] ^= 0xFF
    assert refusal(bytes(broken)) == "damaged"
