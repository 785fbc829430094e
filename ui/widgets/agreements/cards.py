"""An agreement in plain words: who, what counts as what, until when, who has yet to sign."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ui.theme import GRID
from ui.widgets.buttons import Button, Fold
from ui.widgets.layouts import Card, Flow, row
from ui.widgets.notes import Note
from ui.widgets.symbols import Symbol
from ui.widgets.text import Label, heading, muted, small
from wallet.wording import agreements as words
from wallet.wording import tr

Told = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deeds:
    """What can be done with a kept agreement; each takes its key."""

    signs: Callable[[str], object]
    saves: Callable[[str], object]
    removes: Callable[[str], object]


def say(card: Card, told: Told) -> None:
    """Everything that an agreement says, and what its signatures are worth."""
    card.inside.addWidget(small(words.kind(str(told["kind"]))))
    card.inside.addWidget(heading(str(told["title"]), data=True))
    card.inside.addWidget(_standing(told))
    card.inside.addWidget(Label(words.subject(told), data=True))
    card.inside.addWidget(Label(words.where(told), data=True))
    card.inside.addWidget(Label(words.days(told)))
    if told["reason"]:
        card.inside.addWidget(Label(tr("Reason: {reason}", reason=told["reason"]), data=True))
    for condition in words.conditions(told):
        card.inside.addWidget(Label(condition, data=True))
    for one in told["parties"]:
        name, tone = (
            ("slot_met", "verified") if one["signed"] else ("slot_unmet", "cannot_tell")
        )
        card.inside.addLayout(row(Symbol(name, tone, 18), Label(words.party(one), data=True)))
        if known := words.known(one):
            card.inside.addWidget(small(known, data=True))
    card.inside.addWidget(muted(words.ownership(told), data=True))
    if says := words.who_says(told):
        card.inside.addWidget(muted(says))
    card.inside.addWidget(Fold(tr("Identifiers"), lambda: _identifiers(told)))


def _standing(told: Told) -> Note:
    good = told["signatures"] == "signed" and told["time"] == "valid"
    return Note(words.standing(told), "verified" if good else "cannot_tell", data=True)


def _identifiers(told: Told) -> Card:
    card = Card(kind="clear", gap=4)
    listed = [(tr("This agreement, for a pathway that names it"), str(told["id"]))]
    listed += [(str(one["title"]), str(one["definition"])) for one in told["modules"]]
    listed += [
        (str(one["name"]), address) for one in told["parties"] for address in one["identifiers"]
    ]
    for name, address in listed:
        card.inside.addWidget(small(name, data=True))
        card.inside.addWidget(Label(address, data=True))
    return card


class AgreementCard(Card):
    """One that is kept."""

    def __init__(self, told: Told, deeds: Deeds) -> None:
        super().__init__(gap=GRID)
        say(self, told)
        name, title = str(told["key"]), str(told["title"])
        signs = Button(tr("Sign it"), lambda: deeds.signs(name), kind="primary")
        signs.setAccessibleName(tr("Sign {title}", title=title))
        signs.setVisible(bool(told["may_sign"]))
        saves = Button(tr("Save the file to hand round"), lambda: deeds.saves(name))
        saves.setAccessibleName(tr("Save {title}", title=title))
        asks = Button(tr("Remove"), self._ask, kind="quiet", symbol="bin")
        asks.setAccessibleName(tr("Remove {title}", title=title))
        self._sure = Note("", "not_valid")
        self._sure.add(
            Flow(
                Button(tr("Remove it"), lambda: deeds.removes(name), kind="danger"),
                Button(tr("Keep it"), lambda: self._sure.tell("")),
            )
        )
        self.inside.addWidget(Flow(signs, saves, asks))
        self.inside.addWidget(self._sure)

    def _ask(self) -> None:
        self._sure.tell(
            tr("Remove this agreement? What counts through it will no longer count.")
        )


class OfferedAgreement(Card):
    """One that was dropped and is not kept yet."""

    def __init__(
        self,
        told: Told,
        keeps: Callable[[], object],
        signs: Callable[[], object],
        leaves: Callable[[], object],
    ) -> None:
        super().__init__(kind="well", gap=GRID)
        say(self, told)
        may = bool(told["may_sign"])
        self.keeps = Button(tr("Keep it"), keeps, kind="" if may else "primary")
        self.signs = Button(tr("Sign and keep it"), signs, kind="primary")
        self.signs.setVisible(may)
        self.inside.addWidget(
            Flow(self.signs, self.keeps, Button(tr("Not now"), leaves, kind="quiet"))
        )
