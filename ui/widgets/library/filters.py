"""What the library is narrowed to: chips that can be removed, a menu to add, an order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSizePolicy, QVBoxLayout, QWidget

from ui.shell import Shell
from ui.widgets.buttons import Button
from ui.widgets.fields import combo
from ui.widgets.layouts import Flow
from ui.words import date_words, kind_words, today
from wallet.report import VerdictCode
from wallet.session import Choice, Facet, LibraryQuery, Session, Sort
from wallet.wording import ntr, tr, verdict_title

_OFFERED = (
    Facet.FAVOURITE,
    Facet.TAG,
    Facet.COLLECTION,
    Facet.VERDICT,
    Facet.ISSUER,
    Facet.KIND,
    Facet.LEVEL,
    Facet.SKILL,
    Facet.PATHWAY,
)
_MOST = 30
"""Values offered of one facet."""
_SOON = (30, 90, 365)
"""Days within which something may end."""


_DATES = frozenset(
    {Facet.EXPIRES_BEFORE, Facet.EXPIRES_AFTER, Facet.AWARDED_BEFORE, Facet.AWARDED_AFTER}
)


def facet_words(facet: Facet) -> str:
    """What a facet is called."""
    return {
        Facet.VERDICT: tr("Verdict"),
        Facet.ISSUER: tr("Issuer"),
        Facet.KIND: tr("Kind"),
        Facet.LEVEL: tr("Level"),
        Facet.FORMAT: tr("Format"),
        Facet.SKILL: tr("Skill"),
        Facet.EXPIRES_BEFORE: tr("Ends before"),
        Facet.EXPIRES_AFTER: tr("Does not end before"),
        Facet.AWARDED_BEFORE: tr("Awarded before"),
        Facet.AWARDED_AFTER: tr("Awarded since"),
        Facet.TAG: tr("Tag"),
        Facet.COLLECTION: tr("Collection"),
        Facet.FAVOURITE: tr("Favourites"),
        Facet.PATHWAY: tr("Counts toward"),
    }[facet]


def value_words(facet: Facet, value: str, label: str = "") -> str:
    """What a value of a facet is called."""
    if facet is Facet.VERDICT:
        return verdict_title(VerdictCode(value))
    if facet is Facet.KIND:
        return kind_words(value) or tr("Kind not stated")
    if facet in _DATES:
        return date_words(value) or value
    return label or value


class FilterBar(QWidget):
    """Calls ``ask`` with the new question whenever something is chosen or removed."""

    def __init__(
        self, shell: Shell, ask: Callable[[LibraryQuery], object], *more: QWidget
    ) -> None:
        """``more`` are buttons that stand in the same line."""
        super().__init__()
        self.setProperty("kind", "clear")
        self._shell = shell
        self._ask = ask
        self._query = LibraryQuery()
        self._choices: dict[Facet, tuple[Choice, ...]] = {}
        self._is_old = True
        """Whether there may be other values by now; the names of the known ones still hold."""
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._opened)
        self._add = Button(tr("Filter"), symbol="filter")
        self._add.setMenu(self._menu)
        self._sort = combo(_sorts(), Sort.ADDED, tr("Order"))
        self._sort.activated.connect(lambda _index: self._order())
        self._bin = Button(tr("Bin"), kind="quiet", symbol="bin")
        self._bin.setCheckable(True)
        self._bin.toggled.connect(self._show_bin)
        self._chips = Flow()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(8)
        down.addWidget(Flow(self._add, self._sort, *more, self._bin))
        down.addWidget(self._chips)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)  # what goes on in a second line is to be seen
        self.setSizePolicy(policy)

    def query(self) -> LibraryQuery:
        """The question as chosen now; a fresh object each time it is asked."""
        return replace(self._query)

    def learn(self) -> None:
        """What there is to choose from may be another now: asked when it is wanted."""
        self._is_old = True
        if self._query.filters:  # chips say the names of what they filter by
            self._ask_choices(self._show_chips)

    def _ask_choices(self, done: Callable[[], object]) -> None:
        def ask(session: Session) -> dict[Facet, tuple[Choice, ...]]:
            return {facet: session.choices(facet) for facet in _OFFERED}

        def arrived(found: dict[Facet, tuple[Choice, ...]]) -> None:
            self._choices.update(found)
            self._is_old = False
            done()

        self._shell.tasks.run(self, ask, arrived)

    def take(
        self, *, text: str | None, filters: object, deleted: bool, sort: object = None
    ) -> None:
        """What another page wants to see; does not ask yet."""
        query = self._query
        if text is not None:
            query = replace(query, text=text)
        if isinstance(filters, tuple):
            query = replace(query, filters=filters, text=text or "")
        if isinstance(sort, Sort):
            query = replace(query, sort=sort)
        self._query = replace(query, deleted=deleted)
        self._bin.blockSignals(True)  # noqa: FBT003 - Qt
        self._bin.setChecked(deleted)
        self._bin.blockSignals(False)  # noqa: FBT003 - Qt
        self._sort.setCurrentIndex(max(self._sort.findData(self._query.sort), 0))
        self._show_chips()

    def _opened(self) -> None:
        if not self._is_old:
            self._fill()
            return
        self._menu.clear()
        looking = self._menu.addAction(tr("Looking what there is"))
        looking.setEnabled(False)
        self._ask_choices(self._fill)

    def _fill(self) -> None:
        self._menu.clear()
        for facet in _OFFERED:
            values = self._choices.get(facet, ())
            if facet is Facet.FAVOURITE:
                action = self._action(facet_words(facet), self._menu, (facet, "yes"))
                action.setEnabled(bool(values))
                self._menu.addAction(action)
                continue
            below = self._menu.addMenu(facet_words(facet))
            below.setEnabled(bool(values))
            for choice in values[:_MOST]:
                words = value_words(facet, choice.value, choice.label)
                told = f"{words} ({choice.count})"
                below.addAction(self._action(told, below, (facet, choice.value)))
        self._fill_ends(self._menu.addMenu(tr("Ends")))

    def _fill_ends(self, below: QMenu) -> None:
        day = today().toString("yyyy-MM-dd")
        below.addAction(self._action(tr("Has ended"), below, (Facet.EXPIRES_BEFORE, day)))
        for days in _SOON:
            until = today().addDays(days + 1).toString("yyyy-MM-dd")
            words = ntr("In the next {n} day", "In the next {n} days", days)
            filters = ((Facet.EXPIRES_AFTER, day), (Facet.EXPIRES_BEFORE, until))
            below.addAction(self._action(words, below, *filters))

    def _action(self, words: str, menu: QMenu, *filters: tuple[Facet, str]) -> QAction:
        action = QAction(words.replace("&", "&&"), menu)
        action.triggered.connect(lambda _on=False: self._with(*filters))
        return action

    def _with(self, *filters: tuple[Facet, str]) -> None:
        had = self._query.filters
        new = tuple(one for one in filters if one not in had)
        dated = {facet for facet, _ in new} & _DATES  # a date takes the place of another
        kept = tuple(one for one in had if one[0] not in dated)
        if new:
            self._change(filters=(*kept, *new))
            if self._is_old:  # the chip shall say a name
                self._ask_choices(self._show_chips)

    def _without(self, one: tuple[Facet, str]) -> None:
        self._change(filters=tuple(had for had in self._query.filters if had != one))

    def _order(self) -> None:
        self._change(sort=Sort(self._sort.currentData()))

    def _show_bin(self, shown: bool) -> None:  # noqa: FBT001 - a Qt signal
        self._change(deleted=shown)

    def _change(self, **to: object) -> None:
        self._query = replace(self._query, **to)  # type: ignore[arg-type]
        self._show_chips()
        self._ask(self.query())

    def _show_chips(self) -> None:
        self._chips.empty()
        chips: list[tuple[str, Callable[[], object]]] = []
        if self._query.text:
            words = tr("Search: {text}", text=self._query.text)
            chips.append((words, lambda: self._change(text="")))
        for one in self._query.filters:
            words = facet_words(one[0])
            if one[0] is not Facet.FAVOURITE:
                words = tr("{facet}: {value}", facet=words, value=self._label(one))
            chips.append((words, partial(self._without, one)))
        for words, remove in chips:
            chip = Button(words, remove, kind="chip", symbol="close")
            chip.setAccessibleName(tr("Remove {filter}", filter=words))
            self._chips.inside.addWidget(chip)
        self._chips.setVisible(bool(chips))

    def _label(self, one: tuple[Facet, str]) -> str:
        facet, value = one
        for choice in self._choices.get(facet, ()):
            if choice.value == value:
                return value_words(facet, value, choice.label)
        return value_words(facet, value)


def _sorts() -> list[tuple[str, object]]:
    return [
        (tr("Newest here first"), Sort.ADDED),
        (tr("Newest award first"), Sort.AWARDED),
        (tr("By title"), Sort.TITLE),
        (tr("By issuer"), Sort.ISSUER),
        (tr("Ending soonest first"), Sort.EXPIRES),
        (tr("As in the collection"), Sort.PLACED),
    ]
