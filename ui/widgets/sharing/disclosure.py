"""Exactly what they will see, statement by statement, and what they could tell from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.badges import Badge
from ui.widgets.buttons import Button, Fold
from ui.widgets.credential.awards import Facts
from ui.widgets.layouts import Card, Flow
from ui.widgets.notes import Note
from ui.widgets.text import Label, heading, muted, small
from ui.words import moment_words, spoken
from wallet.wording import ntr, tr
from wallet.wording import presenting as words
from wallet.wording.asking import recipient_words
from wallet.wording.papers import paper_along, papers_along

if TYPE_CHECKING:
    from wallet.session import Disclosure, DisclosurePlan, Statement

_TONES = {
    "whole_document": "accent",
    "parts_hidden": "accent",
    "holder_bound": "verified",
    "shown_by_name": "cannot_tell",
    "about_another_key": "cannot_tell",
    "holder_kept_back": "accent",
    "own_statement": "accent",
    "no_longer_valid": "not_valid",
    "not_judged": "cannot_tell",
}

_EXPLAINING = frozenset({"hashed", "identityType", "salt"})
"""Members that only say how a value beside them is to be read."""
_LONG = 32
"""Signs of an identifier from which its middle is left out."""


class Preview(QWidget):
    """The plan on screen; without one, a sentence that says what will be here.

    ``choose`` begins again with some of the credentials; None where nothing can be split.
    """

    def __init__(self, choose: Callable[[Sequence[str]], object] | None = None) -> None:
        super().__init__()
        self._choose = choose
        self.setProperty("kind", "clear")
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(12)
        self._title = heading(tr("Exactly what they will see"))
        self._note = Note("", "not_valid")
        self._hint = muted(_nothing_chosen())
        self._place = QVBoxLayout()
        self._place.setSpacing(12)
        for one in (self._title, self._note, self._hint):
            self._down.addWidget(one)
        self._down.addLayout(self._place)
        self._down.addStretch(1)

    def show_plan(self, plan: DisclosurePlan | None, languages: Sequence[str]) -> None:
        """Shows this plan, or that there is none yet."""
        self._empty()
        self._note.tell("")
        self._hint.setText(_nothing_chosen())
        self._hint.setVisible(plan is None)
        if plan is None:
            return
        self._place.addWidget(_frame(plan))
        if len(plan.holders) > 1:
            self._place.addWidget(_linked(plan, languages, self._choose))
        for one in plan.credentials:
            self._place.addWidget(_credential(one, languages))
        if plan.papers:
            self._place.addWidget(_papers(plan))
        self._place.addWidget(_inferences(plan))

    def wait(self) -> None:
        """Something is chosen and being read; what stands here stays until that is known."""
        self._hint.setText(tr("Reading the credentials ..."))

    def refuse(self, why: str) -> None:
        """Says why this choice cannot be shown."""
        self._empty()
        self._hint.hide()
        self._note.tell(why, "not_valid")

    def _empty(self) -> None:
        while (item := self._place.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()


def _nothing_chosen() -> str:
    return tr("Choose a credential: what it shows of you stands here.")


def _frame(plan: DisclosurePlan) -> Card:
    """Around the credentials: for whom, until when, in answer to what, by which key."""
    until = moment_words(plan.expires) if plan.expires is not None else tr("No end")
    return Card(
        Facts(
            [
                (tr("For"), recipient_words(plan.recipient) or tr("Nobody in particular")),
                (tr("In answer to"), plan.nonce or tr("No question of theirs")),
                (tr("To be accepted until"), until),
                (tr("Signed by your key"), _signers(plan)),
            ]
        ),
        kind="card",
    )


def _signers(plan: DisclosurePlan) -> str:
    if plan.is_signed_once:
        return words.signed_once()
    return "\n".join(map(_short, plan.holders)) or tr("By none: see below")


def _linked(
    plan: DisclosurePlan,
    languages: Sequence[str],
    choose: Callable[[Sequence[str]], object] | None,
) -> Card:
    """Several keys would sign: what that tells, and one presentation for each instead."""
    card = Card(Note(words.keys_linked(len(plan.holders)), "not_valid"), gap=10)
    if choose is None or any(one.query for one in plan.credentials):
        return card
    titles = {one.credential_id: spoken(one.titles, languages) for one in plan.credentials}
    for ids in plan.by_key:
        names = ", ".join(titles[one] or tr("Without a title") for one in ids)
        only = Button(tr("Only: {titles}", titles=names), partial(choose, ids))
        card.inside.addWidget(Flow(only))
    return card


def _credential(one: Disclosure, languages: Sequence[str]) -> Card:
    title = spoken(one.titles, languages) or tr("Without a title")
    card = Card(Label(title, "strong", data=True), gap=10)
    issuer = spoken(one.issuer_names, languages)
    if issuer:
        card.inside.addWidget(small(issuer, data=True))
    for note in one.notes:
        told = words.disclosure_note(note.value)
        card.inside.addWidget(Note(told, _TONES[note.value]))
    about = _readable([each for each in one.facts if each.sensitive])
    if about:
        card.inside.addWidget(Flow(Badge("person", tr("About you"), "not_valid")))
        card.inside.addWidget(_statements(about))
        card.inside.addWidget(Label(tr("What was learned, and who says so"), "strong"))
    card.inside.addWidget(_statements([each for each in one.facts if not each.sensitive]))
    machine = [each for each in one.statements if each.technical]
    if machine:
        name = ntr("And {n} technical statement", "And {n} technical statements", len(machine))
        card.inside.addWidget(Fold(name, lambda: _statements(machine)))
    card.inside.addWidget(muted(words.hidden_words(len(one.hidden), one.places)))
    return card


def _readable(facts: Sequence[Statement]) -> list[Statement]:
    """What a person can read first, each value before how it is meant; identifiers last."""
    places = list(dict.fromkeys(one.pointer.rpartition("/")[0] for one in facts))

    def late(one: Statement) -> tuple[bool, int, bool]:
        place, _, member = one.pointer.rpartition("/")
        is_identifier = isinstance(one.value, str) and one.value.startswith("did:")
        return is_identifier, places.index(place), member in _EXPLAINING

    return sorted(facts, key=late)


def _short(identifier: str) -> str:
    """Both ends of a long one; as a whole it stands under what they could tell from it."""
    if len(identifier) <= _LONG:
        return identifier
    return f"{identifier[:16]}\N{HORIZONTAL ELLIPSIS}{identifier[-6:]}"


def _statements(statements: Sequence[Statement]) -> QWidget:
    """Name and value of each."""
    block = QWidget()
    down = QVBoxLayout(block)
    down.setContentsMargins(0, 0, 0, 0)
    down.setSpacing(6)
    for one in statements:
        name = words.statement_label(one.pointer)
        value = words.statement_value(one.value, one.pointer)
        line = QWidget()
        inside = QVBoxLayout(line)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(small(name))
        shown = Label(value, data=True)
        shown.setAccessibleName(f"{name}: {value}")
        inside.addWidget(shown)
        down.addWidget(line)
    return block


def _papers(plan: DisclosurePlan) -> Card:
    card = Card(Label(papers_along(), "strong"), gap=6)
    for one in plan.papers:
        dated = moment_words(one.dated) if one.dated is not None else ""
        card.inside.addWidget(Label(paper_along(one.kind, one.about, dated), data=True))
    return card


def _inferences(plan: DisclosurePlan) -> Card:
    card = Card(heading(tr("What they could tell from it")), gap=8)
    for sentence in words.unlisted_inferences(recipient=plan.recipient, nonce=plan.nonce):
        card.inside.addWidget(Note(sentence, "not_valid"))
    card.inside.addWidget(Label(words.inference_title()))
    for kind in dict.fromkeys(handle.kind.value for handle in plan.handles):
        card.inside.addWidget(Label(f"\N{BULLET} {words.handle_name(kind)}"))
    handles = plan.handles
    card.inside.addWidget(
        Fold(
            tr("Show these values"),
            lambda: Facts([(words.handle_name(h.kind.value), h.value) for h in handles]),
        )
    )
    return card
