"""A case on the advisor's table: what was handed over, what it comes to, what to decide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.theme import GRID
from ui.widgets.badges import VerdictBadge
from ui.widgets.buttons import Button, Fold
from ui.widgets.credential.accreditation import AccreditationLine
from ui.widgets.credential.elements import Elements, elements_words
from ui.widgets.fields import Named
from ui.widgets.layouts import Card, Flow, line, row
from ui.widgets.notes import Note
from ui.widgets.pathways.detail import progress_bar
from ui.widgets.pathways.graph import graph
from ui.widgets.pathways.matrix import Matrix
from ui.widgets.reviews.decide import Choices, DecideForm
from ui.widgets.reviews.forgetting import Forgetting
from ui.widgets.symbols import Symbol
from ui.widgets.text import Label, heading, muted, small
from ui.widgets.ticks import Tick
from ui.words import date_words, moment_words, spoken
from wallet import wording
from wallet.report import Role
from wallet.session import ToldUnused, overview, told
from wallet.wording import reviews as words
from wallet.wording import tr
from wallet.wording.pathways import not_proven, untitled

if TYPE_CHECKING:
    from wallet.session import Judged
    from wallet.session.advisor_reviews import Table
    from wallet.session.differing import Since
    from wallet.session.reviewing import Decision


_SIGNED = ("name", "said")
_DECIDED = ("award", "slot", "rule", "title", "credits", "evidence", "reason")
"""Fields in which one goes on typing when the case is made anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deeds:
    """What an advisor can do with a case."""

    decides: Callable[[Decision], object]
    withdraws: Callable[[str], object]
    signs: Callable[[str, str, bool], object]
    """Own name, a note, and whether it is signed off."""
    again: Callable[[], object]
    """Save the signed file once more."""
    removes: Callable[[], object]
    copies: Callable[[str], object]
    """Puts a sentence into the clipboard."""


