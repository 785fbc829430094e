"""Settings: above all, where a learner finds what to give to an issuer."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import CHEAP, PASSPHRASE, Open, settle, show, texts, unlock
from ui.app import Tessera
from ui.pages.settings import SettingsPage
from ui.widgets.buttons import Button, Fold
from ui.widgets.qr_view import QrPicture
from ui.widgets.settings.identifiers import IdentifiersCard, Signs
from ui.widgets.settings.own_addresses import OwnAddressesCard
from wallet.containers import Room
from wallet.containers import qr as pictures
from wallet.holder import HolderKey
from wallet.session import Session, qr_png


@pytest.fixture
def page(unlocked: Tessera, qtbot: QtBot) -> SettingsPage:
    made = show(unlocked, qtbot, "settings")
    assert isinstance(made, SettingsPage)
    return made


def card(page: SettingsPage) -> IdentifiersCard:
    (found,) = (one for one in page.findChildren(IdentifiersCard) if one.isVisible())
    return found


def dids(page: SettingsPage) -> list[str]:
    return [one.toPlainText() for one in card(page).findChildren(Signs) if one.isVisible()]


def keys(tessera: Tessera, qtbot: QtBot) -> list[HolderKey]:
    found: list[HolderKey] = []
    tessera.tasks.run(tessera.shell, Session.holder_keys, found.extend)
    settle(tessera, qtbot)
    return found


def make(page: SettingsPage, tessera: Tessera, qtbot: QtBot, name: str) -> None:
    card(page).name.setText(name)
    qtbot.keyClick(card(page).name, Qt.Key.Key_Return)
    settle(tessera, qtbot)


def test_the_identifiers_are_those_of_the_wallet(
    page: SettingsPage, unlocked: Tessera, qtbot: QtBot
) -> None:
    held = keys(unlocked, qtbot)
    assert held
    assert dids(page) == [one.did for one in held]


def test_one_is_made_named_and_kept(
    page: SettingsPage, unlocked: Tessera, qtbot: QtBot
) -> None:
    before = dids(page)
    make(page, unlocked, qtbot, "for my university")
    assert "for my university" in texts(page)
    assert card(page).name.text() == ""
    after = dids(page)
    assert after[:-1] == before
    made = keys(unlocked, qtbot)[-1]
    assert (made.did, made.label) == (after[-1], "for my university")


def addresses(page: SettingsPage) -> OwnAddressesCard:
    (found,) = (one for one in page.findChildren(OwnAddressesCard) if one.isVisible())
    return found


def entered(tessera: Tessera, qtbot: QtBot) -> tuple[str, ...]:
    found: list[str] = []
    tessera.tasks.run(
        tessera.shell, lambda session: session.settings().entered_ids, found.extend
    )
    settle(tessera, qtbot)
    return tuple(found)


def test_an_address_is_entered_once_recognised_and_removed(
    page: SettingsPage, unlocked: Tessera, qtbot: QtBot
) -> None:
    for text in (" lena@example.org ", "student-7", "lena@example.org", ""):
        addresses(page).field.setText(text)
        qtbot.keyClick(addresses(page).field, Qt.Key.Key_Return)
        settle(unlocked, qtbot)
    assert entered(unlocked, qtbot) == ("lena@example.org", "student-7")
    known: list[frozenset[str]] = []
    unlocked.tasks.run(
        unlocked.shell, lambda session: session.evidence().entered_ids, known.append
    )
    settle(unlocked, qtbot)
    assert known == [frozenset({"lena@example.org", "student-7"})]
    (remove,) = (
        one
        for one in addresses(page).findChildren(Button)
        if one.accessibleName() == "Remove: student-7"
    )
    remove.click()
    settle(unlocked, qtbot)
    assert entered(unlocked, qtbot) == ("lena@example.org",)
    assert "student-7" not in texts(page)


def test_it_is_copied_sign_by_sign_by_button_and_by_hand(
    page: SettingsPage, unlocked: Tessera, qtbot: QtBot, qapp: QApplication
) -> None:
    make(page, unlocked, qtbot, "jobs")
    did = dids(page)[-1]
    (button,) = (
        one for one in card(page).findChildren(Button) if one.accessibleName() == "Copy: jobs"
    )
    button.click()
    assert qapp.clipboard().text() == did
    qapp.clipboard().clear()
    field = next(one for one in card(page).findChildren(Signs) if one.toPlainText() == did)
    field.setFocus()
    qtbot.keySequence(field, QKeySequence(QKeySequence.StandardKey.SelectAll))
    qtbot.keySequence(field, QKeySequence(QKeySequence.StandardKey.Copy))
    assert qapp.clipboard().text() == did


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_all_of_it_is_seen_however_large_the_text(
    scale: float, start: Open, wallet: Path, qtbot: QtBot
) -> None:
    tessera = start(wallet, scale=scale)
    tessera.window.resize(900, 600)
    unlock(tessera, qtbot)
    page = show(tessera, qtbot, "settings")
    (field,) = page.findChildren(Signs)
    assert field.verticalScrollBar().maximum() == 0
    assert field.horizontalScrollBar().maximum() == 0
    lines = round(field.document().size().height())
    assert (lines > 1) is (scale > 1)
    assert field.viewport().height() >= lines * field.fontMetrics().lineSpacing()


def test_a_camera_reads_the_same_identifier(
    page: SettingsPage, unlocked: Tessera, qtbot: QtBot
) -> None:
    (did, *_more) = dids(page)
    folds = card(page).findChildren(Fold)
    fold = next(one for one in folds if one.button.text() == "Show as QR code")
    fold.button.click()
    settle(unlocked, qtbot)
    (picture,) = card(page).findChildren(QrPicture)
    assert picture.isVisible()
    assert picture.accessibleName() == "QR code of the identifier"
    (member,) = pictures.unpack(qr_png(did), Room())
    assert member.data.decode() == did


def test_too_long_a_name_is_said_and_nothing_is_made(
    page: SettingsPage, unlocked: Tessera, qtbot: QtBot
) -> None:
    before = dids(page)
    make(page, unlocked, qtbot, "x" * 101)
    assert "too long" in texts(page)
    assert dids(page) == before
    make(page, unlocked, qtbot, "x" * 100)
    assert "too long" not in texts(page)
    assert len(dids(page)) == len(before) + 1


def test_nothing_of_them_is_left_in_the_page_after_a_lock(
    page: SettingsPage, unlocked: Tessera, qtbot: QtBot
) -> None:
    show(unlocked, qtbot, "home")  # not on screen, and not thrown away by the lock
    unlocked.tasks.lock()
    settle(unlocked, qtbot)
    assert page.findChildren(IdentifiersCard) == []
    assert page.findChildren(Signs) == []


def test_a_new_wallet_says_that_there_is_none_yet(
    start: Open, tmp_path_factory: pytest.TempPathFactory, qtbot: QtBot
) -> None:
    folder = tmp_path_factory.mktemp("new") / "Wallet 1"
    session, _words = Session.create(folder, PASSPHRASE, costs=CHEAP)
    session.lock()
    tessera = start(folder)
    unlock(tessera, qtbot)
    page = show(tessera, qtbot, "settings")
    assert isinstance(page, SettingsPage)
    assert "You have none yet." in texts(page)
    make(page, tessera, qtbot, "first")
    assert "You have none yet." not in texts(page)
    assert len(dids(page)) == 1
