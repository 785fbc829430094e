"""Collections and tags: made, named, put in order, removed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QVBoxLayout, QWidget

from ui.page import Page
from ui.shell import Shell
from ui.theme import GRID
from ui.widgets.buttons import Button, IconButton
from ui.widgets.fields import PromptEdit
from ui.widgets.layouts import Card, Flow
from ui.widgets.text import Label, heading, muted, title
from wallet.session import Facet, Session, Sort
from wallet.wording import ntr, tr

if TYPE_CHECKING:
    from wallet.session.labels import Collection, Tag

Found = tuple[tuple["Collection", ...], tuple["Tag", ...]]


class OrganisePage(Page):
    """Each line opens what it names; removing it takes nothing out of the wallet."""

    widest: ClassVar[int | None] = 820

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._again: tuple[str, str] = ("", "")
        self.name = PromptEdit()
        self.name.setAccessibleName(tr("Name of a new collection"))
        self.name.setPlaceholderText(tr("Name of a new collection"))
        self.name.returnPressed.connect(self._make)
        self._collections = _lines()
        self._tags = _lines()
        self.way_back(tr("All credentials"), "credentials")
        self.body.addWidget(title(tr("Collections and tags")))
        self.body.addWidget(self._collection_card())
        self.body.addWidget(self._tag_card())
        self.body.addStretch(1)

    def _collection_card(self) -> Card:
        card = Card(heading(tr("Collections")), gap=GRID)
        card.inside.addWidget(
            muted(
                tr(
                    "A collection keeps credentials together in your own order, such as all "
                    "that belong to one application. A credential may be in several."
                )
            )
        )
        card.inside.addWidget(
            Flow(self.name, Button(tr("Make a collection"), self._make, symbol="add"))
        )
        card.inside.addLayout(self._collections)
        return card

    def _tag_card(self) -> Card:
        card = Card(heading(tr("Tags")), gap=GRID)
        card.inside.addWidget(
            muted(tr("Tags are put on at the credential itself, or on several in the list."))
        )
        card.inside.addLayout(self._tags)
        return card

    def opened(self, **_what: object) -> None:
        """Looks."""

        def ask(session: Session) -> Found:
            return session.labels.collections(), session.labels.tags()

        self.shell.tasks.run(self, ask, self._show)

    def refresh(self, changes: object) -> None:
        """Looks again."""
        if changes is not None:
            self.opened()

    def _show(self, found: Found) -> None:
        collections, tags = found
        _empty(self._collections)
        _empty(self._tags)
        for number, one in enumerate(collections):
            self._collections.addWidget(self._collection(number, collections))
            if one.uid == self._again[0]:
                self._take_focus(self._again[1])
        for tag in tags:
            self._tags.addWidget(self._tag(tag))
        if not tags:
            self._tags.addWidget(Label(tr("There is no tag yet."), "small"))
        self._again = ("", "")

    def _take_focus(self, name: str) -> None:
        """Whoever moved something by keyboard can move it on."""
        item = self._collections.itemAt(self._collections.count() - 1)
        line = None if item is None else item.widget()
        for one in () if line is None else line.findChildren(IconButton):
            if one.property("does") == name and one.isEnabled():
                one.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- collections --------------------------------------------------------------------------

    def _collection(self, number: int, all_: tuple[Collection, ...]) -> QWidget:
        one = all_[number]
        look = _show_button(one.name, partial(self._open_collection, one.uid))
        above = all_[number - 1].uid if number else None
        below = all_[number + 2].uid if number + 2 < len(all_) else None
        up = self._move(one, "up", tr("Move {name} up", name=one.name), above)
        up.setEnabled(number > 0)
        down = self._move(one, "down", tr("Move {name} down", name=one.name), below)
        down.setEnabled(number + 1 < len(all_))
        rename = Button(tr("Rename"), partial(self._rename, one), kind="quiet")
        rename.setAccessibleName(tr("Rename {name}", name=one.name))
        remove = Button(tr("Remove"), partial(self._remove, one), kind="quiet", symbol="bin")
        remove.setAccessibleName(tr("Remove the collection {name}", name=one.name))
        return _line(one.name, one.count, look, up, down, rename, remove)

    def _move(self, one: Collection, does: str, name: str, before: str | None) -> IconButton:
        def act() -> None:
            self._again = (one.uid, does)
            self._change(lambda session: session.labels.move_collection(one.uid, before))

        button = IconButton(does, name, act, kind="quiet")
        button.setProperty("does", does)
        return button

    def _open_collection(self, uid: str) -> None:
        filters = ((Facet.COLLECTION, uid),)
        self.shell.open("credentials", filters=filters, sort=Sort.PLACED)

    def _make(self) -> None:
        name = self.name.text().strip()
        if name:
            self._change(
                lambda session: session.labels.add_collection(name)[1], self.name.clear
            )

    def _rename(self, one: Collection) -> None:
        name, given = QInputDialog.getText(
            self, tr("Rename the collection"), tr("Name"), text=one.name
        )
        if given and name.strip() and name != one.name:
            self._change(lambda session: session.labels.rename_collection(one.uid, name))

    def _remove(self, one: Collection) -> None:
        said = tr("The collection is gone. What was in it stays in your wallet.")
        self._change(
            lambda session: session.labels.remove_collection(one.uid),
            lambda: self.shell.say(said),
        )

    # --- tags ---------------------------------------------------------------------------------

    def _tag(self, tag: Tag) -> QWidget:
        filters = ((Facet.TAG, tag.key),)
        look = _show_button(tag.label, lambda: self.shell.open("credentials", filters=filters))
        rename = Button(tr("Rename"), partial(self._rename_tag, tag), kind="quiet")
        rename.setAccessibleName(tr("Rename {name}", name=tag.label))
        remove = Button(
            tr("Remove"),
            lambda: self._change(lambda session: session.labels.remove_tag(tag.label)),
            kind="quiet",
            symbol="bin",
        )
        remove.setAccessibleName(tr("Remove the tag {name}", name=tag.label))
        return _line(tag.label, tag.count, look, rename, remove)

    def _rename_tag(self, tag: Tag) -> None:
        name, given = QInputDialog.getText(
            self, tr("Rename the tag"), tr("Name"), text=tag.label
        )
        if given and name.strip() and name != tag.label:
            self._change(lambda session: session.labels.rename_tag(tag.label, name))

    def _change(
        self, operation: Callable[[Session], object], then: Callable[[], object] | None = None
    ) -> None:
        self.shell.tasks.change(
            self, operation, (lambda _none: then()) if then is not None else None
        )


def _lines() -> QVBoxLayout:
    made = QVBoxLayout()
    made.setSpacing(GRID // 2)
    return made


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


def _show_button(name: str, action: Callable[[], object]) -> Button:
    made = Button(tr("Show"), action, kind="quiet")
    made.setAccessibleName(tr("Show what is in {name}", name=name))
    return made


def _line(name: str, count: int, *buttons: QWidget) -> QWidget:
    """A name, how much is in it, and what can be done with it."""
    made = Card(kind="clear", gap=0)
    made.inside.setContentsMargins(0, 0, 0, 0)
    number = Label(ntr("{n} credential", "{n} credentials", count), "small")
    made.inside.addWidget(Label(name, "strong", data=True))
    made.inside.addWidget(number)
    made.inside.addWidget(Flow(*buttons))
    return made
