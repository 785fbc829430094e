"""Two machines of one person: introduced by cards, alike through a folder, one removed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.helpers.issuer import Issuer
from tests.helpers.machines import PASSPHRASE, Clock, seen, settle, take_in, together, wallet
from wallet.errors import InputError, StorageError
from wallet.session import Costs, LibraryQuery, Session
from wallet.session.restoring import restore

ISSUER = Issuer("Example University")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Session]:
    with wallet(tmp_path, "Desk") as made:
        yield made


def bring(aside: Path, shared: Path) -> None:
    """What was written into a copy of the folder arrives in the folder itself."""
    for one in aside.iterdir():
        if not (shared / one.name).exists():
            shutil.copy(one, shared / one.name)


def codes(session: Session) -> list[str]:
    last = session.machines.last()
    return [] if last is None else [one.code for one in last.troubles]


def test_what_is_in_one_comes_to_the_other(
    shared: Path, laptop: Session, desk: Session
) -> None:
    mine = take_in(laptop, ISSUER, "Chemistry")
    laptop.labels.tag([mine], "Science")
    laptop.labels.add_note(mine, "Shown to Ana")
    laptop.labels.favour([mine])
    uid, _ = laptop.labels.add_collection("For work")
    laptop.labels.collect(uid, [mine])
    theirs = take_in(desk, ISSUER, "Physics")
    together(shared, laptop, desk)
    settle((laptop, desk))
    assert seen(laptop) == seen(desk)
    assert {mine, theirs} <= {
        one.credential_id for one in desk.page(LibraryQuery(), size=10).rows
    }
    assert desk.labels.of(mine).tags == ("Science",)
    assert codes(laptop) == codes(desk) == []
    assert laptop.originals(mine) == desk.originals(mine)
    ((sha256, _),) = laptop.originals(mine)
    assert laptop.original(sha256) == desk.original(sha256)


def test_each_machine_has_keys_of_its_own(shared: Path, laptop: Session, desk: Session) -> None:
    together(shared, laptop, desk)
    assert {one.card.did for one in laptop.machines.mates()} == {
        one.card.did for one in desk.machines.mates()
    }
    one, other = laptop.machines.this, desk.machines.this
    assert one is not None
    assert other is not None
    assert len({one.did, other.did}) == len({one.recipient, other.recipient}) == 2


def test_changes_on_both_sides_are_both_there(
    shared: Path, laptop: Session, desk: Session
) -> None:
    mine = take_in(laptop, ISSUER, "Chemistry")
    uid, _ = laptop.labels.add_note(mine, "Ask for the syllabus")
    together(shared, laptop, desk)
    laptop.labels.edit_note(uid, "Ask Ana for the syllabus")
    desk.labels.edit_note(uid, "Ask for the syllabus and the grade")
    laptop.labels.tag([mine], "Science")
    desk.labels.tag([mine], "Work")
    settle((laptop, desk))
    assert seen(laptop) == seen(desk)
    (note,) = laptop.labels.of(mine).notes
    assert note.text == "Ask Ana for the syllabus and the grade"
    assert laptop.labels.of(mine).tags == ("Science", "Work")


def test_the_bin_is_shared_and_a_credential_comes_back_from_it(
    shared: Path, laptop: Session, desk: Session
) -> None:
    mine = take_in(laptop, ISSUER, "Chemistry")
    together(shared, laptop, desk)
    settle((laptop, desk))
    desk.delete([mine])
    settle((desk, laptop))
    assert laptop.count(LibraryQuery()) == 0
    laptop.undelete([mine])
    settle((laptop, desk))
    assert desk.count(LibraryQuery()) == 1


def test_erased_on_one_is_in_the_bin_of_the_other_and_out_of_the_folder(
    shared: Path, laptop: Session, desk: Session
) -> None:
    mine = take_in(laptop, ISSUER, "Chemistry")
    together(shared, laptop, desk)
    settle((laptop, desk))
    files = {one.name for one in shared.iterdir() if one.name[0] >= "8"}
    assert len(files) == 1
    laptop.delete([mine], forever=True)
    settle((laptop, desk))
    assert laptop.count(LibraryQuery()) == len(laptop.deleted()) == 0
    assert len(desk.deleted()) == 1
    assert not any((shared / one).exists() for one in files)
    desk.undelete([mine])
    settle((desk, laptop))
    assert laptop.count(LibraryQuery()) == desk.count(LibraryQuery()) == 1


def test_nothing_in_the_folder_can_be_read_by_others(
    shared: Path, laptop: Session, desk: Session, tmp_path: Path
) -> None:
    mine = take_in(laptop, ISSUER, "Chemistry of Herring")
    laptop.labels.add_note(mine, "Shown to Anastasia")
    together(shared, laptop, desk)
    settle((laptop, desk))
    for one in shared.iterdir():
        content = one.read_bytes()
        assert content.startswith(b"age-encryption.org/v1")
        for word in (b"Herring", b"Anastasia", b"Laptop", b"Chemistry", mine.encode()):
            assert word not in content
            assert word not in one.name.encode()
    with wallet(tmp_path, "Stranger") as stranger:
        card = laptop.machines.read_card(laptop.machines.card("Laptop"))
        stranger.machines.join(card, shared, "Stranger")
        stranger.machines.meet()
        assert codes(stranger) == ["not_admitted_yet"]
        assert stranger.count(LibraryQuery()) == 0


def test_a_strangers_papers_are_nothing(shared: Path, laptop: Session, tmp_path: Path) -> None:
    """Somebody who can write into the folder, and knows the ring's number, is not heard."""
    laptop.machines.start(shared, "Laptop")
    mine = take_in(laptop, ISSUER, "Chemistry")
    laptop.machines.meet()
    with wallet(tmp_path, "Stranger") as stranger:
        stranger.machines.start(shared, "Stranger")
        take_in(stranger, ISSUER, "Forged")
        me = laptop.machines.this
        assert me is not None
        stranger._database.run("UPDATE machine SET ring = ?", (me.ring,))
        stranger.machines.meet()
        laptop.machines.meet()
        held = [one.credential_id for one in laptop.page(LibraryQuery(), size=10).rows]
        assert held == [mine]


