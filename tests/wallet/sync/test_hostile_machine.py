"""A machine that was let in and means harm; a folder that somebody else fills."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pycrdt import Doc, Map

from tests.helpers.issuer import Issuer
from tests.helpers.machines import PASSPHRASE, Clock, seen, settle, take_in, together, wallet
from tests.helpers.said import NOW
from wallet.errors import InputError
from wallet.identifiers import did_key_of
from wallet.reviews import envelope
from wallet.reviews.contact import Contact
from wallet.session import LibraryQuery, Session
from wallet.sync import said
from wallet.sync.chain import ring_of
from wallet.sync.document import Document
from wallet.sync.said import Epoch, Head, Paper, Removal
from wallet.vault import machines, sync_folder

ISSUER = Issuer("Example University")
_TORN = (
    "01039c94cb88f8d232948ea7a0cd25a89c94cb88f8d2321e017602026f6677016302617477143230"
    "32362d30312d30315430303a30303a30305a849c94cb88f8d232240620776f726c64a89c94cb88f8"
    "d23201017e019c94cb88f8d2320201011e01"
)


class Machine:
    """Signs whatever it is told to."""

    def __init__(self, name: str) -> None:
        self.key = Ed25519PrivateKey.generate()
        self.did = did_key_of(self.key.public_key())
        self.secret, self.recipient = envelope.new_identity()
        self.card = Contact(name=name, did=self.did, recipient=self.recipient)
        self.head = Head()

    def says(
        self,
        admitted: Sequence[Contact] = (),
        removed: Sequence[Removal] = (),
        epochs: Sequence[Epoch] = (),
    ) -> Paper:
        body = said.ring_paper(
            "r", self.did, self.head, admitted=admitted, removed=removed, epochs=epochs
        )
        paper = said.sign(body, self.did, self.key, NOW)
        self.head = Head(seq=paper.seq, digest=paper.digest)
        return paper


def lowest(card: Contact) -> tuple[Contact, str]:
    """The same machine with the thief's own key, which sorts before the true one."""
    while True:
        secret, recipient = envelope.new_identity()
        if recipient < card.recipient:
            return replace(card, recipient=recipient), secret


@pytest.fixture
def thief(tmp_path: Path) -> Iterator[Session]:
    with wallet(tmp_path, "Thief") as made:
        yield made


def this(session: Session) -> machines.Machine:
    found = session.machines.this
    assert found is not None
    return found


def say_change(session: Session, update: bytes) -> None:
    """A change paper with any bytes in it."""
    machines.say(
        session._database,
        lambda ring, did, head: said.change_paper(ring, did, head, update),
        NOW,
    )
    session.machines.meet()


def say_values(session: Session, parts: Mapping[str, Mapping[str, str]]) -> None:
    ring = machines.ring_now(session._database, this(session))
    known = [one.update for one in ring.accepted if one.update]
    (update,) = Document(known, "thief").write(parts)
    say_change(session, update)


def test_a_key_that_a_removed_machine_handed_out_seals_nothing_more() -> None:
    """It leaves itself out of the list of those who got the key."""
    mine, thief = Machine("Laptop"), Machine("Thief")
    secret, recipient = envelope.new_identity()
    trap = Epoch(recipient=recipient, secret=secret, audience=frozenset({mine.did}))
    papers = [mine.says(admitted=[mine.card, thief.card]), thief.says(epochs=[trap])]
    papers.append(mine.says(removed=[Removal(did=thief.did, heard=1)]))
    ring = ring_of(papers, [mine.did], mine.did)
    assert set(ring.members) == {mine.did}
    assert [one for one in ring.epochs if one.audience <= set(ring.members)] == []


@pytest.mark.parametrize("is_removed", [False, True])
def test_no_machine_puts_its_own_key_in_the_place_of_anothers(*, is_removed: bool) -> None:
    mine, other, thief = Machine("Laptop"), Machine("Desk"), Machine("Thief")
    false, _ = lowest(other.card)
    papers = [mine.says(admitted=[mine.card, other.card, thief.card])]
    papers += [other.says(admitted=[other.card])] if not is_removed else []
    papers.append(thief.says(admitted=[false]))
    if is_removed:
        papers.append(mine.says(removed=[Removal(did=thief.did, heard=1)]))
    ring = ring_of(papers, [mine.did], mine.did)
    assert ring.members[other.did] == other.card


def test_every_machine_says_its_own_key(shared: Path, laptop: Session, thief: Session) -> None:
    together(shared, laptop, thief)
    settle((laptop, thief))
    ring = machines.ring_now(laptop._database, this(laptop))
    told = {
        one.author for one in ring.accepted for card in one.admitted if card.did == one.author
    }
    assert told == {this(laptop).did, this(thief).did}


