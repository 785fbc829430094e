"""An employer asks for certain things; the learner's window answers with the least."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.helpers.keys import Key
from tests.ui.conftest import WAIT, settle, show, texts
from ui.app import Tessera
from ui.pages.check import CheckPage
from ui.pages.share import SharePage
from ui.widgets.buttons import Button, Fold
from ui.widgets.checking.asking import AskCard
from ui.widgets.settings.identifiers import IdentifiersCard
from ui.widgets.sharing.ledger import Ledger
from ui.widgets.sharing.requested import RequestCard
from ui.widgets.sharing.shared import SharedCard
from wallet.check_desk import CheckDesk, MadeRequest, make_request
from wallet.holder import PrivateKey
from wallet.report import VerdictCode
from wallet.session import Changes, HolderKey, LibraryQuery, Session


@pytest.fixture
def page(unlocked: Tessera, qtbot: QtBot) -> SharePage:
    made = show(unlocked, qtbot, "share")
    assert isinstance(made, SharePage)
    return made


def _pem(key: PrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def ask(*claims: tuple[str, ...], form: str = "ldp_vc") -> MadeRequest:
    """A request for a badge that says these."""
    query = {"id": "q", "format": form, "claims": [{"path": list(one)} for one in claims]}
    return make_request(who="ACME Ltd", why="a job", query={"credentials": [query]})


def opened(page: SharePage, tessera: Tessera, qtbot: QtBot, made: MadeRequest) -> None:
    """The request is dropped on the page."""
    assert page.take([("request.json", made.document)])
    settle(tessera, qtbot)
    qtbot.wait(400)
    settle(tessera, qtbot)


TITLE = ("credentialSubject", "achievement", "name")


def test_a_request_is_answered_locked_and_verifies_for_its_asker(
    page: SharePage, unlocked: Tessera, qtbot: QtBot, tmp_path: Path, monkeypatch, sample
) -> None:
    made = ask(TITLE)
    opened(page, unlocked, qtbot, made)
    said = texts(page.request)
    assert "“ACME Ltd” asks. Nobody confirms that it is them." in said
    assert "a job" in said
    for box in page.request._boxes:
        assert not page.show_button.isEnabled()
        box.setChecked(True)
    qtbot.waitUntil(page.show_button.isEnabled, timeout=WAIT)
    assert page.show_button.text().endswith("to ACME Ltd")
    target = tmp_path / "answer.jwe"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    page.show_button.click()
    settle(unlocked, qtbot)
    page.findChild(SharedCard).save.click()
    qtbot.waitUntil(target.exists, timeout=WAIT)
    answer = CheckDesk(tmp_path / "trust").answer(
        [("x", target.read_bytes())], secret=made.secret, evidence_files=sample.evidence
    )
    assert answer.unmet == ()
    (result,) = answer.results
    assert {one.verdict.code for one in result.credentials} == {VerdictCode.VERIFIED}


def test_each_statement_about_the_person_is_confirmed_by_itself(
    page: SharePage, unlocked: Tessera, qtbot: QtBot
) -> None:
    opened(page, unlocked, qtbot, ask(TITLE))
    boxes = page.request._boxes
    assert boxes
    assert all(one.text().startswith("Yes, show ") for one in boxes)
    for one in boxes[1:]:
        one.setChecked(True)
    qtbot.wait(400)
    settle(unlocked, qtbot)
    assert not page.show_button.isEnabled()


def test_the_learner_says_with_which_credential_a_request_is_answered(
    page: SharePage, unlocked: Tessera, qtbot: QtBot
) -> None:
    opened(page, unlocked, qtbot, ask(TITLE))
    assert page._plan is not None
    mine = page._plan.credentials[0].credential_id
    found: list[str] = []
    unlocked.tasks.run(
        unlocked.window,
        lambda session: [one.credential_id for one in session.page(LibraryQuery()).rows],
        found.extend,
    )
    settle(unlocked, qtbot)
    for other in (one for one in found if one != mine):
        page.chooser.choose((other,))
        qtbot.waitUntil(lambda: not page._wait.isActive(), timeout=WAIT)
        settle(unlocked, qtbot)
        if page._plan is not None:
            assert [one.credential_id for one in page._plan.credentials] == [other]
            break
    else:
        pytest.fail("no other credential answers it")


def test_what_is_missing_is_named_and_nothing_can_be_shown(
    page: SharePage, unlocked: Tessera, qtbot: QtBot
) -> None:
    opened(page, unlocked, qtbot, ask(("shoe_size",)))
    assert "No credential here states: shoe_size." in texts(page.request)
    assert not page.show_button.isEnabled()
    page.request.close_button.click()
    qtbot.wait(400)
    settle(unlocked, qtbot)
    assert page._fields.isVisibleTo(page)
    assert "shoe_size" not in texts(page.request)


def test_what_is_no_request_says_so(page: SharePage, unlocked: Tessera, qtbot: QtBot) -> None:
    page.take([("x.json", b'{"a": 1}')])
    settle(unlocked, qtbot)
    assert "This is no request for credentials." in texts(page.request)
    assert page.request.request is None


def test_the_employer_makes_a_request_that_can_be_scanned(
    unlocked: Tessera, qtbot: QtBot, tmp_path: Path, monkeypatch
) -> None:
    page = show(unlocked, qtbot, "check")
    assert isinstance(page, CheckPage)
    card = page.asking
    qtbot.addWidget(card)
    card.show()
    card.button.click()
    settle(unlocked, qtbot)
    assert "does not say who asks" in texts(card)
    card.who.setText("ACME Ltd")
    card.why.setText("a job")
    card.button.click()
    settle(unlocked, qtbot)
    assert card.made is not None
    asked = json.loads(card.made.document)
    assert asked["client_id"] == "ACME Ltd"
    paths = [one["path"][-1] for one in asked["dcql_query"]["credentials"][0]["claims"]]
    assert "achievement_title" in paths
    assert "family_name" not in paths
    target = tmp_path / "request.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    save = next(one for one in card.findChildren(Button) if one.text() == "Save the request")
    save.click()
    qtbot.waitUntil(target.exists, timeout=WAIT)
    assert target.read_bytes() == card.made.document
    card.forget()
    assert card.secret is None


def test_a_request_is_signed_by_choosing_a_file_and_says_what_they_will_read(
    page: SharePage, unlocked: Tessera, qtbot: QtBot, tmp_path: Path, monkeypatch
) -> None:
    card = AskCard(page.shell, lambda: None)
    qtbot.addWidget(card)
    card.show()
    card.who.setText("ACME Ltd")
    key = tmp_path / "key.pem"
    key.write_text("no key")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(key), ""))
    next(
        one for one in card.findChildren(Fold) if "Sign it" in one.button.text()
    ).button.click()
    buttons = {one.text(): one for one in card.sign_with.findChildren(Button)}
    buttons["Choose your signing key"].click()
    assert "Sign with: key.pem" in texts(card.sign_with)
    card.button.click()
    settle(unlocked, qtbot)
    assert "holds no private key" in texts(card)
    key.write_bytes(_pem(Key.make("ACME").private))
    card.button.click()
    settle(unlocked, qtbot)
    assert card.made is not None
    assert f"Signed by {Key.make('ACME').did_key}." in texts(card)
    opened(page, unlocked, qtbot, card.made)
    assert "nobody here confirms who that is" in texts(page.request)
    assert "decentralized_identifier" not in texts(page)
    card.forget()
    card.sign_with.forget()
    card.button.click()
    settle(unlocked, qtbot)
    assert "Not signed: they read that nobody confirms who asks." in texts(card)


def test_both_cards_name_everything(page: SharePage) -> None:
    assert isinstance(page.request, RequestCard)
    made = AskCard(page.shell, lambda: None)
    assert all(box.accessibleName() for box in made.boxes.values())
    made.deleteLater()


def test_the_list_of_what_was_shown_is_searched_saved_and_forgotten(
    page: SharePage, unlocked: Tessera, qtbot: QtBot, tmp_path: Path, monkeypatch
) -> None:
    def fill(session: Session) -> Changes:
        (row, *_) = session.page(LibraryQuery(text="Data management")).rows
        for name in ("ACME Ltd", "Globex"):
            plan = session.plan([row.credential_id], recipient=name)
            last = session.present(plan).changes
        return last

    unlocked.tasks.change(page, fill)
    settle(unlocked, qtbot)
    ledger = page._make_ledger()
    assert isinstance(ledger, Ledger)
    qtbot.addWidget(ledger)
    ledger.show()
    settle(unlocked, qtbot)
    ledger.search.setText("glob")
    settle(unlocked, qtbot)
    assert "Globex" in texts(ledger)
    assert ledger.clear_button.text() == "Forget this 1 entry"
    target = tmp_path / "shown.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    ledger.export_button.click()
    qtbot.waitUntil(target.exists, timeout=WAIT)
    assert [one["recipient"] for one in json.loads(target.read_text())["entries"]] == ["Globex"]
    ledger.clear_button.click()
    assert "Press again" in ledger.clear_button.text()
    ledger.clear_button.click()
    settle(unlocked, qtbot)
    ledger.ask()
    settle(unlocked, qtbot)
    ledger.search.clear()
    assert [one.recipient for one in ledger._all] == ["ACME Ltd"]


def test_an_identifier_of_the_other_kind_is_made_where_an_issuer_asks_for_it(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    card = IdentifiersCard(unlocked.window._shell)
    qtbot.addWidget(card)
    card.show()
    settle(unlocked, qtbot)
    card.name.setText("For Aalto")
    card.kind.setCurrentIndex(card.kind.findData("P-256"))
    card._button.click()
    settle(unlocked, qtbot)
    assert "For Aalto" in texts(card)
    found: list[HolderKey] = []
    unlocked.tasks.run(card, lambda session: session.holder_keys(), found.extend)
    settle(unlocked, qtbot)
    assert found[-1].kind == "P-256"
    assert found[-1].did.startswith("did:key:zDn")
