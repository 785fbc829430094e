"""What its owner put on one credential: favourite, tags, collections, notes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QPlainTextEdit, QVBoxLayout

from ui import tooltips
from ui.shell import Shell
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.fields import PromptEdit
from ui.widgets.layouts import Card, Flow, row
from ui.widgets.library.ordering import Ordering
from ui.widgets.text import Label, heading, small
from ui.words import moment_words
from wallet.wording import tr

if TYPE_CHECKING:
    from wallet.session import Session
    from wallet.session.labels import Labelled, OwnNote

Found = tuple["Labelled", list[str]]


class OwnOrder(Card):
    """Asks the vault, and again after each change; what is being typed stays."""

    def __init__(self, shell: Shell, credential_id: str) -> None:
        super().__init__(gap=GRID)
        self._shell, self._id = shell, credential_id
        self._ordering = Ordering(shell, self)
        self._star = Button(tr("Favourite"), symbol="star")
        self._star.setCheckable(True)
        self._star.clicked.connect(
            lambda on: self._ordering.favour((credential_id,), on=bool(on))
        )
        self._labels = Flow()
        self._tag = PromptEdit()
        self._tag.setPlaceholderText(tr("Add a tag"))
        self._tag.setAccessibleName(tr("Add a tag"))
        self._tag.returnPressed.connect(self._add_tag)
        self._notes = QVBoxLayout()
        self._notes.setSpacing(GRID)
        self._edits: dict[str, _NoteEdit] = {}
        self._build()
        self.look()

    def _build(self) -> None:
        head = heading(tr("Yours alone"))
        self.inside.addLayout(row(head, self._star))
        self.inside.addWidget(small(tr("Nobody but you sees these.")))
        self.inside.addWidget(self._labels)
        add = Button(tr("Add"), self._add_tag)
        add.setAccessibleName(tr("Add the tag"))
        collect = Button(
            tr("Add to a collection"),
            lambda: self._ordering.collect((self._id,)),
            symbol="folder",
        )
        self.inside.addWidget(Flow(self._tag, add, collect))
        self.inside.addLayout(self._notes)
        self.note = _NoteEdit(self._keep_new)
        self.inside.addWidget(self.note)

    def look(self) -> None:
        """Asks what is on it now."""
        credential_id = self._id

        def ask(session: Session) -> Found:
            labels = session.labels
            return labels.of(credential_id), [one.label for one in labels.tags()]

        self._shell.tasks.run(self, ask, self._show)

    def _show(self, found: Found) -> None:
        labelled, known = found
        self._star.setChecked(labelled.favourite)
        self._star.set_symbol("star_on" if labelled.favourite else "star")
        completer = QCompleter(known, self._tag)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._tag.setCompleter(completer)
        self._labels.empty()
        for label in labelled.tags:
            remove = partial(self._ordering.untag, (self._id,), label)
            self._chip(label, tr("Take off the tag {tag}", tag=label), remove)
        for one in labelled.collections:
            words = tr("In {collection}", collection=one.name)
            out = tr("Take out of the collection {collection}", collection=one.name)
            self._chip(words, out, partial(self._ordering.take_out, (self._id,), one))
        self._labels.setVisible(bool(labelled.tags or labelled.collections))
        self._show_notes(labelled)

    def _chip(self, words: str, name: str, action: partial[None]) -> None:
        chip = Button(words, action, kind="chip", symbol="close")
        chip.setAccessibleName(name)
        chip.setToolTip(tooltips.plain(name))
        chip.setProperty("data", True)  # noqa: FBT003 - Qt: the person's own word
        self._labels.inside.addWidget(chip)

    def _show_notes(self, labelled: Labelled) -> None:
        """Those that are there keep their place, and what is being written in them."""
        there = {one.uid for one in labelled.notes}
        for uid in [uid for uid in self._edits if uid not in there]:
            gone = self._edits.pop(uid)
            gone.hide()
            gone.deleteLater()
        for one in labelled.notes:
            if one.uid not in self._edits:
                made = _NoteEdit(partial(self._keep, one.uid), partial(self._remove, one.uid))
                self._edits[one.uid] = made
                self._notes.addWidget(made)
            self._edits[one.uid].show_note(one)

    def _add_tag(self) -> None:
        label = self._tag.text().strip()
        if label:
            self._tag.clear()
            self._ordering.put_tag((self._id,), label)

    def _keep_new(self, text: str) -> None:
        self._shell.tasks.change(
            self,
            lambda session: session.labels.add_note(self._id, text)[1],
            lambda _none: self.note.clear(),
        )

    def _keep(self, uid: str, text: str) -> None:
        self._shell.tasks.change(
            self,
            lambda session: session.labels.edit_note(uid, text),
            lambda _none: self._shell.say(tr("The note is kept.")),
        )

    def _remove(self, uid: str) -> None:
        self._shell.tasks.change(
            self,
            lambda session: session.labels.remove_note(uid),
            lambda _none: self._shell.say(tr("The note is gone.")),
        )


class _NoteEdit(Card):
    """A note as it is kept, or room for a new one."""

    def __init__(
        self, keep: Callable[[str], object], remove: Callable[[], object] | None = None
    ) -> None:
        super().__init__(kind="clear", gap=4)
        self.inside.setContentsMargins(0, 0, 0, 0)
        self._kept = ""
        is_new = remove is None
        self._head = Label(tr("Write a note") if is_new else "", "small")
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(tr("Write a note") if is_new else tr("Note"))
        self.text.setFixedHeight(self.text.fontMetrics().height() * 3 + 20)
        self.text.textChanged.connect(self._follow)
        self._keep = Button(tr("Keep the note"), lambda: keep(self.text.toPlainText()))
        buttons = [self._keep]
        if remove is not None:
            buttons.append(Button(tr("Remove the note"), remove, kind="quiet", symbol="bin"))
        for one in (self._head, self.text, Flow(*buttons)):
            self.inside.addWidget(one)
        self._follow()

    def show_note(self, note: OwnNote) -> None:
        """What is kept now; what is being written is left alone."""
        if self.text.toPlainText() == self._kept:
            self.text.setPlainText(note.text)
        self._kept = note.text
        self._head.setText(tr("Note, {moment}", moment=moment_words(note.written_at)))
        self._follow()

    def clear(self) -> None:
        """Room for the next."""
        self.text.clear()

    def _follow(self) -> None:
        typed = self.text.toPlainText().strip()
        self._keep.setEnabled(bool(typed) and typed != self._kept.strip())
