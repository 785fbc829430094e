"""Every page in every state, language, direction, palette and size: nothing cut, all named.

What is cut depends on language, size and direction; colours depend on the palette alone, and
sizes do not depend on it, which is shown over the style sheets. So each page is walked in each
language, direction and size, and the palettes take turns.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.helpers import demo
from tests.ui import walk
from tests.ui.conftest import CHEAP, PASSPHRASE, Open, unlock
from tests.ui.visits import KEYS, LOCKED, Visitor
from ui import i18n
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


@pytest.fixture
def turning(qapp: QApplication) -> Iterator[QApplication]:
    """The application, whose direction is put back."""
    yield qapp
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


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
            if not number:  # in each palette, as the languages take turns with them
                unseen = walk.focus_not_seen(page)
                wrong += [f"{state}: the focus is not seen on {one}" for one in unseen]
            for direction in DIRECTIONS:
                app.setLayoutDirection(direction)
                visitor.qtbot.wait(1)
                centre = tessera.window.centralWidget()
                found = [*walk.cut_off(centre), *walk.overlapping(centre), *walk.unnamed(page)]
                if tessera.window.width() != size[1]:
                    found.append(f"the window grew to {tessera.window.width()}")
                wrong += [f"{state}, {direction.name}: {one}" for one in found]
            app.setLayoutDirection(DIRECTIONS[0])
    return wrong


def cases(*, everyday: frozenset[str]) -> list[object]:
    """Language, palette and size; those that the largest text tells as well are ``long``."""
    looks = itertools.cycle(PALETTES)
    return [
        pytest.param(
            language,
            next(looks),
            size,
            marks=pytest.mark.slow if size[0] > 1 or language in everyday else pytest.mark.long,
            id=f"{language} at {size[0]:.0%}",
        )
        for size in SIZES
        for language in i18n.available()
    ]


@pytest.mark.timeout(1800)
@pytest.mark.parametrize(("language", "look", "size"), cases(everyday=frozenset()))
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
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)


@pytest.mark.timeout(1800)
@pytest.mark.parametrize(("language", "look", "size"), cases(everyday=frozenset()))
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
