"""Pieces of the page about several machines: one machine, this one's card, another one's."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ui.shell import Shell
from ui.widgets.buttons import Button
from ui.widgets.layouts import Card, Flow, column
from ui.widgets.notes import Note
from ui.widgets.qr_view import QrPicture
from ui.widgets.saving import save_as
from ui.widgets.text import Label, heading, muted
from ui.widgets.ticks import Tick
from wallet import wording
from wallet.errors import WalletError
from wallet.wording import tr

if TYPE_CHECKING:
    from wallet.session import Session
    from wallet.session.machines import Contact, Mate


class MachineRow(Card):
    """One machine; another one can be removed, after being asked."""

    def __init__(self, mate: Mate, remove: Callable[..., object]) -> None:
        super().__init__(kind="well", gap=8)
        self._mate, self._remove = mate, remove
        name = mate.card.name
        self.inside.addWidget(Label(name, "strong", data=True))
        if mate.is_this:
            self.inside.addWidget(muted(tr("This machine")))
            return
        if mate.let_in_by:
            self.inside.addWidget(muted(tr("Let in by {name}", name=mate.let_in_by)))
        self.asks = Button(tr("Remove"), self._ask)
        self.asks.setAccessibleName(tr("Remove {name}", name=name))
        self.sure = Button(tr("Yes, remove it"), self._go, kind="danger")
        self._warning = Note(
            tr(
                "{name} keeps what it has, and hears nothing more. It cannot come back under "
                "its old card.",
                name=name,
            ),
            "not_valid",
        )
        names = ", ".join(one.name for one in mate.brought)
        self.too = Tick(
            tr("Remove also what {name} alone let in: {others}", name=name, others=names)
        )
        for one in (self._warning, self.too, self.sure):
            one.hide()
        buttons = Flow(self.asks, self.sure)
        self.inside.addLayout(column(self._warning, self.too, buttons))

    def _go(self) -> None:
        brought = self._mate.brought if self.too.isChecked() else ()
        self._remove(self._mate.card.did, *(one.did for one in brought))

    def _ask(self) -> None:
        self._warning.show()
        self.sure.show()
        self.too.setVisible(bool(self._mate.brought))
        self.asks.hide()
        self.sure.setFocus()


class OwnCard(Card):
    """This machine's card: as a file, as a code, and the words to compare."""

    def __init__(self, shell: Shell, name: Callable[[], str]) -> None:
        super().__init__(gap=12)
        self._shell, self._name = shell, name
        self._note = Note("", "not_valid")
        self._words = Label("", "strong", data=True)
        self._words.hide()
        self._code = QrPicture()
        self._code.hide()
        self.shows = Button(tr("Show this machine's card"), lambda: self._make(save=False))
        self.saves = Button(tr("Save it"), lambda: self._make(save=True), symbol="export")
        self.inside.addWidget(heading(tr("This machine's card")))
        self.inside.addWidget(
            muted(tr("Another machine of yours needs it, and you compare its words there."))
        )
        self.inside.addWidget(self._note)
        self.inside.addWidget(Flow(self.shows, self.saves))
        self.inside.addWidget(self._words)
        self.inside.addWidget(self._code)

    def _make(self, *, save: bool) -> None:
        name = self._name()

        def make(session: Session) -> tuple[bytes, str, bytes]:
            from wallet.session import qr_png  # noqa: PLC0415 - lazily: native code

            data = session.machines.card(name)
            card = session.machines.read_card(data)
            return data, card.words, qr_png(data.decode("ascii"), scale=4)

        def made(found: tuple[bytes, str, bytes]) -> None:
            data, said, code = found
            self._note.tell("")
            self._words.setText(tr("The words of this machine: {words}", words=said))
            self._words.show()
            self._code.show_png(code, tr("The code of this machine's card"))
            self._code.show()
            if save:
                save_as(self, self._shell, "machine.tessera-card", data)

        self._shell.tasks.run(self, make, made, self._failed)

    def _failed(self, problem: WalletError) -> None:
        told = wording.error(problem.code, problem.facts)
        self._note.tell(told.text, "not_valid")


class IntroductionCard(Card):
    """Asks to compare the words of another machine's card with what that machine shows."""

    def __init__(self, card: Contact, sure: Callable[[], object], *, joins: bool) -> None:
        super().__init__(kind="well", gap=10)
        self.same = Tick(tr("All the words are the same."))
        go = tr("Join this machine") if joins else tr("Let this machine in")
        self.go = Button(go, sure, kind="primary")
        self.go.setEnabled(False)
        self.same.toggled.connect(self.go.setEnabled)
        shown = Label(card.words, "strong", data=True)
        shown.setAccessibleName(tr("The words of this card: {words}", words=card.words))
        self.inside.addWidget(heading(tr("Is this the card of {name}?", name=card.name)))
        self.inside.addWidget(
            Label(tr("Compare these words with those that the other machine shows."))
        )
        self.inside.addWidget(shown)
        self.inside.addWidget(self.same)
        self.inside.addWidget(Flow(self.go))
