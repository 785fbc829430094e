"""Starting a review: for whom, which credentials, and exactly what the advisor will see."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout

from ui.shell import Shell
from ui.widgets.buttons import Button, Fold
from ui.widgets.credential.awards import Facts
from ui.widgets.fields import Named, combo
from ui.widgets.layouts import Card, Flow, empty
from ui.widgets.notes import Note
from ui.widgets.saving import save_as
from ui.widgets.sharing.disclosure import Preview
from ui.widgets.text import Label, heading, mark_data, muted
from ui.widgets.ticks import Tick
from ui.words import moment_words, spoken
from wallet import wording
from wallet.errors import WalletError
from wallet.report import VerdictCode
from wallet.wording import ntr, tr

if TYPE_CHECKING:
    from wallet.session import DisclosurePlan, PathwayResult, Session
    from wallet.session.learner_reviews import Prepared
    from wallet.session.reviewing import KeptContact, Sent

_NOTE_LINES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What the form is about."""

    pathway_id: str
    title: str
    items: tuple[tuple[str, str, bool], ...]
    """Credential id, title, and whether it counts on the pathway."""
    contacts: tuple[tuple[str, str], ...]
    """did and name."""
    languages: Sequence[str]


def start_of(
    result: PathwayResult, contacts: Sequence[KeptContact], languages: Sequence[str]
) -> Start:
    """What a review of this result starts from."""
    counted = {item.award for slot in result.slots for item in slot.items}
    found: dict[str, tuple[str, str, bool]] = {}
    for one in result.awards.values():
        if one.verdict is VerdictCode.NOT_GENUINE:
            continue  # nothing that is known to be false is ever handed on
        known = found.get(one.credential_id)
        counts = one.id in counted or (known is not None and known[2])
        title = spoken(one.title, languages) or one.credential_id[:12]
        found[one.credential_id] = (one.credential_id, title, counts)
    return Start(
        pathway_id=result.pathway.id,
        title=spoken(result.pathway.title, languages),
        items=tuple(sorted(found.values(), key=lambda one: (not one[2], one[1]))),
        contacts=tuple((one.did, one.name) for one in contacts),
        languages=languages,
    )


