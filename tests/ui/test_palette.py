"""Everything by typing: pages, actions, credentials; and nothing of the wallet while locked."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui import walk
from tests.ui.conftest import Open, settle
from ui.app import Tessera
from ui.pages import PAGES
from ui.widgets.palette import Command, Palette, matching

CONTROL = Qt.KeyboardModifier.ControlModifier


def opened(tessera: Tessera, qtbot: QtBot) -> Palette:
    tessera.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is tessera.window)
    qtbot.keyClick(tessera.window, Qt.Key.Key_K, CONTROL)
    palette = tessera.window.palette_shown
    assert palette.isVisible()
    return palette


def names(palette: Palette) -> list[str]:
    return [palette.list.item(row).text() for row in range(palette.list.count())]


def test_what_begins_with_it_comes_first_and_accents_do_not_matter() -> None:
    offered = [
        Command(words=words, act=list)
        for words in ("Show the bin", "Bin of Ämter", "Home", "Share")
    ]
    assert [one.words for one in matching(offered, "bin")] == ["Bin of Ämter", "Show the bin"]
    assert [one.words for one in matching(offered, "AMTER bin")] == ["Bin of Ämter"]
    assert len(matching(offered, " ")) == 4


def test_pages_actions_and_credentials_are_reached_by_typing(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    palette = opened(unlocked, qtbot)
    for page in PAGES:
        if page.in_side_bar:
            assert any(one.startswith(page.title()) for one in names(palette))
    assert walk.unnamed(palette) == []
    qtbot.keyClicks(palette.field, "pathw")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    settle(unlocked, qtbot)
    assert unlocked.window.shown == "pathways"

    palette = opened(unlocked, qtbot)
    qtbot.keyClicks(palette.field, "data manag")
    qtbot.waitUntil(lambda: any("Data management" in one for one in names(palette)))
    assert any("Verified" in one for one in names(palette)), "with its verdict"
    assert names(palette)[-1] == "Search all credentials for “data manag”"
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.list.currentRow() == 1
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    palette.choose()
    settle(unlocked, qtbot)
    assert unlocked.window.shown == "credential"

    palette = opened(unlocked, qtbot)
    qtbot.keyClicks(palette.field, "qqqq no such thing")
    palette._commands = ()
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert unlocked.window.shown == "credential"


def test_locking_closes_it_and_what_needs_the_wallet_is_not_offered(
    start: Open, wallet: Path, qtbot: QtBot
) -> None:
    tessera = start(wallet)
    palette = opened(tessera, qtbot)
    told = names(palette)
    assert any(one.startswith("Check") for one in told)
    assert not any(one.startswith(("Home", "Credentials", "Lock")) for one in told)
    palette.reject()
