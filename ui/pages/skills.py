"""Occupations: the skills that they want, and which of them the credentials show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from ui.files import FileSet
from ui.page import Page
from ui.shell import Item, Shell
from ui.task import Job
from ui.widgets.buttons import Button, Fold
from ui.widgets.drop import choose_files
from ui.widgets.fields import Named
from ui.widgets.layouts import Card, Flow, empty
from ui.widgets.learning.skill_rows import bad_lines, found_row, pack_row, standing_card
from ui.widgets.notes import Note
from ui.widgets.text import heading, muted, title
from wallet import wording
from wallet.errors import WalletError
from wallet.session.skills import Skills
from wallet.wording import skills as words
from wallet.wording import tr

if TYPE_CHECKING:
    from wallet.session import Session
    from wallet.session.skills import Found, Imported, PackInfo, Standing

_TYPING = 250
"""Milliseconds without a key after which a search starts."""
_MOST = 8


class SkillsPage(Page):
    """Search an occupation; without a pack it says how to get one."""

    widest: ClassVar[int | None] = 860

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._items: tuple[Item, ...] = ()
        self._note = Note("", "not_valid")
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self._typed = QTimer(self, singleShot=True, interval=_TYPING)
        self._typed.timeout.connect(self.ask)
        self.search.textChanged.connect(lambda _text: self._typed.start())
        self.name = QLineEdit("ESCO")
        self.brings = Button(tr("Import"), self._import, kind="primary", symbol="import")
        self._bringing = Card(heading(tr("Import this framework")), kind="well", gap=12)
        self._looking = Card(gap=12)
        self._found, self._shown = QVBoxLayout(), QVBoxLayout()
        self._packs, self._bad = QVBoxLayout(), QVBoxLayout()
        self._build()

    def _build(self) -> None:
        self.way_back(tr("Back to the pathways"), "pathways")
        self.body.addWidget(title(tr("Occupations")))
        self.body.addWidget(
            muted(
                tr(
                    "What an occupation asks for, and which of it your credentials show. Only "
                    "verified credentials count."
                )
            )
        )
        self.body.addWidget(self._note)
        self._bringing.inside.addWidget(Named(tr("Name of the framework"), self.name))
        self._bringing.inside.addWidget(Flow(self.brings))
        self._bringing.hide()
        self.body.addWidget(self._bringing)
        self.body.addLayout(self._bad)
        self._looking.inside.addWidget(Named(tr("Search an occupation"), self.search))
        self._looking.inside.addLayout(self._found)
        self.body.addWidget(self._looking)
        self.body.addLayout(self._shown)
        self.body.addLayout(self._packs)
        self.body.addStretch(1)

    def opened(self, **what: object) -> None:
        """Looks which packs are here; ``what`` names nothing."""
        del what
        self._read_packs()

    # --- packs --------------------------------------------------------------------------------

    def _read_packs(self) -> None:
        self.shell.tasks.run(
            self,
            lambda session: (Skills(session).packs(), Skills(session).damaged()),
            lambda found: self._show_packs(*found),
        )

    def _show_packs(self, packs: Sequence[PackInfo], damaged: Sequence[str]) -> None:
        empty(self._packs)
        self._looking.setVisible(bool(packs))
        card = Card(heading(tr("Frameworks on this computer")), gap=12)
        for one in packs:
            card.inside.addWidget(pack_row(one, partial(self._remove, one.id)))
        if damaged:
            card.inside.addWidget(
                Note(tr("A framework here is damaged. Import it again."), "not_valid")
            )
        if not packs:
            card.inside.addWidget(
                muted(
                    tr(
                        "None yet. Fetch the tables (CSV) of ESCO in your language from "
                        "esco.ec.europa.eu, and drop them or their archive here."
                    )
                )
            )
        choose = Button(tr("Choose files"), self._choose, symbol="file")
        card.inside.addWidget(Flow(choose))
        self._packs.addWidget(card)

    def _choose(self) -> None:
        self.take(choose_files(self))

    def take(self, items: Sequence[Item]) -> bool:
        """Tables and archives that are dropped here are a framework to import."""
        if not items:
            return False
        self._items = tuple(items)
        self._bringing.show()
        self.name.setFocus()
        self.name.selectAll()
        return True

    def _import(self) -> None:
        items, name = self._items, self.name.text()

        def work(session: Session, job: Job) -> Imported | None:
            def step(count: int) -> bool:
                job.progress(count, 0)
                return job.cancelled()

            return Skills(session).add(list(FileSet(items)), name, step)

        self._note.tell("")
        self.shell.tasks.run_long(
            self, tr("Reading skills"), work, self._imported, self._failed
        )

    def _imported(self, found: Imported | None) -> None:
        if found is None:
            return
        self._bringing.hide()
        told = words.imported(found.skills, found.occupations, found.bad_count)
        self._note.tell(told, "cannot_tell" if found.bad_count else "verified")
        empty(self._bad)
        if found.bad_count:
            self._bad.addWidget(Fold(tr("Lines that were left out"), lambda: bad_lines(found)))
        self.shell.say(told)
        self._read_packs()

    def _remove(self, pack_id: str) -> None:
        self.shell.tasks.run(
            self,
            lambda session: Skills(session).remove(pack_id),
            lambda _done: self._forgotten(),
            self._failed,
        )

    def _forgotten(self) -> None:
        empty(self._found)
        empty(self._shown)
        self._read_packs()

    # --- looking ------------------------------------------------------------------------------

    def ask(self) -> None:
        """Searches for what stands in the field."""
        text = self.search.text().strip()

        def look(session: Session) -> tuple[tuple[tuple[str, Found], ...], Sequence[str]]:
            return Skills(session).search(text), session.settings().languages

        self.shell.tasks.run(
            self, look, lambda found: self._arrived(text, *found), self._failed
        )

    def _arrived(
        self, text: str, found: Sequence[tuple[str, Found]], languages: Sequence[str]
    ) -> None:
        if text != self.search.text().strip():
            return  # typed on meanwhile
        empty(self._found)
        for pack_id, one in found[:_MOST]:
            shows = self._showing(pack_id, one.uri)
            self._found.addWidget(found_row(one, languages, shows))
        if text and not found:
            self._found.addWidget(muted(tr("Nothing found.")))
        elif len(found) > _MOST:
            self._found.addWidget(muted(tr("There are more. Type another word.")))

    def _showing(self, pack_id: str, uri: str) -> Callable[[], None]:
        return lambda: self.show_occupation(pack_id, uri)

    def show_occupation(self, pack_id: str, uri: str) -> None:
        """What it wants, against the wallet."""
        self.shell.tasks.run(
            self,
            lambda session: (
                Skills(session).standing(pack_id, uri),
                session.settings().languages,
            ),
            lambda found: self._show(*found),
            self._failed,
        )

    def _show(self, standing: Standing, languages: Sequence[str]) -> None:
        self._note.tell("")
        empty(self._found)
        empty(self._shown)
        opens = partial(self.shell.open, "credential")
        self._shown.addWidget(standing_card(standing, languages, lambda name: opens(id=name)))

    def _failed(self, problem: WalletError) -> None:
        told = wording.error(problem.code, problem.facts)
        self._note.tell(told.text, "not_valid")
        self.shell.say(told.meaning)
