"""The Trust page and signed bundles: compared by words or picture, looked through."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.helpers import register as rows_of
from tests.helpers.bundles import SOURCE, Operator, deqar, issuers, some_rows
from tests.ui.conftest import Open, settle, show, texts
from ui.app import Tessera
from ui.pages.trust import TrustPage
from ui.widgets.buttons import Fold
from ui.widgets.trust.bundle_cards import ReplaceCard, uncovered
from ui.widgets.trust.cards import CompareCard, KeptCard
from ui.widgets.trust.decision_line import DecisionLine
from ui.widgets.trust.register_search import InstitutionCard
from wallet.check_desk import CheckDesk
from wallet.presenting import qr_png
from wallet.register import ProgrammeRow, RelationRow
from wallet.session import EvidenceItem, Facet, LibraryQuery, LibraryRow


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    return Operator(tmp_path / "keys", "NARIC Portugal")


@pytest.fixture
def bundle(operator: Operator) -> bytes:
    now = datetime.now(UTC)
    more = [
        rows_of.institution("DEQARINST0099", "Faculty of Arts", country="PT", city="Porto"),
        RelationRow(
            parent="DEQARINST0001", child="DEQARINST0099", kind="faculty", source=SOURCE
        ),
        rows_of.decision(
            "d-neg",
            "DEQARINST0001",
            agency="1",
            decision="negative",
            type="programme",
            start=date(2012, 1, 1),
            end=date(2015, 6, 1),
            programmes=(ProgrammeRow(name="Marine Biology"),),
        ),
        rows_of.decision(
            "d-gone",
            "DEQARINST0001",
            agency="1",
            start=date(2016, 1, 1),
            end=date(2020, 1, 1),
            withdrawn=date(2017, 5, 1),
        ),
    ]
    return operator.bundle(deqar([*some_rows(12), *more], at=now), now=now)


@pytest.fixture
def tessera(start: Open, wallet: Path) -> Tessera:
    return start(wallet)


@pytest.fixture
def page(tessera: Tessera, qtbot: QtBot) -> TrustPage:
    made = show(tessera, qtbot, "trust")
    assert isinstance(made, TrustPage)
    return made


def _accept(bundle: bytes) -> None:
    offer = CheckDesk().offer_trust("bundle", [("bundle.zip", bundle)])
    CheckDesk().accept_trust(offer, offer.words)


def test_a_bundle_is_asked_about_and_shown(
    page: TrustPage, tessera: Tessera, qtbot: QtBot, bundle: bytes
) -> None:
    assert page.take([("bundle.zip", bundle)])
    settle(tessera, qtbot)
    card = page.findChild(CompareCard)
    assert "NARIC Portugal" in texts(page)
    assert not card.go.isEnabled()
    card.by_eye.setChecked(True)
    card.go.click()
    settle(tessera, qtbot)
    told = texts(page)
    assert "Signed by" in told
    assert "NARIC Portugal" in told
    assert "Finland, Portugal" in told
    assert page.search.isVisible()
    assert [one.confirmed_at is not None for one in CheckDesk().trust().sets] == [True]


def test_a_photo_of_the_code_fills_in_the_fingerprint(
    page: TrustPage, tessera: Tessera, qtbot: QtBot, bundle: bytes
) -> None:
    offer = CheckDesk().offer_trust("bundle", [("bundle.zip", bundle)])
    page.take([("bundle.zip", bundle)])
    settle(tessera, qtbot)
    page.take([("photo.png", qr_png("something else"))])
    settle(tessera, qtbot)
    assert "shows no fingerprint" in texts(page)
    page.take([("photo.png", qr_png(offer.pictured))])
    settle(tessera, qtbot)
    card = page.findChild(CompareCard)
    assert card.typed.text() == offer.pictured
    card.go.click()
    settle(tessera, qtbot)
    assert CheckDesk().trust().sets[0].confirmed_at is not None


def test_the_code_of_another_root_confirms_nothing(
    page: TrustPage, tessera: Tessera, qtbot: QtBot, bundle: bytes
) -> None:
    page.take([("bundle.zip", bundle)])
    settle(tessera, qtbot)
    page.take([("photo.png", qr_png("URN:TESSERA:TRUST:" + "AB" * 32))])
    settle(tessera, qtbot)
    page.findChild(CompareCard).go.click()
    settle(tessera, qtbot)
    assert CheckDesk().trust().sets == ()


def test_a_newer_bundle_replaces_without_comparing_again(
    page: TrustPage, tessera: Tessera, qtbot: QtBot, operator: Operator, bundle: bytes
) -> None:
    _accept(bundle)
    now = datetime.now(UTC)
    page.take([("newer.zip", operator.bundle(deqar(at=now), now=now))])
    settle(tessera, qtbot)
    assert page.findChild(CompareCard) is None
    page.findChild(ReplaceCard).go.click()
    settle(tessera, qtbot)
    found = CheckDesk().trust().sets[0].bundle
    assert found is not None
    assert found.versions["snapshot"] == 2


def test_looking_somebody_up(
    page: TrustPage, tessera: Tessera, qtbot: QtBot, bundle: bytes
) -> None:
    _accept(bundle)
    page.opened()
    settle(tessera, qtbot)
    page.search.text.setText("uni1.example")
    page.search.search()
    settle(tessera, qtbot)
    assert "1 institution found" in texts(page)
    page.search._open(CheckDesk().find_institutions("uni1.example")[0])
    settle(tessera, qtbot)
    told = texts(page.findChild(InstitutionCard))
    assert "Faculty of Arts is a faculty of University 1" in told
    assert "Negative" in told
    assert "Marine Biology" in told
    assert "A3ES" in told
    line = page.findChild(DecisionLine)
    assert "Negative, 1 Jan 2012 to 1 Jun 2015" in line.accessibleDescription()
    assert "Withdrawn on 1 May 2017" in told
    assert "Positive, 1 Jan 2016 to 30 Apr 2017" in line.accessibleDescription()


@pytest.mark.usefixtures("tessera")
def test_hundreds_of_kept_files_are_opened_by_and_by(qtbot: QtBot) -> None:
    """A page of hundreds of cards would be laid out anew at each change of it."""
    now = datetime.now(UTC)
    kept = [
        EvidenceItem(
            sha256=f"{number:064x}",
            name=f"{number}.json",
            kind="key_document",
            id=f"did:web:{number}.example",
            received_at=now,
            dated=now,
        )
        for number in range(60)
    ]
    card = KeptCard(kept, lambda _sha256: None)
    qtbot.addWidget(card)
    card.show()
    for count in (8, 48, 60):
        assert texts(card).count("did:web:") == count
        for fold in card.findChildren(Fold):
            fold.button.setChecked(True)
    assert "00:00" not in texts(card), "a moment is told as a day"


def test_not_found_is_not_called_fake(
    page: TrustPage, tessera: Tessera, qtbot: QtBot, bundle: bytes
) -> None:
    _accept(bundle)
    page.opened()
    settle(tessera, qtbot)
    page.search.text.setText("University of Nowhere")
    page.search.search()
    settle(tessera, qtbot)
    assert "Not found in the registers on this computer" in texts(page)


def test_an_old_list_says_so(
    page: TrustPage, tessera: Tessera, qtbot: QtBot, operator: Operator
) -> None:
    now = datetime.now(UTC)
    old = deqar(at=now, fetched_at=now - timedelta(days=200))
    _accept(operator.bundle(old, now=now))
    page.opened()
    settle(tessera, qtbot)
    assert "Half a year old" in texts(page)


def test_what_no_register_covers_is_named() -> None:
    held = [("PT", 3), ("FI", 1)]
    assert uncovered(held, []) == [
        "3 of your credentials come from Portugal; no register on this computer covers it.",
        "1 of your credentials comes from Finland; no register on this computer covers it.",
    ]
    assert uncovered(held, [frozenset({"PT"})]) == uncovered([("FI", 1)], [])
    assert uncovered(held, [None]) == []


def test_what_new_trust_changed_is_listed(
    unlocked: Tessera, qtbot: QtBot, operator: Operator
) -> None:
    """A credential of an issuer that nobody named reads verified once a bundle names it."""
    page = show(unlocked, qtbot, "trust")
    query = LibraryQuery(filters=((Facet.VERDICT, "cannot_tell"),))
    held: list[LibraryRow] = []
    unlocked.tasks.run(page, lambda session: session.page(query).rows, held.extend)
    settle(unlocked, qtbot)
    unknown = {str(one.issuer_id) for one in held if one.reason == "issuer_not_listed"}
    assert unknown, "the sample wallet holds something of an issuer whom no list names"
    now = datetime.now(UTC)
    named = issuers(dict.fromkeys(unknown, "Named at last"), at=now)
    page.take([("bundle.zip", operator.bundle(named, now=now))])
    settle(unlocked, qtbot)
    card = page.findChild(CompareCard)
    card.by_eye.setChecked(True)
    card.go.click()
    qtbot.waitUntil(
        lambda: "What this changed for what you hold" in texts(page), timeout=30_000
    )
    assert "before “Cannot tell”" in texts(page)