@pytest.mark.parametrize("update", [b"\x00", b"\xff" * 40, b"not a change", b"\x01\x01"])
def test_a_change_that_cannot_be_read_stops_nobody(
    shared: Path, laptop: Session, thief: Session, update: bytes
) -> None:
    together(shared, laptop, thief)
    settle((laptop, thief))
    say_change(thief, update)
    mine = take_in(laptop, ISSUER, "Chemistry")
    laptop.machines.meet()
    thief.machines.meet()
    assert [one.credential_id for one in thief.page(LibraryQuery(), size=9).rows] == [mine]
    laptop.machines.remove(this(thief).did)
    assert this(thief).did not in {one.card.did for one in laptop.machines.mates()}


def test_a_change_at_which_the_library_falls_over_is_left_out() -> None:
    """It claims to follow on what another one wrote, where nothing stands."""
    tags = {f"u{number}": {"of": "c", "label": f"L{number}"} for number in range(30)}
    first = Document([], "a").write({"tags": tags})
    good = Document([], "b").write({"favourites": {"one": True}})
    document = Document([bytes.fromhex(_TORN), *first, *good])
    assert document.read("favourites") == {"one": True}


def test_something_else_in_the_place_of_a_text_is_written_over() -> None:
    strange: Doc[Map[int]] = Doc()
    strange.get("texts", type=Map)["n"] = 5
    note = {"of": "c", "at": "2026-01-01T00:00:00Z", "text": "Mine"}
    document = Document([strange.get_update()])
    document.write({"notes": {"n": note}})
    assert document.read("notes") == {"n": note}


def test_a_mark_of_long_ago_erases_nothing(
    shared: Path, laptop: Session, thief: Session
) -> None:
    together(shared, laptop, thief)
    mine = take_in(laptop, ISSUER, "Chemistry")
    settle((laptop, thief))
    say_values(thief, {"bin": {mine: "1970-01-01T00:00:00.000000Z"}})
    laptop.machines.meet()
    laptop.lock()
    clock = Clock(timedelta(days=1))
    with Session.open(laptop.folder, PASSPHRASE, clock=clock) as again:
        assert [one.credential_id for one in again.deleted()] == [mine]


def test_a_mark_on_a_day_that_is_not_there_is_passed_over() -> None:
    (update,) = Document([], "a").write(
        {"bin": {"one": "2026-99-99T99:99:99Z", "two": "2026-02-28T10:00:00Z"}}
    )
    assert Document([update]).read("bin") == {"two": "2026-02-28T10:00:00Z"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_or_a_device_in_the_folder_is_no_file(shared: Path, laptop: Session) -> None:
    laptop.machines.start(shared, "Laptop")
    os.mkfifo(shared / sync_folder.new_name(paper=True))
    (shared / sync_folder.new_name(paper=True)).symlink_to("/dev/zero")
    laptop.machines.meet()
    last = laptop.machines.last()
    assert last is not None
    assert [(one.code, one.count) for one in last.troubles] == [("unread", 2)]


def test_the_folder_of_the_wallet_is_not_shared(laptop: Session) -> None:
    inside = laptop.folder / "inside"
    inside.mkdir()
    for folder in (laptop.folder, inside):
        with pytest.raises(InputError) as told:
            laptop.machines.start(folder, "Laptop")
        assert told.value.code == "sync_folder_in_wallet"
    assert laptop.machines.mates() == ()


def test_a_folder_that_the_wallet_lies_in_is_not_shared(
    tmp_path: Path, laptop: Session, thief: Session
) -> None:
    """Whoever shares the folder would get the wallet, and half of it while it is written."""
    link = tmp_path / "link"
    link.symlink_to(tmp_path)
    card = thief.machines.read_card(thief.machines.card("Desk"))
    for folder in (tmp_path, link, laptop.folder / ".." / "."):
        for begin in (laptop.machines.start, partial(laptop.machines.join, card)):
            with pytest.raises(InputError) as told:
                begin(folder, "Laptop")
            assert told.value.code == "wallet_in_sync_folder"


def test_words_of_another_machine_are_cleaned_and_cut_and_both_say_the_same(
    shared: Path, laptop: Session, thief: Session
) -> None:
    together(shared, laptop, thief)
    mine = take_in(laptop, ISSUER, "Chemistry")
    settle((laptop, thief))
    turned = "a\u202e\x1b[2J\x00b\u2066\nc" + "x" * 300
    at = "2026-06-01T10:00:00Z"
    say_values(
        thief,
        {
            "tags": {
                "t": {"of": mine, "label": turned},
                "t2": {"of": mine, "label": "—\u202e"},
            },
            "collections": {"k": {"name": turned, "place": "i"}},
            "collected": {"m": {"of": mine, "in": "k", "place": "i"}},
            "notes": {
                "n": {"of": mine, "at": at, "text": f"one\n{turned}"},
                "n2": {"of": mine, "at": "9999-12-31T23:59:59Z", "text": "late"},
                "x" * 1000: {"of": mine, "at": at, "text": "under a name without end"},
            },
            "bin": {mine: "2900-12-31T00:00:00Z"},
        },
    )
    settle((laptop, thief))
    (binned,) = laptop.deleted()
    assert binned.deleted_at is not None
    assert binned.deleted_at < NOW + timedelta(days=2), "it waits no longer than others"
    laptop.undelete([mine])
    settle((laptop, thief))
    assert seen(laptop) == seen(thief)
    labelled = laptop.labels.of(mine)
    assert labelled.tags == (f"a [2J b c{'x' * 300}"[:60],)
    assert [one.name for one in labelled.collections] == [f"a [2J b c{'x' * 300}"[:120]]
    assert [one.text for one in labelled.notes] == [f"one\na [2J b\nc{'x' * 300}"]
    sent = [one.machines.meet().sent for one in (laptop, thief)]
    assert sent == [0, 0], "nothing is said again because it is read cleaned"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../.bashrc", ".bashrc"),
        ("C:\\Windows\\x.json", "x.json"),
        ("a\x00b\u202e.json", "a b.json"),
        ("..", "credential"),
        ("/", "credential"),
        ("y" * 900, "y" * 200),
    ],
)
def test_the_name_of_a_file_leads_nowhere(name: str, kept: str) -> None:
    blob = "f" * 32 + ".tessera-sync"
    value = {"name": name, "blob": blob, "by": "did:key:z6Mk"}
    (update,) = Document([], "thief").write({"originals": {"0" * 64: value}})
    assert Document([update]).read("originals")["0" * 64] == {**value, "name": kept}


