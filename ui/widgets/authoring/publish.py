"""Publishing a draft: exactly what it says, by whose key, and as which file."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.theme import GRID
from ui.widgets.authoring.model import Writing
from ui.widgets.authoring.pieces import Stack
from ui.widgets.buttons import Button, Fold
from ui.widgets.layouts import Card, Flow
from ui.widgets.notes import Note
from ui.widgets.saving import save_as
from ui.widgets.text import Label, heading, muted, small
from ui.widgets.ticks import Tick
from wallet import wording
from wallet.errors import WalletError
from wallet.session import Session
from wallet.session.authoring import writing
from wallet.wording import pathways as words
from wallet.wording import tr


class PublishCard(Card):
    """What is signed stands above the button that signs it."""

    def __init__(self, model: Writing, left: Callable[[], object]) -> None:
        super().__init__(heading(tr("Publish")), gap=12)
        self._model = model
        self.note = Note("", "not_valid")
        self._problems = Stack(GRID // 2)
        self.signs = Tick(tr("Sign it with your key for reviews"))
        self.owns = Tick(tr("Name your key as the owner's"))
        self.signs.setChecked(True)
        self.owns.setChecked(True)
        self.signs.toggled.connect(self.owns.setEnabled)
        self.saves = Button(tr("Save as a file"), self._save, kind="primary", symbol="export")
        self.keeps = Button(tr("Follow it in this wallet"), self._keep, symbol="pathways")
        self._key = small("", data=True)
        self._fill(left)
        model.edited.connect(self.say)
        model.shell.tasks.run(self, lambda session: session.authoring.signer, self._signer)
        self.say()

    def _fill(self, left: Callable[[], object]) -> None:
        add = self.inside.addWidget
        add(
            muted(
                tr(
                    "Whoever gets the file sees every sentence below and nothing else. The "
                    "signature shows that nobody changed it afterwards, and by which key."
                )
            )
        )
        add(self._problems)
        add(self.note)
        add(Fold(tr("Exactly what you publish"), self._outline, open_now=True))
        add(self.signs)
        add(self.owns)
        add(self._key)
        add(Flow(self.saves, self.keeps, Button(tr("Back to writing"), left)))

    def _outline(self) -> QWidget:
        made = Stack(GRID // 2)
        for sentence in writing.outline(self._model.draft, self._model.reading):
            made.down.addWidget(Label(sentence, data=True))
        return made

    def _signer(self, did: str) -> None:
        self._key.setText(tr("Your key: {key}", key=did))

    def say(self) -> None:
        """What still stands in the way, and whether anything does."""
        sound = self._model.soundness.pathway is not None
        for button in (self.saves, self.keeps):
            button.setEnabled(sound)
        self._problems.setVisible(not sound)
        while (item := self._problems.down.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for one in problem_words(self._model):
            self._problems.down.addWidget(Label(one, tone="not_genuine", data=True))

    # --- doing --------------------------------------------------------------------------------

    def _maker(self) -> Callable[[Session], bytes]:
        """Makes the file of what stands there now; for the vault's thread."""
        draft, signs, owns = self._model.draft, self.signs.isChecked(), self.owns.isChecked()

        def make(session: Session) -> bytes:
            if not signs:
                return writing.published(draft)
            door = session.authoring
            return door.sign(writing.named_as_owner(draft, door.signer) if owns else draft)

        return make

    def _save(self) -> None:
        name = writing.file_name(self._model.draft)

        def done(data: bytes) -> None:
            self.note.tell("")
            save_as(self, self._model.shell, name, data)

        self._model.shell.tasks.run(self, self._maker(), done, self._failed)

    def _keep(self) -> None:
        make = self._maker()

        def keep(session: Session) -> object:
            return session.add_pathway(make(session))

        def done(_changes: object) -> None:
            pathway = self._model.draft.at(("id",))
            self._model.shell.say(tr("It is among your pathways now."))
            self._model.shell.open("pathways", pathway=pathway)

        self._model.shell.tasks.change(self, keep, done, self._failed)

    def _failed(self, problem: WalletError) -> None:
        self.note.tell(wording.error(problem.code, problem.facts).text, "not_valid")


def problem_words(model: Writing) -> list[str]:
    """Everything that is wrong, each with its place."""
    return [
        tr(
            "{what}: {value}",
            what=writing.place_words(model.draft, one.path, model.reading),
            value=words.reason_words(one.reason),
        )
        for one in model.soundness.problems
    ]
