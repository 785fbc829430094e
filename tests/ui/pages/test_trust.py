"""Trust through the window: nothing counts before its words were compared."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.helpers.demo import Sample
from tests.helpers.issuer import Issuer, registry
from tests.ui.conftest import Open, settle, show, texts
from ui.app import Tessera
from ui.pages.trust import TrustPage
from ui.widgets.badges import Badge
from ui.widgets.buttons import Button, Fold
from ui.widgets.trust.cards import CompareCard, SetCard
from wallet.check_desk import CheckDesk
from wallet.session import LibraryQuery, Session


@pytest.fixture
def locked(start: Open, wallet: Path) -> Tessera:
    return start(wallet)


@pytest.fixture
def page(locked: Tessera, qtbot: QtBot) -> TrustPage:
    made = show(locked, qtbot, "trust")
    assert isinstance(made, TrustPage)
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "From the university"
    made.mkdir()
    issuer = Issuer("Example University", method="did:web")
    issuer.issue(status=("revocation",))
    (made / "registry.json").write_bytes(registry([issuer, Issuer("Another")]))
    for name, data in issuer.evidence_files():
        (made / name).write_bytes(data)
    (made / "readme.txt").write_text("hello")
    return made


def _asked(page: TrustPage, tessera: Tessera, qtbot: QtBot, folder: Path) -> CompareCard:
    page.read((folder,))
    settle(tessera, qtbot)
    return page.findChild(CompareCard)


def _settled(tessera: Tessera, qtbot: QtBot) -> None:
    settle(tessera, qtbot)  # the change
    settle(tessera, qtbot)  # reading the folder anew


def _press(page: TrustPage, name: str) -> None:
    next(
        one for one in page.findChildren(Button) if one.accessibleName().startswith(name)
    ).click()


def test_an_empty_page_teaches(page: TrustPage) -> None:
    said = texts(page)
    assert "No list is trusted on this computer yet" in said
    assert "Ask your institution" in said


def test_nothing_is_kept_by_looking(
    page: TrustPage, locked: Tessera, qtbot: QtBot, folder: Path
) -> None:
    card = _asked(page, locked, qtbot, folder)
    assert not card.go.isEnabled()
    _press(page, "Cancel")
    assert CheckDesk().trust().sets == ()
    assert page.findChild(CompareCard) is None or not page.findChild(CompareCard).isVisible()


def test_typed_words_confirm(
    page: TrustPage, locked: Tessera, qtbot: QtBot, folder: Path
) -> None:
    card = _asked(page, locked, qtbot, folder)
    files = [(one.name, one.read_bytes()) for one in folder.iterdir()]
    qtbot.keyClicks(card.typed, CheckDesk().offer_trust("x", files).words)
    qtbot.keyClick(card.typed, Qt.Key.Key_Return)
    _settled(locked, qtbot)
    (kept,) = CheckDesk().trust().sets
    assert kept.confirmed_at is not None
    assert kept.name == "From the university"
    assert "Confirmed on" in texts(page)


def test_wrong_words_keep_nothing_and_say_so(
    page: TrustPage, locked: Tessera, qtbot: QtBot, folder: Path
) -> None:
    card = _asked(page, locked, qtbot, folder)
    card.typed.setText("able acid also apex aqua arch atom aunt away axis")
    card.by_eye.setChecked(True)
    card.go.click()
    _settled(locked, qtbot)
    assert CheckDesk().trust().sets == ()
    assert "not the one that you typed" in texts(page)


def test_words_compared_by_eye_confirm(
    page: TrustPage, locked: Tessera, qtbot: QtBot, folder: Path
) -> None:
    card = _asked(page, locked, qtbot, folder)
    card.by_eye.setChecked(True)
    card.go.click()
    _settled(locked, qtbot)
    assert CheckDesk().trust().sets[0].confirmed_at is not None


def test_later_keeps_it_but_it_identifies_nobody_until_confirmed(
    page: TrustPage, locked: Tessera, qtbot: QtBot, folder: Path
) -> None:
    _asked(page, locked, qtbot, folder).later.click()
    _settled(locked, qtbot)
    assert CheckDesk().trust().sets[0].confirmed_at is None
    assert "Until then it identifies nobody" in texts(page)
    badges = [one.accessibleName() for one in page.findChildren(Badge) if one.isVisible()]
    assert badges == ["Not confirmed"]
    _press(page, "Compare and confirm")
    card = page.findChild(CompareCard)
    card.by_eye.setChecked(True)
    card.go.click()
    _settled(locked, qtbot)
    assert CheckDesk().trust().sets[0].confirmed_at is not None
    assert "Confirmed on" in texts(page)


def test_cards_say_what_from_when_and_how_much(
    page: TrustPage, locked: Tessera, qtbot: QtBot, folder: Path
) -> None:
    card = _asked(page, locked, qtbot, folder)
    for fold in card.findChildren(Fold):
        fold.button.setChecked(True)
    assert "readme.txt" in texts(card)
    card.by_eye.setChecked(True)
    card.go.click()
    _settled(locked, qtbot)
    for fold in page.findChild(SetCard).findChildren(Fold):
        fold.button.setChecked(True)
    said = texts(page)
    assert "Register with 2 issuers" in said
    assert "11 Nov 2026" in said
    assert "did:web:university.example" in said
    kept = CheckDesk().trust().sets[0]
    assert kept.fingerprint in said
    assert kept.words in said


def test_what_is_no_evidence_is_refused_in_words(
    page: TrustPage, locked: Tessera, qtbot: QtBot
) -> None:
    page.read((("x.txt", b"hello"),))
    settle(locked, qtbot)
    assert "None of these files says who an issuer is" in texts(page)


def test_stopping_asks_first(
    page: TrustPage, locked: Tessera, qtbot: QtBot, folder: Path
) -> None:
    _asked(page, locked, qtbot, folder).later.click()
    _settled(locked, qtbot)
    _press(page, "Stop trusting From the university")
    assert len(CheckDesk().trust().sets) == 1
    _press(page, "Keep it")
    qtbot.wait(10)
    _press(page, "Stop trusting From the university")
    qtbot.wait(10)
    next(
        one
        for one in page.findChildren(Button)
        if one.accessibleName() == "Stop trusting it" and one.isVisible()
    ).click()
    _settled(locked, qtbot)
    assert CheckDesk().trust().sets == ()
    assert "No list is trusted on this computer yet" in texts(page)


def test_tampering_is_said_at_once(
    page: TrustPage, locked: Tessera, qtbot: QtBot, folder: Path
) -> None:
    _asked(page, locked, qtbot, folder).later.click()
    _settled(locked, qtbot)
    for item in (CheckDesk().trust_folder / "items").iterdir():
        item.write_bytes(item.read_bytes() + b" ")
    page = show(locked, qtbot, "trust")
    assert "was changed after you accepted it" in texts(page)


def test_evidence_of_the_wallet_is_shown_only_while_it_is_open(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    page = show(unlocked, qtbot, "trust")
    assert "Kept in this wallet" in texts(page)
    assert "Keys of an issuer" in texts(page)
    assert "List of issuers" in texts(page)  # of how many, nobody counts here
    before = texts(page).count("Added ")
    _press(page, "Forget")
    settle(unlocked, qtbot)
    settle(unlocked, qtbot)
    assert texts(page).count("Added ") == before - 1
    unlocked.tasks.lock()
    settle(unlocked, qtbot)
    page = show(unlocked, qtbot, "trust")
    assert "Kept in this wallet" not in texts(page)


def test_dropped_files_are_meant_for_trust_here(
    page: TrustPage, locked: Tessera, qtbot: QtBot, folder: Path
) -> None:
    locked.window.take((folder,))
    settle(locked, qtbot)
    assert locked.window.shown == "trust"
    assert page.findChild(CompareCard) is not None


def test_what_is_missing_for_what_is_held_is_named(unlocked: Tessera, qtbot: QtBot) -> None:
    page = show(unlocked, qtbot, "trust")
    said = texts(page)
    assert "Missing for what you hold" in said
    assert "No list you trust names Leadership Now: 1 credential waits for it." in said


def _verdict(tessera: Tessera, qtbot: QtBot, title: str) -> str:
    found: list[str] = []

    def look(session: Session) -> str:
        (row,) = session.page(LibraryQuery(text=title)).rows
        return row.verdict.value

    tessera.tasks.run(tessera.window, look, found.append)
    settle(tessera, qtbot)
    return found[0]


def test_what_is_held_is_looked_at_again_when_trust_comes_or_goes(
    unlocked: Tessera, qtbot: QtBot, sample: Sample, tmp_path: Path
) -> None:
    given = tmp_path / "leaders.json"
    given.write_bytes(registry([sample.issuers["unknown"]]))
    page = show(unlocked, qtbot, "trust")
    assert isinstance(page, TrustPage)
    assert _verdict(unlocked, qtbot, "Leadership") == "cannot_tell"
    words = CheckDesk().offer_trust("x", [(given.name, given.read_bytes())]).words
    page.read((given,))
    settle(unlocked, qtbot)
    card = page.findChild(CompareCard)
    qtbot.keyClicks(card.typed, words)
    qtbot.keyClick(card.typed, Qt.Key.Key_Return)
    _settled(unlocked, qtbot)
    assert _verdict(unlocked, qtbot, "Leadership") == "verified"
    assert "Leadership Now: 1 credential waits" not in texts(page)
    _press(page, "Stop trusting leaders")
    qtbot.wait(10)
    next(
        one
        for one in page.findChildren(Button)
        if one.accessibleName() == "Stop trusting it" and one.isVisible()
    ).click()
    _settled(unlocked, qtbot)
    assert _verdict(unlocked, qtbot, "Leadership") == "cannot_tell"
    assert "Leadership Now: 1 credential waits" in texts(page)