def test_the_name_of_a_machine_is_one_clean_line(laptop: Session) -> None:
    """Its own card too: else a machine would not know itself in what another one says."""
    card = laptop.machines.read_card(laptop.machines.card("La\u202ep\x1b[2Jtop\n"))
    assert card.name == "Lap [2Jtop"
    thief = Machine("Desk\u202e\x07 two" + "x" * 500)
    assert thief.says(admitted=[thief.card]).admitted[0].name == f"Desk two{'x' * 500}"[:200]
    hidden = Machine("\u202e\u2066")
    assert hidden.says(admitted=[hidden.card]).admitted[0].name == hidden.did


def test_whom_a_removed_machine_lets_in_later_was_never_let_in() -> None:
    mine, thief, friend = Machine("Laptop"), Machine("Thief"), Machine("Friend")
    secret, recipient = envelope.new_identity()
    key = Epoch(recipient=recipient, secret=secret, audience=frozenset({friend.did}))
    papers = [mine.says(admitted=[mine.card, thief.card]), thief.says(admitted=[thief.card])]
    papers.append(mine.says(removed=[Removal(did=thief.did, heard=1)]))
    papers.append(thief.says(admitted=[friend.card], epochs=[key]))
    papers.append(friend.says(admitted=[friend.card, thief.card]))
    ring = ring_of(papers, [mine.did], mine.did)
    assert set(ring.members) == {mine.did}
    assert ring.epochs == ()
    assert ring.unheard == {thief.did: 1}


def test_whom_a_machine_let_in_before_its_removal_is_told_and_goes_with_it(
    shared: Path, laptop: Session, thief: Session
) -> None:
    together(shared, laptop, thief)
    friend, other = Machine("Friend"), Machine("Other")
    thief.machines.admit(friend.card)
    thief.machines.admit(other.card)
    laptop.machines.meet()
    mates = {one.card.did: one for one in laptop.machines.mates()}
    assert mates[friend.did].let_in_by == "Machine 2"
    brought = {one.did for one in mates[this(thief).did].brought}
    assert brought == {friend.did, other.did}
    assert mates[friend.did].brought == ()
    with pytest.raises(InputError):
        laptop.machines.remove(this(thief).did, "did:key:nobody")
    laptop.machines.remove(this(thief).did, friend.did)
    stays = {one.card.did: one for one in laptop.machines.mates()}
    assert set(stays) == {this(laptop).did, other.did}
    assert stays[other.did].let_in_by == "Machine 2", "still told when that one is gone"
    laptop.machines.remove(other.did)
    later = take_in(laptop, ISSUER, "Secret")
    settle((laptop, thief))
    assert [one.card.did for one in laptop.machines.mates()] == [this(laptop).did]
    assert later not in {row.credential_id for row in thief.page(LibraryQuery()).rows}
