"""Somebody who writes a pathway in the window: by the names of things, with the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.conftest import WAIT, settle, show
from ui.app import Tessera
from ui.pages.pathway_editor import PathwayEditorPage
from ui.widgets.authoring.model import Writing
from ui.widgets.authoring.outline import Tree


class Writer:
    """Presses, types, chooses and ticks what can be seen."""

    def __init__(self, tessera: Tessera, qtbot: QtBot) -> None:
        self.tessera, self.qtbot = tessera, qtbot
        page = show(tessera, qtbot, "pathway_editor")
        assert isinstance(page, PathwayEditorPage)
        self.page = page

    @property
    def model(self) -> Writing:
        """The draft that is open."""
        assert self.page.model is not None
        return self.page.model

    @property
    def tree(self) -> Tree:
        """The outline."""
        return self.page.outline.tree

    def seen(self, kind: type[QWidget], name: str) -> list[QWidget]:
        """Everything of that kind and accessible name that is visible."""
        return [
            one
            for one in self.page.findChildren(kind)
            if one.accessibleName() == name and one.isVisibleTo(self.page)
        ]

    def one(self, kind: type[QWidget], name: str, at: int = 0) -> QWidget:
        """The first of them, or another one."""
        found = self.seen(kind, name)
        names = [one.accessibleName() for one in self.page.findChildren(kind)]
        assert len(found) > at, (name, names)
        return found[at]

    def press(self, name: str, at: int = 0) -> None:
        """A button, by Space."""
        button = self.one(QAbstractButton, name, at)
        button.setFocus()
        self.qtbot.keyClick(button, Qt.Key.Key_Space)
        self.qtbot.wait(5)  # what was made is shown by the next turn of the loop

    def type(self, name: str, text: str, at: int = 0) -> None:
        """Into a field, in the place of what stands there; Enter begins another line."""
        found = self.seen(QLineEdit, name) + self.seen(QPlainTextEdit, name)
        assert len(found) > at, name
        field = found[at]
        field.setFocus()
        assert isinstance(field, QLineEdit | QPlainTextEdit)
        field.selectAll()
        if not text:
            self.qtbot.keyClick(field, Qt.Key.Key_Delete)
        for place, line in enumerate(text.split("\n")):
            if place:
                self.qtbot.keyClick(field, Qt.Key.Key_Return)
            self.qtbot.keyClicks(field, line)
        if isinstance(field, QLineEdit):
            self.qtbot.keyClick(field, Qt.Key.Key_Return)
            self.qtbot.wait(5)

    def choose(self, name: str, words: str, at: int = 0) -> None:
        """From a list, by the arrow keys."""
        box = self.one(QComboBox, name, at)
        assert isinstance(box, QComboBox)
        wanted = box.findText(words)
        assert wanted >= 0, (words, [box.itemText(one) for one in range(box.count())])
        box.setFocus()
        while box.currentIndex() != wanted:
            up = wanted < box.currentIndex()
            self.qtbot.keyClick(box, Qt.Key.Key_Up if up else Qt.Key.Key_Down)

    def tick(self, name: str) -> None:
        """A box, by Space."""
        box = self.one(QCheckBox, name)
        box.setFocus()
        self.qtbot.keyClick(box, Qt.Key.Key_Space)

    def select(self, words: str) -> None:
        """A line of the outline whose first words these are."""
        item = next(one for one in self.tree.items() if one.text(0).split("\n")[0] == words)
        self.tree.setCurrentItem(item)
        self.qtbot.wait(5)

    # --- what is written ----------------------------------------------------------------------

    def requirement(self, title: str, name: str) -> None:
        """Another requirement, of that title and short name."""
        self.press("Add a requirement")
        self.type("Title", title)
        self.press("More about this requirement")
        self.type("Short name", name)

    def fits(self, condition: str, at: int = 0) -> None:
        """Another condition on what fits, in the description number ``at``."""
        self.choose("What has to hold as well", condition, at)
        self.press("Add what has to hold as well", at)

    def rule(self, kind: str, name: str) -> None:
        """Another rule of a kind, with a short name."""
        self.choose("Kind of rule", kind)
        self.press("Add this rule")
        self.type("Short name", name)

    def settled(self) -> None:
        """Until it was tried on everybody, and kept."""
        self.qtbot.waitUntil(lambda: self.page.preview.is_settled, timeout=WAIT)
        settle(self.tessera, self.qtbot)
