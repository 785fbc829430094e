"""Making a portfolio: which credentials, in which words and form, and one file to hand over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout

from ui.files import FileSet
from ui.page import Page
from ui.shell import Item, Shell
from ui.widgets.buttons import Button, Fold
from ui.widgets.choosing import Chooser
from ui.widgets.credential.awards import Facts
from ui.widgets.drop import choose_files
from ui.widgets.fields import Named, combo
from ui.widgets.layouts import Card, Flow, empty
from ui.widgets.notes import Note
from ui.widgets.saving import save_as
from ui.widgets.sharing.disclosure import Preview
from ui.widgets.sharing.portfolio_draft import PDF, DraftCard, forms, meaning
from ui.widgets.text import Label, heading, mark_data, muted, title
from ui.widgets.ticks import Tick
from ui.words import spoken
from wallet import wording
from wallet.errors import WalletError
from wallet.wording import exchange as exchanged
from wallet.wording import ntr, tr

if TYPE_CHECKING:
    from wallet.session import DisclosurePlan, Session
    from wallet.session.exports import Draft, Released
    from wallet.session.portfolios import Made, Planned

_NARRATIVE_LINES = 6


class PortfolioPage(Page):
    """``opened(pathway=..., title=...)`` shows what they add up to as well."""

    widest: ClassVar[int | None] = 860

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._pathway = ""
        self._own: tuple[Item, ...] = ()
        self._turn = 0
        """Counts what was changed: an answer to what was asked before is none any more."""
        self._planned: Planned | None = None
        self._languages: Sequence[str] = ("en",)
        self._note = Note("", "not_valid")
        self.name, self.called = QLineEdit(), QLineEdit()
        self.story = QPlainTextEdit()
        self.story.setTabChangesFocus(True)
        line = self.story.fontMetrics().lineSpacing()
        self.story.setFixedHeight(line * _NARRATIVE_LINES + 16)
        self.result = Tick(tr("Show what they add up to on the pathway"))
        self.result.setChecked(True)
        self.form = combo(forms(), PDF, tr("Form of the file"))
        self._meaning = muted("")
        self._adds = Button(tr("Add files of your own"), self._add_files, symbol="file")
        self.form.currentIndexChanged.connect(lambda _index: self._form_chosen())
        self._files = Card(kind="clear", gap=4)
        self.chooser = Chooser(shell, self._changed)
        self.shows = Button(tr("See what they will see"), self.plan, kind="primary")
        self._preview = QVBoxLayout()
        self._build()

    def _build(self) -> None:
        self.way_back(tr("Back to the pathways"), "pathways")
        self.body.addWidget(title(tr("Make a portfolio")))
        self.body.addWidget(
            muted(
                tr(
                    "One file to hand over: your words in front, then what each credential "
                    "says. You see exactly what it shows before it leaves."
                )
            )
        )
        words = Card(heading(tr("Your words")), gap=12)
        words.inside.addWidget(Named(tr("Title"), self.called))
        words.inside.addWidget(Named(tr("Your name, as it stands in it"), self.name))
        words.inside.addWidget(
            Named(tr("What you want to say"), self.story, tr("It is marked as written by you."))
        )
        words.inside.addWidget(self.result)
        words.inside.addWidget(Flow(self._adds))
        words.inside.addWidget(self._files)
        self._files.hide()
        self.body.addWidget(words)
        which = Card(heading(tr("Which credentials")), gap=12)
        which.inside.addWidget(self.chooser)
        self.body.addWidget(which)
        how = Card(heading(tr("In which form")), gap=12)
        how.inside.addWidget(Named(tr("Form of the file"), self.form))
        how.inside.addWidget(self._meaning)
        self.body.addWidget(how)
        self.body.addWidget(self._note)  # beside the button that was pressed
        self.body.addWidget(Flow(self.shows))
        self.body.addLayout(self._preview)
        self.body.addStretch(1)
        for field in (self.called, self.name, self.story):
            field.textChanged.connect(lambda *_text: self._changed())
        self.result.toggled.connect(lambda _on: self._changed())

    def opened(self, **what: object) -> None:
        """Starts anew for a pathway, or without one."""
        pathway, called = what.get("pathway"), what.get("title")
        before, self._pathway = self._pathway, pathway if isinstance(pathway, str) else ""
        if self._pathway != before:
            self._keep_files(())  # what went with one does not go with another unasked
        self._form_chosen()
        if isinstance(called, str) and not self.called.text():
            self.called.setText(called)
        if self._pathway:
            self.shell.tasks.run(self, counting(self._pathway), self.chooser.choose)
        self.chooser.ask()
        self._changed()

    def _form_chosen(self) -> None:
        """Results and files of one's own go with a PDF alone."""
        is_pdf = self.form.currentData() == PDF
        self.result.setVisible(is_pdf and bool(self._pathway))
        self._adds.setVisible(is_pdf)
        self._files.setVisible(is_pdf and bool(self._own))
        self._meaning.setText(meaning(self.form.currentData()))
        self._changed()

    def take(self, items: Sequence[Item]) -> bool:
        """What is dropped here goes along with a PDF as the learner's own."""
        if self.form.currentData() != PDF:
            return False
        self._keep_files((*self._own, *items))
        return True

    def _add_files(self) -> None:
        self._keep_files((*self._own, *choose_files(self)))

    def _keep_files(self, items: tuple[Item, ...]) -> None:
        self._own = items
        empty(self._files.inside)
        for place, one in enumerate(items):
            self._files.inside.addWidget(self._file(place, _name_of(one)))
        self._files.setVisible(bool(items))
        self._changed()

    def _file(self, place: int, name: str) -> Flow:
        def out() -> None:
            self._keep_files(self._own[:place] + self._own[place + 1 :])
            self._adds.setFocus()

        removes = Button(tr("Remove"), out, kind="quiet")
        removes.setAccessibleName(tr("Remove {name}", name=name))
        told = tr("Goes along, not signed by anybody else: {names}", names=name)
        return Flow(Label(told, data=True), removes)

    def _changed(self) -> None:
        self._planned, self._turn = None, self._turn + 1
        empty(self._preview)
        self.shows.setEnabled(bool(self.chooser.chosen))

    # --- what leaves --------------------------------------------------------------------------

    def plan(self) -> None:
        """Works out exactly what would be shown."""
        if not (self.called.text().strip() and self.name.text().strip()):
            self._note.tell(tr("Type a title and your name first."), "not_valid")
            (self.name if self.called.text().strip() else self.called).setFocus()
            return
        if self.form.currentData() != PDF:
            self._draft()
            return
        ids = self.chooser.chosen
        pathway = self._pathway if self.result.isChecked() else None

        def work(session: Session) -> tuple[Planned, Sequence[str]]:
            planned = session.portfolios.plan(ids, pathway_id=pathway or None)
            return planned, session.settings().languages

        turn = self._turn
        self.shell.tasks.run(
            self,
            work,
            lambda found: self._show(*found) if turn == self._turn else None,
            self._failed,
        )

    def _show(self, planned: Planned, languages: Sequence[str]) -> None:
        self._planned, self._languages = planned, languages
        self._note.tell("")
        empty(self._preview)
        card = Card(heading(tr("Whoever has the PDF will see")), kind="well", gap=10)
        card.inside.addWidget(self._own_words(with_result=planned.pathway_id is not None))
        for plan in planned.plans:
            for one in plan.credentials:
                count = ntr("{n} fact", "{n} facts", len(one.facts))
                shown = Fold(
                    f"{spoken(one.titles, languages)}: {count}", partial(self._plan, plan)
                )
                mark_data(shown.button)
                card.inside.addWidget(shown)
        for left in planned.left:
            called = spoken(left.titles, languages) or left.credential_id[:12]
            card.inside.addWidget(Note(exchanged.left_out(called), "cannot_tell", data=True))
        self.makes = Button(tr("Make the PDF"), self.make, kind="primary", symbol="export")
        card.inside.addWidget(Flow(self.makes))
        self._preview.addWidget(card)
        self.makes.setFocus()

    def _own_words(self, *, with_result: bool) -> Facts:
        """What is in it beside the credentials."""
        alone = tr("Worked out from these credentials alone")
        return Facts(
            [
                (tr("Title"), self.called.text().strip()),
                (tr("Your name, as it stands in it"), self.name.text().strip()),
                (tr("What you want to say"), self.story.toPlainText().strip()),
                (tr("Result"), alone if with_result else ""),
                (
                    tr("Files added by that person, not signed by anybody else"),
                    ", ".join(map(_name_of, self._own)),
                ),
            ]
        )

    def _plan(self, plan: DisclosurePlan) -> Preview:
        made = Preview()
        made.show_plan(plan, self._languages)
        return made

    def make(self) -> None:
        """Signs and binds it; the ledger has it first."""
        planned, own = self._planned, self._own
        called, name, story = self.called.text(), self.name.text(), self.story.toPlainText()
        if planned is None:
            return

        def work(session: Session) -> Made:
            return session.portfolios.make(
                planned, title=called, by_name=name, narrative=story, attachments=FileSet(own)
            )

        self.makes.setEnabled(False)
        self.shell.tasks.run(self, work, self._made, self._failed)

    def _draft(self) -> None:
        """The file in the form of others, whole, before it leaves."""
        ids, form = self.chooser.chosen, self.form.currentData()
        called, name, story = self.called.text(), self.name.text(), self.story.toPlainText()

        def work(session: Session) -> tuple[Draft, Sequence[str]]:
            languages = session.settings().languages
            draft = session.portfolios.exports.draft(
                ids, form, title=called, by_name=name, narrative=story, language=languages[0]
            )
            return draft, languages

        turn = self._turn
        self.shell.tasks.run(
            self,
            work,
            lambda found: self._show_draft(*found) if turn == self._turn else None,
            self._failed,
        )

    def _show_draft(self, draft: Draft, languages: Sequence[str]) -> None:
        self._note.tell("")
        empty(self._preview)
        card = DraftCard(draft, languages, lambda: self._release(draft))
        self.makes = card.makes
        self._preview.addWidget(card)
        self.makes.setFocus()

    def _release(self, draft: Draft) -> None:
        """Saves it; the ledger has it first."""
        self.makes.setEnabled(False)
        self.shell.tasks.run(
            self,
            lambda session: session.portfolios.exports.release(draft),
            self._released,
            self._failed,
        )

    def _released(self, released: Released) -> None:
        empty(self._preview)
        suffix = released.name.partition(".")[2]
        name = f"portfolio.{suffix}"
        save_as(self, self.shell, name, released.data)
        again = Button(
            tr("Save the file"),
            lambda: save_as(self, self.shell, name, released.data),
            symbol="export",
        )
        self._preview.addWidget(
            Card(heading(tr("The portfolio is ready")), Flow(again), kind="well")
        )

    def _made(self, made: Made) -> None:
        self._note.tell("")
        empty(self._preview)
        save_as(self, self.shell, "portfolio.pdf", made.pdf)
        again = Button(
            tr("Save the PDF"),
            lambda: save_as(self, self.shell, "portfolio.pdf", made.pdf),
            symbol="export",
        )
        self._preview.addWidget(
            Card(heading(tr("The portfolio is ready")), Flow(again), kind="well")
        )

    def _failed(self, problem: WalletError) -> None:
        told = wording.error(problem.code, problem.facts)
        self._note.tell(told.text, "not_valid")
        self.shell.say(told.meaning)


def _name_of(item: Item) -> str:
    return item.name if isinstance(item, Path) else item[0]


def counting(pathway: str) -> Callable[[Session], tuple[str, ...]]:
    """Asks for the credentials that count on that pathway."""

    def look(session: Session) -> tuple[str, ...]:
        result = session.evaluate(pathway, decided=False)
        counted = (item.award for slot in result.slots for item in slot.items)
        return tuple(dict.fromkeys(result.awards[one].credential_id for one in counted))

    return look
