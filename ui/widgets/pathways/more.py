"""What an advisor goes through: rules, matrix, skills, and what later days bring."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import GRID
from ui.widgets.buttons import Fold
from ui.widgets.layouts import Card, line, row
from ui.widgets.pathways.matrix import Matrix
from ui.widgets.symbols import Symbol
from ui.widgets.text import Label, heading, muted, small
from wallet.session import Overview, ToldRule, ToldSkill
from wallet.wording import tr

_RULES = {
    "met": ("slot_met", "verified"),
    "partly": ("slot_partly", "cannot_tell"),
    "unmet": ("slot_unmet", "not_valid"),
    "referred": ("slot_referred", "seal"),
    "indeterminate": ("slot_unknown", "cannot_tell"),
}


def ahead_card(days: Sequence[str]) -> Card:
    """What time alone will change; ``days`` are sentences, the earliest first."""
    card = Card(heading(tr("What time will change")), gap=GRID)
    if not days:
        card.inside.addWidget(muted(tr("Nothing that counts ends in the next two years.")))
    for one in days:
        card.inside.addLayout(_marked(Symbol("clock", "muted", 16), Label(one, data=True)))
    return card


def details(overview: Overview) -> Card:
    """Three folded parts: nothing of them is needed to see what is missing."""
    card = Card(heading(tr("For a closer look")), gap=GRID)
    card.inside.addWidget(Fold(tr("Every rule"), lambda: _rules(overview.rules)))
    matrix = overview.matrix
    card.inside.addWidget(Fold(tr("Requirements by credential"), lambda: Matrix(matrix)))
    card.inside.addWidget(Fold(tr("Skills"), lambda: _skills(overview.skills)))
    return card


def _clear() -> tuple[QWidget, QVBoxLayout]:
    made = QWidget()
    made.setProperty("kind", "clear")
    down = QVBoxLayout(made)
    down.setContentsMargins(GRID, 0, 0, GRID)
    down.setSpacing(GRID)
    return made, down


def _marked(symbol: Symbol, label: Label) -> QHBoxLayout:
    made = row(symbol, label)
    made.setAlignment(symbol, Qt.AlignmentFlag.AlignTop)
    return made


def _rules(rules: Sequence[ToldRule]) -> QWidget:
    made, down = _clear()
    for one in rules:
        name, tone = _RULES[one.state.value]
        said = tr("{rule}: {state}", rule=one.name, state=one.words)
        down.addLayout(_marked(Symbol(name, tone, 18), Label(said, data=True)))
        for detail in one.details:
            down.addWidget(small(detail, data=True))
    return made


def _skills(skills: Sequence[ToldSkill]) -> QWidget:
    made, down = _clear()
    asked = [one for one in skills if one.asked]
    others = [one for one in skills if not one.asked]
    if not skills:
        down.addWidget(muted(tr("Neither the pathway nor what counts names skills.")))
    for one in asked:
        name, tone = _RULES["met" if one.by else "unmet"]
        down.addLayout(_marked(Symbol(name, tone, 18), Label(_skill(one), data=True)))
    if others:
        if asked:
            down.addWidget(line())
        down.addWidget(Label(tr("You can also do"), "caps"))
    for one in others:
        down.addWidget(Label(_skill(one), data=True))
    return made


def _skill(skill: ToldSkill) -> str:
    if not skill.by:
        return tr("{skill}: nothing that counts shows it", skill=skill.label)
    return tr("{skill}: {credentials}", skill=skill.label, credentials=", ".join(skill.by))
