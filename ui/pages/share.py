"""Show credentials to somebody: four steps, and always in sight what they will see."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QDateTime, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ui.page import Page, Scroll
from ui.shell import Item, Shell
from ui.theme import GRID, current_theme
from ui.widgets.buttons import Button, Fold
from ui.widgets.choosing import Chooser
from ui.widgets.empty import EmptyState
from ui.widgets.fields import Named, combo
from ui.widgets.glossary import Explained
from ui.widgets.layouts import column, row
from ui.widgets.notes import Note
from ui.widgets.sharing.disclosure import Preview
from ui.widgets.sharing.ledger import Ledger
from ui.widgets.sharing.requested import Answered, RequestCard, answered
from ui.widgets.sharing.selecting import Picker
from ui.widgets.sharing.shared import SharedCard
from ui.widgets.sharing.stacking import StackChoice
from ui.widgets.sharing.steps import Steps
from ui.widgets.text import title
from ui.widgets.ticks import Choice, Tick
from ui.words import line_words
from wallet import wording
from wallet.errors import WalletError
from wallet.session import LibraryQuery
from wallet.wording import ntr, tr
from wallet.wording import presenting as words

if TYPE_CHECKING:
    from wallet.session import DisclosurePlan, Presented, Request, Session

_BESIDE = 900
"""Pixels of page, at normal text size, from which the preview fits beside the steps."""
_TYPING = 250
"""Milliseconds without a key after which the preview is worked out again."""
_DAYS = (1, 7, 30)


class SharePage(Page):
    """``shell.open("share", ids=...)``."""

    scrolls: ClassVar[bool] = False

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._plan: DisclosurePlan | None = None
        self._languages: Sequence[str] = ("en",)
        self._asked = 0
        self._wait = QTimer(self, singleShot=True, interval=_TYPING)
        self._wait.timeout.connect(self._ask)
        self.recipient, self.purpose, self.nonce = QLineEdit(), QLineEdit(), QLineEdit()
        self.ends = combo(
            [
                *((ntr("{n} day", "{n} days", days), days) for days in _DAYS),
                (tr("No end"), 0),
            ],
            _DAYS[1],
            "",
        )
        self.chooser = Chooser(shell, self._later)
        self.stack = StackChoice(shell, self._later)
        self.preview = Preview(self.chooser.choose)
        self.show_button = Button("", self._present, kind="primary", symbol="share")
        self._note = Note("", "not_valid")
        self._ledger: Ledger | None = None
        self.picker = Picker(self._later)
        self.request = RequestCard(shell, self._later)
        self._result = QVBoxLayout()
        self._nothing = Scroll(
            EmptyState(
                tr("Nothing to show yet"),
                tr(
                    "Here you show a credential to somebody: you choose what they see, look at "
                    "it, and hand it over. First bring in a credential."
                ),
                Button(tr("Import"), lambda: shell.open("import_review"), symbol="import"),
                "share",
            )
        )
        self._nothing.hide()
        self._build()

    # --- building ---------------------------------------------------------------------------

    def _build(self) -> None:
        self.steps = Steps()
        self._step_whom = self.steps.add(tr("For whom and what for"), self._whom())
        self._step_which = self.steps.add(
            tr("Which credentials"), _under(self.chooser, self.stack)
        )
        self._step_what = self.steps.add(tr("What to show of each"), self.picker)
        self._step_how = self.steps.add(tr("How"), self._how())
        self.steps.done_adding()
        self._left = QWidget()
        down = self._left_down = QVBoxLayout(self._left)
        down.setContentsMargins(0, 0, GRID, 0)
        down.setSpacing(12)
        down.addWidget(self.steps)
        down.addLayout(self._result)
        self._before = Fold(tr("What you showed before"), self._make_ledger)
        down.addWidget(self._before)
        down.addStretch(1)
        beside = QWidget()
        self._beside = QVBoxLayout(beside)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.addWidget(self.preview)
        self._right = Scroll(beside)
        self._sides = QHBoxLayout()
        self._sides.setSpacing(2 * GRID)
        self._sides.addWidget(Scroll(self._left), 6)
        self._sides.addWidget(self._right, 5)
        self.body.addWidget(Explained(self.shell, title(tr("Share")), "presentation"))
        self.body.addWidget(self._nothing)
        self._work = QWidget()
        self._work.setProperty("kind", "clear")
        self._work.setLayout(self._sides)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self._work, 1)
        self.body.addWidget(self._note)
        self.body.addLayout(row(None, self.show_button))
        for field in (self.recipient, self.purpose, self.nonce):
            field.textChanged.connect(lambda _text: self._later())
        self.ends.activated.connect(lambda _index: self._later())
        self._show_state()

    def _whom(self) -> QWidget:
        self._fields = _under(
            Named(
                tr("For whom"),
                self.recipient,
                tr("As they call themselves. It is signed, so that nobody else can use it."),
            ),
            Named(tr("What for"), self.purpose, tr("For your own list only; not sent.")),
            Named(
                tr("The word they gave you"),
                self.nonce,
                tr("If they did: it shows that you made this for them, and just now."),
            ),
        )
        ends = Named(tr("To be accepted for"), self.ends)
        return _under(self.request, self._fields, ends)

    def _make_ledger(self) -> QWidget:
        self._ledger = Ledger(self.shell)
        return self._ledger

    def _how(self) -> QWidget:
        self.as_file = Choice(tr("A file, for e-mail or upload"))
        self.as_qr = Choice(tr("QR code, for a screen or paper"))
        self.as_screen = Choice(tr("Moving code on this screen, for their camera or screen"))
        self.as_pdf = Choice(tr("PDF with pages to read or print, and the file attached"))
        self._ways = QButtonGroup(self)
        self.as_file.setChecked(True)
        for way in (self.as_file, self.as_qr, self.as_screen, self.as_pdf):
            self._ways.addButton(way)
            way.toggled.connect(lambda _on: self._show_state())
        self.papers = Tick(tr("Send along the signed papers that help to check it"))
        self.papers.toggled.connect(lambda _on: self._later())
        return _under(self.as_file, self.as_qr, self.as_screen, self.as_pdf, self.papers)

    # --- opening ----------------------------------------------------------------------------

    def opened(self, **what: object) -> None:
        """With ids: begins with these credentials."""
        ids = what.get("ids")
        if isinstance(ids, tuple) and ids:
            self.chooser.choose(tuple(str(one) for one in ids))
        else:
            self.chooser.ask()
        self.shell.tasks.run(self, lambda session: session.settings().languages, self._speak)
        self._count()

    def _count(self) -> None:
        self.shell.tasks.run(
            self,
            lambda session: session.count(LibraryQuery()),
            lambda held: self._begin(nothing=held == 0),
        )

    def _begin(self, *, nothing: bool) -> None:
        """Without a credential the page says what it is for."""
        self._nothing.setVisible(nothing)
        self._work.setVisible(not nothing)
        self.show_button.setVisible(not nothing)

    def take(self, items: Sequence[Item]) -> bool:
        """What is dropped or pasted while this page is shown is a request."""
        self._begin(nothing=False)
        self.request.open(items)
        return True

    def refresh(self, changes: object) -> None:
        """The library changed: what was planned may be judged otherwise now."""
        areas: frozenset[str] = getattr(changes, "areas", frozenset())
        if "ledger" in areas and self._ledger is not None:
            self._ledger.ask()
        if areas != frozenset({"ledger"}):
            self.chooser.ask()
            self._count()
            self.stack.ask(self._languages)
            self._later()

    def _speak(self, languages: Sequence[str]) -> None:
        self._languages = languages
        self.stack.ask(languages)

    # --- the plan ---------------------------------------------------------------------------

    def _later(self) -> None:
        """Something was chosen or typed: nothing may be sent that was not shown before."""
        self._plan = None
        if self.chooser.chosen or self.stack.pathway or self._is_asked:
            self.preview.wait()
            self.picker.wait()
        self._wait.start()
        self._show_state()

    def _ask(self) -> None:
        ids = self.chooser.chosen
        self._asked += 1
        number = self._asked
        if self.request.request is not None:
            self._answer(number, self.request.request)
            return
        pathway = self.stack.pathway
        if not ids and not pathway:
            self._arrived(number, None)
            return
        recipient, purpose = self.recipient.text(), self.purpose.text()
        nonce, expires = self.nonce.text() or None, self._expires()
        reveal, preset = self.picker.reveal, self.picker.preset
        papers = self.papers.isChecked()

        def plan(session: Session) -> DisclosurePlan:
            make = partial(session.handover.plan_stack, pathway) if pathway else session.plan
            made = make(ids, recipient, purpose, nonce, expires, reveal=reveal, preset=preset)
            return session.handover.with_papers(made) if papers else made

        self.shell.tasks.run(
            self,
            plan,
            lambda found: self._arrived(number, found),
            lambda problem: self._refused(number, problem),
        )

    def _answer(self, number: int, request: Request) -> None:
        expires, only = self._expires(), self.chooser.chosen
        self.shell.tasks.run(
            self,
            lambda session: answered(session, request, expires, only),
            lambda found: self._proposed(number, found),
            lambda problem: self._refused(number, problem),
        )

    def _proposed(self, number: int, found: Answered) -> None:
        if number == self._asked:
            self.request.show_answer(found)
            self._arrived(number, found.plan)

    def _expires(self) -> datetime | None:
        days = int(self.ends.currentData())
        if not days:
            return None
        end = QDateTime.currentDateTimeUtc().addDays(days)
        return datetime.fromtimestamp(end.toSecsSinceEpoch(), UTC)

    def _arrived(self, number: int, plan: DisclosurePlan | None) -> None:
        if number != self._asked:
            return  # chosen otherwise meanwhile
        self._plan = plan
        self.preview.show_plan(plan, self._languages)
        shown = plan.credentials if plan is not None and not self._is_asked else ()
        self.picker.offer_pathway(on=bool(self.stack.pathway))
        self.picker.show_credentials([one for one in shown if not one.own], self._languages)
        self._show_state()

    def _refused(self, number: int, problem: WalletError) -> None:
        if number != self._asked:
            return
        told = wording.error(problem.code, problem.facts).text
        known = dict(zip(self.chooser.chosen, self.chooser.names, strict=True))
        which = known.get(str(problem.facts.get("credential")), "")  # as it is called above
        self.preview.refuse(f"{told}\n{which}" if which else told)
        self._show_state()

    # --- presenting -------------------------------------------------------------------------

    def _present(self) -> None:
        plan = self._plan
        if plan is None:
            return
        ways = {self.as_qr: "qr", self.as_screen: "ur", self.as_pdf: "pdf"}
        way = next((name for one, name in ways.items() if one.isChecked()), "file")
        self.show_button.setEnabled(False)
        self.shell.tasks.run(
            self, lambda session: session.present(plan, way), self._made, self._not_made
        )

    def _made(self, presented: Presented) -> None:
        self._note.tell("")
        _empty(self._result)
        card = SharedCard(self.shell, presented, self._begin_again)
        self._result.addWidget(card)
        self.steps.hide()
        self.show_button.hide()
        card.save.setFocus()
        self.shell.say(tr("Signed. It stands in the list of what you showed."))
        self.shell.tasks.changed.emit(presented.changes)

    def _not_made(self, problem: WalletError) -> None:
        told = wording.error(problem.code, problem.facts)
        self._note.tell(told.text)
        self._show_state()

    def _begin_again(self) -> None:
        _empty(self._result)
        self.steps.show()
        self.show_button.show()
        self.nonce.clear()  # a word of theirs is good for one answer
        self.picker.forget()
        self.request.forget()
        self.stack.forget()
        self.chooser.choose(())
        self._step_whom.reach()

    @property
    def _is_asked(self) -> bool:
        """Whether a request says what is shown and to whom."""
        return self.request.request is not None

    # --- state ------------------------------------------------------------------------------

    def _show_state(self) -> None:
        count = self._plan.fact_count if self._plan is not None else 0
        asked = self.request.request
        recipient = asked.called if asked is not None else self.recipient.text().strip()
        self.show_button.setText(
            words.show_button(count, recipient) if self._plan is not None else tr("Show")
        )
        ready = self._plan is not None and (not self._is_asked or self.request.is_confirmed)
        self.show_button.setEnabled(ready)
        self._step_whom.summarise(recipient or tr("Nobody in particular"))
        names = list(self.chooser.names)
        names += [self.stack.title] if self.stack.title else []
        none = tr("What was asked for") if self._is_asked else tr("None chosen yet")
        self._step_which.summarise(line_words(*names) or none)
        self._fields.setVisible(not self._is_asked)
        self.stack.setEnabled(not self._is_asked)
        self._step_what.summarise(
            ntr("{n} fact", "{n} facts", count) if self._plan is not None else ""
        )
        chosen = self._ways.checkedButton()
        self._step_how.summarise(chosen.text() if chosen is not None else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside each other where there is room, else under each other."""
        super().resizeEvent(event)
        wide = self.width() >= _BESIDE * current_theme().scale
        if wide == self._right.isVisibleTo(self):
            return
        self._right.setVisible(wide)
        if wide:
            self._beside.addWidget(self.preview)
        else:
            self._left_down.insertWidget(self._left_down.count() - 1, self.preview)


def _under(*widgets: QWidget) -> QWidget:
    inside = QWidget()
    inside.setLayout(column(*widgets, gap=12))
    return inside


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
