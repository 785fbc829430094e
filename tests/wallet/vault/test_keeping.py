"""Taking in, binning, giving back and repairing, through the door that pages use."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.helpers import elm, files, seals
from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer, registry
from tests.helpers.keys import Key
from tests.helpers.said import NOW
from tests.helpers.sd_jwt import sign, vc_payload
from tests.wallet.vault.conftest import PASSPHRASE
from tests.wallet.vault.shelf import TITLES, listed, rows, take_in
from wallet.errors import InputError
from wallet.report import VerdictCode
from wallet.session import (
    LibraryQuery,
    RowState,
    Session,
)

# --- review and keep


def test_nothing_is_stored_before_it_is_kept(session: Session, issuer: Issuer) -> None:
    review = session.review([("a.json", to_bytes(issuer.issue()))])
    assert [one.state for one in review.rows] == [RowState.NEW]
    assert session.count(LibraryQuery()) == 0
    assert session._vault.database.value("SELECT count(*) FROM originals") == 0


def test_the_exact_bytes_are_kept(session: Session, issuer: Issuer) -> None:
    odd = b"  \n" + json.dumps(issuer.issue(), indent=7).encode() + b"\n\n\t"
    (credential_id,) = session.keep(session.review([("odd.json", odd)])).kept
    ((sha256, path),) = session.originals(credential_id)
    assert session.original(sha256) == odd
    assert sha256 == hashlib.sha256(odd).hexdigest()
    assert path == "$"


def test_a_file_whose_name_is_no_text_is_kept_all_the_same(
    session: Session, issuer: Issuer
) -> None:
    review = session.review([("b\udcffd.json", to_bytes(issuer.issue()))])
    assert len(session.keep(review).kept) == 1
    assert session.files()[0].name == "b?d.json"
    added = session.add_evidence([("r\udcff.json", registry([issuer]))])
    assert len(added.items) == 1


def test_a_second_copy_is_told_and_changes_nothing(session: Session, issuer: Issuer) -> None:
    badge = issuer.issue()
    take_in(session, badge)
    review = session.review([("again.json", to_bytes(badge))])
    assert [one.state for one in review.rows] == [RowState.ALREADY_HELD]
    assert session.keep(review).kept == ()
    assert session.count(LibraryQuery()) == 1


def test_a_copy_that_shows_more_is_found_by_what_it_shows(session: Session) -> None:
    issuer, mine = Issuer("E", kind="P-256"), Key.make("mine", "P-256")
    shown = sign(issuer, vc_payload(issuer, mine), hide=("achievement_title",)).shown()
    (credential_id,) = take_in(session, f"{shown.split('~')[0]}~", name="less.txt")
    assert [one.titles for one in rows(session, LibraryQuery())] == [()]
    review = session.review([("more.txt", shown.encode())])
    assert [one.state for one in review.rows] == [RowState.ALREADY_HELD]
    assert session.keep(review).changed == (credential_id,)
    assert listed(session) == ["Data basics"]
    assert listed(session, text="basics") == ["Data basics"]


def test_an_altered_file_under_a_genuine_seal_leaves_no_words_behind(session: Session) -> None:
    content = json.dumps(elm.credential()).encode()
    altered = content.replace(b"Data", b"Fata")
    assert altered != content
    seal = seals.apart(content, seals.sealer())
    for inside in (altered, content):
        packed = files.archive({"credential.json": inside, "credential.json.jades": seal})
        session.keep(session.review([("a.zip", packed)]))
    good, bad = sorted(
        rows(session, LibraryQuery()), key=lambda row: row.verdict is VerdictCode.NOT_GENUINE
    )
    assert good.verdict is not VerdictCode.NOT_GENUINE
    assert bad.verdict is VerdictCode.NOT_GENUINE
    assert good.credential_id != bad.credential_id
    assert not any("Fata" in one.text for one in good.titles)


def test_a_copy_that_shows_less_takes_nothing_out_of_sight(session: Session) -> None:
    issuer, mine = Issuer("E", kind="P-256"), Key.make("mine", "P-256")
    shown = sign(issuer, vc_payload(issuer, mine), hide=("achievement_title",)).shown()
    (credential_id,) = take_in(session, shown, name="more.txt")
    review = session.review([("less.txt", f"{shown.split('~')[0]}~".encode())])
    assert [one.state for one in review.rows] == [RowState.ALREADY_HELD]
    assert session.keep(review).changed == ()
    assert listed(session) == ["Data basics"]
    assert session.credential(credential_id).secured.token == shown


def test_the_same_badge_in_another_file_is_one_credential_with_two_files(
    session: Session, issuer: Issuer
) -> None:
    badge = issuer.issue()
    (credential_id,) = take_in(session, badge)
    other = json.dumps(badge, separators=(",", ":")).encode()
    review = session.review([("compact.json", other)])
    assert [one.state for one in review.rows] == [RowState.ALREADY_HELD]
    session.keep(review)
    assert session.count(LibraryQuery()) == 1
    assert len(session.originals(credential_id)) == 2


def test_twice_in_one_go_is_told(session: Session, issuer: Issuer) -> None:
    data = to_bytes(issuer.issue())
    review = session.review([("a.json", data), ("b.json", data)])
    assert [one.state for one in review.rows] == [RowState.NEW, RowState.ALREADY_HELD]
    assert len(session.keep(review).kept) == 1


def test_only_what_was_chosen_is_stored(session: Session, issuer: Issuer) -> None:
    files = [(f"{one}.json", to_bytes(issuer.issue(one))) for one in TITLES]
    session.keep(session.review(files), choice=[1, 3])
    assert sorted(listed(session)) == sorted([TITLES[1], TITLES[3]])


def test_what_cannot_be_read_is_refused_by_name_beside_what_can(
    session: Session, issuer: Issuer
) -> None:
    files = [("no.txt", b"hello"), ("yes.json", to_bytes(issuer.issue())), ("empty", b"")]
    review = session.review(files)
    assert [(one.source, one.state.value) for one in review.rows] == [
        ("no.txt", "refused"), ("yes.json", "new"), ("empty", "refused"),
    ]  # fmt: skip
    refused = review.rows[0].error
    assert refused is not None
    assert refused.code == "not_a_credential"
    assert len(session.keep(review).kept) == 1


def test_a_newer_one_of_the_same_credential_replaces_and_the_older_stays(
    session: Session, issuer: Issuer
) -> None:
    same = "urn:uuid:5b1f4b0e-0000-4000-8000-000000000001"
    old = issuer.issue("Old", credential_id=same, valid_from=NOW - timedelta(days=50))
    new = issuer.issue("New", credential_id=same, valid_from=NOW - timedelta(days=5))
    (old_id,) = take_in(session, old)
    review = session.review([("new.json", to_bytes(new))])
    assert [(one.state, one.replaces) for one in review.rows] == [
        (RowState.REPLACES, (old_id,))
    ]
    changes = session.keep(review)
    assert changes.changed == (old_id,)
    replaced = {one.credential_id: one.replaced_by for one in rows(session, LibraryQuery())}
    assert replaced == {old_id: changes.kept[0], changes.kept[0]: None}


def test_an_older_one_that_comes_later_does_not_replace(
    session: Session, issuer: Issuer
) -> None:
    same = "urn:uuid:5b1f4b0e-0000-4000-8000-000000000001"
    new = issuer.issue("New", credential_id=same, valid_from=NOW - timedelta(days=5))
    old = issuer.issue("Old", credential_id=same, valid_from=NOW - timedelta(days=50))
    (new_id,) = take_in(session, new)
    review = session.review([("old.json", to_bytes(old))])
    assert [one.state for one in review.rows] == [RowState.NEW]
    (old_id,) = session.keep(review).kept
    replaced = {one.credential_id: one.replaced_by for one in rows(session, LibraryQuery())}
    assert replaced == {old_id: new_id, new_id: None}


@pytest.mark.parametrize("attack", ["another issuer", "tampered"])
def test_a_stranger_or_a_forger_replaces_nothing(
    session: Session, issuer: Issuer, attack: str
) -> None:
    same = "urn:uuid:5b1f4b0e-0000-4000-8000-000000000001"
    old = issuer.issue("Old", credential_id=same, valid_from=NOW - timedelta(days=50))
    take_in(session, old)
    signs = Issuer("Evil University") if attack == "another issuer" else issuer
    new = signs.issue("New", credential_id=same, valid_from=NOW - timedelta(days=5))
    if attack == "tampered":
        new["credentialSubject"]["achievement"]["name"] = "Better"
    review = session.review([("new.json", to_bytes(new))])
    assert [one.state for one in review.rows] == [RowState.NEW]
    session.keep(review)
    assert {one.replaced_by for one in rows(session, LibraryQuery())} == {None}


def test_a_tampered_badge_is_kept_as_what_it_is(session: Session, issuer: Issuer) -> None:
    badge = issuer.issue()
    badge["credentialSubject"]["achievement"]["name"] = "Doctor of everything"
    take_in(session, badge)
    (row,) = rows(session, LibraryQuery())
    assert row.verdict is VerdictCode.NOT_GENUINE
    assert not row.proven
    assert row.issuer_listed == ()


def test_progress_is_told_and_cancelling_keeps_what_was_done(
    session: Session, issuer: Issuer
) -> None:
    files = [(f"{number}.json", to_bytes(issuer.issue(f"No {number}"))) for number in range(6)]
    told: list[tuple[int, int]] = []
    review = session.review(files, lambda done, total: told.append((done, total)))
    assert told[-1] == (6, 6)
    asked = iter([False, False, False, True])
    changes = session.keep(review, cancelled=lambda: next(asked))
    assert changes.stopped
    assert len(changes.kept) == 3 == session.count(LibraryQuery())


def test_a_cancelled_review_comes_back_with_what_was_read(
    session: Session, issuer: Issuer
) -> None:
    files = [(f"{number}.json", to_bytes(issuer.issue(f"No {number}"))) for number in range(4)]
    seen: list[int] = []
    review = session.review(
        files, lambda done, _: seen.append(done), cancelled=lambda: len(seen) >= 2
    )
    assert review.stopped
    assert len(review.rows) < 4


# --- the bin


def test_the_bin_gives_back_what_was_deleted(filled: Session) -> None:
    (chosen,) = [one for one in rows(filled, LibraryQuery()) if "Data" in one.titles[0].text]
    assert filled.delete([chosen.credential_id]).removed == (chosen.credential_id,)
    assert "Data basics" not in listed(filled)
    assert listed(filled, text="basics") == []
    assert [one.credential_id for one in filled.deleted()] == [chosen.credential_id]
    assert filled.count(LibraryQuery()) == len(TITLES) - 1
    assert filled.count(LibraryQuery(deleted=True)) == 1
    filled.undelete([chosen.credential_id])
    assert "Data basics" in listed(filled)
    assert filled.deleted() == ()


def test_deleting_something_unknown_deletes_nothing(filled: Session) -> None:
    known = rows(filled, LibraryQuery())[0].credential_id
    with pytest.raises(InputError):
        filled.delete([known, "f" * 64])
    assert filled.count(LibraryQuery()) == len(TITLES)


def test_importing_again_takes_out_of_the_bin(session: Session, issuer: Issuer) -> None:
    badge = issuer.issue()
    (credential_id,) = take_in(session, badge)
    session.delete([credential_id])
    assert take_in(session, badge) == (credential_id,)
    assert session.count(LibraryQuery()) == 1


def test_the_bin_is_emptied_after_thirty_days_and_not_before(
    folder: Path, issuer: Issuer, clock: Callable[[], datetime]
) -> None:
    with Session.open(folder, PASSPHRASE, clock=clock) as session:
        (gone,) = take_in(session, issuer.issue("Gone"))
        take_in(session, issuer.issue("Stays"))
        ((sha256, _),) = session.originals(gone)
        session.delete([gone])
    with Session.open(folder, PASSPHRASE, clock=lambda: NOW + timedelta(days=29)) as session:
        assert len(session.deleted()) == 1
    with Session.open(folder, PASSPHRASE, clock=lambda: NOW + timedelta(days=31)) as session:
        assert len(session.deleted()) == 1
    with Session.open(folder, PASSPHRASE, clock=lambda: NOW + timedelta(days=32)) as session:
        assert session.deleted() == ()
        assert listed(session) == ["Stays"]
        with pytest.raises(InputError):
            session.original(sha256)


def test_what_is_erased_is_nowhere_in_the_database(session: Session, issuer: Issuer) -> None:
    badge = issuer.issue("Xylophonistry for Zebras")
    (credential_id,) = take_in(session, badge)
    take_in(session, issuer.issue("Stays"))
    session.delete([credential_id], forever=True)
    database = session._vault.database
    tables = [
        name for (name,) in database.all("SELECT name FROM sqlite_master WHERE type = 'table'")
    ]
    everything = b"".join(
        repr(row).encode() for name in tables for row in database.all(f"SELECT * FROM {name}")
    ).lower()
    for word in (b"xylophonistry", b"zebra", credential_id.encode()):
        assert word not in everything
    assert listed(session) == ["Stays"]


def test_an_archive_stays_while_one_of_its_credentials_is_held(
    session: Session, issuer: Issuer
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for one in ("A", "B"):
            archive.writestr(f"{one}.json", to_bytes(issuer.issue(one)))
    one, other = session.keep(session.review([("both.zip", packed.getvalue())])).kept
    ((sha256, _),) = session.originals(one)
    session.delete([one], forever=True)
    assert session.original(sha256) == packed.getvalue()
    session.delete([other], forever=True)
    with pytest.raises(InputError):
        session.original(sha256)


# --- finding


def test_an_id_is_found_by_its_beginning(filled: Session) -> None:
    wanted = rows(filled, LibraryQuery())[0].credential_id
    assert filled.find(wanted[:12]) == wanted
    assert filled.find(wanted[:12].upper()) == wanted
    for bad in ("", "abc", "zzzzzz", wanted[:12] + "%", "____________"):
        with pytest.raises(InputError) as caught:
            filled.find(bad)
        assert caught.value.code == "unknown_credential"


# --- repair


def test_the_index_is_rebuilt_from_the_bytes(filled: Session) -> None:
    before = rows(filled, LibraryQuery())
    database = filled._vault.database
    with database.transaction():
        database.run("DELETE FROM library")
        database.run("DELETE FROM facets")
        database.run("UPDATE counters SET value = 77")
    assert {one.code for one in filled.check_up()} == {"index_wrong"}
    assert filled.rebuild() == len(TITLES)
    assert filled.check_up() == ()
    assert rows(filled, LibraryQuery()) == before
    assert listed(filled, text="donnees") == ["Données avancées"]


def test_a_changed_original_is_named(filled: Session) -> None:
    database = filled._vault.database
    with database.transaction():
        database.run("UPDATE originals SET bytes = x'00' WHERE name = 'badge.json'")
    assert {one.code for one in filled.check_up()} == {"original_damaged", "not_readable"}


def test_a_forged_copy_that_an_older_version_kept_beside_it_is_not_what_is_rebuilt(
    session: Session,
) -> None:
    honest = json.dumps(elm.credential()).encode()
    seal = seals.apart(honest, seals.sealer())
    copy, genuine = (
        session.keep(session.review([(f"{name}.zip", files.archive(members))])).kept[0]
        for name, members in (
            ("forged", {"credential.json": honest.replace(b"Data", b"Fata"), "s.jades": seal}),
            ("genuine", {"credential.json": honest, "s.jades": seal}),
        )
    )
    assert len(set(listed(session))) == 2
    database = session._vault.database
    with database.write(NOW):
        into, away = (
            database.value("SELECT row FROM credentials WHERE credential_id = ?", (one,))
            for one in (genuine, copy)
        )
        database.run("UPDATE sources SET row = ? WHERE row = ?", (into, away))
    session.delete([copy], forever=True)
    before = listed(session)
    session.rebuild()
    assert listed(session) == before
