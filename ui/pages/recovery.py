"""The recovery sheet: twelve words to print or save, two of them typed back.

The words are shown once. Whoever has them can open the wallet: the sheet says so.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLineEdit, QWidget

from ui.files import save_text
from ui.page import Page
from ui.shell import Shell
from ui.widgets.buttons import Button
from ui.widgets.fields import Named
from ui.widgets.layouts import Card, Flow
from ui.widgets.notes import Note
from ui.widgets.text import Label, heading, muted, title
from wallet.wording import tr

_ASKED = 2
"""Words that are typed back."""
_COLUMNS = 3


class RecoveryPage(Page):
    """Shown after a wallet was made or recovered."""

    widest: ClassVar[int | None] = 760

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._words: tuple[str, ...] = ()
        self._fields: list[tuple[int, QLineEdit]] = []
        self._note = Note("", "not_valid")

    def opened(self, **what: object) -> None:
        """Shows the words given; without any there is nothing to show."""
        words = what.get("words")
        if not isinstance(words, tuple) or self._words:
            return
        self._words = tuple(str(one) for one in words)
        self._build()

    def _build(self) -> None:
        self.body.addWidget(title(tr("Your recovery sheet")))
        self.body.addWidget(
            muted(
                tr(
                    "If you forget the passphrase, these twelve words open the wallet. They "
                    "are a key: keep them on paper where only you find them, not on this "
                    "computer. They are shown only now."
                )
            )
        )
        self.body.addWidget(
            Card(
                self._grid(),
                Flow(
                    Button(tr("Print"), self._print, symbol="print"),
                    Button(tr("Save as a file"), self._save, symbol="file"),
                ),
                gap=16,
            )
        )
        self.body.addWidget(self._ask())
        self.body.addStretch(1)

    def _grid(self) -> QWidget:
        grid = QWidget()
        inside = QGridLayout(grid)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setVerticalSpacing(10)
        rows = -(-len(self._words) // _COLUMNS)
        for index, word in enumerate(self._words):
            label = Label(f"{index + 1}. {word}", "heading", data=True)
            inside.addWidget(label, index % rows, index // rows)
        grid.setAccessibleName(tr("The twelve words"))
        return grid

    def _ask(self) -> Card:
        card = Card(gap=16)
        card.inside.addWidget(heading(tr("Have you got them?")))
        card.inside.addWidget(muted(tr("Type two of them from your sheet.")))
        places: set[int] = set()
        while len(places) < min(_ASKED, len(self._words)):
            places.add(secrets.randbelow(len(self._words)))
        for place in sorted(places):
            field = QLineEdit()
            field.returnPressed.connect(self._done)
            self._fields.append((place, field))
            card.inside.addWidget(Named(tr("Word {number}", number=place + 1), field))
        card.inside.addWidget(self._note)
        done = Button(tr("I have got them"), self._done, kind="primary")
        card.inside.addWidget(done, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _done(self) -> None:
        for place, field in self._fields:
            if field.text().strip().lower() != self._words[place]:
                sentence = tr("Word {number} is another. Look at your sheet.", number=place + 1)
                self._note.tell(sentence)
                field.setFocus()
                field.selectAll()
                return
        self._words = ()
        self.shell.say(tr("Your wallet is ready."))
        self.shell.open("home")

    def _lines(self) -> Sequence[str]:
        words = (f"{place}. {word}" for place, word in enumerate(self._words, start=1))
        return (
            tr("Tessera: recovery sheet"),
            "",
            *words,
            "",
            tr("Whoever has these words can open the wallet. Keep this sheet like a key."),
        )

    def _save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Save the recovery sheet"), "tessera-recovery.txt"
        )
        if not name:
            return
        content = "\n".join(self._lines()) + "\n"
        self.shell.tasks.run_desk(
            self,
            lambda _job: save_text(name, content),
            lambda _none: self.shell.say(tr("The recovery sheet was saved.")),
        )

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415 - rarely used

        printer = QPrinter()
        if QPrintDialog(printer, self).exec():
            sheet = QTextDocument()
            sheet.setPlainText("\n".join(self._lines()))
            sheet.print_(printer)
