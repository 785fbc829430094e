"""The frame is painted before anything else is made, and then everything else is."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.app import Tessera
from ui.first_paint import once_painted
from ui.preferences import Preferences
from ui.side_bar import ENTRIES
from ui.widgets.buttons import Button


class Paints(QObject):
    """Counts the paints of a widget, and asks something at the first."""

    def __init__(self, widget: QWidget, ask: Callable[[], object]) -> None:
        super().__init__(widget)
        self.answers: list[object] = []
        self._ask = ask
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802
        if event.type() == QEvent.Type.Paint and not self.answers:
            self.answers.append(self._ask())
        return False


def drawn(icon: QIcon) -> bool:
    picture = icon.pixmap(QSize(18, 18)).toImage()
    return any(
        picture.pixelColor(x, y).alpha()
        for x in range(picture.width())
        for y in range(picture.height())
    )


def test_the_frame_is_painted_first_then_comes_the_page_with_all_symbols(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    preferences = Preferences(tmp_path / "window.ini", wallet=tmp_path / "Wallet 1")
    tessera = Tessera(qapp, preferences)
    paints = Paints(tessera.window, lambda: tessera.window.page)
    order: list[str] = []
    tessera.show(lambda: order.append(tessera.window.shown))
    qtbot.waitUntil(lambda: bool(order))
    assert paints.answers == [None]
    assert order == ["unlock"]
    symbols = [one.icon() for one in tessera.window.findChildren(Button) if one.isVisible()]
    shown = [one for one in symbols if not one.isNull()]
    assert len(shown) >= len(ENTRIES)
    assert all(drawn(one) for one in shown)
    tessera.close()
    tessera.window.deleteLater()


@pytest.mark.usefixtures("qapp")
def test_a_window_that_nobody_sees_is_finished_all_the_same(qtbot: QtBot) -> None:
    hidden = QWidget()
    qtbot.addWidget(hidden)
    told: list[int] = []
    once_painted(hidden, lambda: told.append(1))
    qtbot.waitUntil(lambda: told == [1], timeout=3000)


@pytest.mark.usefixtures("qapp")
def test_it_is_told_once_however_often_it_is_painted(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    told: list[int] = []
    once_painted(window, lambda: told.append(1))
    window.show()
    qtbot.waitUntil(lambda: told == [1])
    window.repaint()
    qtbot.wait(700)
    assert told == [1]


@pytest.mark.usefixtures("qapp")
def test_nothing_is_told_of_a_window_that_is_gone(qtbot: QtBot) -> None:
    window = QWidget()
    told: list[int] = []
    once_painted(window, lambda: told.append(1))
    window.deleteLater()
    qtbot.wait(700)
    assert told == []


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("shown", [True, False])
def test_a_window_may_be_let_go_right_after_it_was_painted(
    qtbot: QtBot, *, shown: bool
) -> None:
    def open_and_let_go() -> None:
        window = QWidget()
        window.setVisible(shown)
        told: list[int] = []
        once_painted(window, lambda: told.append(1))
        qtbot.waitUntil(lambda: told == [1], timeout=3000)

    for _ in range(3):  # it was the last to hold its parent, and ended the process
        open_and_let_go()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        gc.collect()
        qtbot.wait(5)
