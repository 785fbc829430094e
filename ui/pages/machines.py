"""My machines: keep several of them alike through a folder that they share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout

from ui.files import FileSet
from ui.page import Page
from ui.shell import Item, Shell
from ui.widgets.backups.plan import choose_folder
from ui.widgets.buttons import Button
from ui.widgets.fields import Named
from ui.widgets.layouts import Card, Flow, empty
from ui.widgets.machines import IntroductionCard, MachineRow, OwnCard
from ui.widgets.notes import Note
from ui.widgets.text import heading, muted, title
from ui.words import moment_words
from wallet import wording
from wallet.errors import WalletError
from wallet.wording import machines as words
from wallet.wording import ntr, tr

if TYPE_CHECKING:
    from wallet.session import Changes, Session
    from wallet.session.machines import Contact, Mate, Met


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What the vault told at one look."""

    name: str
    waits: bool
    """Whether this machine joined, and was not admitted yet."""
    mates: tuple[Mate, ...]
    last: Met | None


def _look(session: Session) -> _Found:
    """On the vault thread."""
    me = session.machines.this
    return _Found(
        name=me.name if me is not None else "",
        waits=me is not None and bool(me.root) and not me.ring,
        mates=session.machines.mates(),
        last=session.machines.last(),
    )


class MachinesPage(Page):
    """Begins, joins, admits, removes; and exchanges when asked."""

    widest: ClassVar[int | None] = 760

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.name = QLineEdit()
        """What this machine is called; made anew with the card it stands on."""
        self._typed = ""
        self._belongs = False
        self._note = Note("", "not_valid")
        self._question = QVBoxLayout()
        self._place = QVBoxLayout()
        self._place.setSpacing(16)
        self.way_back(tr("Settings"), "settings")
        self.body.addWidget(title(tr("My machines")))
        self.body.addWidget(
            muted(
                tr(
                    "Keep this wallet alike on several computers of yours, through a folder "
                    "that they share already: on a stick, or by Nextcloud, Syncthing or the "
                    "like. What lies in the folder can be opened by your machines only."
                )
            )
        )
        self.body.addWidget(self._note)
        self.body.addLayout(self._question)
        self.body.addLayout(self._place)
        self.body.addStretch(1)

    def opened(self, **_what: object) -> None:
        """Looks."""
        self.shell.tasks.run(self, _look, self._show)

    def refresh(self, changes: object) -> None:
        """Looks again."""
        if "machines" in getattr(changes, "areas", ()):
            self.opened()

    def take(self, items: Sequence[Item]) -> bool:
        """A card of another machine, as a file or as a picture of its code."""

        def read(session: Session) -> Contact:
            data = FileSet(items).first()
            return session.machines.read_card(data)

        self.shell.tasks.run(self, read, self._compare, self._failed)
        return True

    # --- what is shown ----------------------------------------------------------------------

    def _show(self, found: _Found) -> None:
        empty(self._place)
        self._belongs = bool(found.mates)
        self._typed = self._typed or found.name
        if found.mates:
            self._place.addWidget(self._group(found))
            self._place.addWidget(self._letting_in())
        else:
            self._place.addWidget(self._beginning(found))
        self._place.addWidget(OwnCard(self.shell, self._called))
        if found.mates or found.waits:
            leave = Button(tr("Leave the group"), self._leave)
            self._place.addWidget(Flow(leave))

    def _group(self, found: _Found) -> Card:
        card = Card(gap=12)
        card.inside.addWidget(heading(tr("Machines that belong together")))
        for mate in found.mates:
            card.inside.addWidget(MachineRow(mate, self._remove))
        if found.last is not None:
            told = tr("Last exchange: {when}", when=moment_words(found.last.at))
            card.inside.addWidget(muted(told))
            for one in found.last.troubles:
                said = words.trouble(one.code, one.name, one.count)
                card.inside.addWidget(Note(said.text, "not_valid"))
                if one.code == "quarrel":
                    believe = partial(self._believe, one.did)
                    card.inside.addWidget(
                        Flow(Button(tr("Believe {name}", name=one.name), believe))
                    )
        meet = Button(tr("Exchange now"), self._meet, kind="primary", symbol="restore")
        card.inside.addWidget(Flow(meet))
        return card

    def _letting_in(self) -> Card:
        card = Card(gap=12)
        card.inside.addWidget(heading(tr("Let another machine in")))
        card.inside.addWidget(
            muted(
                tr(
                    "On the other machine open this page and save its card. Drop the card "
                    "here, or a picture of its code, and compare the words."
                )
            )
        )
        choose = Button(tr("Choose the other machine's card"), self._choose, symbol="import")
        card.inside.addWidget(Flow(choose))
        return card

    def _beginning(self, found: _Found) -> Card:
        card = Card(gap=12)
        if found.waits:
            said = words.trouble("not_admitted_yet", "", 0)
            card.inside.addWidget(heading(said.meaning))
            card.inside.addWidget(muted(said.advice))
            look = Button(tr("Look again"), self._meet, kind="primary")
            card.inside.addWidget(Flow(look))
            return card
        card.inside.addWidget(heading(tr("This wallet is on this machine alone.")))
        self.name = QLineEdit(self._called())
        self.name.textChanged.connect(self._type)
        card.inside.addWidget(
            Named(tr("What this machine is called"), self.name, tr("Such as: laptop at home"))
        )
        card.inside.addWidget(
            muted(
                tr(
                    "Begin on the machine that has your credentials. On every other one make "
                    "a wallet, and join with the first machine's card."
                )
            )
        )
        begin = Button(tr("Begin with a folder"), self._begin, kind="primary")
        join = Button(tr("Join with a card"), self._choose)
        card.inside.addWidget(Flow(begin, join))
        return card

    # --- what is done -----------------------------------------------------------------------

    def _called(self) -> str:
        return self._typed.strip()

    def _type(self, text: str) -> None:
        self._typed = text

    def _begin(self) -> None:
        folder = self._shared_folder()
        if folder is not None:
            self.begin_in(folder)

    def _shared_folder(self) -> Path | None:
        """Asks for it, once this machine has a name."""
        if not self._called():
            self._note.tell(tr("Type a name for this machine first."), "not_valid")
            self.name.setFocus()
            return None
        return choose_folder(self, tr("Which folder do your machines share?"))

    def begin_in(self, folder: Path) -> None:
        """Begins a group in this folder."""
        name = self._called()
        self._run(lambda session: session.machines.start(folder, name))

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, tr("The other machine's card"))
        if chosen:
            self.take((Path(chosen),))

    def _compare(self, card: Contact) -> None:
        empty(self._question)
        self._note.tell("")
        joins = not self._belongs
        asked = IntroductionCard(card, lambda: self._compared(card), joins=joins)
        self._question.addWidget(asked)
        asked.same.setFocus()

    def _compared(self, card: Contact) -> None:
        if self._belongs:
            self._run(lambda session: session.machines.admit(card))
            return
        folder = self._shared_folder()
        if folder is not None:
            self.join_in(card, folder)

    def join_in(self, card: Contact, folder: Path) -> None:
        """Joins the machine with that card, through this folder."""
        name = self._called()

        def join(session: Session) -> None:
            session.machines.join(card, folder, name)

        self._run(join)

    def _remove(self, *dids: str) -> None:
        self._run(lambda session: session.machines.remove(*dids))

    def _believe(self, did: str) -> None:
        self._run(lambda session: session.machines.believe(did))

    def _leave(self) -> None:
        self._run(lambda session: session.machines.leave(), exchange=False)

    def _run(self, act: Callable[[Session], None], *, exchange: bool = True) -> None:
        empty(self._question)
        self._note.tell("")
        self.shell.tasks.run(
            self, act, lambda _done: self._meet() if exchange else self.opened(), self._failed
        )

    def _meet(self) -> None:
        def meet(session: Session, job: object) -> Changes:
            met = session.machines.meet(
                getattr(job, "progress", None), getattr(job, "cancelled", None)
            )
            return met.changes

        self.shell.tasks.change_long(
            self, tr("Exchanging with your other machines"), meet, self._met, self._failed
        )

    def _met(self, changes: Changes) -> None:
        count = len(changes.kept)
        if count:
            self.shell.say(
                ntr(
                    "{n} new credential came from another machine.",
                    "{n} new credentials came from another machine.",
                    count,
                )
            )
        self.opened()

    def _failed(self, problem: WalletError) -> None:
        told = wording.error(problem.code, problem.facts)
        self._note.tell(told.text, "not_valid")
        self.opened()
