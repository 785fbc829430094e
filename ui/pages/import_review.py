"""What would be kept, before anything is kept.

One row a credential found: what it is, its verdict in a sentence, and whether it is new,
already held, takes the place of another, or why it cannot be read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout

from ui.files import FileSet
from ui.page import Page
from ui.pages.check import new_desk
from ui.shell import Item, Shell
from ui.task import Job
from ui.widgets.buttons import Button
from ui.widgets.drop import DropArea
from ui.widgets.layouts import Flow
from ui.widgets.notes import Note
from ui.widgets.reviews.received import KEEPABLE, ReviewList, not_genuine
from ui.widgets.text import Label, title
from ui.widgets.trust.dropped import ForTrust
from ui.widgets.working import Working
from ui.words import FOR_TRUST
from wallet.session import ImportReview, LibraryQuery, ReviewRow, RowState, Session
from wallet.settings import Settings
from wallet.wording import ntr, tr

Found = tuple[ImportReview, Settings, tuple[Item, ...]]
"""What was read, whose languages, and what belongs on the page Trust instead."""


class ImportReviewPage(Page):
    """``shell.open("import_review", items=...)``."""

    widest: ClassVar[int | None] = 900

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._review: ImportReview | None = None
        self._items: tuple[Item, ...] = ()
        self._job: Job | None = None
        self._title = title(tr("Import"))
        self._told = Label("")
        self._note = Note("", "cannot_tell")
        self._working = Working(self._stop)
        self._keep = Button(tr("Keep all"), self._keep_all, kind="primary")
        self._chosen = Button(tr("Keep the chosen ones"), self._keep_chosen)
        self._drop_it = Button(tr("Keep nothing"), self._forget, kind="quiet")
        self._buttons = Flow(self._keep, self._chosen, self._drop_it)
        self._place = QVBoxLayout()
        self._rows: ReviewList | None = None
        self._area = DropArea(
            tr("Drop credentials here: files, folders, badges, or a picture of a QR code."),
            self.read,
        )
        self._for_trust = ForTrust(shell, new_desk)
        above = (self._title, self._told, self._note, self._for_trust, self._working)
        for one in (*above, self._buttons):
            self.body.addWidget(one)
        self.body.addLayout(self._place)
        self.body.addWidget(self._area)
        self.body.addStretch(1)
        self._show_state()

    def opened(self, **what: object) -> None:
        """Reads what was given; without anything it waits for a drop."""
        items = what.get("items")
        if isinstance(items, tuple) and items:
            self.read(items)

    def take(self, items: Sequence[Item]) -> bool:
        """What is dropped here is looked at too."""
        self.read(items)
        return True

    # --- reading ------------------------------------------------------------------------------

    def read(self, items: Sequence[Item]) -> None:
        """Looks into the files, on the vault thread; nothing is stored."""
        if self._job is not None:
            self._job.cancel()
        self._clear()
        self._items = tuple(items)

        def look(session: Session, job: Job) -> Found:
            files = FileSet(items)
            job.progress(0, len(files))
            review = session.review(files, job.progress, job.cancelled)
            if any(row.state in KEEPABLE for row in review.rows):
                session.attention.import_begun([_path_of(one) for one in items])
            others = {row.source for row in review.rows if _is_for_trust(row)}
            return review, session.settings(), files.named(others)

        self._working.start(tr("Looking into the files"))
        self._job = self.shell.tasks.run_long(
            self, tr("Looking into the files"), look, self._arrived, self._failed
        )
        self._working.follow(self._job, self.shell.tasks)
        self._show_state()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _failed(self, problem: object) -> None:
        self._job = None
        self._working.stop()
        self._show_state()
        self.shell.tasks.unhandled.emit(problem)

    def _arrived(self, found: Found) -> None:
        self._job = None
        self._working.stop()
        self._review, settings, for_trust = found
        self._rows = ReviewList(self._review.rows, settings.languages, self._count_chosen)
        self._place.addWidget(self._rows)
        self._note.tell(
            tr("You stopped it: not all files were looked at.") if self._review.stopped else ""
        )
        self._show_state()
        if self._review.rows and not self._found([row.state for row in self._review.rows]):
            self._for_trust.look(self._items, self._rows, self._told)
        else:
            self._for_trust.offer(for_trust)
        (self._keep if self._keepable() else self._drop_it).setFocus()

    def _clear(self) -> None:
        self._review = None
        if self._rows is not None:
            self._rows.hide()
            self._rows.deleteLater()
            self._rows = None
        self._note.tell("")
        self._for_trust.tell("")
        self._told.show()

    # --- state --------------------------------------------------------------------------------

    def _show_state(self) -> None:
        review = self._review
        keepable = self._keepable()
        self._buttons.setVisible(review is not None)
        self._keep.setVisible(bool(keepable))
        self._keep.setText(self._keep_words(len(keepable)))
        self._chosen.setVisible(len(keepable) > 1 and not self._left_out)
        self._drop_it.setText(tr("Keep nothing") if keepable else tr("Close"))
        self._area.setVisible(review is None and self._job is None)
        self._told.setText(self._summary())
        self._count_chosen()

    def _keepable(self) -> list[int]:
        if self._review is None:
            return []
        rows = enumerate(self._review.rows)
        return [number for number, row in rows if row.state in KEEPABLE]

    @property
    def _left_out(self) -> int:
        """How many of several were not chosen from the start, because they are not genuine."""
        found = self._keepable()
        review = self._review
        if review is None or len(found) == 1:
            return 0
        return sum(not_genuine(review.rows[one]) for one in found)

    def _keep_words(self, count: int) -> str:
        if count == 1:
            return tr("Keep it")
        if self._left_out:
            return tr("Keep the chosen ones")
        return tr("Keep all {count}", count=count)

    def _count_chosen(self) -> None:
        chosen = len(self._rows.chosen()) if self._rows is not None else 0
        self._keep.setEnabled(chosen > 0 or not self._left_out)
        self._chosen.setEnabled(0 < chosen < len(self._keepable()))

    def _summary(self) -> str:
        if self._review is None:
            return tr("Nothing is kept before you say so.")
        states = [row.state for row in self._review.rows]
        if not states:
            return tr("There was nothing to read in what you gave.")
        told = [ntr("{n} credential found.", "{n} credentials found.", self._found(states))]
        held = states.count(RowState.ALREADY_HELD)
        refused = states.count(RowState.REFUSED) - sum(map(_is_for_trust, self._review.rows))
        if held:
            told.append(ntr("{n} is held already.", "{n} are held already.", held))
        if refused:
            told.append(ntr("{n} file cannot be read.", "{n} files cannot be read.", refused))
        if left_out := self._left_out:
            told.append(
                ntr(
                    "{n} is not genuine and is not chosen.",
                    "{n} are not genuine and are not chosen.",
                    left_out,
                )
            )
        if self._keepable():
            told.append(tr("Nothing is kept before you say so."))
        return " ".join(told)

    @staticmethod
    def _found(states: Sequence[RowState]) -> int:
        return len(states) - states.count(RowState.REFUSED)

    # --- keeping ------------------------------------------------------------------------------

    def _keep_all(self) -> None:
        if self._left_out:
            self._keep_chosen()
        else:
            self._store(None)

    def _keep_chosen(self) -> None:
        if self._rows is not None:
            self._store(self._rows.chosen())

    def _store(self, choice: Sequence[int] | None) -> None:
        review = self._review
        if review is None:
            return
        for button in (self._keep, self._chosen, self._drop_it):
            button.setEnabled(False)
        self._working.start(tr("Keeping"))
        self._job = self.shell.tasks.change_long(
            self,
            tr("Keeping"),
            lambda session, job: session.keep(review, choice, job.progress, job.cancelled),
            lambda changes: self._kept(changes.kept),
            self._not_kept,
        )
        self._working.follow(self._job, self.shell.tasks)

    def _not_kept(self, problem: object) -> None:
        self._job = None
        self._working.stop()
        for button in (self._keep, self._chosen, self._drop_it):
            button.setEnabled(True)
        self._count_chosen()
        self.shell.tasks.unhandled.emit(problem)

    def _kept(self, kept: Sequence[str]) -> None:
        self._job = None
        self._forget_review()
        self.shell.say(ntr("{n} credential kept.", "{n} credentials kept.", len(kept)))
        self.shell.tasks.run(
            self,
            lambda session: session.count(LibraryQuery()),
            lambda held: self._leave(kept, held),
        )

    def _leave(self, kept: Sequence[str], held: int) -> None:
        """To the library; where this is the first and only one, to what it tells."""
        if held == len(kept) == 1:
            self.shell.open("first_credential", id=kept[0])
        else:
            self.shell.open("credentials")

    def _forget(self) -> None:
        kept_nothing = bool(self._keepable())
        self._forget_review()
        if kept_nothing:
            self.shell.say(tr("Nothing was kept."))
        self.shell.open("credentials")

    def _forget_review(self) -> None:
        self.shell.tasks.run(self, lambda session: session.attention.import_ended())
        self._working.stop()
        self._clear()
        for button in (self._keep, self._chosen, self._drop_it):
            button.setEnabled(True)
        self._show_state()


def _is_for_trust(row: ReviewRow) -> bool:
    return row.error is not None and row.error.code == FOR_TRUST


def _path_of(item: Item) -> str:
    """Where it can be found again; empty for what was pasted."""
    return "" if isinstance(item, tuple) else str(item.absolute())
