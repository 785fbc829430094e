"""Lists: orders, words, filters, and verdicts that do not stay good by themselves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.issuer import Issuer, registry
from tests.helpers.said import NOW
from tests.wallet.vault.conftest import PASSPHRASE
from tests.wallet.vault.shelf import TITLES, listed, rows, take_in
from wallet.report import VerdictCode
from wallet.session import (
    Costs,
    Facet,
    LibraryQuery,
    Session,
    Settings,
    Sort,
)
from wallet.trust_import import TrustFolder, default_folder

# --- lists


@pytest.mark.parametrize("sort", list(Sort))
def test_every_order_shows_each_row_once_however_small_the_pages(
    filled: Session, sort: Sort
) -> None:
    query = LibraryQuery(sort=sort)
    small, large = rows(filled, query, 1), rows(filled, query, 100)
    assert small == large
    assert len({one.credential_id for one in small}) == len(TITLES) == filled.count(query)


def test_titles_are_sorted_as_people_expect(filled: Session) -> None:
    latin = [one for one in listed(filled, sort=Sort.TITLE) if one[0] < "\u0300"]
    assert latin == ["Ämter und Recht", "Data basics", "Données avancées"]


def test_the_newest_import_comes_first(filled: Session) -> None:
    assert listed(filled, sort=Sort.ADDED) == list(reversed(TITLES))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("data", ["Data basics"]),
        ("BAS dat", ["Data basics"]),
        ("donnees", ["Données avancées"]),
        ("amter", ["Ämter und Recht"]),
        ("数据", ["数据分析"]),
        ("分析", ["数据分析"]),
        ("हिन्दी", ["बुनियादी हिन्दी"]),
        ("nothing like it", []),
        ("—", []),
        ('" OR 1=1 --', []),
        ("NEAR(data basics)", []),
    ],
)
def test_words_are_found_in_any_script_and_never_read_as_commands(
    filled: Session, text: str, found: list[str]
) -> None:
    assert listed(filled, text=text) == found
    assert filled.count(LibraryQuery(text=text)) == len(found)


@given(text=st.text(max_size=40))
def test_any_text_can_be_searched_for(shared: Session, text: str) -> None:
    assert shared.count(LibraryQuery(text=text)) >= 0


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Any:
    place = tmp_path_factory.mktemp("shared")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(place / "state"))
        patch.setenv("XDG_DATA_HOME", str(place / "data"))
        session, _ = Session.create(place / "W", PASSPHRASE, clock=lambda: NOW, costs=Costs())
        take_in(session, Issuer("Example University").issue())
        yield session
        session.lock()


def test_filters_narrow_and_choices_name_them(session: Session, issuer: Issuer) -> None:
    other = Issuer("Other College")
    take_in(
        session, issuer.issue("A", eqf=6), issuer.issue("B", eqf=5), other.issue("C", eqf=6)
    )
    by_issuer = {one.label: one for one in session.choices(Facet.ISSUER)}
    assert by_issuer["Example University"].count == 2
    theirs = (Facet.ISSUER, by_issuer["Other College"].value)
    assert listed(session, filters=(theirs,)) == ["C"]
    assert sorted(listed(session, filters=((Facet.LEVEL, "EQF 6"),))) == ["A", "C"]
    both = ((Facet.LEVEL, "EQF 6"), (Facet.LEVEL, "EQF 5"))
    assert len(listed(session, filters=both)) == 3, "values of one facet widen"
    assert listed(session, filters=(*both, theirs)) == ["C"], "facets narrow"
    assert listed(session, filters=((Facet.LEVEL, "' OR 1=1"),)) == []


def test_dates_filter(session: Session, issuer: Issuer) -> None:
    soon = issuer.issue("Soon", valid_until=NOW + timedelta(days=20))
    late = issuer.issue("Late", valid_until=NOW + timedelta(days=900))
    take_in(session, soon, late, issuer.issue("Never"))
    month = (NOW + timedelta(days=30)).date().isoformat()
    assert listed(session, filters=((Facet.EXPIRES_BEFORE, month),)) == ["Soon"]
    assert listed(session, sort=Sort.EXPIRES) == ["Soon", "Late", "Never"]


# --- verdicts grow old


def trusting(session: Session, issuer: Issuer) -> None:
    session.add_evidence([("registry.json", registry([issuer])), *issuer.evidence_files()])


def test_a_verified_row_says_who_listed_the_issuer(session: Session, issuer: Issuer) -> None:
    trusting(session, issuer)
    take_in(session, issuer.issue())
    (row,) = rows(session, LibraryQuery())
    assert row.verdict is VerdictCode.VERIFIED
    assert row.issuer_listed == ("Example University",)
    assert row.verified_at == NOW


def test_a_row_does_not_stay_good_past_its_end(
    folder: Path, issuer: Issuer, clock: Callable[[], datetime]
) -> None:
    with Session.open(folder, PASSPHRASE, clock=clock) as session:
        trusting(session, issuer)
        take_in(session, issuer.issue(valid_until=NOW + timedelta(days=10)))
        assert rows(session, LibraryQuery())[0].verdict is VerdictCode.VERIFIED
    later = NOW + timedelta(days=11)
    with Session.open(folder, PASSPHRASE, clock=lambda: later) as session:
        (row,) = rows(session, LibraryQuery())
        assert (row.verdict, row.reason) == (VerdictCode.NOT_VALID, "expired")
        assert row.verified_at == NOW
        good = ((Facet.VERDICT, "verified"),)
        assert rows(session, LibraryQuery(filters=good)) == []
        assert [one.value for one in session.choices(Facet.VERDICT)] == ["not_valid"]


def test_a_row_does_not_stay_good_on_an_old_status_list(
    folder: Path, issuer: Issuer, clock: Callable[[], datetime]
) -> None:
    badge = issuer.issue(status=("revocation",))
    with Session.open(folder, PASSPHRASE, clock=clock) as session:
        trusting(session, issuer)
        take_in(session, badge)
        assert rows(session, LibraryQuery())[0].verdict is VerdictCode.VERIFIED
        session.save_settings(Settings(max_status_age_days=0))
        (row,) = rows(session, LibraryQuery())
        assert (row.verdict, row.reason) == (VerdictCode.CANNOT_TELL, "evidence_too_old")
    later = NOW + timedelta(days=60)
    with Session.open(folder, PASSPHRASE, clock=lambda: later) as session:
        session.save_settings(Settings(max_status_age_days=30))
        assert rows(session, LibraryQuery())[0].verdict is VerdictCode.CANNOT_TELL


def test_new_evidence_and_a_second_look_change_the_row_and_its_history(
    session: Session, issuer: Issuer
) -> None:
    (credential_id,) = take_in(session, issuer.issue())
    assert rows(session, LibraryQuery())[0].verdict is VerdictCode.CANNOT_TELL
    added = session.add_evidence([("registry.json", registry([issuer]))])
    assert added.changes.changed == (credential_id,)
    assert rows(session, LibraryQuery())[0].verdict is VerdictCode.VERIFIED
    assert session.recheck().changed == ()
    told = [one.verdict.value for one in session.history(credential_id)]
    assert told == ["verified", "cannot_tell"]


def test_looking_at_one_judges_it_now_and_the_list_follows_when_all_were_judged_again(
    session: Session, issuer: Issuer
) -> None:
    (credential_id,) = take_in(session, issuer.issue())
    folder = TrustFolder(default_folder(), clock=lambda: NOW)
    offer = folder.offer("registry.json", [("registry.json", registry([issuer]))])
    folder.accept(offer, typed=offer.fingerprint)
    assert rows(session, LibraryQuery())[0].verdict is VerdictCode.CANNOT_TELL
    judged = session.credential(credential_id)
    assert judged.verdict.code is VerdictCode.VERIFIED
    assert rows(session, LibraryQuery())[0].verdict is VerdictCode.CANNOT_TELL
    session.recheck()
    assert rows(session, LibraryQuery())[0].verdict is VerdictCode.VERIFIED


def test_a_list_does_not_stay_good_when_its_evidence_goes(
    session: Session, issuer: Issuer
) -> None:
    trusting(session, issuer)
    take_in(session, issuer.issue())
    assert rows(session, LibraryQuery())[0].verdict is VerdictCode.VERIFIED
    (item,) = session.evidence_items()
    session.remove_evidence(item.sha256)
    assert rows(session, LibraryQuery())[0].verdict is VerdictCode.CANNOT_TELL


def test_trust_accepted_while_the_wallet_was_locked_is_noticed(
    session: Session, issuer: Issuer
) -> None:
    assert not session.evidence_changed(), "nothing is held, so nothing can be out of date"
    take_in(session, issuer.issue())
    session.recheck()
    assert not session.evidence_changed()
    folder = TrustFolder(default_folder(), clock=lambda: NOW)
    offer = folder.offer("registry.json", [("registry.json", registry([issuer]))])
    folder.accept(offer, typed=offer.fingerprint)
    assert session.evidence_changed()
    assert len(session.recheck().changed) == 1
    assert not session.evidence_changed()
    assert rows(session, LibraryQuery())[0].verdict is VerdictCode.VERIFIED


def test_a_revocation_once_seen_stays_when_the_list_is_taken_away(
    session: Session, issuer: Issuer
) -> None:
    badge = issuer.issue(status=("revocation",))
    (credential_id,) = take_in(session, badge)
    issuer.revoke(badge)
    trusting(session, issuer)
    assert session.credential(credential_id).verdict.code is VerdictCode.NOT_VALID
    for item in session.evidence_items():
        if item.kind == "status_list":
            session.remove_evidence(item.sha256)
    judged = session.credential(credential_id)
    assert judged.verdict.code is VerdictCode.NOT_VALID
    assert judged.verdict.deciding.reason.value == "revoked"
