"""Who reviews with whom: my card to give out, and a card that was given to me."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from ui.files import FileSet
from ui.shell import Item, Shell
from ui.widgets.buttons import Button
from ui.widgets.fields import Named
from ui.widgets.layouts import Card, Flow, empty
from ui.widgets.notes import Note
from ui.widgets.saving import save_as
from ui.widgets.text import Label, heading, muted
from ui.widgets.ticks import Tick
from wallet import wording
from wallet.errors import WalletError
from wallet.wording import tr

if TYPE_CHECKING:
    from wallet.session import Session
    from wallet.session.reviewing import Contact, Side

Sides = Callable[["Session"], "Side"]
"""Which side of a review the wallet is on."""


class PeopleCard(Card):
    """My card with its words; whose cards are kept; and comparing a new one."""

    def __init__(self, shell: Shell, side: Sides, other: str) -> None:
        super().__init__(gap=12)
        self._shell, self._side = shell, side
        self.name = QLineEdit()
        self._words = Label("", "strong", data=True)
        self._words.hide()
        self._kept = Label("", data=True)
        self._note = Note("", "not_valid")
        self._question = QVBoxLayout()
        self.saves = Button(tr("Save my card"), self._save, symbol="export")
        self.inside.addWidget(heading(tr("Get to know each other first")))
        self.inside.addWidget(muted(other))
        self.inside.addWidget(self._note)
        self.inside.addWidget(
            Named(tr("Your name, as they know you"), self.name, tr("It goes on your card."))
        )
        self.inside.addWidget(Flow(self.saves))
        self.inside.addWidget(self._words)
        self.inside.addWidget(self._kept)
        self.inside.addLayout(self._question)

    def look(self) -> None:
        """Reads anew whose words were compared."""
        side = self._side
        self._shell.tasks.run(self, lambda session: side(session).contacts(), self._show)

    def take(
        self, items: Sequence[Item], otherwise: Callable[[Sequence[Item]], object]
    ) -> None:
        """A card that was dropped or chosen; anything else is handed to ``otherwise``."""
        side = self._side

        def read(session: Session) -> Contact | None:
            data = FileSet(items).first()
            if b'"tessera-contact/1"' not in data:
                return None
            return side(session).read_card(data)

        def found(contact: Contact | None) -> None:
            if contact is None:
                otherwise(items)
            else:
                self._ask(contact)

        self._shell.tasks.run(self, read, found, self._failed)

    def _save(self) -> None:
        side, name = self._side, self.name.text().strip()
        if not name:
            self._note.tell(tr("Type your name first."), "not_valid")
            self.name.setFocus()
            return

        def made(found: tuple[bytes, str]) -> None:
            data, words = found
            self._note.tell("")
            self._words.setText(tr("The words of your card: {words}", words=words))
            self._words.show()
            save_as(self, self._shell, "my.tessera-card", data)

        self._shell.tasks.run(
            self,
            lambda session: (side(session).card(name), side(session).me(name).words),
            made,
            self._failed,
        )

    def _show(self, kept: Sequence[object]) -> None:
        names = ", ".join(str(getattr(one, "name", "")) for one in kept)
        self._kept.setText(tr("You compared words with: {names}", names=names))
        self._kept.setVisible(bool(kept))

    def _ask(self, contact: Contact) -> None:
        empty(self._question)
        self._note.tell("")
        card = CompareWords(contact.name, contact.words, lambda said: self._keep(contact, said))
        self._question.addWidget(card)
        card.typed.setFocus()

    def _keep(self, contact: Contact, typed: str) -> None:
        side = self._side
        self._shell.tasks.change(
            self,
            lambda session: side(session).confirm(contact, typed),
            lambda _changes: self._confirmed(contact),
            self._failed,
        )

    def _confirmed(self, contact: Contact) -> None:
        empty(self._question)
        self._note.tell("")
        self._shell.say(tr("{name} is known from now on.", name=contact.name))
        self.look()

    def _failed(self, problem: WalletError) -> None:
        told = wording.error(problem.code, problem.facts)
        self._note.tell(told.text, "not_valid")


class CompareWords(Card):
    """Asks to compare the words of a card by another way than it came."""

    def __init__(self, name: str, words: str, sure: Callable[[str], object]) -> None:
        super().__init__(kind="well", gap=10)
        self._words, self._sure = words, sure
        self.typed = QLineEdit()
        self.by_ear = Tick(tr("They read the same words to me, all of them."))
        self.go = Button(tr("This is really them"), self._go, kind="primary")
        self.go.setEnabled(False)
        shown = Label(words, "strong", data=True)
        shown.setAccessibleName(tr("The words of this card: {words}", words=words))
        self.inside.addWidget(heading(tr("Is this card really from {name}?", name=name)))
        self.inside.addWidget(
            Label(tr("Ring them up, or meet: they read you the words of their card."))
        )
        self.inside.addWidget(shown)
        self.inside.addWidget(Named(tr("Or type what they read to you"), self.typed))
        self.inside.addWidget(self.by_ear)
        self.inside.addWidget(Flow(self.go))
        self.typed.textChanged.connect(lambda _text: self._show_state())
        self.by_ear.toggled.connect(lambda _on: self._show_state())

    def _show_state(self) -> None:
        self.go.setEnabled(bool(self.typed.text().strip()) or self.by_ear.isChecked())

    def _go(self) -> None:
        # What was typed is compared by the core, even where the box is ticked as well.
        self._sure(self.typed.text().strip() or self._words)
