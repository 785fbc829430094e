"""Parts of the form of an agreement: the courses that count, and under which conditions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.widgets.buttons import Button
from ui.widgets.fields import Combo, Named, combo
from ui.widgets.layouts import Card, Flow
from ui.widgets.text import mark_data, muted
from ui.widgets.ticks import Tick
from wallet.session.recognition import Module, Start
from wallet.wording import tr

FIELD = 240
"""Pixels that a field needs at least."""


class ModuleFields(Card):
    """One course: something that is held, or something else by its identifier."""

    def __init__(self, start: Start, leaves: Callable[[ModuleFields], object] | None) -> None:
        super().__init__(kind="clear", gap=4)
        self.inside.setContentsMargins(0, 0, 0, 0)
        self.address, self.issuer = QLineEdit(), QLineEdit()
        listed: list[tuple[str, object]] = [(_name(one), one) for one in start.modules]
        listed.append((tr("Something else, by its identifier"), None))
        self.choice = narrow(combo(listed, listed[0][1], tr("What counts")))
        self._named = Flow(
            Named(tr("Identifier of what counts"), self.address),
            Named(tr("Identifier of who issues it"), self.issuer),
            gap=12,
        )
        self.inside.addWidget(Named(tr("What counts"), self.choice))
        self.inside.addWidget(self._named)
        if leaves is not None:
            self.inside.addWidget(
                Flow(Button(tr("Take this course out"), lambda: leaves(self), kind="quiet"))
            )
        self.choice.currentIndexChanged.connect(lambda _index: self._show_state())
        self._show_state()

    def _show_state(self) -> None:
        self._named.setVisible(self.choice.currentData() is None)

    def module(self) -> Module:
        """The course as it was filled in; without a definition where nothing was."""
        found = self.choice.currentData()
        if isinstance(found, Module):
            return found
        address, issuer = self.address.text().strip(), self.issuer.text().strip()
        return Module(definition=address, title="", issuer=issuer, issuer_name="")


class ModuleList(QWidget):
    """One course or more."""

    def __init__(self, start: Start) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self._start = start
        self.rows = [ModuleFields(start, None)]
        self.adds = Button(tr("Add another course"), self.add, kind="quiet", symbol="add")
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.addWidget(self.rows[0])
        self._down.addWidget(Flow(self.adds))

    def add(self) -> None:
        """One more, below the others."""
        made = ModuleFields(self._start, self._drop)
        self.rows.append(made)
        self._down.insertWidget(len(self.rows) - 1, made)
        made.show()
        made.choice.setFocus()

    def _drop(self, row: ModuleFields) -> None:
        self.rows.remove(row)
        row.hide()
        row.deleteLater()
        self.adds.setFocus()

    def modules(self) -> tuple[Module, ...]:
        """Each once, in the order of the rows."""
        found = {one.definition: one for one in (row.module() for row in self.rows)}
        return tuple(found.values())


class ConditionFields(QWidget):
    """What else has to hold; an empty field asks for nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self.lowest, self.highest = QLineEdit(), QLineEdit()
        self.least, self.most = QLineEdit(), QLineEdit()
        self.scale, self.grade = QLineEdit(), QLineEdit()
        self.languages, self.months = QLineEdit(), QLineEdit()
        self.accredited = Tick(tr("Its issuer was accredited when it was awarded"))
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(
            muted(
                tr(
                    "Leave empty what does not matter. Where something is not known, an "
                    "advisor is asked."
                )
            )
        )
        named = (
            (tr("Lowest level (EQF)"), self.lowest),
            (tr("Highest level (EQF)"), self.highest),
            (tr("At least so many credits"), self.least),
            (tr("At most so many credits"), self.most),
            (tr("Grades from worst to best, with commas"), self.scale),
            (tr("Lowest grade that counts"), self.grade),
            (tr("Taught in (language codes, with commas)"), self.languages),
            (tr("At most so many months old"), self.months),
        )
        for _, field in named:
            field.setMinimumWidth(FIELD)
        down.addWidget(Flow(*(Named(name, field) for name, field in named), gap=12))
        down.addWidget(self.accredited)

    def conditions(self) -> tuple[dict[str, Any], ...]:
        """As the document holds them.

        Raises:
            ValueError: a level or an age is no whole number.
        """
        return tuple(
            {"id": f"condition-{number}", **one}
            for number, one in enumerate(self._found(), start=1)
        )

    def _found(self) -> Iterator[dict[str, Any]]:
        if level := _given(min=_whole(self.lowest), max=_whole(self.highest)):
            yield {"type": "level", "scheme": "EQF", **level}
        if size := _given(min=_amount(self.least), max=_amount(self.most)):
            yield {"type": "itemSize", **size}
        if self.grade.text().strip() or self.scale.text().strip():
            yield {"type": "grade", "scale": _listed(self.scale), "min": _text(self.grade)}
        if languages := _listed(self.languages):
            yield {"type": "language", "allowed": languages}
        if (months := _whole(self.months)) is not None:
            yield {"type": "recency", "maxAgeMonths": months}
        if self.accredited.isChecked():
            yield {"type": "accreditation"}


def narrow(box: Combo, letters: int = 12) -> Combo:
    """Long titles do not make the page wider than the window; ``letters`` always fit."""
    mark_data(box)
    box.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(letters)
    return box


def _name(module: Module) -> str:
    if not module.issuer_name:
        return module.title
    return tr("{title}, from {issuer}", title=module.title, issuer=module.issuer_name)


def _given(**members: object) -> dict[str, object]:
    return {name: value for name, value in members.items() if value is not None}


def _text(field: QLineEdit) -> str:
    return field.text().strip()


def _amount(field: QLineEdit) -> str | None:
    return _text(field).replace(",", ".") or None


def _whole(field: QLineEdit) -> int | None:
    return int(_text(field)) if _text(field) else None


def _listed(field: QLineEdit) -> list[str]:
    return [one.strip() for one in field.text().split(",") if one.strip()]
