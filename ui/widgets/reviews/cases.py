"""The learner's cases: what was sent, what came back, what was answered, what changed since."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from ui.widgets.buttons import Button
from ui.widgets.fields import Named
from ui.widgets.layouts import Card, Flow
from ui.widgets.notes import Note
from ui.widgets.reviews.forgetting import Forgetting
from ui.widgets.text import Label, heading, muted, small
from ui.words import moment_words, spoken
from wallet.wording import reviews as words
from wallet.wording import tr

if TYPE_CHECKING:
    from wallet.session.learner_reviews import LearnerCase, OfferedReview

Answers = Callable[[str, str | None], object]
"""Case id, and the objection; None countersigns."""


class CaseCard(Card):
    """One case."""

    def __init__(
        self,
        one: LearnerCase,
        languages: Sequence[str],
        answers: Answers,
        removes: Callable[[str], object],
    ) -> None:
        super().__init__(gap=10)
        case = one.case
        self.case_id = case.id
        self.objection: QLineEdit | None = None
        """What is typed against a review that waits for an answer."""
        self.inside.addWidget(heading(spoken(case.pathway.title, languages), data=True))
        self.inside.addWidget(
            Label(
                tr(
                    "{advisor}, {state}",
                    advisor=case.advisor_name,
                    state=words.state(one.state),
                ),
                "strong",
                data=True,
            )
        )
        self.inside.addWidget(small(tr("Sent on {day}", day=moment_words(case.created))))
        if case.note:
            self.inside.addWidget(Note(case.note, data=True))
        self._changed(one)
        if one.review is not None:
            for told in words.review_lines(
                one.review, confirmed=one.is_confirmed, named=one.called.of
            ):
                self.inside.addWidget(Label(told, data=True))
        if one.answer is not None and one.answer.text:
            self.inside.addWidget(muted(tr("Your answer: {text}", text=one.answer.text)))
        if one.state == "reviewed":
            self._ask(case.id, answers)
        self.inside.addWidget(Forgetting(lambda: removes(case.id)))

    def take_over(self, before: CaseCard) -> QLineEdit | None:
        """What was typed stays when the list is made anew; gives where one was typing."""
        if self.objection is None or before.objection is None:
            return None
        self.objection.setText(before.objection.text())
        is_typing = before.window().focusWidget() is before.objection
        return self.objection if is_typing else None

    def _changed(self, one: LearnerCase) -> None:
        """What is otherwise than in the review; it matters most where it was signed off."""
        for found in () if one.since is None else one.since.differences:
            if one.stale:
                why = tr("Needs review again: {why}", why=found.text)
                self.inside.addWidget(Note(why, "not_valid"))
            else:
                said = tr("Changed since the review: {what}", what=found.text)
                self.inside.addWidget(Note(said, "cannot_tell"))

    def _ask(self, case_id: str, answers: Answers) -> None:
        typed = self.objection = QLineEdit()
        self.objects = Button(tr("I object"), lambda: answers(case_id, typed.text().strip()))
        self.objects.setEnabled(False)
        typed.textChanged.connect(lambda text: self.objects.setEnabled(bool(text.strip())))
        self.agrees = Button(
            tr("I agree: countersign"), lambda: answers(case_id, None), kind="primary"
        )
        self.inside.addWidget(Flow(self.agrees))
        self.inside.addWidget(Named(tr("What you do not agree with"), typed))
        self.inside.addWidget(Flow(self.objects))


class OfferCard(Card):
    """A review that came back, before it is kept."""

    def __init__(
        self, offered: OfferedReview, keeps: Callable[[], object], leaves: Callable[[], object]
    ) -> None:
        super().__init__(kind="well", gap=10)
        self.inside.addWidget(heading(tr("A review came back")))
        for told in words.review_lines(
            offered.review, confirmed=offered.is_confirmed, named=offered.called.of
        ):
            self.inside.addWidget(Label(told, data=True))
        result = str(offered.review.result.get("result", ""))
        self.inside.addWidget(
            Label(
                tr("Their result: {result}", result=words.result_word(result)),
                "strong",
                data=True,
            )
        )
        self.keeps = Button(tr("Keep it with the case"), keeps, kind="primary")
        self.inside.addWidget(Flow(self.keeps, Button(tr("Not now"), leaves, kind="quiet")))
