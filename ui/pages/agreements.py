"""Agreements: what counts as what, made here or dropped here, signed by turns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout

from ui.files import FileSet
from ui.page import Page
from ui.shell import Item, Shell
from ui.widgets.agreements.cards import AgreementCard, Deeds, OfferedAgreement
from ui.widgets.buttons import Button
from ui.widgets.drop import DropArea
from ui.widgets.layouts import empty, row
from ui.widgets.notes import Note
from ui.widgets.saving import save_as
from ui.widgets.text import heading, muted, title
from wallet import wording
from wallet.errors import WalletError
from wallet.wording import tr

if TYPE_CHECKING:
    from wallet.session import Session
    from wallet.session.recognition import Handed, Start, Wanted

Told = dict[str, Any]


class AgreementsPage(Page):
    """``opened(items=...)`` looks at files that were dropped elsewhere."""

    widest: ClassVar[int | None] = 860

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._note = Note("", "not_valid")
        self._form, self._offer, self._kept = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._kept.setSpacing(14)
        self.area = DropArea(
            tr("Drop here an agreement that somebody gave you."), self._look_at
        )
        self.makes = Button(tr("Make an agreement"), self._start, symbol="add")
        self.way_back(tr("Back to the pathways"), "pathways")
        self.body.addLayout(row(title(tr("Agreements")), self.makes))
        self.body.addWidget(
            muted(
                tr(
                    "An agreement says what somebody else's course counts as. It counts by "
                    "itself when everybody concerned has signed it, the owner of the pathway "
                    "among them; else an advisor is asked."
                )
            )
        )
        self.body.addWidget(self._note)
        for one in (self._form, self._offer, self._kept):
            self.body.addLayout(one)
        self.body.addWidget(self.area)
        self.body.addStretch(1)

    def opened(self, **what: object) -> None:
        """Lists what is kept; shows ``items`` that came in."""
        self._list()
        items = what.get("items")
        if isinstance(items, tuple) and items:
            self._look_at(items)

    def refresh(self, changes: object) -> None:
        """An agreement or a pathway changed."""
        if changes is not None:
            self._list()

    def take(self, items: Sequence[Item]) -> bool:
        """What is dropped here is an agreement."""
        self._look_at(items)
        return True

    # --- what is kept -------------------------------------------------------------------------

    def _list(self) -> None:
        self.shell.tasks.run(self, lambda session: session.recognition.listed(), self._show)

    def _show(self, kept: Sequence[Told]) -> None:
        empty(self._kept)
        self._kept.addWidget(heading(tr("Kept agreements")))
        if not kept:
            self._kept.addWidget(muted(tr("None yet.")))
        deeds = Deeds(signs=self._sign_kept, saves=self._save, removes=self._remove)
        for one in kept:
            self._kept.addWidget(AgreementCard(one, deeds))

    def _sign_kept(self, name: str) -> None:
        self._change(lambda session: session.recognition.sign_kept(name), self._handed)

    def _save(self, name: str) -> None:
        self.shell.tasks.run(
            self,
            lambda session: session.recognition.file(name),
            lambda data: save_as(self, self.shell, "agreement.json", data),
            self._failed,
        )

    def _remove(self, name: str) -> None:
        self.shell.tasks.change(
            self, lambda session: session.recognition.remove(name), failed=self._failed
        )

    # --- what comes in ------------------------------------------------------------------------

    def _look_at(self, items: Sequence[Item]) -> None:
        if not items:
            return
        self._note.tell("")
        empty(self._offer)

        def look(session: Session) -> list[tuple[bytes, Told]]:
            return [(data, session.recognition.look(data)) for _, data in FileSet(items)]

        self.shell.tasks.run(self, look, self._offered, self._failed)

    def _offered(self, found: Sequence[tuple[bytes, Told]]) -> None:
        for data, told in found:
            self.offer = OfferedAgreement(
                told,
                partial(self._keep, data),
                partial(self._sign, data),
                lambda: empty(self._offer),
            )
            self._offer.addWidget(self.offer)
            self.offer.keeps.setFocus()

    def _keep(self, data: bytes) -> None:
        self._change(
            lambda session: session.recognition.add(data),
            lambda _handed: self.shell.say(tr("The agreement is kept.")),
        )

    def _sign(self, data: bytes) -> None:
        self._change(lambda session: session.recognition.sign(data), self._handed)

    # --- making one ---------------------------------------------------------------------------

    def _start(self) -> None:
        if self._form.count():  # what is being written stays
            self.form.title.setFocus()
            return
        self.shell.tasks.run(
            self, lambda session: session.recognition.start(), self._show_form, self._failed
        )

    def _show_form(self, start: Start) -> None:
        from ui.widgets.agreements.form import AgreementForm  # noqa: PLC0415 - loads the store

        empty(self._form)
        self.form = AgreementForm(start, self._make, lambda: empty(self._form))
        self._form.addWidget(self.form)
        self.form.title.setFocus()

    def _make(self, wanted: Wanted, name: str) -> None:
        self._change(
            lambda session: session.recognition.make(wanted, name),
            lambda _handed: empty(self._form),
            lambda problem: self.form.refuse(_words(problem)),
        )

    # --- what they share ----------------------------------------------------------------------

    def _change(
        self,
        work: Callable[[Session], Handed],
        done: Callable[[Handed], object],
        failed: Callable[[WalletError], object] | None = None,
    ) -> None:
        """Does it, tells everybody, and clears what is done with."""
        results: list[Handed] = []

        def change(session: Session) -> object:
            results.append(work(session))
            return results[0].changes

        def finished(_changes: object) -> None:
            empty(self._offer)
            done(results[0])

        self.shell.tasks.change(self, change, finished, failed or self._failed)

    def _handed(self, handed: Handed) -> None:
        self.shell.say(tr("Signed. Hand the file to the next party."))
        save_as(self, self.shell, "agreement.json", handed.data)

    def _failed(self, problem: WalletError) -> None:
        said = _words(problem)
        self._note.tell(said, "not_valid")
        self.shell.say(said)


def _words(problem: WalletError) -> str:
    told = wording.error(problem.code, problem.facts)
    return told.text