class AdvisorCase(QWidget):
    """Made anew whenever a decision changes the result."""

    def __init__(
        self,
        table: Table,
        since: Since | None,
        languages: Sequence[str],
        name: str,
        deeds: Deeds,
    ) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self._table, self._languages, self._deeds = table, languages, deeds
        self.case_id = table.case.id
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(2 * GRID)
        self._down.addWidget(self._head())
        if since is not None:
            self._down.addWidget(self._since(since))
        self._down.addWidget(self._result())
        self._down.addWidget(self._items())
        self._down.addWidget(self._decisions())
        if table.state == "open":
            self.form = DecideForm(choices_of(table, languages), deeds.decides)
            self._down.addWidget(self.form)
            self._down.addWidget(self._sign(name))
        else:
            self._down.addWidget(self._signed())
        self._down.addWidget(Forgetting(deeds.removes))

    def take_over(self, before: AdvisorCase) -> QWidget | None:
        """What was typed stays. That it is signed off does not: the result may be another.

        Returns:
            Where one goes on by keyboard who was in ``before``.
        """
        if not self._table.state == before._table.state == "open":
            return None
        self.name.setText(before.name.text())
        self.said.setText(before.said.text())
        self.form.take_over(before.form)
        focus: QWidget | None = before.window().focusWidget()
        if focus is None or not before.isAncestorOf(focus):
            return None
        fields = ((self, before, _SIGNED), (self.form, before.form, _DECIDED))
        for new, old, names in fields:
            for name in names:
                if getattr(old, name) is focus:
                    found: QWidget = getattr(new, name)
                    return found
        return self.form.kind

    def _head(self) -> Card:
        case = self._table.case
        card = Card(heading(case.learner.name, data=True), gap=GRID)
        title = spoken(case.pathway.title, self._languages)
        card.inside.addWidget(Label(f"{title} ({case.pathway.version})", "strong", data=True))
        sent = tr("Handed over on {day}", day=moment_words(case.created))
        ends = tr("can be answered until {day}", day=moment_words(case.expires))
        card.inside.addWidget(small(f"{sent}; {ends}."))
        if case.note:
            card.inside.addWidget(Note(case.note, data=True))
        if self._table.state == "objected" and self._table.answer is not None:
            card.inside.addWidget(Label(words.state("objected"), "strong"))
            card.inside.addWidget(Note(self._table.answer.text, "not_valid", data=True))
        for doubt in self._doubts():
            card.inside.addWidget(Note(doubt, "cannot_tell"))
        card.inside.addWidget(
            muted(tr("What the learner did not release is not in the file: ask them."))
        )
        return card

    def _since(self, since: Since) -> Card:
        """What is otherwise than in the last review that was signed here."""
        card = Card(heading(tr("What has changed")), gap=GRID)
        day = date_words(since.signed.date().isoformat())
        same = since.case_id == self._table.case.id
        card.inside.addWidget(muted(words.since(day, same_case=same)))
        for one in since.differences:
            card.inside.addWidget(Label(one.text, data=True))
        if not since.differences:
            card.inside.addWidget(Label(tr("Nothing is otherwise than in that review.")))
        return card

    def _doubts(self) -> list[str]:
        table, found = self._table, []
        if not table.is_confirmed:
            found.append(tr("You never compared the words of this learner's card."))
        if not table.seen.shown_by_holder:
            found.append(tr("Not everything in it is shown by the key of its holder."))
        if table.differs:
            found.append(
                tr("The learner's own wallet came to another result: you trust other sources.")
            )
        return found

    def _result(self) -> Card:
        said = told(self._table.result, self._languages)
        card = Card(heading(tr("What it comes to, with your decisions")), gap=GRID)
        card.inside.addWidget(progress_bar(said))
        card.inside.addWidget(Label(said.progress, "strong"))
        card.inside.addWidget(muted(said.counted))
        for notice in said.notices:
            card.inside.addLayout(row(Symbol("info", "muted", 16), small(notice, data=True)))
        for sentence in said.missing:
            card.inside.addWidget(Label(sentence))
        for completes, heads in (
            (True, tr("Any one of these completes it")),
            (False, tr("These bring it a step further")),
        ):
            fixes = [one for one in said.fixes if one.completes is completes]
            if fixes:
                card.inside.addWidget(Label(heads, "caps"))
            for fix in fixes:
                card.inside.addWidget(Label(fix.sentence, data=True))
        card.inside.addWidget(Matrix(overview(self._table.result, self._languages).matrix))
        fills = Fold(tr("What fills what"), lambda: graph(said.tree, said.loose, (), None))
        card.inside.addWidget(fills)
        self._why_not(card, said.unused)
        return card

    def _items(self) -> Card:
        card = Card(heading(tr("The credentials, checked here")), gap=GRID)
        for place, one in enumerate(self._table.seen.items):
            if place:
                card.inside.addWidget(line())
            self._item(card, one)
        return card

    def _item(self, card: Card, one: Judged) -> None:
        view = one.view
        award = view.awards[0] if view and view.awards else None
        named = spoken(award.title, self._languages) if award else ""
        badge = VerdictBadge(one.verdict.code)
        card.inside.addLayout(
            row(Label(named or self._nameless(one), "strong", data=True), badge)
        )
        said = wording.verdict(one.verdict, one.report, Role.RECEIVER)
        card.inside.addWidget(Label(said.meaning, data=True))
        if award is not None and award.award_date is not None:
            day = date_words(award.award_date)
            card.inside.addWidget(small(tr("Awarded on {day}", day=day), data=True))
        card.inside.addWidget(AccreditationLine(one.report, Role.RECEIVER))
        if view is not None and view.completeness:
            made = partial(Elements, view.completeness, named, self._deeds.copies)
            card.inside.addWidget(Fold(elements_words(view.completeness), made))

    @staticmethod
    def _nameless(one: Judged) -> str:
        return not_proven("", one.credential_id[:8]) if one.view is None else untitled()

    def _why_not(self, card: Card, unused: Sequence[ToldUnused]) -> None:
        """What was released and does not count, with every reason."""
        for one in unused:
            card.inside.addWidget(line())
            card.inside.addWidget(
                Label(tr("“{title}” does not count:", title=one.award.title), data=True)
            )
            for reason in one.reasons:
                card.inside.addWidget(small(reason, data=True))

    def _decisions(self) -> Card:
        card = Card(heading(tr("Your decisions")), gap=GRID)
        review = self._table.review
        made = self._table.draft.decisions if review is None else review.decisions
        if not made:
            card.inside.addWidget(muted(tr("None yet. All that counts so far is the tool's.")))
        for one in made:
            names = ("award", "slot", "rule", "title", "credits", "reason")
            said = {name: getattr(one, name) for name in names} | {"kind": one.kind.value}
            shown = Label(words.decision(self._named(said)), data=True)
            if review is not None:
                card.inside.addWidget(shown)
                continue
            back = Button(
                tr("Take it back"), partial(self._deeds.withdraws, one.id), kind="quiet"
            )
            back.setAccessibleName(tr("Take back: {decision}", decision=shown.text()))
            card.inside.addLayout(row(shown, back))
        return card

    def _named(self, said: dict[str, object]) -> dict[str, object]:
        """Ids of awards, slots and rules as the titles that the page shows elsewhere."""
        given = choices_of(self._table, self._languages)
        for key, known in (
            ("award", given.awards),
            ("slot", given.slots),
            ("rule", given.rules),
        ):
            names = {value: name for name, value in known}
            said[key] = names.get(str(said[key]), said[key])
        return said

    def _sign(self, name: str) -> Card:
        card = Card(heading(tr("Sign the review")), gap=12)
        self.name, self.said = QLineEdit(name), QLineEdit()
        self.stands = Tick(tr("I sign off: I stand for this result."))
        self.signs = Button(
            tr("Sign and save the file"), self._go, kind="primary", symbol="seal"
        )
        card.inside.addWidget(
            muted(
                tr(
                    "You sign exactly this: these credentials, this version of the pathway, "
                    "your decisions with their reasons, and the result above. It can be signed "
                    "once, and only this learner can open it."
                )
            )
        )
        card.inside.addWidget(Named(tr("Your name, as they know you"), self.name))
        card.inside.addWidget(Named(tr("A word to the learner"), self.said))
        card.inside.addWidget(self.stands)
        card.inside.addWidget(Flow(self.signs))
        return card

    def _go(self) -> None:
        self._deeds.signs(self.name.text(), self.said.text(), self.stands.isChecked())

    def _signed(self) -> Card:
        table = self._table
        card = Card(heading(words.state(table.state)), gap=GRID)
        if table.state != "objected" and table.answer is not None and table.answer.text:
            card.inside.addWidget(Label(table.answer.text, data=True))
        card.inside.addWidget(
            Flow(Button(tr("Save the signed file again"), self._deeds.again, symbol="export"))
        )
        return card


def choices_of(table: Table, languages: Sequence[str]) -> Choices:
    """What decisions can be about, by name."""
    said = overview(table.result, languages)
    handed_over = {one.id for one in table.seen.awards}
    titles = [one for one in said.matrix.awards if one.id in handed_over]
    slots = [one.id for one in table.case.pathway.slots]
    return Choices(
        awards=tuple((one.title, one.id) for one in titles),
        slots=tuple(zip(said.matrix.slots, slots, strict=True)),
        rules=said.waivable,
        closed=table.closed,
    )
