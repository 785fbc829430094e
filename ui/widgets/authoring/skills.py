"""Skills in a draft: searched by name in the frameworks that are here, or by address."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ui import tooltips
from ui.theme import GRID
from ui.widgets.authoring.model import Field, Path, Writing
from ui.widgets.authoring.pieces import Line, Stack
from ui.widgets.buttons import Button, IconButton
from ui.widgets.layouts import Flow, empty, row
from ui.widgets.text import Label, mark_data, muted, small
from wallet.session import Session
from wallet.session.authoring import writing
from wallet.session.skills import SKILL, Found, Skills, Text
from wallet.wording import tr

_TYPING = 250
"""Milliseconds without a key after which a search starts."""
_MOST = 6
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")


class SkillsField(Stack):
    """What is chosen, by name, and a line to find more."""

    def __init__(self, model: Writing, base: Path, field: Field) -> None:
        super().__init__(GRID // 2)
        self._model, self._at = model, (*base, *field.path)
        self._names: dict[str, Label] = {}
        for address in self._addresses():
            self._chosen(address)
        self.search = Line(model, field.label())
        self.search.setPlaceholderText(tr("Name or address"))
        self.search.setAccessibleDescription(
            tr("Search by name and choose, or type an address and press Enter.")
        )
        self.search.setClearButtonEnabled(True)
        self._typed = QTimer(self, singleShot=True, interval=_TYPING)
        self._typed.timeout.connect(self._ask)
        self.search.textEdited.connect(lambda _text: self._typed.start())
        self.search.returnPressed.connect(self._entered)
        self.found = Stack(0)
        self.down.addWidget(self.search)
        self.down.addWidget(self.found)
        unnamed = [one for one in self._names if not self._name(one)]
        if unnamed:
            self._model.shell.tasks.run(
                self, lambda session: Skills(session).labels(unnamed), self._named
            )

    def setObjectName(self, name: str) -> None:
        """The line is what is found again after everything was made anew."""
        self.search.setObjectName(name)

    # --- what is chosen -----------------------------------------------------------------------

    def _addresses(self) -> list[str]:
        there = self._model.draft.at(self._at)
        return [str(one) for one in there] if isinstance(there, list) else []

    def _name(self, address: str) -> str:
        own = writing.skill_name(self._model.draft, address, self._model.reading)
        return own or self._model.skills.get(address, "")

    def _chosen(self, address: str) -> None:
        name = self._name(address)
        label = Label(name or address, data=True)
        label.setToolTip(tooltips.plain(address) if name else "")
        gone = IconButton("bin", tr("Remove skill {n}", n=len(self._names) + 1))
        gone.clicked.connect(partial(self._remove, address))
        self._names[address] = label
        line = row(label, gone)
        line.setStretch(0, 1)
        self.down.addLayout(line)

    def _named(self, found: Mapping[str, Text]) -> None:
        for address, text in found.items():
            self._model.skills[address] = text.text
            if address in self._names:
                self._names[address].setText(text.text)
                self._names[address].setToolTip(tooltips.plain(address))

    def _remove(self, address: str, _checked: object = None) -> None:
        self._model.arrange(writing.remove_skill(self._model.draft, self._at, address))

    def add(self, address: str, label: Text | None = None) -> None:
        """One more; its name goes along in the document."""
        self._typed.stop()
        self._model.arrange(writing.add_skill(self._model.draft, self._at, address, label))

    # --- finding more -------------------------------------------------------------------------

    def _entered(self) -> None:
        typed = self.search.text().strip()
        if _ADDRESS.fullmatch(typed):
            self.add(typed)
        elif typed:
            self._typed.stop()
            self._ask()

    def _ask(self) -> None:
        typed = self.search.text().strip()
        if not typed or _ADDRESS.fullmatch(typed):
            empty(self.found.down)
            return

        def look(session: Session) -> tuple[list[Found], bool]:
            skills = Skills(session)
            found = [one for _, one in skills.search(typed, SKILL)]
            return list({one.uri: one for one in found}.values()), bool(skills.packs())

        self._model.shell.tasks.run(self, look, lambda told: self._show(typed, *told))

    def _show(self, typed: str, found: Sequence[Found], some: bool) -> None:  # noqa: FBT001 - whether a framework is here
        if typed != self.search.text().strip():
            return
        empty(self.found.down)
        for one in found[:_MOST]:
            self.found.down.addWidget(self._offer(one))
        if not found:
            nothing = tr("Nothing is called that here. Its address can be typed instead.")
            bring = tr(
                "No framework of skills is on this computer. Import one under Occupations, or "
                "type addresses."
            )
            self.found.down.addWidget(muted(nothing if some else bring))

    def _offer(self, one: Found) -> QWidget:
        add = Button(
            one.label.text, partial(self.add, one.uri, one.label), kind="quiet", symbol="add"
        )
        add.setAccessibleName(tr("Add {title}", title=one.label.text))
        mark_data(add)
        made = Stack(0)
        made.down.addWidget(Flow(add))
        if one.description:
            made.down.addWidget(small(one.description[:160], data=True))
        return made
