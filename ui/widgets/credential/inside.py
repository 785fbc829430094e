"""What a credential carries: a record's credentials, endorsements, evidence, attached files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.badges import VerdictBadge
from ui.widgets.buttons import Button
from ui.widgets.credential.awards import award_cards
from ui.widgets.layouts import Card
from ui.widgets.notes import Note
from ui.widgets.text import Label, heading, muted
from ui.words import line_words, spoken
from wallet import wording
from wallet.report import Role
from wallet.wording import tr
from wallet.wording.sizes import size as file_size

if TYPE_CHECKING:
    from wallet.credential import Attachment, Award, CredentialView
    from wallet.session.looking import Around, Judged

_NESTED = (".verifiableCredential", ".boostCredential")
_MOST = 50
"""Lines of one card; a record may carry two hundred."""


def carried_cards(around: Around, languages: Sequence[str]) -> list[Card]:
    """One card for the credentials of a record, one for endorsements; none where none."""
    start = len(around.judged.path)
    nested = [one for one in around.carried if any(n in one.path[start:] for n in _NESTED)]
    others = [one for one in around.carried if one not in nested]
    hints = _hints(around, languages)
    cards = []
    if nested:
        lines = [_line(one, languages, hints) for one in nested[:_MOST]]
        cards.append(
            Card(
                heading(tr("In this record")),
                muted(tr("Each is checked by itself; the record vouches for none of them.")),
                *lines,
                *_more(len(nested)),
                gap=10,
            )
        )
    if others:
        lines = [_endorsement(one, languages, around) for one in others[:_MOST]]
        cards.append(
            Card(
                heading(tr("Endorsements")),
                muted(tr("Each is checked by itself, and changes nothing above.")),
                *lines,
                *_more(len(others)),
                gap=10,
            )
        )
    return cards


def _more(count: int) -> list[QWidget]:
    return [muted(tr("and {n} more", n=count - _MOST))] if count > _MOST else []


def _line(one: Judged, languages: Sequence[str], hints: dict[str, str]) -> QWidget:
    """Title, who says so, verdict by itself, and how it hangs together with others."""
    award = _award(one)
    name = spoken(award.title, languages) if award is not None else ""
    return _row(
        one, name, line_words(_issuer(one, languages), hints.get(_definition(award), ""))
    )


def _endorsement(one: Judged, languages: Sequence[str], around: Around) -> QWidget:
    """What is said, by whom, and whether it is about this credential at all."""
    award = _award(one)
    said = spoken(award.description or award.title, languages) if award is not None else ""
    stray = one.path in around.strays
    hint = tr("It is about something else, not about this.") if stray else ""
    return _row(one, said, line_words(_issuer(one, languages), hint))


def _award(one: Judged) -> Award | None:
    return one.view.awards[0] if one.view is not None and one.view.awards else None


def _issuer(one: Judged, languages: Sequence[str]) -> str:
    return spoken(one.view.envelope.issuer.names, languages) if one.view is not None else ""


def _row(one: Judged, said: str, below: str) -> QWidget:
    words = wording.verdict(one.verdict, one.report, Role.HOLDER)
    block = QWidget()
    across = QHBoxLayout(block)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(12)
    down = QVBoxLayout()
    down.setSpacing(2)
    down.addWidget(Label(said or tr("Not shown: nothing proves it"), data=True))
    if below:
        down.addWidget(muted(below))
    across.addLayout(down, 1)
    across.addWidget(VerdictBadge(one.verdict.code, words.title))
    return block


def _definition(award: Award | None) -> str:
    return award.definition_ids[0] if award is not None and award.definition_ids else ""


def _hints(around: Around, languages: Sequence[str]) -> dict[str, str]:
    """Achievement -> what the record says of its place: a hint by its issuer."""
    view = around.judged.view
    if view is None:
        return {}
    names = {
        _definition(award): spoken(award.title, languages)
        for one in around.carried
        if one.view is not None
        for award in one.view.awards
    }
    hints = {}
    for one in view.envelope.relations:
        sentence = _relation_words(one.kind, names.get(one.target, ""))
        if sentence:
            hints[one.source] = sentence
    return hints


_RELATIONS: Mapping[str, Callable[[str], str]] = {
    "isPartOf": lambda name: tr("part of “{name}”", name=name),
    "isChildOf": lambda name: tr("part of “{name}”", name=name),
    "isParentOf": lambda name: tr("has “{name}” as a part", name=name),
    "replacedBy": lambda name: tr("replaced by “{name}”", name=name),
    "precedes": lambda name: tr("comes before “{name}”", name=name),
    "exactMatchOf": lambda name: tr("the same as “{name}”", name=name),
}


def _relation_words(kind: str, name: str) -> str:
    if not name:
        return ""
    said = _RELATIONS.get(kind)
    return said(name) if said is not None else tr("related to “{name}”", name=name)


def claim_cards(view: CredentialView, languages: Sequence[str], own: bool) -> list[Card]:  # noqa: FBT001
    """What a credential says of itself where nothing proves it, under a warning."""
    if own:
        warning = tr("Your own words. Nobody else vouches for this.")
    else:
        warning = tr("What this file says of itself. Nothing proves any of it.")
    issuer = spoken(view.envelope.issuer.names, languages)
    head = Card(Note(warning, "cannot_tell"), kind="bar", gap=8)
    if issuer:
        head.inside.addWidget(muted(tr("It names “{name}” as its issuer.", name=issuer)))
    said = award_cards(view, languages)
    return [head, *said] if said or own else []


def attachment_card(attached: Sequence[Attachment], save: Callable[[Attachment], None]) -> Card:
    """The files that travel inside an entry."""
    card = Card(heading(tr("Attached files")), gap=8)
    for one in attached:
        size = file_size(len(one.data))
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(Label(tr("{name} ({size})", name=one.name, size=size), data=True), 1)
        button = Button(tr("Save"), partial(save, one), symbol="export")
        button.setAccessibleName(tr("Save {name}", name=one.name))
        across.addWidget(button)
        card.inside.addWidget(row)
    return card
