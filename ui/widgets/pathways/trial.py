"""Trying things out: what is changed for the moment, and a course that is only planned."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.fields import Named, combo
from ui.widgets.layouts import Flow, row
from ui.widgets.notes import Note
from ui.widgets.text import Label, mark_data, muted, small
from wallet.session import Planned, ToldChange, WhatIf
from wallet.wording import tr

LEVELS = range(1, 9)


def amount(text: str) -> Fraction | None:
    """Credits as people type them, with a point or a comma; None where it is no amount."""
    plain = text.strip().replace(",", ".")
    digits = plain.replace(".", "", 1)
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 6:  # noqa: PLR2004 - absurd
        return None
    return Fraction(plain)


class TrialNote(Note):
    """Says that nothing is changed, and takes back one thing or all."""

    def __init__(
        self,
        changes: Sequence[ToldChange],
        again: Callable[[WhatIf], object],
        returns: Callable[[], object],
    ) -> None:
        super().__init__(tr("Only tried out, nothing is changed:"), "accent")
        for one in changes:
            back = Button(tr("Take back"), partial(again, one.without), kind="quiet")
            back.setAccessibleName(tr("Take back: {what}", what=one.sentence))
            line = QWidget()
            line.setProperty("kind", "clear")
            across = row(Label(one.sentence, data=True), back)
            line.setLayout(across)
            self.add(line)
        self.add(Button(tr("Back to how it is"), returns))


class PlanForm(QWidget):
    """A course that the person thinks of taking."""

    def __init__(
        self,
        slots: Sequence[tuple[str, str]],
        unit: str,
        tries: Callable[[Planned], object],
        wanted: str = "",
    ) -> None:
        """``wanted``: the slot in which a course would help most."""
        super().__init__()
        self.setProperty("kind", "clear")
        self._tries = tries
        self.name = QLineEdit()
        self.name.setMinimumWidth(200)
        self.credits = QLineEdit()
        self.slot = combo([(title, one) for one, title in slots], wanted, tr("For what"))
        mark_data(self.slot)
        levels: list[tuple[str, object]] = [(tr("As asked for"), None)]
        levels += [(str(one), one) for one in LEVELS]
        self.level = combo(levels, None, tr("Level (EQF)"))
        self.note = small("")
        self.note.hide()
        down = QVBoxLayout(self)
        down.setContentsMargins(GRID, 0, 0, GRID)
        down.setSpacing(GRID)
        down.addWidget(muted(tr("See what a course would bring before you spend time on it.")))
        down.addWidget(
            Flow(
                Named(tr("Name of the course"), self.name),
                Named(tr("Credits ({unit})", unit=unit), self.credits),
                Named(tr("Level (EQF)"), self.level),
                Named(tr("For what"), self.slot),
                gap=12,
            )
        )
        down.addWidget(self.note)
        button = Button(tr("Try this course"), self._try)
        down.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.credits.returnPressed.connect(self._try)

    def _try(self) -> None:
        found = amount(self.credits.text())
        if found is None:
            self.note.setText(tr("Say how many credits it has, such as 2.5."))
            self.note.show()
            self.credits.setFocus()
            return
        level = self.level.currentData()
        self._tries(
            Planned(
                slot=str(self.slot.currentData()),
                title=self.name.text().strip() or tr("A course I plan"),
                credits=found,
                level=level if isinstance(level, int) else None,
            )
        )


def both(first: WhatIf, second: WhatIf) -> WhatIf:
    """One more change beside those that are tried already."""
    return replace(
        first,
        waived=first.waived | second.waived,
        renewed=first.renewed | second.renewed,
        planned=(*first.planned, *second.planned),
    )
