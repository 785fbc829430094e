"""Tags, notes, favourites and collections: kept, found, taken away without a trace."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.wallet.vault.conftest import PASSPHRASE
from wallet.errors import InputError
from wallet.session import LibraryQuery, Session
from wallet.vault import places
from wallet.vault.labels import LONGEST_NOTE, LONGEST_TAG


def ids(session: Session) -> list[str]:
    return [one.credential_id for one in session.page(LibraryQuery()).rows]


def rows_in(session: Session, table: str) -> list[tuple[object, ...]]:
    return session._database.all(f"SELECT * FROM {table}")


def test_a_tag_is_one_whatever_its_case_and_keeps_its_first_spelling(filled: Session) -> None:
    one, two, *_ = ids(filled)
    changes = filled.labels.tag((one,), "  For  ACME ")
    assert changes.changed == (one,)
    filled.labels.tag((one, two), "for acme")
    assert filled.labels.of(two).tags == ("For ACME",)
    (tag,) = filled.labels.tags()
    assert (tag.label, tag.key, tag.count) == ("For ACME", "for acme", 2)
    filled.labels.untag((one,), "FOR ACME")
    assert filled.labels.of(one).tags == ()
    assert filled.labels.tags()[0].count == 1
    filled.delete((two,))
    assert filled.labels.tags()[0].count == 0, "the bin does not count"


def test_what_is_taken_off_stays_as_a_mark_without_its_words(filled: Session) -> None:
    one, *_ = ids(filled)
    filled.labels.tag((one,), "Secret tag")
    uid, _ = filled.labels.add_note(one, "Secret note")
    shelf, _ = filled.labels.add_collection("Secret shelf")
    filled.labels.collect(shelf, (one,))
    stamp = filled._database.stamp
    filled.labels.untag((one,), "secret tag")
    filled.labels.remove_note(uid)
    filled.labels.remove_collection(shelf)
    for table in ("tags", "notes", "collections", "collected"):
        (kept,) = rows_in(filled, table)
        assert kept[-1] == 1, f"{table} is marked"
        assert kept[1] > stamp, f"{table} is stamped anew"
        assert "ecret" not in str(kept)
    assert filled.count(LibraryQuery(text="secret")) == 0
    assert filled.labels.collections() == ()
    assert filled.count(LibraryQuery()) == 5, "nothing left the library"


def test_no_byte_of_a_note_is_left_when_it_was_removed_or_erased(
    folder: Path, filled: Session, clock: Callable[[], datetime]
) -> None:
    one, two, *_ = ids(filled)
    uid, _ = filled.labels.add_note(one, "Zirkumflexion")
    filled.labels.tag((two,), "Zirkumzision")
    filled.labels.remove_note(uid)
    filled.delete((two,), forever=True)
    told = filled._database.all("SELECT * FROM own_text")
    told += filled._database.all("SELECT * FROM own_text_data")
    told += [*rows_in(filled, "tags"), *rows_in(filled, "notes")]
    assert "irkum" not in str(told)
    filled.lock()
    with Session.open(folder, PASSPHRASE, clock=clock) as again:
        assert again.check_up() == ()


def test_renaming_a_tag_joins_it_with_one_that_is_there(filled: Session) -> None:
    one, two, three, *_ = ids(filled)
    filled.labels.tag((one, two), "Job")
    filled.labels.tag((two, three), "Work")
    filled.labels.rename_tag("job", "work")
    assert [(tag.label, tag.count) for tag in filled.labels.tags()] == [("work", 3)]
    assert filled.labels.of(two).tags == ("work",)
    assert filled.count(LibraryQuery(text="job")) == 0
    assert filled.count(LibraryQuery(text="work")) == 3
    filled.labels.remove_tag("WORK")
    assert filled.labels.tags() == ()
    with pytest.raises(InputError, match="unknown_tag"):
        filled.labels.remove_tag("work")


@pytest.mark.parametrize("label", ["", "  ", "—", "x" * (LONGEST_TAG + 1)])
def test_a_tag_that_is_none_is_refused(filled: Session, label: str) -> None:
    with pytest.raises(InputError):
        filled.labels.tag(ids(filled)[:1], label)
    assert rows_in(filled, "tags") == []


def test_nothing_is_put_on_what_is_not_held(filled: Session) -> None:
    held, unknown = ids(filled)[0], "f" * 64
    shelf, _ = filled.labels.add_collection("A")
    for refused in (
        lambda: filled.labels.tag((held, unknown), "A"),
        lambda: filled.labels.add_note(unknown, "A"),
        lambda: filled.labels.favour((held, unknown)),
        lambda: filled.labels.collect(shelf, (held, unknown)),
        lambda: filled.labels.collect("none", (held,)),
        lambda: filled.attention.dismiss("x", unknown),
    ):
        with pytest.raises(InputError):
            refused()
    empty = filled.labels.of(held)
    assert (empty.tags, empty.notes, empty.favourite, empty.collections) == ((), (), False, ())


def test_notes_are_written_anew_and_found(filled: Session) -> None:
    one, *_ = ids(filled)
    uid, _ = filled.labels.add_note(one, "Ask Dr Šimić about the lab")
    assert filled.count(LibraryQuery(text="simic")) == 1
    filled.labels.edit_note(uid, "Asked 数据 already")
    (note,) = filled.labels.of(one).notes
    assert (note.uid, note.text) == (uid, "Asked 数据 already")
    assert filled.count(LibraryQuery(text="simic")) == 0
    assert filled.count(LibraryQuery(text="据")) == 2, "in a note, and in a title"
    for off in ("", " \n", "x" * (LONGEST_NOTE + 1)):
        with pytest.raises(InputError):
            filled.labels.edit_note(uid, off)
    filled.labels.remove_note(uid)
    with pytest.raises(InputError, match="unknown_note"):
        filled.labels.edit_note(uid, "again")


def test_a_favourite_is_one_until_it_is_none(filled: Session) -> None:
    one, two, *_ = ids(filled)
    filled.labels.favour((one, two))
    filled.labels.favour((one,), on=False)
    assert [filled.labels.of(each).favourite for each in (one, two)] == [False, True]
    filled.labels.favour((one,))
    assert filled.labels.of(one).favourite


def test_collections_keep_the_order_that_they_are_given(filled: Session) -> None:
    made = [filled.labels.add_collection(name)[0] for name in ("A", "B", "C")]
    filled.labels.move_collection(made[2], made[0])
    assert [one.name for one in filled.labels.collections()] == ["C", "A", "B"]
    filled.labels.move_collection(made[2], made[1])
    assert [one.name for one in filled.labels.collections()] == ["A", "C", "B"]
    filled.labels.move_collection(made[0], None)
    assert [one.name for one in filled.labels.collections()] == ["C", "B", "A"]
    filled.labels.rename_collection(made[0], "Ä first")
    assert filled.labels.collection("a FIRST") == made[0]
    with pytest.raises(InputError, match="collection_exists"):
        filled.labels.add_collection("b")
    with pytest.raises(InputError, match="collection_without_name"):
        filled.labels.rename_collection(made[1], " ")


def test_names_of_collections_find_what_is_in_them(filled: Session) -> None:
    one, two, *_ = ids(filled)
    shelf, _ = filled.labels.add_collection("Visa papers")
    filled.labels.collect(shelf, (one, two))
    assert filled.count(LibraryQuery(text="visa")) == 2
    filled.labels.rename_collection(shelf, "Passport")
    assert filled.count(LibraryQuery(text="visa")) == 0
    filled.labels.take_out(shelf, (one,))
    assert filled.count(LibraryQuery(text="passp")) == 1
    assert [each.count for each in filled.labels.collections()] == [1]


def test_nothing_of_one_s_own_leaves_with_a_credential(filled: Session) -> None:
    one, *_ = ids(filled)
    filled.labels.tag((one,), "Zirkumflexion")
    filled.labels.add_note(one, "Zirkumflexion")
    shelf, _ = filled.labels.add_collection("Zirkumflexion")
    filled.labels.collect(shelf, (one,))
    shown = filled.present(filled.plan((one,), "ACME"))
    ((sha256, _),) = filled.originals(one)
    for left in (shown.presentation, filled.original(sha256), repr(shown.entry).encode()):
        assert b"irkumflexion" not in left


# --- places


def test_what_is_put_at_the_end_comes_last_for_very_long() -> None:
    last = None
    for _ in range(5_000):
        found = places.after(last)
        assert last is None or found > last
        last = found
    assert last is not None
    assert len(last) <= 8


@given(st.lists(st.integers(0, 1_000), max_size=60))
def test_there_is_room_between_any_two(where: list[int]) -> None:
    made = [places.after(None)]
    for number in where:
        spot = number % (len(made) + 1)
        low = made[spot - 1] if spot else ""
        if spot == len(made):
            made.append(places.after(low))
        else:
            made.insert(spot, places.between(low, made[spot]))
    assert made == sorted(set(made))


def test_what_was_waved_away_is_told_again_on_demand(filled: Session) -> None:
    one, *_ = ids(filled)
    filled.attention.dismiss("ends:30", one)
    filled.attention.dismiss("register:x")
    assert len(rows_in(filled, "dismissed")) == 2
    filled.delete((one,), forever=True)
    assert len(rows_in(filled, "dismissed")) == 1
    filled.attention.recall()
    assert rows_in(filled, "dismissed") == []
