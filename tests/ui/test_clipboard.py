"""What we copied is taken away again; what somebody else copied is theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import cast

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication, QLineEdit

from ui.app import Tessera
from ui.clipboard import SECONDS, Clipboard

Watched = Callable[[Clipboard], Clipboard]


@pytest.fixture
def watched() -> Iterator[Watched]:
    made: list[Clipboard] = []

    def keep(one: Clipboard) -> Clipboard:
        made.append(one)
        return one

    yield keep
    for one in made:
        one.close()


def test_our_text_is_marked_as_secret_and_taken_away(
    qapp: QApplication, watched: Watched
) -> None:
    clipboard = watched(Clipboard(qapp.clipboard()))
    clipboard.copy("did:key:z6Mk")
    assert qapp.clipboard().text() == "did:key:z6Mk"
    assert qapp.clipboard().mimeData().hasFormat("x-kde-passwordManagerHint")
    clipboard.clear()
    assert qapp.clipboard().text() == ""


def test_what_was_copied_elsewhere_stays(qapp: QApplication, watched: Watched) -> None:
    clipboard = watched(Clipboard(qapp.clipboard()))
    clipboard.copy("ours")
    qapp.clipboard().setText("theirs")
    if qapp.clipboard().ownsClipboard():
        pytest.skip("here whatever this process copies is ours")
    clipboard.clear()
    assert qapp.clipboard().text() == "theirs"


def test_after_ten_seconds_our_text_is_gone_and_theirs_is_not(
    qapp: QApplication, watched: Watched
) -> None:
    clipboard = watched(Clipboard(qapp.clipboard()))
    clipboard.copy("ours")
    assert clipboard._timer.isActive()
    assert clipboard._timer.interval() == SECONDS * 1000 == 10_000
    clipboard._timer.timeout.emit()
    assert qapp.clipboard().text() == ""
    clipboard.copy("ours again")
    clipboard.clear()
    assert not clipboard._timer.isActive()


def test_what_is_copied_by_keyboard_is_marked_and_taken_away_too(
    unlocked: Tessera, qapp: QApplication
) -> None:
    field = QLineEdit(unlocked.window)
    field.setText("a claim in a field")
    field.selectAll()
    field.copy()
    if not qapp.clipboard().ownsClipboard():
        pytest.skip("this platform does not say whose the clipboard is")
    assert qapp.clipboard().mimeData().hasFormat("x-kde-passwordManagerHint")
    unlocked.tasks.lock()
    assert qapp.clipboard().text() == ""


def test_locking_takes_our_text_away(unlocked: Tessera, qapp: QApplication) -> None:
    unlocked.shell.clipboard.copy("a claim")
    unlocked.tasks.lock()
    assert qapp.clipboard().text() == ""


def test_the_end_takes_our_text_away(unlocked: Tessera, qapp: QApplication) -> None:
    unlocked.shell.clipboard.copy("a claim")
    unlocked.close()
    assert qapp.clipboard().text() == ""


class OfTheMouse(QObject):
    """Where marking copies: the platform of these tests has no such clipboard."""

    dataChanged = Signal()  # noqa: N815 - as Qt names it

    def __init__(self) -> None:
        super().__init__()
        self.marked = "abandon ability able"

    def ownsSelection(self) -> bool:  # noqa: N802 - as Qt names it
        return bool(self.marked)

    def clear(self, mode: QClipboard.Mode = QClipboard.Mode.Clipboard) -> None:
        if mode is QClipboard.Mode.Selection:
            self.marked = ""


def test_what_was_marked_with_the_mouse_is_taken_away_too(watched: Watched) -> None:
    mouse = OfTheMouse()
    clipboard = watched(Clipboard(cast("QClipboard", mouse)))
    clipboard.clear()
    assert mouse.marked == ""
