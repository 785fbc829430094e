"""The rows of an import review, a hundred at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.badges import Badge, VerdictBadge
from ui.widgets.buttons import Button
from ui.widgets.credential.verdicts import issuer_words
from ui.widgets.layouts import Card, Flow
from ui.widgets.text import Label, muted, small
from ui.widgets.ticks import Tick
from ui.words import FOR_TRUST, advice_words, isolated, line_words, size_words, spoken
from wallet import wording
from wallet.report import Role, VerdictCode
from wallet.session import ReviewRow, RowState
from wallet.wording import ntr, tr

if TYPE_CHECKING:
    from wallet.session import Judged

_AT_ONCE = 100
KEEPABLE = (RowState.NEW, RowState.REPLACES)


def not_genuine(row: ReviewRow) -> bool:
    """Whether it is false: only who asks for it by name keeps it."""
    return row.judged is not None and row.judged.verdict.code is VerdictCode.NOT_GENUINE


class ReviewList(QWidget):
    """Knows which rows are chosen; at first all that can be kept and are not false."""

    def __init__(
        self,
        rows: Sequence[ReviewRow],
        languages: Sequence[str],
        changed: Callable[[], object],
    ) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self._rows = rows
        self._languages = languages
        self._changed = changed
        self._can_be_kept = [n for n, row in enumerate(rows) if row.state in KEEPABLE]
        self._without = {one for one in self._can_be_kept if not_genuine(rows[one])}
        self._shown = 0
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(10)
        self._more = Button("", self._show_more)
        self._foot = Flow(self._more)
        self._down.addWidget(self._foot)
        self._show_more()

    def chosen(self) -> list[int]:
        """Numbers of the rows to keep."""
        return [number for number in self._can_be_kept if number not in self._without]

    def _show_more(self) -> None:
        until = min(self._shown + _AT_ONCE, len(self._rows))
        for number in range(self._shown, until):
            card = self._card(number, self._rows[number])
            self._down.insertWidget(self._down.count() - 1, card)
        self._shown = until
        left = len(self._rows) - until
        self._foot.setVisible(left > 0)
        self._more.setText(ntr("Show {n} more", "Show {n} more", min(left, _AT_ONCE)))

    def _toggle(self, number: int, *, keep: bool) -> None:
        if keep:
            self._without.discard(number)
        else:
            self._without.add(number)
        self._changed()

    def _card(self, number: int, row: ReviewRow) -> Card:
        card = Card(gap=6)
        across = QHBoxLayout()
        across.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(5)
        for one in self._refused(row) if row.judged is None else self._told(row, row.judged):
            words.addWidget(one)
        if row.state in KEEPABLE and len(self._can_be_kept) > 1:  # else there is no choice
            across.addWidget(self._box(number, row), 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(words, 1)
        card.inside.addLayout(across)
        return card

    def _box(self, number: int, row: ReviewRow) -> Tick:
        box = Tick()
        box.setChecked(number not in self._without)
        box.setAccessibleName(tr("Keep {title}", title=self._title(row)))
        box.setToolTip(tr("Keep this one"))
        box.toggled.connect(lambda keep: self._toggle(number, keep=keep))
        return box

    def _title(self, row: ReviewRow) -> str:
        view = row.judged.view if row.judged is not None else None
        if view is not None and view.awards:
            return spoken(view.awards[0].title, self._languages) or row.source
        return row.source

    def _told(self, row: ReviewRow, judged: Judged) -> list[QWidget]:
        words = wording.verdict(judged.verdict, judged.report, Role.HOLDER)
        badges = Flow(VerdictBadge(judged.verdict.code, words.title), _state_badge(row))
        told: list[QWidget] = [Label(self._title(row), "heading", data=True)]
        listed, own = issuer_words(judged, self._languages)
        if listed:
            told.append(Label(listed, data=True))
        if own:
            told.append(muted(tr("calls itself {name}", name=isolated(own))))
        view = judged.view
        size = ""
        if view is not None and view.awards:
            size = size_words(view.awards[0].credits, view.awards[0].workload)
        told.append(badges)
        told.append(Label(words.sentence))
        source = row.source if row.source != self._title(row) else ""  # not twice
        if size or source:
            told.append(small(line_words(size, source), data=True))
        return told

    def _refused(self, row: ReviewRow) -> list[QWidget]:
        told: list[QWidget] = [Label(row.source, "heading", data=True)]
        if row.error is None or row.error.code != FOR_TRUST:
            told.append(Flow(Badge("failed", tr("Cannot be read"), "not_valid")))
        if row.error is not None:
            words = wording.error(row.error.code, row.error.facts)
            told.append(Label(words.meaning))
            if said := advice_words(row.error.code, words):
                told.append(muted(said))
        return told


def _state_badge(row: ReviewRow) -> Badge:
    match row.state:
        case RowState.NEW:
            return Badge("add", tr("New"), "accent")
        case RowState.ALREADY_HELD:
            return Badge("passed", tr("Already held"), "cannot_tell")
        case RowState.REPLACES:
            words = ntr("Replaces an older one", "Replaces {n} older ones", len(row.replaces))
            return Badge("restore", words, "accent")
        case RowState.REFUSED:
            return Badge("failed", tr("Not kept"), "not_valid")
