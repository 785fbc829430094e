"""What was erased is nowhere: not in the pages, not in the journal, not in a new backup."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.helpers.files import spellings, to_bytes
from tests.helpers.issuer import Issuer
from tests.helpers.said import NOW, Clock
from tests.wallet.vault.conftest import PASSPHRASE
from tests.wallet.vault.shelf import take_in
from wallet.session import LibraryQuery, Session
from wallet.vault import bin as bin_
from wallet.vault import parts
from wallet.vault.pages import Pages

LEARNER, TITLE, OWN = "Wilhelmina Ögürtaş", "Thaumaturgy", "bring it to the interview"


@pytest.fixture
def clock_by_hand() -> Clock:
    return Clock()


@pytest.fixture
def held(folder: Path, clock_by_hand: Clock) -> Iterator[tuple[Session, str]]:
    """A wallet that holds something to be erased, and its id."""
    with Session.open(folder, PASSPHRASE, clock=clock_by_hand) as session:
        issuer = Issuer("Example University")
        badge = issuer.issue(TITLE, learner=LEARNER, description="secret " * 3_000)
        files = [
            (f"{LEARNER}.json", to_bytes(badge)),
            ("other.json", to_bytes(issuer.issue("Stays"))),
        ]
        erased, _ = session.keep(session.review(files)).kept
        session.labels.tag([erased], "interview-tag")
        session.labels.add_note(erased, OWN)
        session.present(session.plan([erased], "ACME", "a job"))
        yield session, erased


def decrypted(session: Session) -> bytes:
    """Every page of the database and of its journal, in the clear, in memory."""
    vault = session._vault
    key = parts.database_key(vault.header, vault.key)
    pages = Pages(vault.folder / vault.header.database, key)
    try:
        found = [pages._plain(number) or b"" for number in range(1, pages.count + 1)]
        journal, pages._journal = pages._journal, {}
        found += [pages._plain(number) or b"" for number in range(1, pages.count + 1)]
        assert not journal or len(found) > pages.count
    finally:
        pages.close()
    return b"".join(found).lower()


def traces(content: bytes) -> list[str]:
    words = (LEARNER, TITLE, OWN, "interview-tag")
    return [one for one in words if any(raw.lower() in content for raw in spellings(one))]


def test_the_search_would_find_what_is_still_held(held: tuple[Session, str]) -> None:
    session, _ = held
    assert traces(decrypted(session)) == [LEARNER, TITLE, OWN, "interview-tag"]


def test_no_byte_of_it_stays_in_pages_journal_or_new_backups(
    held: tuple[Session, str], tmp_path: Path, clock_by_hand: Clock
) -> None:
    session, erased = held
    before = session.backups.make(tmp_path).backup
    session.delete([erased], forever=True)
    assert traces(decrypted(session)) == []
    assert session.count(LibraryQuery(text=TITLE)) == 0
    assert session.check_up() == ()
    (old,) = session.backups.holding_erased()
    assert old.path == before.path, "the older one is named"
    clock_by_hand.now += timedelta(minutes=1)
    later = session.backups.make(tmp_path).backup
    assert [one.id for one in session.backups.holding_erased()] == [before.id]
    with zipfile.ZipFile(later.path) as archive:
        archive.extractall(tmp_path / "unpacked")
    vault = session._vault
    pages = Pages(
        tmp_path / "unpacked" / vault.header.database,
        parts.database_key(vault.header, vault.key),
    )
    assert TITLE not in json.dumps([[str(one) for one in row.values] for row in pages.rows()])
    pages.close()


def test_the_bin_keeps_it_for_thirty_days_and_then_erases_it(
    held: tuple[Session, str], clock_by_hand: Clock
) -> None:
    session, erased = held
    session.delete([erased])
    folder = session.folder
    session.lock()
    for days, there in ((29, 1), (31, 1), (33, 0)):
        clock_by_hand.now = NOW + timedelta(days=days)
        with Session.open(folder, PASSPHRASE, clock=clock_by_hand) as opened:
            assert len(opened.deleted()) == there
    with Session.open(folder, PASSPHRASE, clock=clock_by_hand) as opened:
        assert traces(decrypted(opened)) == []


def test_a_backup_made_before_it_came_is_not_named(
    folder: Path, clock_by_hand: Clock, tmp_path: Path
) -> None:
    with Session.open(folder, PASSPHRASE, clock=clock_by_hand) as session:
        session.backups.make(tmp_path)
        clock_by_hand.now = NOW + timedelta(days=1)
        kept = session.keep(
            session.review([("a.json", to_bytes(Issuer().issue("Short")))])
        ).kept
        session.delete(kept, forever=True)
        assert session.backups.holding_erased() == ()


def test_a_clock_that_is_wrong_for_an_hour_empties_no_bin(
    session: Session, issuer: Issuer
) -> None:
    early, other = take_in(session, issuer.issue("First")) + take_in(
        session, issuer.issue("Second"), name="second.json"
    )
    database, day = session._vault.database, timedelta(days=1)
    bin_.delete(database, [early], NOW - 9_000 * day)  # its battery was flat
    bin_.delete(database, [other], NOW)
    for moment in (
        *(NOW, NOW + day, NOW + 2 * day),
        *(NOW + 4_000 * day, NOW + 4_000 * day + timedelta(hours=1), NOW + 3 * day),
        NOW + 29 * day,
    ):
        bin_.tidy(database, moment)
        assert len(session.deleted()) == 2
    for moment in (NOW + 31 * day, NOW + 33 * day):
        bin_.tidy(database, moment)
    assert session.deleted() == ()


def test_what_was_due_before_lends_no_day_to_what_a_wrong_clock_finds(
    session: Session, issuer: Issuer
) -> None:
    first, second = take_in(session, issuer.issue("First")) + take_in(
        session, issuer.issue("Second"), name="second.json"
    )
    database, day = session._vault.database, timedelta(days=1)
    bin_.delete(database, [first], NOW)
    bin_.delete(database, [second], NOW + 25 * day)
    bin_.tidy(database, NOW + 31 * day)
    assert len(session.deleted()) == 2
    bin_.tidy(database, NOW + 4_000 * day)  # the first was seen to be due, the second was not
    assert len(session.deleted()) == 1
    bin_.tidy(database, NOW + 4_000 * day + timedelta(hours=1))
    bin_.tidy(database, NOW + 33 * day)
    bin_.tidy(database, NOW + 34 * day)
    assert len(session.deleted()) == 1
    for moment in (NOW + 56 * day, NOW + 58 * day):
        bin_.tidy(database, moment)
    assert session.deleted() == ()