class StartForm(Card):
    """``made`` is told when there is a file; ``finished`` when the person is done with it."""

    def __init__(
        self,
        shell: Shell,
        start: Start,
        finished: Callable[[], object],
        made: Callable[[], object],
    ) -> None:
        super().__init__(gap=12)
        self._shell, self._start, self._finished = shell, start, finished
        self._tell_made = made
        self._prepared: Prepared | None = None
        self._is_made = False
        self._note = Note("", "not_valid")
        known: list[tuple[str, object]] = [(name, did) for did, name in start.contacts]
        self.advisor = combo(
            [*known, (tr("Somebody whose card I do not have"), "")],
            start.contacts[0][0] if start.contacts else "",
            tr("Advisor"),
        )
        self.other, self.name = QLineEdit(), QLineEdit()
        self.said = QPlainTextEdit()
        self.said.setTabChangesFocus(True)
        self.said.setFixedHeight(self.said.fontMetrics().lineSpacing() * _NOTE_LINES + 16)
        self.boxes = {one: Tick(title) for one, title, _ in start.items}
        for one, _, counts in start.items:
            self.boxes[one].setChecked(counts)
        self._named = Named(tr("Their name"), self.other, tr("The file opens with six words."))
        self.shows = Button(tr("See what they will see"), self.prepare, kind="primary")
        self._preview = QVBoxLayout()
        self._build()
        self.advisor.currentIndexChanged.connect(lambda _index: self._show_state())
        self._show_state()
        self._follow()

    def _build(self) -> None:
        down = self.inside
        down.addWidget(heading(tr("Start a review")))
        down.addWidget(Label(self._start.title, "strong", data=True))
        down.addWidget(
            muted(
                tr(
                    "One file goes to your advisor: the pathway, and the credentials that you "
                    "tick. Nothing else of your wallet is in it, and nobody else can open it."
                )
            )
        )
        down.addWidget(self._note)
        down.addWidget(Named(tr("Advisor"), self.advisor))
        down.addWidget(self._named)
        down.addWidget(Named(tr("Your name, as they know you"), self.name))
        down.addWidget(Label(tr("Credentials to release"), "strong"))
        if self.boxes:
            about = tr("What counts now is ticked. Tick as well what you want to ask about.")
            down.addWidget(muted(about))
        else:
            down.addWidget(muted(tr("Nothing to show yet")))
            down.addWidget(Flow(self._first()))
        for box in self.boxes.values():
            mark_data(box)
            down.addWidget(box)
        down.addWidget(Named(tr("A word to them"), self.said))
        down.addWidget(Flow(self.shows, Button(tr("Not now"), self._finished, kind="quiet")))
        down.addLayout(self._preview)

    def _first(self) -> Button:
        self.shows.setEnabled(False)
        return Button(
            tr("Bring in your first credential"),
            lambda: self._shell.open("import_review"),
            symbol="import",
        )

    def _follow(self) -> None:
        """What was shown is no longer what would leave, once anything is changed."""
        self.advisor.currentIndexChanged.connect(lambda _index: self._forget())
        for field in (self.other, self.name):
            field.textChanged.connect(lambda _text: self._forget())
        self.said.textChanged.connect(self._forget)
        for box in self.boxes.values():
            box.toggled.connect(lambda _on: self._forget())

    def _forget(self) -> None:
        if not self._is_made:  # else its six words stand there, once and for all
            self._prepared = None
            empty(self._preview)

    def _show_state(self) -> None:
        self._named.setVisible(not self.advisor.currentData())

    def prepare(self) -> None:
        """Works out exactly what would leave, and shows it."""
        did = str(self.advisor.currentData() or "") or None
        ids = [one for one, box in self.boxes.items() if box.isChecked()]
        name, note = self.other.text(), self.said.toPlainText()
        if not self.name.text().strip():
            self._refuse(tr("Type your name first."))
            self.name.setFocus()
            return
        if not ids:
            self._refuse(tr("Tick at least one credential."))
            return
        pathway_id, asked = self._start.pathway_id, self._answers()

        def work(session: Session) -> Prepared:
            return session.cases_sent.prepare(
                pathway_id, ids, advisor_did=did, advisor_name=name, note=note
            )

        def show(prepared: Prepared) -> None:
            if self._answers() == asked:  # else it was changed meanwhile
                self._show(prepared)

        self._shell.tasks.run(self, work, show, self._failed)

    def _answers(self) -> tuple[object, ...]:
        """Everything that what leaves hangs on."""
        fields = (self.other.text(), self.name.text(), self.said.toPlainText())
        ticked = (box.isChecked() for box in self.boxes.values())
        return (self.advisor.currentData(), *fields, *ticked)

    def _show(self, prepared: Prepared) -> None:
        self._prepared = prepared
        self._note.tell("")
        empty(self._preview)
        card = Card(kind="well", gap=10)
        card.inside.addWidget(heading(tr("Exactly what they will see")))
        card.inside.addWidget(
            Facts(
                [
                    (tr("For"), prepared.asked.advisor_name),
                    (tr("Your name, as they know you"), self.name.text().strip()),
                    (tr("A word to them"), prepared.note.strip()),
                    (tr("Can be answered until"), moment_words(prepared.asked.expires)),
                    (tr("Pathway"), self._start.title),
                    (tr("Result"), tr("Worked out from these credentials alone")),
                    *(
                        (tr("Agreement"), spoken(one.title, self._start.languages) or one.id)
                        for one in prepared.agreements
                    ),
                ]
            )
        )
        for plan in prepared.plans:
            for one in plan.credentials:
                title = spoken(one.titles, self._start.languages)
                count = ntr("{n} fact", "{n} facts", len(one.facts))
                shown = Fold(f"{title}: {count}", partial(self._plan, plan))
                mark_data(shown.button)
                card.inside.addWidget(shown)
        self.makes = Button(tr("Make the file"), self.make, kind="primary", symbol="export")
        card.inside.addWidget(Flow(self.makes))
        self._preview.addWidget(card)
        self.makes.setFocus()

    def _plan(self, plan: DisclosurePlan) -> Preview:
        made = Preview()
        made.show_plan(plan, self._start.languages)
        return made

    def make(self) -> None:
        """Signs and seals it; the ledger has it first."""
        prepared, name = self._prepared, self.name.text().strip()
        if prepared is None:
            return
        self.makes.setEnabled(False)
        self._shell.tasks.run(
            self,
            lambda session: session.cases_sent.create(prepared, name),
            self._made,
            self._failed,
        )

    def _made(self, sent: Sent) -> None:
        self._is_made = True
        empty(self._preview)
        card = Card(kind="well", gap=10)
        card.inside.addWidget(heading(tr("The file is ready")))
        if sent.words is not None:
            card.inside.addWidget(
                Label(tr("It opens with these words. Say them; do not send them along."))
            )
            shown = Label(sent.words, "heading", data=True)
            shown.setAccessibleName(tr("The six words: {words}", words=sent.words))
            card.inside.addWidget(shown)
        self.saves = Button(
            tr("Save the file"),
            lambda: save_as(self, self._shell, "case.age", sent.data),
            kind="primary",
            symbol="export",
        )
        card.inside.addWidget(
            Flow(self.saves, Button(tr("Done"), self._finished, kind="quiet"))
        )
        self._preview.addWidget(card)
        self.shows.setEnabled(False)
        self.saves.setFocus()
        self._shell.say(tr("The file is ready."))
        self._tell_made()

    def _refuse(self, why: str) -> None:
        self._note.tell(why, "not_valid")

    def _failed(self, problem: WalletError) -> None:
        told = wording.error(problem.code, problem.facts)
        self._refuse(told.text)
