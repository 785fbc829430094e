"""What every page owes to everybody: names, room for large text, any language, the keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.helpers import demo
from tests.ui import walk
from tests.ui.conftest import Open, settle, show, unlock
from ui.app import Tessera
from ui.page import Page
from ui.pages import PAGES
from ui.widgets.buttons import Fold
from wallet.wording import set_translations

KEYS = [one.key for one in PAGES]
PLACES = [key for key in KEYS if key != "unlock"]
"""Pages over an open wallet."""


@pytest.fixture
def files(sample: demo.Sample, tmp_path: Path) -> tuple[Path, ...]:
    """Files to import: known ones, and one that cannot be read."""
    folder = tmp_path / "files"
    folder.mkdir()
    for name, content in sample.files[:3]:
        (folder / name).write_bytes(content)
    (folder / "holiday.txt").write_bytes(b"no credential at all")
    return (folder,)


def go(tessera: Tessera, qtbot: QtBot, key: str, files: tuple[Path, ...]) -> Page:
    """Opens a page with what it needs, and unfolds everything on it."""
    what: dict[str, object] = {}
    if key == "credential":
        page = show(tessera, qtbot, "credentials")
        model = page.model  # type: ignore[attr-defined]
        what["id"] = model.row_at(model.index(0, 0)).credential_id
    elif key == "import_review":
        what["items"] = files
    elif key == "recovery":
        what["words"] = ("abandon",) * 12
    page = show(tessera, qtbot, key, **what)
    for fold in page.findChildren(Fold):
        fold.button.setChecked(True)
    settle(tessera, qtbot)
    qtbot.wait(20)
    return page


@pytest.mark.parametrize("key", PLACES)
def test_a_page_is_for_a_screen_reader_and_for_the_keyboard(
    key: str, unlocked: Tessera, qtbot: QtBot, files: tuple[Path, ...]
) -> None:
    page = go(unlocked, qtbot, key, files)
    assert walk.unnamed(unlocked.window) == []
    assert page.accessibleName()
    assert not_reached_by_tab(unlocked, page) == []
    assert walk.focus_not_seen(page) == []


def not_reached_by_tab(tessera: Tessera, page: Page) -> list[QWidget]:
    order = walk.tab_order(tessera.window)
    wanted = [
        one
        for one in walk.visible(page)
        if isinstance(one, (QAbstractButton, QLineEdit, QComboBox))
        and one.isEnabled()
        and not isinstance(one.parentWidget(), (QComboBox, QLineEdit))
    ]
    return [one for one in wanted if one not in order]


def test_a_screen_reader_can_name_everything_before_the_wallet_is_open(
    start: Open, wallet: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    fresh = start(tmp_path / "nothing here")
    assert walk.unnamed(fresh.window) == []
    page = fresh.window.page
    assert page is not None
    for form in (page.show_create, page.show_recover, page.start):  # type: ignore[attr-defined]
        form()
        qtbot.wait(10)
        assert walk.unnamed(fresh.window) == []
    locked = start(wallet)
    assert walk.unnamed(locked.window) == []


@pytest.mark.parametrize("key", KEYS)
def test_twice_as_large_text_is_never_cut_off(
    key: str,
    turning: QApplication,
    start: Open,
    wallet: Path,
    qtbot: QtBot,
    files: tuple[Path, ...],
) -> None:
    tessera = start(wallet, scale=2.0)
    tessera.window.resize(900, 600)
    if key != "unlock":
        unlock(tessera, qtbot)
    for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        turning.setLayoutDirection(direction)
        if key != "unlock":
            go(tessera, qtbot, key, files)
        qtbot.wait(30)
        assert tessera.window.width() == 900
        assert walk.cut_off(tessera.window.centralWidget()) == [], direction


@pytest.mark.parametrize("key", KEYS)
def test_every_word_of_ours_can_be_translated(
    key: str, start: Open, wallet: Path, qtbot: QtBot, files: tuple[Path, ...]
) -> None:
    set_translations(walk.Pseudo())
    tessera = start(wallet, language="xx-pseudo", translations=walk.Pseudo())
    tessera.window.resize(900, 600)
    if key != "unlock":
        unlock(tessera, qtbot)
        go(tessera, qtbot, key, files)
    qtbot.wait(30)
    plain = [
        words
        for one in walk.visible(tessera.window)
        for words in walk.said(one)
        if "⟦" not in words
    ]
    assert plain == []
    assert walk.cut_off(tessera.window.centralWidget()) == []
