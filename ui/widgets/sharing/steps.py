"""Steps of one page: one is open, those that are done are a line that opens again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import GRID
from ui.widgets.buttons import Button, FoldLine
from ui.widgets.layouts import Card, Flow
from ui.widgets.text import muted
from wallet.wording import tr


class Step(Card):
    """A numbered card; ``summary`` says in a line what was chosen in it."""

    def __init__(
        self, number: int, name: str, inside: QWidget, opened: Callable[[Step], object]
    ) -> None:
        super().__init__(gap=GRID)
        self._name = tr("{number}. {name}", number=number, name=name)
        self._content = inside
        self._head = FoldLine(self._name, lambda: opened(self))
        self._summary = muted("")
        self.next = Button(tr("Next"), symbol="down")
        self.next.setAccessibleName(tr("Next step after {name}", name=self._name))
        self._foot = Flow(self.next)
        for one in (self._head, self._summary, inside, self._foot):
            self.inside.addWidget(one)
        self.show_open(opened=False)

    def show_open(self, *, opened: bool) -> None:
        """Open, or as a line."""
        self._head.setChecked(opened)
        self._head.set_symbol("down" if opened else "right")
        self._content.setVisible(opened)
        self._foot.setVisible(opened and self.next.isEnabled())
        self._summary.setVisible(not opened and bool(self._summary.plain()))

    def summarise(self, text: str) -> None:
        """What stands there while the step is closed."""
        self._summary.setText(text)
        self._summary.setVisible(bool(text) and not self._head.isChecked())

    @property
    def is_open(self) -> bool:
        """Whether its content is seen."""
        return self._head.isChecked()

    def reach(self) -> None:
        """Gives the keyboard to the step's line."""
        self._head.setFocus()


class Steps(QWidget):
    """Opens one step at a time; the last has no "next"."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self._steps: list[Step] = []
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(10)

    def add(self, name: str, inside: QWidget) -> Step:
        """One more step."""
        step = Step(len(self._steps) + 1, name, inside, self.open)
        if self._steps:
            before = self._steps[-1]
            before.next.clicked.connect(lambda: self._go_on(step))
        self._steps.append(step)
        self._down.addWidget(step)
        return step

    def done_adding(self) -> None:
        """The last step leads nowhere; the first is open."""
        self._steps[-1].next.setEnabled(False)
        self.open(self._steps[0])

    def open(self, step: Step) -> None:
        """This one, and no other."""
        for one in self._steps:
            one.show_open(opened=one is step)

    def _go_on(self, step: Step) -> None:
        self.open(step)
        step.reach()
