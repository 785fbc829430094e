"""A copy of a pathway with a few plain things changed: the learner's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

from PySide6.QtWidgets import QLineEdit

from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.fields import Named, combo
from ui.widgets.layouts import Card, Flow
from ui.widgets.pathways.trial import LEVELS, amount
from ui.widgets.text import Label, heading, mark_data, muted
from wallet.session import Plain
from wallet.wording import tr

Issuers = Sequence[tuple[str, str]]
"""Name and identifier of institutions that the learner has something from."""


class AdaptForm(Card):
    """Title, credits, level, names of the slots, and the own institution where it matters."""

    def __init__(
        self,
        plain: Plain,
        unit: str,
        issuers: Issuers,
        saves: Callable[[Plain], object],
        leaves: Callable[[], object],
    ) -> None:
        super().__init__(heading(tr("A copy of your own")), gap=12)
        self._plain = plain
        self._saves = saves
        self.title = _line(plain.title)
        self.least = _line("" if plain.least is None else _text(plain.least))
        self.most = _line("" if plain.most is None else _text(plain.most))
        levels: list[tuple[str, object]] = [(tr("Any"), None)]
        levels += [(str(one), one) for one in LEVELS]
        self.lowest = combo(levels, plain.lowest, tr("Lowest level (EQF)"))
        self.highest = combo(levels, plain.highest, tr("Highest level (EQF)"))
        self.slots = {one: _line(name) for one, name in plain.slots.items()}
        named: list[tuple[str, object]] = [(tr("Not chosen"), ("", ""))]
        named += [(name, (name, one)) for name, one in issuers]
        self.home = combo(named, ("", ""), tr("Your institution"))
        mark_data(self.home)
        self.note = Label("", tone="not_valid")
        self.note.hide()
        self._fill(unit)
        self.inside.addWidget(self.note)
        self.inside.addWidget(
            Flow(Button(tr("Keep this copy"), self._save), Button(tr("Back"), leaves))
        )

    def _fill(self, unit: str) -> None:
        add = self.inside.addWidget
        add(
            muted(
                tr(
                    "Change what you like. It is then your own plan, and no institution has "
                    "said that it will recognise it."
                )
            )
        )
        add(Named(tr("Title"), self.title))
        add(
            Flow(
                Named(tr("At least ({unit})", unit=unit), self.least),
                Named(tr("At most ({unit})", unit=unit), self.most),
                gap=12,
            )
        )
        if self._plain.lowest is not None or self._plain.highest is not None:
            add(
                Flow(
                    Named(tr("Lowest level (EQF)"), self.lowest),
                    Named(tr("Highest level (EQF)"), self.highest),
                    gap=12,
                )
            )
        if self._plain.needs_home:
            add(Named(tr("Your institution"), self.home))
        fields = [
            Named(tr("Requirement {n}", n=place), field)
            for place, field in enumerate(self.slots.values(), 1)
        ]
        add(Flow(*fields, gap=12))
        self.inside.setSpacing(GRID + 4)

    def refuse(self, sentence: str) -> None:
        """Says why it cannot be kept."""
        self.note.setText(sentence)
        self.note.show()

    def _save(self) -> None:
        least, most = amount(self.least.text()), amount(self.most.text())
        wrong = [
            field
            for field, found in ((self.least, least), (self.most, most))
            if field.text().strip() and found is None
        ]
        if wrong:
            self.refuse(tr("Credits are numbers such as 15 or 2.5."))
            wrong[0].setFocus()
            return
        if not self.title.text().strip():
            self.refuse(tr("Give it a title."))
            self.title.setFocus()
            return
        name, home = self.home.currentData()
        self._saves(
            replace(
                self._plain,
                title=self.title.text().strip(),
                least=least,
                most=most,
                lowest=self.lowest.currentData(),
                highest=self.highest.currentData(),
                slots={one: field.text().strip() for one, field in self.slots.items()},
                home=home,
                home_name=name,
            )
        )


def _line(text: str) -> QLineEdit:
    made = QLineEdit(text)
    made.setMinimumWidth(220)
    return made


def _text(value: Fraction) -> str:
    return f"{float(value):.10g}"
