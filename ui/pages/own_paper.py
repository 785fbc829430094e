"""Paper of one credential for its owner: a certificate, a supplement, or both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from PySide6.QtCore import QUrl
from PySide6.QtGui import (
    QFont,
    QImage,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
)
from PySide6.QtWidgets import QVBoxLayout

from ui.page import Page
from ui.shell import Shell
from ui.widgets.buttons import Button
from ui.widgets.layouts import Card, Flow, empty
from ui.widgets.notes import Note
from ui.widgets.saving import save_as
from ui.widgets.text import Label, heading, muted, small, title
from ui.widgets.ticks import Choice, Tick
from wallet import wording
from wallet.errors import WalletError
from wallet.wording import tr

if TYPE_CHECKING:
    from wallet.session import Session
    from wallet.session.own_copies import Copy, Line

_SIZES = {"title": 18, "banner": 15, "heading": 13, "label": 9, "small": 9}
"""Points on paper; 11 for everything else."""
_CODE = 480
"""Width of a code on paper, in points of a page that is 595 wide."""
_BOLD = frozenset({"title", "banner", "heading"})

Codes: TypeAlias = "tuple[tuple[bytes, str], ...]"
"""Pictures of the file (PNG), each with the words beside it."""


class OwnPaperPage(Page):
    """``shell.open("own_paper", id=...)``."""

    widest: ClassVar[int | None] = 860

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._id = ""
        self._lines: tuple[Line, ...] = ()
        self._note = Note("", "not_valid")
        self.certificate = Choice(tr("Certificate"))
        self.supplement = Choice(tr("Supplement"))
        self.both = Choice(tr("Both"))
        self.certificate.setChecked(True)
        for choice in (self.certificate, self.supplement, self.both):
            choice.toggled.connect(lambda on: self._look() if on else None)
        self.with_file = Tick(tr("Put the credential file into the PDF"))
        self.saves = Button(tr("Save as PDF"), self._save, kind="primary", symbol="export")
        self.prints = Button(tr("Print"), self._print, symbol="print")
        self._sheet = QVBoxLayout()
        self._build()

    def _build(self) -> None:
        self.way_back(tr("Back to the credential"), self._back)
        self.body.addWidget(title(tr("Print or save as PDF")))
        self.body.addWidget(
            Note(
                tr(
                    "This is for your own paper. It proves nothing by itself: to show the "
                    "credential to somebody, use Share."
                ),
                "cannot_tell",
            )
        )
        self.body.addWidget(self._note)
        which = Card(heading(tr("What to put on paper")), gap=10)
        for one in (self.certificate, self.supplement, self.both):
            which.inside.addWidget(one)
        which.inside.addWidget(
            muted(
                tr(
                    "The certificate is one page with the main things. The supplement holds "
                    "everything it says, and each check in plain words."
                )
            )
        )
        which.inside.addWidget(self.with_file)
        which.inside.addWidget(
            muted(
                tr(
                    "With the file inside, also as a code on a page of its own, a reader can "
                    "check it in Tessera. Whoever has the PDF then has the whole credential."
                )
            )
        )
        which.inside.addWidget(Flow(self.saves, self.prints))
        self.body.addWidget(which)
        self.body.addLayout(self._sheet)
        self.body.addStretch(1)

    def opened(self, **what: object) -> None:
        """Shows what the paper of that credential will say."""
        wanted = what.get("id")
        self._id = wanted if isinstance(wanted, str) else ""
        self._forget()
        if self._id:
            self._look()

    def refresh(self, changes: object) -> None:
        """It may have been judged anew, or be gone."""
        if self._id and changes is not None:
            self._look()

    def _forget(self) -> None:
        self._lines = ()
        self._note.tell("")
        empty(self._sheet)
        self.saves.setEnabled(False)
        self.prints.setEnabled(False)

    def _kind(self) -> str:
        if self.both.isChecked():
            return "both"
        return "supplement" if self.supplement.isChecked() else "certificate"

    def _look(self) -> None:
        wanted, sheet = self._id, self._kind()

        def ask(session: Session) -> tuple[Line, ...]:
            from wallet.session.own_copies import Sheet  # noqa: PLC0415 - heavy, rarely used

            return session.copies.lines(wanted, Sheet(sheet))

        def show(found: tuple[Line, ...]) -> None:
            if (wanted, sheet) == (self._id, self._kind()):
                self._show(found)

        if wanted:
            self.shell.tasks.run(self, ask, show, self._failed)

    def _show(self, lines: tuple[Line, ...]) -> None:
        self._forget()
        self._lines = lines
        self.saves.setEnabled(True)
        self.prints.setEnabled(True)
        card = Card(Label(tr("The paper will say"), "caps"), kind="well", gap=6)
        for one in lines:
            if one.text:
                card.inside.addWidget(_label(one))
        self._sheet.addWidget(card)

    def _save(self) -> None:
        wanted, sheet, with_file = self._id, self._kind(), self.with_file.isChecked()

        def make(session: Session) -> Copy:
            from wallet.session.own_copies import Sheet  # noqa: PLC0415 - heavy, rarely used

            return session.copies.paper(wanted, Sheet(sheet), with_file=with_file)

        self.shell.tasks.run(
            self,
            make,
            lambda made: save_as(self, self.shell, made.name, made.data),
            self._failed,
        )

    def _print(self) -> None:
        wanted, with_file = self._id, self.with_file.isChecked()

        def ask(session: Session) -> Codes:
            return session.copies.codes(wanted) if with_file else ()

        self.shell.tasks.run(self, ask, self._to_printer, self._failed)

    def _to_printer(self, codes: Codes) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415 - rarely used

        printer = QPrinter()
        if QPrintDialog(printer, self).exec():
            document(self._lines, codes).print_(printer)

    def _back(self) -> None:
        if self._id:
            self.shell.open("credential", id=self._id)
        else:
            self.shell.open("credentials")

    def _failed(self, problem: WalletError) -> None:
        told = wording.error(problem.code, problem.facts)
        self._forget()
        self._note.tell(told.text, "not_valid")


def _label(line: Line) -> Label:
    makers: dict[str, Callable[..., Label]] = {
        "title": title,
        "banner": heading,
        "heading": heading,
        "label": muted,
        "small": small,
    }
    return makers.get(line.kind.value, Label)(line.text, data=True)


def document(lines: Sequence[Line], codes: Codes = ()) -> QTextDocument:
    """The lines as a printer of this computer draws them: with all its fonts.

    Each code stands with its words on a page of its own.
    """
    made = QTextDocument()
    cursor = QTextCursor(made)
    fresh = True
    for one in lines:
        if one.kind.value == "break":
            fresh = True
            continue
        block, letters = QTextBlockFormat(), QTextCharFormat()
        letters.setFontPointSize(_SIZES.get(one.kind.value, 11))
        if one.kind.value in _BOLD:
            letters.setFontWeight(QFont.Weight.Bold)
        if fresh and made.characterCount() > 1:
            block.setPageBreakPolicy(QTextBlockFormat.PageBreakFlag.PageBreak_AlwaysBefore)
        block.setTopMargin(0 if one.kind.value in {"text", "small"} else 8)
        cursor.insertBlock(block, letters)
        cursor.insertText(one.text, letters)
        fresh = False
    for number, (picture, words) in enumerate(codes):
        _add_code(cursor, f"code-{number}", picture, words)
    return made


def _add_code(cursor: QTextCursor, name: str, picture: bytes, words: str) -> None:
    block = QTextBlockFormat()
    block.setPageBreakPolicy(QTextBlockFormat.PageBreakFlag.PageBreak_AlwaysBefore)
    cursor.insertBlock(block, QTextCharFormat())
    cursor.insertText(words)
    cursor.insertBlock(QTextBlockFormat())
    kind = QTextDocument.ResourceType.ImageResource.value
    cursor.document().addResource(kind, QUrl(name), QImage.fromData(picture))
    shown = QTextImageFormat()
    shown.setName(name)
    shown.setWidth(_CODE)
    shown.setHeight(_CODE)
    cursor.insertImage(shown)
