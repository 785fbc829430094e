"""Add something yourself: a course, a project, a job that nobody signed, with files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from ui.files import FileSet
from ui.page import Page
from ui.shell import Item, Shell
from ui.widgets.buttons import Button
from ui.widgets.drop import choose_files
from ui.widgets.fields import Named, combo
from ui.widgets.layouts import Card, Flow
from ui.widgets.notes import Note
from ui.widgets.text import muted, title
from ui.words import kind_words
from wallet import wording
from wallet.credential import Kind
from wallet.session.entries import Entry, add_entry
from wallet.wording import ntr, tr

if TYPE_CHECKING:
    from wallet.errors import WalletError
    from wallet.session import Changes, Session


class OwnEntryPage(Page):
    """A form; what is kept is shown like a credential, as the learner's own word."""

    widest: ClassVar[int | None] = 760

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._files: tuple[Item, ...] = ()
        self._title = QLineEdit()
        self._organisation = QLineEdit()
        self._role = QLineEdit()
        self._started = QLineEdit()
        self._ended = QLineEdit()
        self._hours = QLineEdit()
        self._skills = QPlainTextEdit()
        self._about = QPlainTextEdit()
        for box in (self._skills, self._about):
            box.setTabChangesFocus(True)
            box.setFixedHeight(96)
        kinds: list[tuple[str, object]] = [
            (kind_words(one) or tr("Not said"), one.value) for one in Kind
        ]
        self._kind = combo(kinds, Kind.UNKNOWN.value, tr("Kind"))
        self._attached = muted("")
        self._note = Note("", "not_valid")
        self._keep = Button(tr("Keep it"), self._add, kind="primary", symbol="add")
        self._build()

    def _build(self) -> None:
        self.way_back(tr("All credentials"), self._leave)
        self.body.addWidget(title(tr("Add something yourself")))
        self.body.addWidget(
            muted(
                tr(
                    "A course, a project, a job or a voluntary post that nobody signed for. It "
                    "is kept and shared as your own word; it is never shown as verified."
                )
            )
        )
        when = tr("Such as 2025, 2025-09 or 2025-09-01.")
        self.body.addWidget(
            Card(
                Named(tr("What was it?"), self._title),
                Named(tr("Where, or for whom?"), self._organisation),
                Named(tr("What were you there?"), self._role),
                Named(tr("Kind"), self._kind),
                Named(tr("From"), self._started, when),
                Named(tr("Until"), self._ended, when),
                Named(tr("Hours of work in all"), self._hours, tr("Such as 40 or 2.5.")),
                Named(tr("What can you do now?"), self._skills, tr("One in each line.")),
                Named(tr("About it"), self._about),
                gap=14,
            )
        )
        choose = Button(tr("Attach files"), self._choose, symbol="file")
        self.body.addWidget(Card(Flow(choose, self._attached)))
        self.body.addWidget(self._note)
        self.body.addWidget(Flow(self._keep, Button(tr("Cancel"), self._leave)))
        self.body.addStretch(1)

    def opened(self, **what: object) -> None:
        """Empty each time."""
        del what
        for field in (
            self._title,
            self._organisation,
            self._role,
            self._started,
            self._ended,
            self._hours,
        ):
            field.clear()
        self._skills.clear()
        self._about.clear()
        self._kind.setCurrentIndex(max(self._kind.findData(Kind.UNKNOWN.value), 0))
        self._attach(())
        self._note.tell("")
        self._title.setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self, items: Sequence[Item]) -> bool:
        """Files that are dropped here are attached, not imported."""
        self._attach((*self._files, *items))
        return True

    def _choose(self) -> None:
        self._attach((*self._files, *choose_files(self)))

    def _attach(self, files: tuple[Item, ...]) -> None:
        self._files = files
        names = ", ".join(one.name if isinstance(one, Path) else one[0] for one in files)
        counted = ntr("{n} file: {names}", "{n} files: {names}", len(files), names=names)
        self._attached.setText(counted if files else tr("No file attached."))

    def _entry(self) -> Entry:
        return Entry(
            title=self._title.text(),
            organisation=self._organisation.text(),
            role=self._role.text(),
            kind=str(self._kind.currentData()),
            started=self._started.text(),
            ended=self._ended.text(),
            hours=self._hours.text(),
            skills=tuple(self._skills.toPlainText().splitlines()),
            description=self._about.toPlainText(),
        )

    def _add(self) -> None:
        entry, files = self._entry(), self._files
        self._keep.setEnabled(False)

        def keep(session: Session) -> Changes:
            return add_entry(session, entry, FileSet(files))

        self.shell.tasks.change(self, keep, self._kept, self._refused)

    def _kept(self, changes: Changes) -> None:
        self._keep.setEnabled(True)
        self.shell.say(tr("It is among your credentials, as your own word."))
        kept = changes.kept or changes.changed
        if kept:
            self.shell.open("credential", id=kept[0])
        else:
            self._leave()

    def _refused(self, error: WalletError) -> None:
        self._keep.setEnabled(True)
        words = wording.error(error.code, error.facts)
        self._note.tell(words.text)

    def _leave(self) -> None:
        self.shell.open("credentials")
