"""What an award says: how much, which level, how assessed, what the learner can do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from ui.theme import current_theme
from ui.widgets.layouts import Card, line
from ui.widgets.text import Label, heading, small
from ui.words import (
    aged_words,
    kind_words,
    language_words,
    level_words,
    line_words,
    size_words,
    spoken,
    zoned_words,
)
from wallet.wording import names, tr

if TYPE_CHECKING:
    from wallet.credential import (
        Assessment,
        Award,
        CredentialView,
        Exhibit,
        Identifier,
        Outcome,
    )


_HEADING = re.compile(r"^#{1,6}[ \t]+", re.MULTILINE)


_WORDY = 32
"""Characters of a name that still stands beside its value."""
_LARGE = 1.5
"""Size of the text from which two columns leave too little room for values."""


class Facts(QWidget):
    """Names and values under each other; a value that is not known has no line."""

    def __init__(self, facts: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        known = [(name, value) for name, value in facts if value]
        wordy = any(len(name) > _WORDY for name, _value in known)
        if wordy or current_theme().scale >= _LARGE:
            self._under_each_other(known)
        else:
            self._beside_each_other(known)

    def _under_each_other(self, facts: Sequence[tuple[str, str]]) -> None:
        """Long names, and all in large text, stand above: no column would hold the values."""
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(7)
        for name, value in facts:
            down.addWidget(Label(name, "muted"))
            down.addWidget(_value(name, value))

    def _beside_each_other(self, facts: Sequence[tuple[str, str]]) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(20)
        form.setVerticalSpacing(7)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for name, value in facts:
            label = Label(name, "muted")
            label.setWordWrap(False)
            form.addRow(label, _value(name, value))


def _value(name: str, value: str) -> Label:
    shown = Label(value, data=True)
    shown.setAccessibleName(f"{name}: {value}")
    return shown


def award_facts(
    award: Award,
    view: CredentialView,
    languages: Sequence[str],
    *,
    no_end: str = "",
    no_result: str = "",
) -> list[tuple[str, str]]:
    """How much, which level, when, how assessed.

    ``no_end`` and ``no_result`` stand where neither is stated and that may not be so.
    """
    envelope = view.envelope
    bodies = [spoken(body.names, languages) for body in award.awarding_bodies]
    stated = [one for one in (award.expiry, envelope.valid_until) if one is not None]
    ends = min(stated, key=lambda one: one.value, default=None)  # whichever comes first
    results = line_words(*(one.result or "" for one in award.assessments))
    return [
        (tr("Kind"), kind_words(award.kind)),
        (tr("Size"), size_words(award.credits, award.workload)),
        (tr("Level"), level_words(award.levels)),
        (tr("Awarded"), _awarded(award)),
        (tr("Valid until"), aged_words(ends) if ends else no_end or tr("No end date")),
        (tr("Awarding body"), line_words(*bodies)),
        (tr("Country"), _country(award, view)),
        (tr("Assessed by"), line_words(*map(_assessment_words, award.assessments))),
        (tr("Result"), results or no_result),
        (tr("Taken part"), award.participation or ""),
        (tr("Field"), line_words(*map(_field_words, award.fields))),
        (tr("Language"), ", ".join(map(language_words, award.languages))),
    ]


def _country(award: Award, view: CredentialView) -> str:
    """That of the awarding body; of the issuer only where the two are one."""
    stated = [body.country for body in award.awarding_bodies if body.country]
    if not stated and view.envelope.issuer.country and not award.awarding_bodies:
        stated = [view.envelope.issuer.country]
    return ", ".join(dict.fromkeys(map(names.country, stated)))


def _awarded(award: Award) -> str:
    """The date, and whether the credential states it only as that of its own making."""
    date = aged_words(award.award_date)
    if date and award.award_date_is_derived:
        return tr("{date}, taken from when it was issued", date=date)
    return date


def _field_words(field: Identifier) -> str:
    """A field of study: its name, or its code with the list that explains it."""
    is_code = field.value.isdigit() and field.scheme.startswith("ISCED")
    return f"{field.scheme} {field.value}" if is_code else field.value


def learner_facts(view: CredentialView) -> list[tuple[str, str]]:
    """Whom it is about, as it says."""
    learner = view.learner
    return [
        (tr("Awarded to"), ", ".join(one.text for one in learner.names)),
        (tr("Born"), zoned_words(learner.birth_date)),
    ]


def _assessment_words(assessment: Assessment) -> str:
    parts = (assessment.type, assessment.supervision, assessment.id_check)
    return ", ".join(dict.fromkeys(one for one in parts if one))


def award_cards(
    view: CredentialView, languages: Sequence[str], *, no_end: str = "", no_result: str = ""
) -> list[Card]:
    """Cards for every award of a credential, the first one in full; see ``award_facts``.

    The others stand under their titles, and do not say again what the first one says.
    """
    cards: list[Card] = []
    whole: list[tuple[str, str]] = []
    parts: Card | None = None
    for number, award in enumerate(view.awards):
        facts = award_facts(award, view, languages, no_end=no_end, no_result=no_result)
        if number:
            name = spoken(award.title, languages) or tr("Without a title")
            own = [one for one in facts if one not in whole or one[0] not in _shared()]
            if parts is None:
                parts = Card(gap=12)
                cards.append(parts)
            else:  # a transcript has dozens
                parts.inside.addWidget(line())
            parts.inside.addWidget(heading(name, data=True))
            parts.inside.addWidget(Facts(own))
        else:
            whole = facts
            said = [*learner_facts(view), *facts]
            if any(value for name, value in said if name != tr("Valid until")):
                cards.append(Card(heading(tr("How much, and when")), Facts(said)))
        more = _cards(award, view, languages)
        cards.extend(more)
        if more:  # they are of this part alone
            parts = None
    return cards


def _shared() -> tuple[str, ...]:
    """Facts that the parts of an award mostly have in common with it."""
    return (tr("Valid until"), tr("Awarding body"), tr("Country"))


def _cards(award: Award, view: CredentialView, languages: Sequence[str]) -> list[Card]:
    cards: list[Card] = []
    if award.outcomes:
        outcomes = [_outcome(one, languages) for one in award.outcomes]
        cards.append(Card(heading(tr("What I can do")), *outcomes, gap=10))
    mandate = spoken(view.envelope.mandate, languages) if award.parent is None else ""
    texts = [
        (tr("About it"), spoken(award.description, languages)),
        (tr("How it is earned"), _prose(spoken(award.criteria, languages))),
        (tr("What is needed before"), spoken(award.prerequisites, languages)),
        (tr("What it can count toward"), spoken(award.stackability, languages)),
        (tr("Mandate, in the issuer's words"), mandate),
        (tr("Quality, in the issuer's words"), spoken(award.quality_assurance, languages)),
    ]
    known = [(name, text) for name, text in texts if text]
    known += [
        (tr("Shown as evidence"), exhibit_words(one, languages)) for one in award.evidence
    ]
    if known:
        card = Card(gap=6)
        for name, text in known:
            card.inside.addWidget(heading(name))
            card.inside.addWidget(Label(text, data=True))
            card.inside.addSpacing(6)
        cards.append(card)
    return cards


def exhibit_words(exhibit: Exhibit, languages: Sequence[str]) -> str:
    """What the issuer points to; its link is shown and never followed."""
    named = spoken(exhibit.name, languages) or exhibit.genre or ""
    told = _prose(spoken(exhibit.text, languages))
    return "\n".join(one for one in (named, told, exhibit.id or "") if one)


def _prose(text: str) -> str:
    """Markdown without the signs of its headings; the rest reads as it stands."""
    return _HEADING.sub("", text)


def _outcome(outcome: Outcome, languages: Sequence[str]) -> QWidget:
    block = QWidget()
    down = QVBoxLayout(block)
    down.setContentsMargins(0, 0, 0, 0)
    down.setSpacing(2)
    text = spoken(outcome.text, languages)
    if text:
        down.addWidget(Label(text, data=True))
    for link in outcome.links:
        named = link.label or link.uri
        down.addWidget(small(f"{link.framework}: {named}", data=True))
    return block
