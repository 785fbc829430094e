"""The forms of the unlock page. Each asks its page to do the work."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QProgressBar, QVBoxLayout, QWidget

from ui.theme import GRID, current_theme
from ui.widgets.buttons import Button
from ui.widgets.fields import SHORTEST, Named, PassphraseField
from ui.widgets.layouts import Card, Flow, row
from ui.widgets.notes import Note
from ui.widgets.symbols import Symbol
from ui.widgets.text import heading, muted, title
from wallet.wording import tr

if TYPE_CHECKING:  # a protocol takes longer to make than a form

    class Desk(Protocol):
        """What the forms ask for; the unlock page."""

        def start(self) -> None:
            """Back to the first form."""

        def show_create(self) -> None:
            """To the form for a new wallet."""

        def show_recover(self) -> None:
            """To the form for the recovery words."""

        def choose_folder(self) -> None:
            """Asks for another wallet."""

        def check_only(self) -> None:
            """To the page that needs no wallet."""

        def look_around(self) -> None:
            """Opens the wallet with examples."""

        def unlock(self, passphrase: str) -> None:
            """Opens the wallet."""

        def make_wallet(self, label: str, passphrase: str) -> None:
            """Makes a wallet."""

        def recover(self, words: Sequence[str], passphrase: str) -> None:
            """Opens the wallet by its recovery words."""

        def show_restore(self, *, by_words: bool = False, file: Path | None = None) -> None:
            """To the form for a backup."""

        def show_rescue(self, *, by_words: bool = False) -> None:
            """To the form for a damaged wallet."""

        def restore(
            self, file: Path, label: str, passphrase: str, words: tuple[str, ...] | None
        ) -> None:
            """Makes a wallet of a backup."""

        def rescue(self, label: str, passphrase: str, words: tuple[str, ...] | None) -> None:
            """Makes a wallet of what can be read of a damaged one."""


WORDS = 12
"""Of recovery words."""


class Form(QWidget):
    """A card with fields, one main button, and a sentence where something is wrong."""

    def __init__(self) -> None:
        super().__init__()
        self._outside = QVBoxLayout(self)
        self._outside.setContentsMargins(0, 2 * GRID, 0, 0)
        self._outside.setSpacing(2 * GRID)
        self._note = Note("", "not_valid")
        self._busy = QProgressBar()
        self._busy.setRange(0, 1 if current_theme().still else 0)
        self._busy.setTextVisible(False)
        self._busy.setAccessibleName(tr("Working"))
        self._busy.hide()

    def begin(self) -> None:
        """Puts the cursor where typing starts."""
        first = self.findChild(QLineEdit) or self.findChild(QPlainTextEdit)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, sentence: str) -> None:
        """Says what is wrong."""
        self._note.tell(sentence)

    def show_busy(self, *, busy: bool) -> None:
        """While the wallet works on it, nothing can be pressed twice."""
        self._busy.setVisible(busy)
        if busy:
            self.tell("")
        for field in self.findChildren(QWidget):
            if isinstance(field, (Button, QLineEdit, QPlainTextEdit)):
                field.setEnabled(not busy)
        if not busy:
            self.begin()

    def _head(self, words: str, explanation: str, *, data: bool = False) -> None:
        self._outside.addWidget(title(words, data=data))
        if explanation:
            self._outside.addWidget(muted(explanation))

    def _card(self, *fields: QWidget, main: Button) -> None:
        card = Card(*fields, self._note, self._busy, gap=2 * GRID)
        card.inside.addWidget(main, 0, Qt.AlignmentFlag.AlignLeft)
        self._outside.addWidget(card)


class UnlockForm(Form):
    """Passphrase, and ways around it."""

    def __init__(self, desk: Desk, label: str) -> None:
        super().__init__()
        self._desk = desk
        self._head(tr("Unlock {wallet}", wallet=label), "")
        self.passphrase = PassphraseField(tr("Passphrase"), self._go)
        self._card(
            self.passphrase,
            main=Button(tr("Unlock"), self._go, kind="primary", symbol="unlock"),
        )
        self.rescue = Button(tr("Rescue what can be read"), desk.show_rescue)
        self.rescue.hide()
        self._outside.addWidget(self.rescue, 0, Qt.AlignmentFlag.AlignLeft)
        self._outside.addWidget(
            Flow(
                Button(tr("I forgot it"), desk.show_recover, kind="quiet"),
                Button(tr("Open another wallet"), desk.choose_folder, kind="quiet"),
                Button(tr("Make a new wallet"), desk.show_create, kind="quiet"),
                Button(tr("Restore from a backup"), desk.show_restore, kind="quiet"),
                Button(tr("Check something without unlocking"), desk.check_only, kind="quiet"),
            )
        )

    def _go(self) -> None:
        typed = self.passphrase.text()
        if typed:
            self._desk.unlock(typed)
        else:
            self.tell(tr("Type your passphrase first."))

    def show_busy(self, *, busy: bool) -> None:
        """A wrong passphrase is typed anew."""
        if not busy:
            self.passphrase.clear()
        super().show_busy(busy=busy)


class CreateForm(Form):
    """Name, passphrase twice, how strong it is."""

    def __init__(self, desk: Desk, label: str) -> None:
        super().__init__()
        self._desk = desk
        self._head(
            tr("Make my wallet"),
            tr("Everything in it is encrypted with your passphrase. Nobody else can open it."),
        )
        self.label = QLineEdit(label)
        self.passphrase = PassphraseField(tr("Passphrase"), self._go, tells_strength=True)
        self.again = PassphraseField(tr("The same passphrase again"), self._go)
        name = Named(
            tr("Name of the wallet"),
            self.label,
            tr("The name is the folder's name: others who use this computer can see it."),
        )
        self._card(
            name,
            self.passphrase,
            self.again,
            main=Button(tr("Make my wallet"), self._go, kind="primary"),
        )
        self._outside.addWidget(
            Flow(Button(tr("Back"), desk.start, kind="quiet", symbol="back"))
        )

    def begin(self) -> None:
        """The name is there already."""
        self.passphrase.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self) -> None:
        label = self.label.text().strip()
        problem = label_problem(label) or passphrase_problem(self.passphrase, self.again)
        if problem:
            self.tell(problem)
        else:
            self._desk.make_wallet(label, self.passphrase.text())


class RecoverForm(Form):
    """Twelve words and a new passphrase."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._head(
            tr("Open with the recovery words"),
            tr(
                "Type the twelve words of your recovery sheet, in their order. Afterwards they "
                "are used up and you get new ones."
            ),
        )
        self.words = QPlainTextEdit()
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(self.words.fontMetrics().height() * 3 + 28)
        self.passphrase = PassphraseField(tr("New passphrase"), self._go, tells_strength=True)
        self.again = PassphraseField(tr("The same passphrase again"), self._go)
        self._card(
            Named(tr("Recovery words"), self.words),
            self.passphrase,
            self.again,
            main=Button(tr("Open the wallet"), self._go, kind="primary"),
        )
        self._outside.addWidget(
            Flow(Button(tr("Back"), desk.start, kind="quiet", symbol="back"))
        )

    def _go(self) -> None:
        words = self.words.toPlainText().lower().split()
        problem = ""
        if len(words) != WORDS:
            problem = tr("There must be twelve words; there are {count}.", count=len(words))
        problem = problem or passphrase_problem(self.passphrase, self.again)
        if problem:
            self.tell(problem)
        else:
            self._desk.recover(words, self.passphrase.text())


