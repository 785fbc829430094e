"""Forgetting a case: asked first, for what was decided in it cannot be had again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.widgets.buttons import Button
from ui.widgets.layouts import Flow, column
from ui.widgets.notes import Note
from wallet.wording import tr


class Forgetting(QWidget):
    """A button, and under it the question."""

    def __init__(self, removes: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        note = Note("", "not_valid")
        note.add(
            Flow(
                Button(tr("Remove it"), removes, kind="danger"),
                Button(tr("Keep it"), lambda: note.tell("")),
            )
        )
        asks = Button(
            tr("Forget this case"),
            lambda: note.tell(
                tr("Forget this case? What was decided and signed in it is deleted here.")
            ),
            kind="quiet",
            symbol="bin",
        )
        self.setLayout(column(Flow(asks), note))
