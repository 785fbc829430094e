"""Navigation, keys, locking, and a window that fits."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.helpers import demo
from tests.ui.conftest import Open, settle, show, texts, unlock
from ui.app import Tessera
from ui.pages import PAGES, entry
from ui.side_bar import ENTRIES
from ui.theme import Look
from ui.widgets.buttons import Button
from ui.widgets.fields import PassphraseField
from ui.widgets.text import Label

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_the_pages_have_keys_of_their_own_and_the_side_bar_the_order_of_the_plan() -> None:
    keys = [one.key for one in PAGES]
    assert len(set(keys)) == len(keys)
    order = ["home", "credentials", "pathways", "share", "check", "trust", "settings"]
    assert [one.key for one in ENTRIES] == order
    with pytest.raises(KeyError):
        entry("nowhere")


@pytest.mark.parametrize("number", range(1, len(ENTRIES) + 1))
def test_control_and_a_number_open_a_page(number: int, unlocked: Tessera, qtbot: QtBot) -> None:
    unlocked.window.activateWindow()
    qtbot.keyClick(unlocked.window, Qt.Key(Qt.Key.Key_0 + number), CONTROL)
    settle(unlocked, qtbot)
    assert unlocked.window.shown == ENTRIES[number - 1].key


def test_search_is_one_key_away_and_shows_what_it_finds(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    unlocked.window.activateWindow()
    qtbot.keyClick(unlocked.window, Qt.Key.Key_F, CONTROL)
    assert unlocked.window.search.hasFocus()
    qtbot.keyClicks(unlocked.window.search, "learning analyt")
    qtbot.waitUntil(lambda: unlocked.window.shown == "credentials")
    settle(unlocked, qtbot)
    page = unlocked.window.page
    assert page is not None
    assert page.model.rowCount() == 1  # type: ignore[attr-defined]
    assert "1 of " in texts(page)
    assert unlocked.window.search.hasFocus()
    qtbot.keyClick(unlocked.window.search, Qt.Key.Key_Down)
    assert page.list.hasFocus()  # type: ignore[attr-defined]
    unlocked.window.search.setFocus()
    qtbot.keyClick(unlocked.window.search, Qt.Key.Key_Escape)
    settle(unlocked, qtbot)
    assert unlocked.window.search.text() == ""
    assert "1 of " not in texts(page)


def test_what_was_opened_in_a_narrow_list_leads_back_to_its_line_by_keys_alone(
    unlocked: Tessera, qtbot: QtBot
) -> None:
    unlocked.window.resize(900, 600)
    page = show(unlocked, qtbot, "credentials")
    unlocked.window.activateWindow()
    page.list.setFocus()  # type: ignore[attr-defined]
    for _ in range(3):
        qtbot.keyClick(page.list, Qt.Key.Key_Down)  # type: ignore[attr-defined]
    line = page.list.currentIndex().row()  # type: ignore[attr-defined]
    assert line == 3
    qtbot.keyClick(page.list, Qt.Key.Key_Return)  # type: ignore[attr-defined]
    settle(unlocked, qtbot)
    assert unlocked.window.shown == "credential"
    (back,) = (
        one
        for one in unlocked.window.page.findChildren(Button)  # type: ignore[union-attr]
        if one.text() == "All credentials"
    )
    back.setFocus()
    qtbot.keyClick(back, Qt.Key.Key_Return)
    settle(unlocked, qtbot)
    assert unlocked.window.shown == "credentials"
    assert page.list.hasFocus()  # type: ignore[attr-defined]
    assert page.list.currentIndex().row() == line  # type: ignore[attr-defined]
    qtbot.keyClick(page.list, Qt.Key.Key_Return)  # type: ignore[attr-defined]
    settle(unlocked, qtbot)
    qtbot.keyClick(unlocked.window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    settle(unlocked, qtbot)
    assert unlocked.window.shown == "credentials"


def test_locking_by_key_leaves_nothing_of_the_wallet_in_the_window(
    unlocked: Tessera, qtbot: QtBot, sample: demo.Sample
) -> None:
    settings = show(unlocked, qtbot, "settings")
    settings.findChildren(PassphraseField)[0].edit.setText("half a passphrase")
    show(unlocked, qtbot, "credentials")
    qtbot.keyClicks(unlocked.window.search, "Data")
    unlocked.window.activateWindow()
    qtbot.keyClick(unlocked.window, Qt.Key.Key_L, CONTROL)
    qtbot.wait(20)
    assert unlocked.window.shown == "unlock"
    unlocked.window.search.undo()
    assert unlocked.window.search.text() == ""
    assert not any(one.isVisibleTo(settings) for one in settings.findChildren(PassphraseField))
    assert not any(one.text() for one in settings.findChildren(PassphraseField))
    left = "\n".join(one.plain() for one in unlocked.window.findChildren(Label))
    for title in sample.credentials:
        assert title not in left


def test_while_locked_only_what_needs_no_wallet_can_be_chosen(
    start: Open, wallet: Path, qtbot: QtBot
) -> None:
    tessera = start(wallet)
    nav = {
        one.accessibleName(): one.isEnabled()
        for one in tessera.window.findChildren(Button)
        if one.property("kind") == "nav"
    }
    assert nav["Check"]
    assert nav["Settings"]
    assert not nav["Home"]
    assert not nav["Credentials"]
    tessera.window.show_page("credentials", text="Python")
    assert tessera.window.shown == "unlock"
    unlock(tessera, qtbot)
    assert tessera.window.shown == "credentials"
    page = tessera.window.page
    assert page is not None
    assert "Search: Python" in {
        one.text() for one in page.findChildren(Button) if one.property("kind") == "chip"
    }


@pytest.mark.parametrize(("width", "names"), [(1099, False), (1100, True)])
def test_a_narrow_window_shows_symbols_alone(
    width: int, *, names: bool, unlocked: Tessera, qtbot: QtBot
) -> None:
    unlocked.window.resize(width, 700)
    qtbot.wait(10)
    home = next(
        one
        for one in unlocked.window.findChildren(Button)
        if one.property("kind") == "nav" and one.accessibleName() == "Home"
    )
    assert bool(home.text()) is names
    assert "Home" in home.toolTip()


def test_the_window_is_never_smaller_than_everything_needs(unlocked: Tessera) -> None:
    unlocked.window.resize(10, 10)
    assert unlocked.window.width() >= 900
    assert unlocked.window.height() >= 600


def test_the_status_line_says_how_old_the_evidence_is(unlocked: Tessera, qtbot: QtBot) -> None:
    settle(unlocked, qtbot)
    said = texts(unlocked.window.status)
    assert said.startswith("Offline. Evidence as of ")
    assert str(QDate.currentDate().year()) in said
    assert "ago)" in said


def test_what_was_done_is_said_for_a_while(unlocked: Tessera) -> None:
    unlocked.shell.say("Copied.")
    assert "Copied." in texts(unlocked.window.status)


@pytest.mark.parametrize("look", [Look.LIGHT, Look.DARK, Look.CONTRAST])
def test_every_look_is_drawn(look: Look, unlocked: Tessera, qtbot: QtBot) -> None:
    unlocked.theme.choose(look=look)
    qtbot.wait(10)
    ground = unlocked.window.grab().toImage().pixelColor(700, 90).name().upper()
    assert ground == unlocked.theme.colours.window


def test_choices_of_look_outlive_the_window(start: Open, wallet: Path, qtbot: QtBot) -> None:
    first = start(wallet)
    page = show(first, qtbot, "settings")
    page._choose_look(Look.DARK.value)  # type: ignore[attr-defined]
    page._choose_scale(1.5)  # type: ignore[attr-defined]
    stored = first.preferences
    assert (stored.look, stored.scale) == (Look.DARK, 1.5)


def test_another_language_is_spoken_at_once(unlocked: Tessera, qtbot: QtBot) -> None:
    before: QWidget = unlocked.window
    unlocked.shell.language_changed.emit()
    settle(unlocked, qtbot)
    assert unlocked.window is not before
    assert unlocked.window.shown == "home"
    assert unlocked.tasks.is_unlocked
