"""The advisor's table: cases that learners handed over, decided and signed here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from ui.files import FileSet
from ui.page import Page
from ui.shell import Item, Shell
from ui.widgets.buttons import Button
from ui.widgets.drop import DropArea
from ui.widgets.fields import Named, combo
from ui.widgets.layouts import Card, Flow, empty, row
from ui.widgets.notes import Note
from ui.widgets.pathways.together import TogetherButton
from ui.widgets.reviews.case import AdvisorCase, Deeds
from ui.widgets.reviews.people import PeopleCard
from ui.widgets.reviews.unread import UnreadCard
from ui.widgets.saving import save_as
from ui.widgets.text import Label, heading, muted, small, title
from ui.words import moment_words, spoken
from wallet import wording
from wallet.errors import InputError, WalletError
from wallet.session.unread import Unread
from wallet.wording import reviews as words
from wallet.wording import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

    from wallet.session import Session
    from wallet.session.advisor_reviews import Table
    from wallet.session.differing import Since
    from wallet.session.reviewing import Case, Decision, Sent

_STATES = ("open", "signed", "countersigned", "objected")
_TYPING, _NOTE = 200, 160
"""Milliseconds before the list follows what is typed; characters of a note in it."""
Listed = tuple[tuple["Case", str], ...]
Looked = tuple[Listed, Sequence["Unread"], "Table | None", "Since | None", Sequence[str]]


class AdvisorPage(Page):
    """A list of cases; ``opened(case=...)`` or choosing one shows it."""

    widest: ClassVar[int | None] = 980

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._case_id, self._name = "", ""
        self._stands: AdvisorCase | None = None
        self._languages: Sequence[str] = ("en",)
        self._listed: Listed = ()
        self._unread: Sequence[Unread] = ()
        self._note = Note("", "not_valid")
        self._back = Button(tr("All cases"), self._close, kind="quiet", symbol="back")
        self._ask, self._rows, self._table = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._rows.setSpacing(10)
        self.search = QLineEdit()
        states: list[tuple[str, object]] = [(tr("All"), "")]
        states += [(words.state(one), one) for one in _STATES]
        self.state = combo(states, "", tr("State"))
        self._typed = QTimer(self, singleShot=True, interval=_TYPING)
        self._typed.timeout.connect(self._show_rows)
        self.search.textChanged.connect(lambda _text: self._typed.start())
        self.state.currentIndexChanged.connect(lambda _index: self._show_rows())
        self.people = PeopleCard(
            shell,
            lambda session: session.cases_received,
            tr(
                "Give learners your card once, and take theirs: files are then sealed for each "
                "other, and nobody can sign in the other's name. Drop their card above."
            ),
        )
        self.area = DropArea(
            tr("Drop here what a learner sent you: a case, an answer, or their card."),
            self.read,
        )
        self._list = Card(kind="clear", gap=14)
        self._build()

    def _build(self) -> None:
        self.together = TogetherButton(self.shell)
        self.body.addLayout(row(title(tr("Advisor")), self.together, self._back))
        self.body.addWidget(self._note)
        self.body.addLayout(self._ask)
        self.body.addLayout(self._table)
        down = self._list.inside
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(
            muted(
                tr(
                    "What learners hand over stays apart from your own wallet. Everything in "
                    "it is checked here, by what you trust."
                )
            )
        )
        down.addWidget(self.area)
        down.addWidget(Flow(Named(tr("Search"), self.search), Named(tr("State"), self.state)))
        down.addLayout(self._rows)
        down.addWidget(self.people)
        self.body.addWidget(self._list)
        self.body.addStretch(1)
        self._back.hide()

    def opened(self, **what: object) -> None:
        """Lists the cases; ``case`` names one to show."""
        self.people.look()
        wanted = what.get("case")
        if isinstance(wanted, str):
            self._case_id = wanted
        self._look()

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever leaves the page sits alone again."""
        self.together.setChecked(False)
        super().hideEvent(event)

    def refresh(self, changes: object) -> None:
        """Evidence or a case changed."""
        if changes is not None:
            self._look()

    def take(self, items: Sequence[Item]) -> bool:
        """What is dropped here came from a learner."""
        self.read(items)
        return True

    # --- the list -----------------------------------------------------------------------------

    def _look(self) -> None:
        wanted = self._case_id
        self.shell.tasks.run(
            self,
            lambda session: _looked(session, wanted),
            lambda found: self._show(*found),
            self._failed,
        )

    def _show(
        self,
        listed: Listed,
        unread: Sequence[Unread],
        table: Table | None,
        since: Since | None,
        languages: Sequence[str],
    ) -> None:
        self._listed, self._unread, self._languages = listed, unread, languages
        self._show_rows()
        stood, self._stands = self._stands, None
        if table is None:
            empty(self._table)
        self._list.setVisible(table is None)
        self._back.setVisible(table is not None)
        if table is None:
            self._case_id = ""
            return
        case_id = table.case.id
        deeds = Deeds(
            decides=lambda one: self._decide(case_id, one),
            withdraws=lambda one: self._withdraw(case_id, one),
            signs=lambda name, said, stands: self._sign(case_id, name, said, stands=stands),
            again=lambda: self._again(case_id),
            removes=lambda: self._remove(case_id),
            copies=self._copy,
        )
        name = self._name or self.people.name.text().strip()
        self.shown = self._stands = AdvisorCase(table, since, languages, name, deeds)
        same = stood if stood is not None and stood.case_id == case_id else None
        goes_on = None if same is None else self.shown.take_over(same)
        empty(self._table)
        self._table.addWidget(self.shown)
        if goes_on is not None:
            goes_on.setFocus()

    def _copy(self, text: str) -> None:
        self.shell.clipboard.copy(text)
        self.shell.say(tr("Copied. It is taken off the clipboard after ten seconds."))

    def _show_rows(self) -> None:
        empty(self._rows)
        text, state = self.search.text().strip().casefold(), str(self.state.currentData())
        found = [
            (case, one)
            for case, one in self._listed
            if state in {"", one} and text in _text(case, self._languages).casefold()
        ]
        for lost in self._unread:
            self._rows.addWidget(UnreadCard(lost, self._remove))
        if not found and not self._unread:
            told = tr("No case yet.") if not self._listed else tr("No case like that.")
            self._rows.addWidget(muted(told))
        for case, one in found:
            self._rows.addWidget(self._row(case, one))

    def _row(self, case: Case, state: str) -> Card:
        opens = Button(tr("Open"), lambda: self._open(case.id))
        opens.setAccessibleName(tr("Open the case of {name}", name=case.learner.name))
        card = Card(kind="card", gap=4)
        card.inside.addLayout(row(heading(case.learner.name, data=True), opens))
        card.inside.addWidget(Label(spoken(case.pathway.title, self._languages), data=True))
        if case.note:
            card.inside.addWidget(muted(_beginning(case.note), data=True))
        day = moment_words(case.created)
        card.inside.addWidget(
            small(tr("{state}, from {day}", state=words.state(state), day=day))
        )
        return card

    def _open(self, case_id: str) -> None:
        self._case_id = case_id
        self._note.tell("")
        self._look()

    def _close(self) -> None:
        self._case_id = ""
        self._look()

    # --- what comes in ------------------------------------------------------------------------

    def read(self, items: Sequence[Item]) -> None:
        """A card, a case or an answer that was dropped."""
        if items:
            self._note.tell("")
            self.people.take(items, lambda files: self._read(files, None))

    def _read(self, items: Sequence[Item], typed: str | None) -> None:
        def look(session: Session) -> str:
            data = FileSet(items).first()
            return session.cases_received.take_in(data, typed)

        def failed(problem: WalletError) -> None:
            if problem.code == "review_words_needed":
                self._ask_words(items)
            else:
                self._failed(problem)

        self.shell.tasks.run(self, look, self._taken, failed)

    def _ask_words(self, items: Sequence[Item]) -> None:
        empty(self._ask)
        card = Card(kind="well", gap=10)
        self.words = QLineEdit()
        go = Button(tr("Open it"), lambda: self._read(items, self.words.text()), kind="primary")
        self.words.returnPressed.connect(go.click)
        card.inside.addWidget(Named(tr("The six words that open the file"), self.words))
        card.inside.addWidget(Flow(go))
        self._ask.addWidget(card)
        self.words.setFocus()

    def _taken(self, case_id: str) -> None:
        empty(self._ask)
        self._open(case_id)
        self.shell.say(tr("It is among your cases."))

    # --- deciding -----------------------------------------------------------------------------

    def _decide(self, case_id: str, decision: Decision) -> None:
        self.shell.tasks.change(
            self,
            lambda session: session.cases_received.decide(case_id, decision),
            None,
            self._failed,
        )

    def _withdraw(self, case_id: str, decision_id: str) -> None:
        self.shell.tasks.change(
            self,
            lambda session: session.cases_received.withdraw(case_id, decision_id),
            None,
            self._failed,
        )

    def _sign(self, case_id: str, name: str, said: str, *, stands: bool) -> None:
        self._name = name.strip()
        if not self._name:
            self._note.tell(tr("Type your name first."), "not_valid")
            return

        def work(session: Session) -> Sent:
            return session.cases_received.sign(case_id, name, sign_off=stands, note=said)

        self.shell.tasks.run(self, work, self._signed, self._failed)

    def _signed(self, sent: Sent) -> None:
        self._note.tell("")
        self._look()
        save_as(self, self.shell, "review.age", sent.data)

    def _again(self, case_id: str) -> None:
        self.shell.tasks.run(
            self,
            lambda session: session.cases_received.signed_file(case_id),
            lambda data: save_as(self, self.shell, "review.age", data),
            self._failed,
        )

    def _remove(self, case_id: str) -> None:
        self._case_id = ""
        self.shell.tasks.change(self, lambda session: session.cases_received.remove(case_id))

    def _failed(self, problem: WalletError) -> None:
        told = wording.error(problem.code, problem.facts)
        self._note.tell(told.text, "not_valid")
        self.shell.say(told.meaning)


def _looked(session: Session, wanted: str) -> Looked:
    desk, languages = session.cases_received, session.settings().languages
    listed, unread = desk.listed()
    if wanted not in {case.id for case, _ in listed}:
        return listed, unread, None, None, languages
    try:
        table = desk.table(wanted)
    except InputError as error:  # a paper in it; the others are listed all the same
        state = next(one for case, one in listed if case.id == wanted)
        others = tuple(one for one in listed if one[0].id != wanted)
        unread = (Unread(id=wanted, state=state, error=error), *unread)
        return others, unread, None, None, languages
    return listed, unread, table, desk.since(table), languages


def _beginning(note: str) -> str:
    """Enough to tell a case by."""
    return note if len(note) <= _NOTE else f"{note[:_NOTE]}…"


def _text(case: Case, languages: Sequence[str]) -> str:
    return f"{case.learner.name} {spoken(case.pathway.title, languages)} {case.note}"
