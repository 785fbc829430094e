"""Reviews with an advisor, as the learner: start one, take the answer in, agree or object."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QVBoxLayout

from ui.files import FileSet
from ui.page import Page
from ui.shell import Item, Shell
from ui.task import Job
from ui.widgets.drop import DropArea
from ui.widgets.layouts import empty
from ui.widgets.notes import Note
from ui.widgets.reviews.cases import CaseCard, OfferCard
from ui.widgets.reviews.people import PeopleCard
from ui.widgets.reviews.start import Start, StartForm, start_of
from ui.widgets.reviews.unread import UnreadCard
from ui.widgets.saving import save_as
from ui.widgets.text import heading, muted, title
from wallet import wording
from wallet.errors import WalletError
from wallet.wording import tr

if TYPE_CHECKING:
    from wallet.session import Session
    from wallet.session.learner_reviews import LearnerCase, OfferedReview
    from wallet.session.reviewing import Sent, Unread


class ReviewsPage(Page):
    """``opened(pathway=...)`` starts a review of that pathway."""

    widest: ClassVar[int | None] = 860

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._note = Note("", "not_valid")
        self._form = QVBoxLayout()
        self._offer = QVBoxLayout()
        self._cases = QVBoxLayout()
        self._cases.setSpacing(14)
        self.people = PeopleCard(
            shell,
            lambda session: session.cases_sent,
            tr(
                "Exchange cards with your advisor once: files are then sealed for each other, "
                "and nobody can answer in the other's name. Drop their card above."
            ),
        )
        self.area = DropArea(
            tr("Drop here what your advisor sent you: their card, or their review."), self.read
        )
        self.way_back(tr("Back to the pathways"), "pathways")
        self.body.addWidget(title(tr("Review with an advisor")))
        self.body.addWidget(self._note)
        self.body.addLayout(self._form)
        self.body.addLayout(self._offer)
        self.body.addLayout(self._cases)
        self.body.addWidget(self.area)
        self.body.addWidget(self.people)
        self.body.addStretch(1)

    def opened(self, **what: object) -> None:
        """Lists the cases; starts a review where a pathway is given."""
        self._list()
        self.people.look()
        pathway = what.get("pathway")
        if isinstance(pathway, str):
            self._start(pathway)

    def refresh(self, changes: object) -> None:
        """A case, a credential or a pathway changed."""
        if changes is not None:
            self._list()

    def take(self, items: Sequence[Item]) -> bool:
        """What is dropped here came from an advisor."""
        self.read(items)
        return True

    # --- starting -----------------------------------------------------------------------------

    def _start(self, pathway: str) -> None:
        def look(session: Session, job: Job) -> Start | None:
            result = session.evaluate(
                pathway, progress=job.progress, cancelled=job.cancelled, decided=False
            )
            known, languages = session.cases_sent.contacts(), session.settings().languages
            return None if job.cancelled() else start_of(result, known, languages)

        said = tr("Evaluating pathways")
        self.shell.tasks.run_long(self, said, look, self._show_form, self._failed)

    def _show_form(self, start: Start | None) -> None:
        empty(self._form)
        if start is None:  # stopped: not every credential was seen
            return
        self.form = StartForm(self.shell, start, self._close_form, self._list)
        self.form.name.setText(self.people.name.text().strip())  # asked once is enough
        self._form.addWidget(self.form)
        self.form.advisor.setFocus()

    def _close_form(self) -> None:
        empty(self._form)
        self._list()

    # --- what there is ------------------------------------------------------------------------

    def _list(self) -> None:
        self.shell.tasks.run(
            self,
            lambda session: (*session.cases_sent.listed(), session.settings().languages),
            lambda found: self._show(*found),
        )

    def _show(
        self,
        cases: Sequence[LearnerCase],
        unread: Sequence[Unread],
        languages: Sequence[str],
    ) -> None:
        before = {one.case_id: one for one in self.findChildren(CaseCard) if one.isVisible()}
        cards = [CaseCard(one, languages, self._answer, self._remove) for one in cases]
        found = [one.take_over(before[one.case_id]) for one in cards if one.case_id in before]
        empty(self._cases)
        self._cases.addWidget(heading(tr("Your cases")))
        if not cases and not unread:
            self._cases.addWidget(
                muted(tr("None yet. On the page of a pathway choose “Start a review”."))
            )
        for card in cards:
            self._cases.addWidget(card)
        for one in unread:
            self._cases.addWidget(UnreadCard(one, self._remove))
        for typing in filter(None, found):
            typing.setFocus()

    def _remove(self, case_id: str) -> None:
        self.shell.tasks.change(self, lambda session: session.cases_sent.remove(case_id))

    # --- what comes back ----------------------------------------------------------------------

    def read(self, items: Sequence[Item]) -> None:
        """A card or a review that was dropped; nothing is kept yet."""
        if items:
            self._note.tell("")
            self.people.take(items, self._read_review)

    def _read_review(self, items: Sequence[Item]) -> None:
        def look(session: Session) -> OfferedReview:
            data = FileSet(items).first()
            return session.cases_sent.read_review(data)

        self.shell.tasks.run(self, look, self._offered, self._failed)

    def _offered(self, offered: OfferedReview) -> None:
        empty(self._offer)
        self.offer = OfferCard(
            offered, lambda: self._merge(offered), lambda: empty(self._offer)
        )
        self._offer.addWidget(self.offer)
        self.offer.keeps.setFocus()

    def _merge(self, offered: OfferedReview) -> None:
        self.shell.tasks.change(
            self,
            lambda session: session.cases_sent.merge(offered),
            lambda _changes: self._merged(),
            self._failed,
        )

    def _merged(self) -> None:
        empty(self._offer)
        self.shell.say(tr("The review is kept with its case."))

    def _answer(self, case_id: str, objection: str | None) -> None:
        def work(session: Session) -> Sent:
            return session.cases_sent.respond(case_id, objection)

        self.shell.tasks.run(self, work, self._answered, self._failed)

    def _answered(self, sent: Sent) -> None:
        self._list()
        save_as(self, self.shell, "answer.age", sent.data)

    def _failed(self, problem: WalletError) -> None:
        told = wording.error(problem.code, problem.facts)
        self._note.tell(told.text, "not_valid")
        self.shell.say(told.meaning)
