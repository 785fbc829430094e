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
from wallet.session import ToldAward, ToldGroup, ToldSlot
from wallet.wording import tr

Opens = Callable[[str], object]
"""Shows the credential of that id."""

_TONES = {
    "met": "verified",
    "partly": "cannot_tell",
    "usable": "accent",
    "unmet": "not_valid",
    "referred": "seal",
}
_TILE_WIDTH = 224
"""Pixels at normal text size."""


def kind_of(slot: ToldSlot) -> str:
    """Which tile a slot gets: its state, or ``usable`` where something would fit at once."""
    state = slot.state.value
    return "usable" if state == "unmet" and slot.usable else state


class SlotTile(QFrame):
    """One requirement: what fills it, or what would."""

    def __init__(self, slot: ToldSlot, opens: Opens) -> None:
        super().__init__()
        self._opens = opens
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
        self._offer(tr("Would fit:"), slot.usable)
        self._offer(tr("If an advisor agrees:"), slot.referred)
        self._down.addStretch(1)

    def _award(self, award: ToldAward, amount: str) -> None:
        self._down.addWidget(Label(award.title, data=True))
        told = " · ".join(one for one in (amount, award.issuer) if one)
        if told:
            self._down.addWidget(small(told, data=True))
        self._link(award)

    def _link(self, award: ToldAward) -> None:
        shows = Button(tr("Show"), lambda: self._opens(award.credential_id), kind="quiet")
        shows.setAccessibleName(tr("Show {title}", title=award.title))
        self._down.addWidget(shows, 0, Qt.AlignmentFlag.AlignLeft)

    def _offer(self, words: str, awards: tuple[ToldAward, ...]) -> None:
        if awards:
            self._down.addWidget(small(words))
        for one in awards:
            self._down.addWidget(Label(one.title, data=True))
            self._link(one)


class GroupBox(QFrame):
    """A group with its tiles and the groups inside it."""

    def __init__(self, group: ToldGroup, opens: Opens) -> None:
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
        tiles = [SlotTile(one, opens) for one in group.children if isinstance(one, ToldSlot)]
        if tiles:
            down.addWidget(Flow(*tiles, gap=12))
        for one in group.children:
            if isinstance(one, ToldGroup):
                down.addWidget(GroupBox(one, opens))


def graph(tree: ToldGroup, loose: tuple[ToldSlot, ...], opens: Opens) -> QWidget:
    """The whole graph; slots that no group needs stand below it."""
    made = QWidget()
    made.setProperty("kind", "clear")
    down = QVBoxLayout(made)
    down.setContentsMargins(0, 0, 0, 0)
    down.setSpacing(12)
    down.addWidget(GroupBox(tree, opens))
    if loose:
        down.addWidget(Flow(*(SlotTile(one, opens) for one in loose), gap=12))
    return made