def test_a_removed_machine_hears_nothing_more(
    shared: Path, laptop: Session, desk: Session
) -> None:
    together(shared, laptop, desk)
    settle((laptop, desk))
    theirs = desk.machines.this
    assert theirs is not None
    laptop.machines.remove(theirs.did)
    later = take_in(laptop, ISSUER, "Secret")
    laptop.machines.meet()
    take_in(desk, ISSUER, "Too late")
    desk.machines.meet()
    laptop.machines.meet()
    assert desk.count(LibraryQuery()) == 1
    assert codes(desk) == ["this_removed"]
    assert [one.credential_id for one in laptop.page(LibraryQuery(), size=10).rows] == [later]
    with pytest.raises(InputError) as told:
        laptop.machines.admit(desk.machines.read_card(desk.machines.card("Desk")))
    assert told.value.code == "machine_was_removed"


def test_what_a_removed_machine_wrote_later_is_told(
    shared: Path, laptop: Session, desk: Session, tmp_path: Path
) -> None:
    aside = tmp_path / "aside"
    together(shared, laptop, desk)
    settle((laptop, desk))
    shutil.copytree(shared, aside)
    theirs = desk.machines.this
    assert theirs is not None
    desk._database.run("UPDATE machine SET folder = ?", (str(aside),))
    take_in(desk, ISSUER, "Written aside")
    desk.machines.meet()
    laptop.machines.remove(theirs.did)
    bring(aside, shared)
    laptop.machines.meet()
    assert codes(laptop) == ["unheard"]
    assert laptop.count(LibraryQuery()) == 0


def test_two_that_removed_each_other_are_a_quarrel_for_the_third(
    shared: Path, laptop: Session, desk: Session, tmp_path: Path
) -> None:
    with wallet(tmp_path, "Phone") as phone:
        together(shared, laptop, desk, phone)
        settle((laptop, desk, phone))
        one, other = laptop.machines.this, desk.machines.this
        assert one is not None
        assert other is not None
        aside = Path(shutil.copytree(shared, tmp_path / "aside"))
        desk._database.run("UPDATE machine SET folder = ?", (str(aside),))
        desk.machines.remove(one.did)
        laptop.machines.remove(other.did)
        bring(aside, shared)
        phone.machines.meet()
        assert codes(phone).count("quarrel") == 2
        phone.machines.believe(one.did)
        phone.machines.meet()
        assert "quarrel" not in codes(phone)
        assert other.did not in {mate.card.did for mate in phone.machines.mates()}
        laptop.machines.meet()
        assert "this_removed" not in codes(laptop)


def test_a_copied_wallet_is_a_fork_and_is_told(
    shared: Path, laptop: Session, desk: Session, tmp_path: Path
) -> None:
    together(shared, laptop, desk)
    settle((laptop, desk))
    laptop.lock()
    copy = Path(shutil.copytree(laptop.folder, tmp_path / "copy"))
    with (
        Session.open(laptop.folder, PASSPHRASE, clock=Clock()) as first,
        Session.open(copy, PASSPHRASE, clock=Clock()) as second,
    ):
        aside = Path(shutil.copytree(shared, tmp_path / "aside"))
        second._database.run("UPDATE machine SET folder = ?", (str(aside),))
        take_in(first, ISSUER, "One")
        take_in(second, ISSUER, "Two")
        first.machines.meet()
        second.machines.meet()
        bring(aside, shared)
        first.machines.meet()
        desk.machines.meet()
        assert "this_copied" in codes(first)
        assert "fork" in codes(desk)
        assert first.count(LibraryQuery()) == second.count(LibraryQuery()) == 1
        mine = first.machines.this
        assert mine is not None
        desk.machines.remove(mine.did)
        assert "fork" not in codes(desk)


