"""What to show of each credential: a box for each part that can be hidden, locks for the rest.

A preset is a button; touching a box afterwards makes the choice one's own. Boxes follow the
plan, not the other way round: what is ticked here is what the plan says is shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import GRID
from ui.widgets.badges import Badge
from ui.widgets.buttons import Button, Fold
from ui.widgets.layouts import Card, Flow, column
from ui.widgets.text import Label, mark_data, muted, small
from ui.widgets.ticks import Tick
from ui.words import spoken
from wallet.wording import ntr, tr
from wallet.wording import presenting as words

if TYPE_CHECKING:
    from wallet.session import Disclosure, Selectable, Statement

_LONGEST = 90
"""Characters of a value beside its box; the preview has all of it."""
_PRESETS = ("F-1", "F-2", "F-3", "F-4", "F-5", "F-6", "F-7")
_FRAME = re.compile(r"/@?(id|type)(/\d+)?$")
_OF_PATHWAY = "F-7"
"""Offered where the result of a pathway goes along."""


class Picker(QWidget):
    """All chosen credentials; tells ``changed`` when something else shall be shown."""

    def __init__(self, changed: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self._changed = changed
        self.preset: str | None = None
        """The named selection that was pressed last, until a box is touched."""
        self._parts: dict[str, _Parts] = {}
        self._hint = muted(_nothing_chosen())
        self._meaning = muted("")
        named = {name: self._button(name) for name in _PRESETS}
        self._of_pathway = named[_OF_PATHWAY]
        self._presets = Flow(
            *named.values(),
            Button(tr("Nothing more than must be"), lambda: self._all(on=False), kind="chip"),
            Button(tr("Everything"), lambda: self._all(on=True), kind="chip"),
        )
        self._place = QVBoxLayout()
        self._place.setSpacing(8)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(10)
        for one in (self._hint, self._presets, self._meaning):
            down.addWidget(one)
        down.addLayout(self._place)
        self._presets.hide()
        self._meaning.hide()
        self._of_pathway.hide()

    def offer_pathway(self, *, on: bool) -> None:
        """Whether the selection that needs the result of a pathway stands among the others."""
        self._of_pathway.setVisible(on)

    @property
    def reveal(self) -> Mapping[str, Sequence[str]]:
        """Credential id -> JSON pointers of what is ticked."""
        return {name: tuple(parts.pointers()) for name, parts in self._parts.items()}

    def show_credentials(
        self, credentials: Sequence[Disclosure], languages: Sequence[str]
    ) -> None:
        """Boxes for these; those that stand there already keep their place and focus."""
        ids = [one.credential_id for one in credentials]
        if ids != list(self._parts):
            self._rebuild(credentials, languages)
        for one in credentials:
            self._parts[one.credential_id].follow(one.shown)
        self._hint.setText(_nothing_chosen())
        self._hint.setVisible(not credentials)
        self._presets.setVisible(any(one.choices.selective for one in credentials))

    def wait(self) -> None:
        """Something is chosen and being read."""
        self._hint.setText(tr("Reading the credentials ..."))

    def forget(self) -> None:
        """Nothing is chosen any more."""
        self.preset = None
        self._meaning.hide()
        self.show_credentials((), ())

    def _rebuild(self, credentials: Sequence[Disclosure], languages: Sequence[str]) -> None:
        while (item := self._place.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._parts = {
            one.credential_id: _Parts(one, languages, self._touched) for one in credentials
        }
        for parts in self._parts.values():
            self._place.addWidget(parts)

    def _button(self, name: str) -> Button:
        made = Button(words.preset_name(name), lambda: self._press(name), kind="chip")
        made.setToolTip(words.preset_meaning(name))
        return made

    def _press(self, name: str) -> None:
        self.preset = name
        self._meaning.setText(words.preset_meaning(name))
        self._meaning.show()
        self._changed()

    def _all(self, *, on: bool) -> None:
        for parts in self._parts.values():
            parts.tick_all(on=on)
        self._touched()

    def _touched(self) -> None:
        self.preset = None
        self._meaning.hide()
        self._changed()


def _nothing_chosen() -> str:
    return tr("Choose a credential first.")


class _Parts(Card):
    """One credential."""

    def __init__(
        self, one: Disclosure, languages: Sequence[str], touched: Callable[[], object]
    ) -> None:
        super().__init__(kind="well", gap=6)
        self._choices = one.choices.free
        self._touched = touched
        self._boxes: dict[str, Tick] = {}
        self._following = False
        name = spoken(one.titles, languages) or tr("Without a title")
        self.inside.addWidget(Label(name, "strong", data=True))
        if not one.choices.selective:
            self.inside.addWidget(Label(words.disclosure_note("whole_document")))
            return
        machine = [each for each in self._choices if _is_frame(each)]
        for choice in self._choices:
            if choice not in machine and not self._is_personal(choice):
                self.inside.addWidget(self._line(choice))
        personal = [
            each for each in self._choices if each not in machine and self._is_personal(each)
        ]
        if personal:
            self.inside.addWidget(Flow(Badge("person", tr("About you"), "not_valid")))
        for choice in personal:
            self.inside.addWidget(self._line(choice))
        if machine:
            self._fold_frame([self._line(each) for each in machine])
        locked = [each for each in one.choices.locked if not each.technical]
        told = ntr("{n} fact is always shown", "{n} facts are always shown", len(locked))
        self.inside.addWidget(Fold(told, lambda: _locked(locked)))

    def _fold_frame(self, lines: Sequence[QWidget]) -> None:
        """Kinds and identifiers of objects: they come along with what is ticked in them."""
        frame = QWidget(self)
        frame.hide()
        frame.setLayout(column(*lines, gap=6))
        told = ntr("And {n} technical statement", "And {n} technical statements", len(lines))
        self.inside.addWidget(Fold(told, lambda: frame))

    def pointers(self) -> Iterator[str]:
        """What is ticked, told so that nothing inside it comes along unticked."""
        parents = {choice.parent for choice in self._choices}
        for choice in self._choices:
            if not self._boxes[choice.pointer].isChecked():
                continue
            yield from (statement.pointer for statement in choice.statements)
            if not choice.statements and choice.pointer not in parents:
                yield choice.pointer

    def follow(self, shown: Sequence[str]) -> None:
        """Ticks what the plan shows."""
        self._following = True
        for pointer, box in self._boxes.items():
            box.setChecked(pointer in shown)
        self._following = False

    def tick_all(self, *, on: bool) -> None:
        """All, or none."""
        self._following = True
        for box in self._boxes.values():
            box.setChecked(on)
        self._following = False

    def _line(self, choice: Selectable) -> QWidget:
        label = words.statement_label(choice.pointer)
        values = ", ".join(
            words.statement_value(each.value, each.pointer) for each in choice.statements
        )
        short = values if len(values) <= _LONGEST else f"{values[:_LONGEST]}…"
        box = Tick(f"{label}: {short}" if short else label)
        mark_data(box)
        box.setAccessibleName(tr("Show {what}", what=f"{label}: {values}"))
        box.toggled.connect(lambda on: self._toggled(choice, on=on))
        self._boxes[choice.pointer] = box
        line = QWidget()
        inside = QVBoxLayout(line)
        inside.setContentsMargins(3 * GRID * self._depth(choice), 0, 0, 0)
        inside.setSpacing(2)
        inside.addWidget(box)
        return line

    def _is_personal(self, choice: Selectable) -> bool:
        """Whether it speaks of the person, or lies in or around something that does."""
        top = choice.pointer.split("/")[1:2]
        return any(
            statement.sensitive
            for each in self._choices
            if each.pointer.split("/")[1:2] == top and "credentialSubject" not in top
            for statement in each.statements
        ) or any(statement.sensitive for statement in choice.statements)

    def _depth(self, choice: Selectable) -> int:
        above = {each.pointer: each.parent for each in self._choices}
        depth, parent = 0, choice.parent
        while parent is not None:
            depth, parent = depth + 1, above.get(parent)
        return depth

    def _toggled(self, choice: Selectable, *, on: bool) -> None:
        """What lies inside follows; what lies around is needed."""
        if self._following:
            return
        self._following = True
        above = {each.pointer: each.parent for each in self._choices}
        for each in self._choices:
            if each.pointer.startswith(f"{choice.pointer}/"):
                self._boxes[each.pointer].setChecked(on)
        parent = choice.parent
        while on and parent is not None:
            self._boxes[parent].setChecked(True)
            parent = above.get(parent)
        if not on:
            self._drop_empty_frames()
        self._following = False
        self._touched()

    def _drop_empty_frames(self) -> None:
        """An object of which nothing is shown any more does not say that it is there."""
        told = [
            each.pointer
            for each in self._choices
            if not _is_frame(each) and self._boxes[each.pointer].isChecked()
        ]
        for each in filter(_is_frame, self._choices):
            around = _FRAME.sub("/", each.pointer)
            if not any(one.startswith(around) for one in told):
                self._boxes[each.pointer].setChecked(False)


def _is_frame(choice: Selectable) -> bool:
    """Whether it is the kind or the identifier of an object, which comes with the rest."""
    return _FRAME.search(choice.pointer) is not None and all(
        statement.technical for statement in choice.statements
    )


def _locked(statements: Sequence[Statement]) -> QWidget:
    block = QWidget()
    down = QVBoxLayout(block)
    down.setContentsMargins(0, 0, 0, 0)
    down.setSpacing(4)
    down.addWidget(muted(tr("The issuer lets nobody leave these out.")))
    for one in statements:
        told = words.statement_label(one.pointer), words.statement_value(one.value, one.pointer)
        down.addWidget(small(f"{told[0]}: {told[1]}", data=True))
    return block
