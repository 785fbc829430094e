"""Every page in every state, language, direction, palette and size: nothing cut, all named.

What is cut depends on language, size and direction; colours depend on the palette alone, and
sizes do not depend on it, which is shown over the style sheets. So each page is walked in each
language, direction and size, and the palettes take turns.
"""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.helpers import demo
from tests.ui import walk
from tests.ui.conftest import CHEAP, PASSPHRASE, Open, settle, show, unlock
from tests.ui.visits import KEYS, LOCKED, Visitor
from ui import i18n
from ui.app import Tessera
from ui.crash import CrashPage
from ui.style_sheet import sheet
from ui.theme import PALETTES, Look, colour_table
from wallet.session import Session

Size = tuple[float, int, int]
SIZES: tuple[Size, ...] = ((1.0, 1240, 860), (2.0, 900, 600))
"""Scale of the text, width and height of the window: its usual one, and its least."""
EMPTY = tuple(
    key for key in KEYS if key not in {"help", "recovery", "trust", "check", "settings"}
)
"""Pages that are others while nothing is held."""
DIRECTIONS = (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft)


@pytest.fixture
def files(sample: demo.Sample, tmp_path: Path) -> tuple[Path, ...]:
    """Files of every verdict, and one that cannot be read."""
    folder = tmp_path / "files"
    folder.mkdir()
    for name, content in sample.files:
        (folder / name).write_bytes(content)
    (folder / "holiday.txt").write_bytes(b"no credential at all")
    return (folder,)


@pytest.mark.parametrize("look", [look for look in PALETTES if look is not Look.LIGHT])
@pytest.mark.parametrize("points", [10, 20])
def test_palettes_differ_in_colours_alone(look: Look, points: float) -> None:
    one, other = (
        re.sub(r"#[0-9A-Fa-f]{6}", "#", sheet(colour_table(PALETTES[which]), points))
        for which in (Look.LIGHT, look)
    )
    assert one == other


def walked(visitor: Visitor, keys: tuple[str, ...], app: QApplication, size: Size) -> list[str]:
    """What is wrong with these pages, in both directions."""
    wrong: list[str] = []
    tessera = visitor.tessera
    tessera.window.resize(*size[1:])
    for key in keys:
        tessera.window.forget(wallet_only=False)
        tessera.idle.touch()
        for number, (state, page) in enumerate(visitor.visit(key)):
            # In each palette, as the languages take turns with them.
            if not number and size == SIZES[0]:
                unseen = walk.focus_not_seen(page)
                wrong += [f"{state}: the focus is not seen on {one}" for one in unseen]
            wrong += [f"{state}: {one}" for one in walk.unnamed(page)]
            for direction in DIRECTIONS:
                app.setLayoutDirection(direction)
                found = seen_wrong(tessera, size, visitor.qtbot)
                wrong += [f"{state}, {direction.name}: {one}" for one in found]
            app.setLayoutDirection(DIRECTIONS[0])
    return wrong


def seen_wrong(tessera: Tessera, size: Size, qtbot: QtBot) -> list[str]:
    """What stays wrong: a page is laid out in several turns, more of them on a busy machine."""
    found: list[str] = []
    for patience in (1, 50, 500):
        qtbot.wait(patience)
        centre = tessera.window.centralWidget()
        found = [*walk.cut_off(centre), *walk.overlapping(centre)]
        if tessera.window.width() != size[1]:
            found.append(f"the window grew to {tessera.window.width()}")
        if not found:
            break
    return found


def beside_the_pages(tessera: Tessera, qtbot: QtBot, app: QApplication) -> list[str]:
    """What is wrong with the palette, the page of a crash, and the menus."""
    wrong: list[str] = []
    page = show(tessera, qtbot, "credentials")
    tessera.window._show_palette()
    palette = tessera.window.palette_shown
    palette.field.setText("x y z")
    settle(tessera, qtbot)
    crash = CrashPage("File.py:1 in read", list, tessera.window)
    crash.show()
    for direction in DIRECTIONS:
        app.setLayoutDirection(direction)
        qtbot.wait(1)
        for one in (palette, crash):
            found = [*walk.cut_off(one), *walk.overlapping(one), *walk.unnamed(one)]
            wrong += [f"{type(one).__name__}, {direction.name}: {what}" for what in found]
    app.setLayoutDirection(DIRECTIONS[0])
    palette.close()
    crash.close()
    page.list.selectAll()  # type: ignore[attr-defined]
    page._menu(page.rect().center())  # type: ignore[attr-defined]
    page.filters._menu.popup(page.rect().center())  # type: ignore[attr-defined]
    settle(tessera, qtbot)
    menus = page.findChildren(QMenu)
    assert sum(bool(menu.actions()) for menu in menus) > 1
    for menu in menus:
        if menu.sizeHint().width() > tessera.window.width():
            wrong.append(f"a menu is {menu.sizeHint().width()} pixels wide")
        menu.close()
    return wrong


def cases(*everyday: str) -> list[object]:
    """Language, palette and size; at the usual size the other languages are ``long``."""
    return [
        pytest.param(
            language,
            look,
            size,
            marks=pytest.mark.slow if size[0] > 1 or language in everyday else pytest.mark.long,
            id=f"{language} at {size[0]:.0%}",
        )
        for size in SIZES
        for language, look in zip(i18n.available(), itertools.cycle(PALETTES))
    ]


@pytest.mark.timeout(1800)
@pytest.mark.parametrize(("language", "look", "size"), cases("en", "de", "fr", "ar"))
def test_every_page_in_every_state_can_be_read_whole(  # noqa: PLR0913, PLR0917 - fixtures
    language: str,
    look: Look,
    size: Size,
    turning: QApplication,
    start: Open,
    wallet: Path,
    qtbot: QtBot,
    files: tuple[Path, ...],
) -> None:
    tessera = start(wallet, language=language, look=look, scale=size[0])
    visitor = Visitor(tessera, qtbot, files)
    wrong = walked(visitor, ("unlock", *LOCKED), turning, size)
    tessera.window.show_page("unlock")
    unlock(tessera, qtbot)
    wrong += walked(visitor, KEYS, turning, size)
    wrong += beside_the_pages(tessera, qtbot, turning)
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)


@pytest.mark.timeout(1800)
@pytest.mark.parametrize(("language", "look", "size"), cases("de"))
def test_every_page_of_an_empty_wallet_can_be_read_whole(  # noqa: PLR0913, PLR0917 - fixtures
    language: str,
    look: Look,
    size: Size,
    turning: QApplication,
    start: Open,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    tessera = start(tmp_path / "Wallet 1", language=language, look=look, scale=size[0])
    visitor = Visitor(tessera, qtbot)
    wrong = walked(visitor, ("unlock",), turning, size)
    Session.create(tmp_path / "Wallet 1", PASSPHRASE, costs=CHEAP)[0].lock()
    tessera.window.show_page("unlock")
    unlock(tessera, qtbot)
    wrong += walked(visitor, EMPTY, turning, size)
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)