class WelcomeCards(Form):
    """The first start: what this is, and what one can do."""

    def __init__(self, desk: Desk, *, examples: bool) -> None:
        super().__init__()
        self._head(
            tr("Welcome to Tessera"),
            tr(
                "A wallet for what you have learned. It keeps your credentials on this "
                "computer, tells which are genuine, and shows others only what you choose."
            ),
        )
        self._note = Note("", "not_valid")
        self._offer(
            "credentials",
            tr("Make my wallet"),
            tr("Choose a passphrase, print a recovery sheet, bring in your first credential."),
            Button(tr("Make my wallet"), desk.show_create, kind="primary"),
        )
        if examples:
            self._offer(
                "eye",
                tr("Look around with examples"),
                tr("A throw-away wallet with made-up credentials; gone when you close it."),
                Button(tr("Look around"), desk.look_around),
            )
        self._offer(
            "check",
            tr("Check what somebody showed you"),
            tr("No wallet is needed to see whether a credential is genuine."),
            Button(tr("Check something"), desk.check_only),
        )
        self._others(desk)

    def _others(self, desk: Desk) -> None:
        """Ways in for who has something already."""
        self._offer(
            "import",
            tr("Come from another wallet"),
            tr(
                "Make your wallet, then drop on it a backup of the Learner Credential Wallet, "
                "a bundle of LearnCard, or a folder of files. Everything in them is checked "
                "before it is kept."
            ),
            Button(tr("Make my wallet and bring them in"), desk.show_create),
        )
        self._outside.addWidget(self._note)
        self._outside.addWidget(self._busy)
        other = Button(
            tr("Open a wallet that I already have"), desk.choose_folder, kind="quiet"
        )
        restore = Button(tr("Restore from a backup"), desk.show_restore, kind="quiet")
        self._outside.addWidget(Flow(other, restore))

    def _offer(self, symbol: str, name: str, explanation: str, button: Button) -> None:
        card = Card(kind="card")
        inside = Flow(button)
        card.inside.addLayout(row(Symbol(symbol, "accent", 28), heading(name), gap=12))
        card.inside.addWidget(muted(explanation))
        card.inside.addWidget(inside)
        self._outside.addWidget(card)

    def begin(self) -> None:
        """The first button."""
        first = self.findChild(Button)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)


def label_problem(label: str) -> str:
    """What is wrong with a wallet's name; empty if nothing."""
    if not label or label in {".", ".."} or any(one in label for one in '/\\:*?"<>|\0'):
        return tr("The name must be one that a folder can have.")
    return ""


def passphrase_problem(first: PassphraseField, second: PassphraseField) -> str:
    """What is wrong with a new passphrase typed twice; empty if nothing."""
    if len(first.text()) < SHORTEST:
        return tr("The passphrase needs at least {count} characters.", count=SHORTEST)
    if first.text() != second.text():
        return tr("The two passphrases are not the same.")
    return ""
