"""Ways to a quicker answer give the same answer."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.helpers.issuer import Issuer, registry
from tests.helpers.said import NOW
from tests.wallet.vault.conftest import PASSPHRASE
from tests.wallet.vault.shelf import rows, take_in
from wallet.session import Facet, LibraryQuery, Session
from wallet.vault import asking
from wallet.vault.words import questions


def test_one_sign_finds_what_all_words_find_that_begin_with_it(
    filled: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    newest = filled.page(LibraryQuery()).rows[0].credential_id
    filled.labels.add_note(newest, "Éclair um 11 Uhr in Łódź, жук 数 d dx")
    told = asking._begun(filled._database, "d")
    assert {"d", "da", "do", "dx"} <= set(told), "of the credentials and of the owner's words"
    assert asking._begun(filled._database, "ж") == ["жу"]
    assert asking._begun(filled._database, "x") == []
    asked = [*"dDéäu1ł数बжx", "d u", "?d", " ".join("d" * 40)]
    quick = [answer(filled, one) for one in asked]
    monkeypatch.setattr(asking, "_MOST_BEGINNINGS", -1)  # then the engine goes through all
    assert quick == [answer(filled, one) for one in asked]
    assert [one for one, (found, _) in zip(asked, quick, strict=True) if not found] == ["x"]


def answer(session: Session, text: str) -> tuple[list[str], int]:
    found = [one.credential_id for one in rows(session, LibraryQuery(text=text))]
    return found, session.count(LibraryQuery(text=text))


def test_a_sign_is_asked_for_by_beginnings_or_by_itself() -> None:
    assert questions("d", lambda _sign: ("d", "da")) == ('("d" OR "da" *)',)
    assert questions("d da", lambda _sign: ("di",)) == ('"di" *', '"da" *')
    assert questions("d") == ('"d" *',)


def test_choices_count_what_the_list_shows(
    folder: Path, issuer: Issuer, clock: Callable[[], datetime]
) -> None:
    other = Issuer("Other College")
    with Session.open(folder, PASSPHRASE, clock=clock) as session:
        session.add_evidence([("registry.json", registry([issuer]))])
        soon = issuer.issue("Soon", eqf=5, valid_until=NOW + timedelta(days=10))
        gone = issuer.issue("Gone", eqf=6)
        take_in(session, soon, gone, issuer.issue("Good", eqf=6), other.issue("Unknown"))
        ids = {one.titles[0].text: one.credential_id for one in rows(session, LibraryQuery())}
        session.labels.tag(ids.values(), "Für ACME")
        session.labels.tag((ids["Good"],), "für Acme")
        session.delete((ids["Gone"],))
        told_as_listed(session)
    with Session.open(folder, PASSPHRASE, clock=lambda: NOW + timedelta(days=11)) as session:
        told_as_listed(session)
        session._database.run("DELETE FROM reports WHERE row = 1")
        told_as_listed(session)


def told_as_listed(session: Session) -> None:
    shown = rows(session, LibraryQuery())
    told = {one.value: one.count for one in session.choices(Facet.VERDICT)}
    assert told == Counter(one.verdict.value for one in shown)
    issuers = {one.value: one.count for one in session.choices(Facet.ISSUER)}
    assert issuers == Counter(one.issuer_id for one in shown)
    (tag,) = session.choices(Facet.TAG)
    assert (tag.label, tag.count) == ("Für ACME", len(shown))


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are listed on Linux")
def test_a_file_read_ahead_is_let_go_of_after_the_engine(folder: Path) -> None:
    session = Session.open(folder, PASSPHRASE, clock=lambda: NOW)
    before = held(folder)
    pieces = 1
    while session.read_ahead():
        pieces += 1
    assert not session.read_ahead()
    assert pieces == 1 + (folder / "vault-1.db").stat().st_size // (1024 * 1024)
    assert held(folder) == before + 1, "to let go of it now would let go of the locks as well"
    take_in(session, Issuer("Example University").issue())
    session.lock()
    assert held(folder) == 0


def held(folder: Path) -> int:
    """How often this process has the database open."""
    links = (os.path.realpath(one) for one in Path("/proc/self/fd").iterdir())
    return list(links).count(os.path.realpath(folder / "vault-1.db"))
