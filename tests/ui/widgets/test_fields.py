"""Fields change by what is meant for them, and by nothing that passes over them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ui.widgets.fields import PassphraseField, combo


def test_scrolling_a_page_over_a_choice_leaves_it_as_it_is(qtbot: QtBot) -> None:
    choice = combo([("1 day", 1), ("7 days", 7), ("30 days", 30)], 7, "To be accepted for")
    qtbot.addWidget(choice)
    choice.show()
    at, down = QPointF(5, 5), QPoint(0, -120)
    keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(at, at, down, down, *keys, False)  # noqa: FBT003 - Qt's own argument
    assert not choice.focusPolicy() & Qt.FocusPolicy.WheelFocus & ~Qt.FocusPolicy.StrongFocus
    choice.clearFocus()
    QApplication.sendEvent(choice, event)
    assert choice.currentData() == 7
    assert not event.isAccepted(), "the page scrolls instead"
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    assert choice.currentData() == 30


def test_a_passphrase_that_was_forgotten_is_not_brought_back_by_undoing(qtbot: QtBot) -> None:
    field = PassphraseField("Passphrase")
    qtbot.addWidget(field)
    qtbot.keyClicks(field.edit, "correct horse")
    field.edit.setEchoMode(QLineEdit.EchoMode.Normal)
    assert field.edit.isUndoAvailable(), "while it is typed"
    field.clear()
    field.edit.setEchoMode(QLineEdit.EchoMode.Normal)
    field.edit.undo()
    assert not field.text()
    assert not field.edit.isUndoAvailable()
