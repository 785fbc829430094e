"""What a screen reader is told of a line that folds."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui import walk
from ui.widgets.buttons import Button, Fold
from ui.widgets.layouts import column
from ui.widgets.sharing.steps import Steps

pytestmark = pytest.mark.usefixtures("theme")


def test_a_fold_is_read_as_a_button_that_is_expanded_or_collapsed(qtbot: QtBot) -> None:
    fold = Fold("Details", lambda: QLabel("inside"))
    qtbot.addWidget(fold)
    gc.collect()  # nothing but Qt holds what answers
    line = QAccessible.queryAccessibleInterface(fold.button)
    assert line.role() is QAccessible.Role.Button
    assert line.text(QAccessible.Text.Name) == "Details"
    told = line.state()
    assert told.expandable
    assert told.collapsed
    assert not told.expanded
    assert not told.checkable
    press = line.actionInterface()
    assert press.actionNames() == ["Press"]
    press.doAction("Press")
    assert fold.button.isChecked()
    assert line.state().expanded
    assert not line.state().collapsed
    fold.button.setEnabled(False)
    assert press.actionNames() == []
    press.doAction("Press")
    assert line.state().expanded, "a button that is off does nothing"


def test_a_step_is_read_in_the_same_way_and_other_buttons_as_before(qtbot: QtBot) -> None:
    steps = Steps()
    qtbot.addWidget(steps)
    for name in ("One", "Two"):
        steps.add(name, QWidget())
    steps.done_adding()
    heads = [
        QAccessible.queryAccessibleInterface(one)
        for one in steps.findChildren(Button)
        if one.isCheckable()
    ]
    assert [one.state().expanded for one in heads] == [True, False]
    assert {one.role() for one in heads} == {QAccessible.Role.Button}
    box = Button("Stays pressed")
    qtbot.addWidget(box)
    box.setCheckable(True)
    assert QAccessible.queryAccessibleInterface(box).role() is QAccessible.Role.CheckBox


def test_tab_goes_from_a_fold_into_what_it_opened(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    inside = [Button("First inside"), Button("Second inside")]

    def make() -> QWidget:
        made = QWidget()
        made.setLayout(column(*inside))
        return made

    fold, after = Fold("Details", make), Button("After it")
    page.setLayout(column(fold, after))
    page.show()
    fold.button.setChecked(True)
    order = [one.accessibleName() for one in walk.tab_order(page)]
    assert order == ["Details", "First inside", "Second inside", "After it"]
