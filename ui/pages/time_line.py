"""One's learning through the years: a picture, and the same as a list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QVBoxLayout

from ui.page import Page
from ui.shell import Shell
from ui.theme import GRID
from ui.widgets.buttons import Button, Fold
from ui.widgets.empty import nothing_yet
from ui.widgets.layouts import Card
from ui.widgets.learning.rows import Rows
from ui.widgets.learning.year_strip import YearStrip
from ui.widgets.text import Label, muted, title
from wallet.session.learning import TimeLine, Year, year_filters
from wallet.wording import ntr, tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wallet.session import Session

_SHOWN = 40
"""Credentials of a year that are listed here; the library has all."""


class TimeLinePage(Page):
    """What is not genuine is left out; everything else says what it was judged to be."""

    widest: ClassVar[int | None] = 900

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        skills = Button(tr("Skills"), lambda: shell.open("skills_overview"), kind="quiet")
        self._told = muted("")
        self.strip = YearStrip()
        self.strip.chosen.connect(self._open_year)
        self._card = Card(self.strip)
        self._place = QVBoxLayout()
        self._place.setSpacing(GRID // 2)
        self._empty = nothing_yet(shell, _nothing(), "clock")
        self._folds: dict[int, Fold] = {}
        self.way_back(tr("All credentials"), "credentials", skills)
        self.body.addWidget(title(tr("Time line")))
        self.body.addWidget(self._told)
        self.body.addWidget(self._empty)
        self.body.addWidget(self._card)
        self.body.addLayout(self._place)
        self.body.addStretch(1)

    def opened(self, **_what: object) -> None:
        """Looks."""

        def ask(session: Session) -> tuple[TimeLine, tuple[str, ...]]:
            return session.learning.time_line(), session.settings().languages

        self.shell.tasks.run(self, ask, lambda found: self._show(*found))

    def refresh(self, changes: object) -> None:
        """Looks again."""
        if changes is not None:
            self.opened()

    def _show(self, line: TimeLine, languages: Sequence[str]) -> None:
        while (item := self._place.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._folds = {}
        self.strip.show_years(line.years)
        self._card.setVisible(len(line.years) > 1)
        self._told.setText(_summary(line))
        nothing = not line.years and not line.undated
        self._told.setVisible(not nothing)
        self._empty.setVisible(nothing)
        gaps = {last: first for first, last in line.gaps}
        for number, one in enumerate(line.years):
            self._year(one, languages, open_now=number == 0)
            below = (one.year or 0) - 1
            if below in gaps:
                self._place.addWidget(muted(_gap(gaps[below], below)))
        if line.undated:
            self._place.addWidget(Label(_undated(line.undated), "small"))

    def _year(self, one: Year, languages: Sequence[str], *, open_now: bool) -> None:
        year = one.year or 0
        words = ntr("{year}: {n} credential", "{year}: {n} credentials", one.count, year=year)
        rows = partial(
            Rows,
            self.shell,
            lambda session: session.learning.year(year, _SHOWN),
            year_filters(year),
            languages,
        )
        fold = Fold(words, rows, open_now=open_now)
        self._folds[year] = fold
        self._place.addWidget(fold)

    def _open_year(self, year: int) -> None:
        fold = self._folds.get(year)
        if fold is not None:
            fold.button.setChecked(True)
            fold.button.setFocus()


def _nothing() -> str:
    return tr("When your credentials say when they were awarded, you see it here by year.")


def _summary(line: TimeLine) -> str:
    if not line.years:
        return _nothing()
    total = sum(one.count for one in line.years)
    first, last = line.years[-1].year, line.years[0].year
    if first == last:
        return ntr(
            "{n} credential, awarded in {year}.",
            "{n} credentials, awarded in {year}.",
            total,
            year=last,
        )
    return ntr(
        "{n} credential, awarded from {first} to {last}.",
        "{n} credentials, awarded from {first} to {last}.",
        total,
        first=first,
        last=last,
    )


def _gap(first: int, last: int) -> str:
    if first == last:
        return tr("Nothing in {year}", year=first)
    return tr("Nothing from {first} to {last}", first=first, last=last)


def _undated(number: int) -> str:
    return ntr(
        "{n} credential does not say when it was awarded.",
        "{n} credentials do not say when they were awarded.",
        number,
    )
