"""Searching the accepted registers, and one institution with its decisions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.widgets.buttons import Button, Fold
from ui.widgets.credential.awards import Facts
from ui.widgets.fields import Combo, Named, combo
from ui.widgets.layouts import Card, Flow
from ui.widgets.notes import Note
from ui.widgets.text import Label, heading, muted, small
from ui.widgets.trust.bundle_cards import this_day
from ui.widgets.trust.decision_line import DecisionLine, last_day
from ui.words import date_words, line_words, moment_words
from wallet.wording import names, ntr, registers, tr

if TYPE_CHECKING:
    from wallet.check_desk import DecisionRow, InstitutionFile, InstitutionRow

_NAMED = 8
"""Decisions said in words at once; the others are under a line that opens."""
_LEVELS = {5: "EQF 5", 6: "EQF 6", 7: "EQF 7", 8: "EQF 8"}


class RegisterSearch(Card):
    """A field for name or identifier, a country, what was found, and one of them opened.

    ``ask`` gets text and country; whoever asks calls ``show_found`` and ``show_file``.
    """

    def __init__(
        self,
        ask: Callable[[str, str], object],
        open_: Callable[[InstitutionRow], object],
    ) -> None:
        super().__init__(gap=12)
        self._ask = ask
        self._open = open_
        self.text = QLineEdit()
        self.text.returnPressed.connect(self.search)
        self.text.setPlaceholderText(tr("Name, web address, Erasmus code, VAT number ..."))
        self.country: Combo = combo([(tr("All countries"), "")], "", tr("Country"))
        self.go = Button(tr("Search"), self.search, symbol="search")
        self._found = QVBoxLayout()
        self._found.setSpacing(6)
        self.inside.addWidget(heading(tr("Look somebody up in the registers")))
        self.inside.addWidget(
            muted(tr("Who is registered, who reviewed them, and until when. Nothing is sent."))
        )
        self.inside.addWidget(Named(tr("Institution"), self.text))
        self.inside.addWidget(Flow(self.country, self.go))
        self.inside.addLayout(self._found)

    def offer_countries(self, codes: Sequence[str]) -> None:
        """The countries to choose from."""
        chosen = self.country.currentData()
        self.country.clear()
        self.country.addItem(tr("All countries"), "")
        for name, code in sorted((names.country(one), one) for one in codes):
            self.country.addItem(name, code)
        self.country.setCurrentIndex(max(0, self.country.findData(chosen)))

    def search(self) -> None:
        """Asks, where there is something to ask."""
        text, country = self.text.text().strip(), str(self.country.currentData() or "")
        if text or country:
            self._ask(text, country)

    def show_found(self, rows: Sequence[InstitutionRow]) -> None:
        """A line for each; says so where there is none."""
        self._empty()
        if not rows:
            self._found.addWidget(
                Label(
                    tr(
                        "Not found in the registers on this computer. That does not make it "
                        "a fake: they may not cover it."
                    )
                )
            )
            return
        self._found.addWidget(
            small(ntr("{n} institution found", "{n} institutions found", len(rows)))
        )
        for one in rows:
            self._found.addWidget(self._line(one))

    def show_file(self, told: InstitutionFile | None, awarded: date | None = None) -> None:
        """One institution, in place of what was found; ``awarded`` is marked on its line."""
        self._empty()
        if told is not None:
            back = self.search if self.text.text().strip() else self._empty
            self._found.addWidget(InstitutionCard(told, back, awarded))

    def _line(self, one: InstitutionRow) -> QWidget:
        name = one.names[0].text
        where = line_words(one.city or "", names.country(one.country) if one.country else "")
        told = line_words(name, where)
        button = Button(told, lambda: self._open(one), kind="quiet", symbol="building")
        button.setAccessibleName(tr("Open {name}, {where}", name=name, where=where))
        return Flow(button)

    def _empty(self) -> None:
        while (item := self._found.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()


class InstitutionCard(Card):
    """Names, identifiers, relations and decisions of one institution."""

    def __init__(
        self,
        told: InstitutionFile,
        back: Callable[[], object],
        awarded: date | None = None,
    ) -> None:
        super().__init__(kind="well", gap=10)
        self._awarded = awarded
        row = told.row
        self.inside.addWidget(Flow(Button(tr("Back"), back, kind="quiet")))
        self.inside.addWidget(heading(row.names[0].text, data=True))
        self.inside.addWidget(Facts(_facts(told)))
        for one in told.relations:
            child, parent = (_name(told, each) for each in (one.child, one.parent))
            self.inside.addWidget(Label(registers.relation(one.kind, child, parent), data=True))
        self._add_decisions(told)
        source = row.source
        self.inside.addWidget(
            small(
                tr(
                    "{register}, as of {date}, signed by {signer}",
                    register=source.name,
                    date=moment_words(source.as_of),
                    signer=source.signer,
                ),
                data=True,
            )
        )

    def _add_decisions(self, told: InstitutionFile) -> None:
        if not told.decisions:
            self.inside.addWidget(Label(tr("No review is on record here.")))
            return
        count = ntr("{n} review on record", "{n} reviews on record", len(told.decisions))
        self.inside.addWidget(Label(count, "strong"))
        self.inside.addWidget(DecisionLine(told.decisions, this_day(), self._awarded))
        self.inside.addWidget(
            small(
                tr(
                    "Filled: positive. Pale: with conditions. Hatched: negative. Empty: no "
                    "decision. The dashed line is today."
                )
            )
        )
        if self._awarded is not None:
            day = date_words(self._awarded.isoformat())
            self.inside.addWidget(
                Label(tr("The solid line is the day of your award: {date}.", date=day))
            )
        newest = list(reversed(told.decisions))
        for one in newest[:_NAMED]:
            self.inside.addWidget(_decision(one, told))
        rest = newest[_NAMED:]
        if rest:
            name = ntr("{n} more review", "{n} more reviews", len(rest))
            self.inside.addWidget(
                Fold(name, lambda: Card(*(_decision(one, told) for one in rest), kind="bar"))
            )


def _facts(told: InstitutionFile) -> list[tuple[str, str]]:
    row = told.row
    others = [one.text for one in row.names[1:]]
    facts = [
        (tr("Kind"), registers.institution_kind(row.kind)),
        (tr("Place"), line_words(row.city or "", names.country(row.country or ""))),
        (tr("Also called"), "; ".join(others)),
        (tr("Levels"), ", ".join(_LEVELS.get(one.eqf, str(one.eqf)) for one in row.levels)),
        (tr("Founded"), date_words(row.founded.isoformat()) if row.founded else ""),
        (tr("Closed"), date_words(row.closed.isoformat()) if row.closed else ""),
    ]
    by_scheme: dict[str, list[str]] = {}
    for one in told.identifiers:
        by_scheme.setdefault(one.scheme, []).append(one.value)
    facts += [(registers.scheme(code), ", ".join(v)) for code, v in by_scheme.items()]
    return facts


def _decision(one: DecisionRow, told: InstitutionFile) -> QWidget:
    agency = told.agencies.get(one.agency)
    named = agency.acronym or agency.name if agency is not None else one.agency
    days = tr(
        "{start} to {end}",
        start=date_words(one.start.isoformat()),
        end=date_words(last_day(one).isoformat()),
    )
    about = "; ".join(each.name for each in one.programmes)
    taken = date_words(one.withdrawn.isoformat()) if one.withdrawn is not None else ""
    card = Card(
        Label(f"{registers.decision(one.decision)}: {days}", "strong"),
        small(line_words(registers.report_type(one.type), registers.status(one.status), named)),
        kind="bar",
        gap=2,
    )
    if taken:
        card.inside.insertWidget(1, Note(tr("Withdrawn on {date}", date=taken), "not_valid"))
    if about:
        card.inside.addWidget(Label(about, data=True))
    return card


def _name(told: InstitutionFile, institution: str) -> str:
    if institution == told.row.id:
        return told.row.names[0].text
    return told.names.get(institution, institution)