def test_a_missing_paper_is_a_gap_and_what_follows_waits(
    shared: Path, laptop: Session, desk: Session, tmp_path: Path
) -> None:
    together(shared, laptop, desk)
    settle((laptop, desk))
    before = {one.name for one in shared.iterdir()}
    take_in(laptop, ISSUER, "First")
    laptop.machines.meet()
    held_back = [one for one in shared.iterdir() if one.name not in before]
    take_in(laptop, ISSUER, "Second")
    laptop.machines.meet()
    away = tmp_path / "away"
    away.mkdir()
    for one in held_back:
        shutil.move(one, away / one.name)
    desk.machines.meet()
    assert codes(desk) == ["gap"]
    assert desk.count(LibraryQuery()) == 0
    for one in away.iterdir():
        shutil.move(one, shared / one.name)
    desk.machines.meet()
    assert codes(desk) == []
    assert desk.count(LibraryQuery()) == 2


def test_files_that_were_lost_are_written_again(
    shared: Path, laptop: Session, desk: Session
) -> None:
    take_in(laptop, ISSUER, "Chemistry")
    together(shared, laptop, desk)
    for one in shared.iterdir():
        one.unlink()
    settle((laptop, desk))
    assert desk.count(LibraryQuery()) == 1
    assert codes(desk) == []


def test_a_half_copied_or_altered_file_waits_and_harms_nothing(
    shared: Path, laptop: Session, desk: Session
) -> None:
    together(shared, laptop, desk)
    settle((laptop, desk))
    before = {one.name for one in shared.iterdir()}
    take_in(laptop, ISSUER, "Chemistry")
    laptop.machines.meet()
    new = [one for one in shared.iterdir() if one.name not in before]
    whole = {one: one.read_bytes() for one in new}
    for one, content in whole.items():
        one.write_bytes(content[: len(content) // 2])
    desk.machines.meet()
    assert codes(desk) == ["unread"]
    for one, content in whole.items():
        one.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    desk.machines.meet()
    assert desk.count(LibraryQuery()) == 0
    for one, content in whole.items():
        one.write_bytes(content)
    desk.machines.meet()
    assert desk.count(LibraryQuery()) == 1


def test_a_folder_that_is_not_there_is_told_and_nothing_is_lost(
    shared: Path, laptop: Session, desk: Session, tmp_path: Path
) -> None:
    together(shared, laptop, desk)
    away = shared.rename(tmp_path / "elsewhere")
    take_in(laptop, ISSUER, "Chemistry")
    with pytest.raises(StorageError) as told:
        laptop.machines.meet()
    assert told.value.code == "sync_folder_missing"
    away.rename(shared)
    settle((laptop, desk))
    assert desk.count(LibraryQuery()) == 1


def test_leaving_keeps_everything_but_the_others(
    shared: Path, laptop: Session, desk: Session
) -> None:
    mine = take_in(laptop, ISSUER, "Chemistry")
    together(shared, laptop, desk)
    settle((laptop, desk))
    desk.labels.tag([mine], "Kept")
    desk.machines.leave()
    assert desk.machines.mates() == ()
    assert desk.labels.of(mine).tags == ("Kept",)
    desk.machines.join(
        laptop.machines.read_card(laptop.machines.card("Laptop")), shared, "Desk again"
    )
    laptop.machines.admit(desk.machines.read_card(desk.machines.card("Desk again")))
    settle((desk, laptop))
    assert laptop.labels.of(mine).tags == ("Kept",)
    assert seen(laptop) == seen(desk)


def test_a_machine_restored_from_a_backup_goes_on_where_it_was(
    shared: Path, laptop: Session, desk: Session, tmp_path: Path
) -> None:
    """What it said after the backup stands in the folder: it hears itself, and is no fork."""
    safe = tmp_path / "safe"
    safe.mkdir()
    together(shared, laptop, desk)
    settle((laptop, desk))
    made = laptop.backups.make(safe).backup
    later = take_in(laptop, ISSUER, "After the backup")
    settle((laptop, desk))
    laptop.lock()
    place = tmp_path / "restored"
    restored = restore(
        made.path, place, PASSPHRASE, clock=Clock(timedelta(days=1)), costs=Costs()
    )
    with restored:
        assert restored.count(LibraryQuery()) == 0
        restored.machines.meet()
        assert [one.credential_id for one in restored.page(LibraryQuery()).rows] == [later]
        newest = take_in(restored, ISSUER, "After the restoring")
        settle((restored, desk))
        assert codes(restored) == codes(desk) == []
        assert seen(restored) == seen(desk)
        assert newest in {one.credential_id for one in desk.page(LibraryQuery()).rows}
