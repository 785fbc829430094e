"""The graph of a pathway: groups as boxes, slots as tiles.

How a slot stands is told by its word, its symbol and the kind of its edge (solid, dashed,
dotted, double), and only then by colour.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import GRID, current_theme
from ui.widgets.buttons import Button
from ui.widgets.layouts import Flow, row
from ui.widgets.symbols import Symbol
from ui.widgets.text import Label, small
from wallet.session import ToldAward, ToldGroup, ToldRule, ToldSlot
from wallet.wording import tr

Opens = Callable[[str], object]
"""Shows the credential of that id."""
Places = Callable[[str, str, bool], object]
"""Places an award (its id) in a slot (its id), or lets go of it again."""

_TONES = {
    "met": "verified",
    "open": "muted",
    "partly": "cannot_tell",
    "usable": "accent",
    "unmet": "not_valid",
    "referred": "seal",
}
_TILE_WIDTH = 212
"""Pixels at normal text size."""


def kind_of(slot: ToldSlot) -> str:
    """Which tile a slot gets: its state, but ``usable`` where something would fit at once.

    ``open`` where nothing has to stand, and nothing does.
    """
    state = slot.state.value
    if state == "met" and not slot.filled:
        state = "open"
    return "usable" if state in ("unmet", "open") and slot.usable else state


class SlotTile(QFrame):
    """One requirement: what fills it, or what would."""

    def __init__(
        self, slot: ToldSlot, opens: Opens | None, places: Places | None = None
    ) -> None:
        super().__init__()
        self._opens, self._places, self._slot = opens, places, slot
        kind = kind_of(slot)
        word = tr("Could be filled") if kind == "usable" else slot.state_words
        tone = _TONES.get(kind, "cannot_tell")
        self.setProperty("kind", "tile")
        self.setProperty("state", kind)
        self.setAccessibleName(tr("{slot}: {state}", slot=slot.title, state=word))
        self.setFixedWidth(round(_TILE_WIDTH * min(current_theme().scale, 1.75)))
        policy = QSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(12, 10, 12, 12)
        self._down.setSpacing(GRID // 2)
        symbol = f"slot_{kind if kind in _TONES else 'unknown'}"
        self._down.addLayout(row(Symbol(symbol, tone, 18), Label(word, "strong", tone=tone)))
        self._down.addWidget(Label(slot.title, "heading", data=True))
        for one in slot.filled:
            self._award(one, one.amount)
        if not slot.filled:
            self._down.addWidget(small(slot.takes))
            if slot.asks:
                self._down.addWidget(small(tr("About: {skills}", skills=", ".join(slot.asks))))
        self._offer(tr("Would fit:"), slot.usable)
        self._offer(tr("Equally good here:"), slot.as_good, places=True)
        self._offer(tr("If an advisor agrees:"), slot.referred)
        self._offer(tr("Said by its file, not shown:"), slot.hints)
        self._down.addStretch(1)

    def _award(self, award: ToldAward, amount: str) -> None:
        self._down.addWidget(Label(award.title, data=True))
        told = " · ".join(one for one in (amount, award.issuer) if one)
        if told:
            self._down.addWidget(small(told, data=True))
        for one in (award.route, *award.notes):
            if one:
                self._down.addWidget(small(one, data=True))
        if award.planned:
            self._down.addWidget(small(tr("Only planned")))
            return
        if not award.is_held:
            return
        self._link(award)
        if award.placed and self._places is not None:
            self._down.addWidget(small(tr("Placed by you")))
            self._choose(tr("Let Tessera choose"), award, stays=False)

    def _choose(self, words: str, award: ToldAward, *, stays: bool) -> None:
        places, slot = self._places, self._slot.id
        if places is None:
            return
        button = Button(words, lambda: places(award.id, slot, stays), kind="quiet")
        name = tr(
            "{action}: {title}, {slot}", action=words, title=award.title, slot=self._slot.title
        )
        button.setAccessibleName(name)
        self._down.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _link(self, award: ToldAward) -> None:
        opens = self._opens
        if opens is None:
            return
        shows = Button(tr("Show"), lambda: opens(award.credential_id), kind="quiet")
        shows.setAccessibleName(tr("Show {title}", title=award.title))
        self._down.addWidget(shows, 0, Qt.AlignmentFlag.AlignLeft)

    def _offer(
        self, words: str, awards: tuple[ToldAward, ...], *, places: bool = False
    ) -> None:
        if awards:
            self._down.addWidget(small(words))
        for one in awards:
            self._down.addWidget(Label(one.title, data=True))
            if places:
                self._choose(tr("Use this one"), one, stays=True)
            else:
                self._link(one)


class RuleTile(QFrame):
    """A rule over the whole that is not met: filled slots alone do not complete a pathway."""

    def __init__(self, rule: ToldRule) -> None:
        super().__init__()
        kind = "referred" if rule.state.value == "referred" else "unmet"
        word = tr("Not met yet") if kind == "unmet" else tr("Needs an advisor's decision")
        self.setProperty("kind", "tile")
        self.setProperty("state", kind)
        self.setAccessibleName(tr("{rule}: {state}", rule=rule.name, state=rule.words))
        self.setFixedWidth(round(_TILE_WIDTH * min(current_theme().scale, 1.75)))
        policy = QSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        down = QVBoxLayout(self)
        down.setContentsMargins(12, 10, 12, 12)
        down.setSpacing(GRID // 2)
        tone = _TONES[kind]
        down.addLayout(row(Symbol(f"slot_{kind}", tone, 18), Label(word, "strong", tone=tone)))
        down.addWidget(Label(rule.name, "heading", data=True))
        down.addWidget(Label(rule.short, data=True))
        down.addStretch(1)


class GroupBox(QFrame):
    """A group with its tiles and the groups inside it."""

    def __init__(
        self, group: ToldGroup, opens: Opens | None, places: Places | None = None
    ) -> None:
        super().__init__()
        self.setProperty("kind", "group")
        state = tr("met") if group.met else tr("not met")
        self.setAccessibleName(tr("{group}: {state}", group=group.title, state=state))
        down = QVBoxLayout(self)
        down.setContentsMargins(14, 12, 14, 14)
        down.setSpacing(GRID)
        symbol, tone = ("slot_met", "verified") if group.met else ("slot_unmet", "not_valid")
        named = tr("{group}: {state}", group=group.title, state=state)
        down.addLayout(row(Symbol(symbol, tone, 18), Label(named, "strong")))
        tiles = [
            SlotTile(one, opens, places) for one in group.children if isinstance(one, ToldSlot)
        ]
        if tiles:
            down.addWidget(Flow(*tiles, gap=12))
        for one in group.children:
            if isinstance(one, ToldGroup):
                down.addWidget(GroupBox(one, opens, places))


def graph(
    tree: ToldGroup,
    loose: tuple[ToldSlot, ...],
    rules: tuple[ToldRule, ...],
    opens: Opens | None,
    places: Places | None = None,
) -> QWidget:
    """The whole graph; below it slots that no group needs, and ``rules`` that are not met.

    Without ``opens`` nothing can be opened: the credentials are not in this wallet.
    """
    made = QWidget()
    made.setProperty("kind", "clear")
    down = QVBoxLayout(made)
    down.setContentsMargins(0, 0, 0, 0)
    down.setSpacing(12)
    down.addWidget(GroupBox(tree, opens, places))
    if loose:
        down.addWidget(Flow(*(SlotTile(one, opens, places) for one in loose), gap=12))
    if rules:
        down.addWidget(Flow(*(RuleTile(one) for one in rules), gap=12))
    return made
