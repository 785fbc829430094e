"""Copies of the library for its owner's own archive."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QLocale

from ui.page import Page
from ui.shell import Shell
from ui.theme import current_theme
from ui.widgets.buttons import Button
from ui.widgets.layouts import Card, Flow, column
from ui.widgets.notes import Note
from ui.widgets.saving import save_as
from ui.widgets.text import heading, muted, title
from ui.widgets.ticks import Choice
from wallet import wording
from wallet.errors import WalletError
from wallet.wording import ntr, tr

if TYPE_CHECKING:
    from ui.task import Job
    from wallet.session import Session
    from wallet.session.own_copies import Copy

_UNDER = 28
"""Pixels from the edge of a choice to its words."""


class OwnArchivePage(Page):
    """``shell.open("own_archive")``; with ``ids`` only those."""

    widest: ClassVar[int | None] = 760

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._ids: tuple[str, ...] | None = None
        self._note = Note("", "not_valid")
        self._which = muted("")
        self.forms = {
            "originals": Choice(tr("The original files")),
            "html": Choice(tr("A page to read (HTML)")),
            "csv": Choice(tr("A table (CSV)")),
            "json": Choice(tr("Data with every check (JSON)")),
        }
        self.forms["originals"].setChecked(True)
        self.saves = Button(tr("Make the copy"), self.make, kind="primary", symbol="export")
        self._build()

    def _build(self) -> None:
        self.way_back(tr("All credentials"), "credentials")
        self.body.addWidget(title(tr("Copies for your archive")))
        self.body.addWidget(self._note)
        explained = {
            "originals": tr(
                "Every file byte for byte as it came, in one ZIP with an index. Other programs "
                "can read and check these files."
            ),
            "html": tr(
                "One page with all your credentials, your tags and your notes. It opens in any "
                "browser, also without a network."
            ),
            "csv": tr("One line for each award, for a spreadsheet."),
            "json": tr("All that Tessera read and checked, for other programs."),
        }
        card = Card(heading(tr("In which form")), self._which, gap=10)
        for form, choice in self.forms.items():
            told = muted(explained[form])
            told.setIndent(round(_UNDER * current_theme().scale))
            card.inside.addLayout(column(choice, told, gap=0))
        card.inside.addWidget(Flow(self.saves))
        self.body.addWidget(card)
        self.body.addWidget(
            Note(
                tr(
                    "These copies are not encrypted: whoever has them can read them. For a "
                    "locked copy of the whole wallet, make a backup."
                ),
                "cannot_tell",
            )
        )
        backs_up = Button(tr("Backups"), lambda: self.shell.open("backups"), symbol="restore")
        self.body.addWidget(Flow(backs_up))
        self.body.addStretch(1)

    def opened(self, **what: object) -> None:
        """All of the library, or what was chosen in it."""
        ids = what.get("ids")
        self._ids = ids if isinstance(ids, tuple) else None
        self._note.tell("")
        self._which.setText(
            tr("All your credentials")
            if self._ids is None
            else ntr("{n} chosen credential", "{n} chosen credentials", len(self._ids))
        )

    def make(self) -> None:
        """Makes it, and asks where to."""
        (form,) = (name for name, choice in self.forms.items() if choice.isChecked())
        ids, language = self._ids, QLocale().bcp47Name()

        def work(session: Session, job: Job) -> Copy:
            return session.copies.archive(
                form, ids, language=language, progress=job.progress, cancelled=job.cancelled
            )

        self.saves.setEnabled(False)
        label = tr("Making a copy")
        self.shell.tasks.run_long(self, label, work, self._made, self._failed)

    def _made(self, made: Copy) -> None:
        self.saves.setEnabled(True)
        self._note.tell("")
        if made.stopped:
            self.shell.say(tr("Stopped. Nothing was written."))
        else:
            save_as(self, self.shell, made.name, made.data)

    def _failed(self, problem: WalletError) -> None:
        self.saves.setEnabled(True)
        told = wording.error(problem.code, problem.facts)
        self._note.tell(told.text, "not_valid")
