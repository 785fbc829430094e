"""Only what needs attention, as sentences with one button each; else "All is well"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.models.library import LibraryModel
from ui.page import Page
from ui.shell import Shell
from ui.widgets.backups.notice import BackupNotice
from ui.widgets.badges import VerdictBadge
from ui.widgets.buttons import Button, Fold
from ui.widgets.drop import choose_files
from ui.widgets.layouts import Card, Flow, row
from ui.widgets.library.attention import Need, need, notice_card
from ui.widgets.pathways.progress import PathwayProgress
from ui.widgets.symbols import Symbol
from ui.widgets.text import Label, heading, muted, title
from ui.words import aged_words, line_words
from wallet.session import LibraryQuery, LibraryRow, Notice, Session
from wallet.session.attention import Concern, Line
from wallet.wording import ntr, tr

_MOST = 8
"""Lines told at once: more would be a list, and lists are elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What the vault told at one look."""

    total: int
    lines: tuple[Line, ...]
    notices: tuple[Notice, ...]
    newest: LibraryRow | None
    languages: tuple[str, ...]


def look(session: Session) -> Situation:
    """On the vault thread."""
    newest = session.page(LibraryQuery(), size=1).rows
    return Situation(
        total=session.count(LibraryQuery()),
        lines=session.attention.lines(),
        notices=session.notices,
        newest=newest[0] if newest else None,
        languages=session.settings().languages,
    )


class HomePage(Page):
    """Looks again whenever it is opened or something changed."""

    widest: ClassVar[int | None] = 860

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._place = QVBoxLayout()
        self._place.setSpacing(14)
        self.body.addWidget(title(tr("Home")))
        self.body.addLayout(self._place)
        self.body.addStretch(1)

    def opened(self, **_what: object) -> None:
        """Looks."""
        self.shell.tasks.run(self, look, self._show)

    def refresh(self, changes: object) -> None:
        """Looks again."""
        if changes is not None:
            self.opened()

    def _show(self, found: Situation) -> None:
        while (item := self._place.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        needs = [*map(notice_card, found.notices), *self._needs(found)]
        for one in needs:
            self._place.addWidget(one)
        if found.total == 0:
            self._place.addWidget(self._first())
            return
        if not needs:
            self._place.addWidget(_well(found.total))
        if found.newest is not None:
            self._place.addWidget(self._newest(found.newest, found.languages))
        self._place.addWidget(PathwayProgress(self.shell))
        self._place.addWidget(self._suggestions())

    def _needs(self, found: Situation) -> list[QWidget]:
        cards: list[QWidget] = []
        for line in found.lines[:_MOST]:
            if line.concern is Concern.BACKUP:  # waving this one away would be dangerous
                cards.append(BackupNotice(self.shell))
            else:
                cards.append(Need(self.shell, need(line, found.languages), self._dismiss(line)))
        left = len(found.lines) - _MOST
        if left > 0:
            words = ntr(
                "{n} more thing needs attention: it comes here when these are done.",
                "{n} more things need attention: they come here when these are done.",
                left,
            )
            cards.append(muted(words))
        return cards

    def _dismiss(self, line: Line) -> Callable[[], object]:
        about = None if line.row is None else line.row.credential_id
        return lambda: self.shell.tasks.change(
            self, lambda session: session.attention.dismiss(line.key, about)
        )

    # --- the rest -----------------------------------------------------------------------------

    def _first(self) -> Card:
        card = Card(gap=12)
        card.inside.addLayout(
            row(
                Symbol("import", "accent", 28),
                heading(tr("Bring in your first credential")),
                gap=12,
            )
        )
        for step in (
            tr(
                "Drop files on this window, paste them, or choose them. You see what is in "
                "them before anything is kept."
            ),
            tr("Tessera checks them on this computer and says in a sentence what it found."),
            tr("Then make a backup, so that nothing is lost if this computer dies."),
        ):
            card.inside.addWidget(muted(step))
        card.inside.addWidget(
            Flow(
                Button(tr("Choose files"), self._import, kind="primary", symbol="import"),
                Button(
                    tr("Find my identifier for an issuer"),
                    lambda: self.shell.open("settings"),
                    symbol="key",
                ),
                Button(tr("Help"), lambda: self.shell.open("help"), symbol="help"),
            )
        )
        card.inside.addWidget(Fold(tr("I have no credential yet"), _none_yet))
        return card

    def _newest(self, newest: LibraryRow, languages: tuple[str, ...]) -> Card:
        words = LibraryModel(lambda _query, _after, _done: None, self)
        words.languages = languages
        card = Card(gap=6)
        card.inside.addWidget(Label(tr("Newest here"), "caps"))
        card.inside.addWidget(heading(words.title(newest), data=True))
        card.inside.addWidget(Flow(VerdictBadge(newest.verdict)))
        awarded = aged_words(newest.award_date) if newest.proven else ""
        card.inside.addWidget(muted(line_words(words.issuer(newest), awarded), data=True))
        show = Button(
            tr("Show it"), lambda: self.shell.open("credential", id=newest.credential_id)
        )
        card.inside.addWidget(Flow(show))
        return card

    def _suggestions(self) -> Card:
        card = Card(gap=10)
        card.inside.addWidget(heading(tr("What you can do")))
        card.inside.addWidget(
            Flow(
                Button(tr("Bring in more"), self._import, symbol="import"),
                Button(
                    tr("Show one to somebody"), lambda: self.shell.open("share"), symbol="share"
                ),
                Button(
                    tr("See what they add up to"),
                    lambda: self.shell.open("pathways"),
                    symbol="pathways",
                ),
            )
        )
        return card

    def _import(self) -> None:
        items = choose_files(self)
        if items:
            self.shell.bring_in(items)


def _none_yet() -> Label:
    return Label(
        tr(
            "Ask your school, university or course for a digital credential that you can "
            "download, such as an Open Badge or a European Digital Credential. A badge "
            "picture, a sealed PDF or a file from another wallet will do too. Until then you "
            "can write down your own learning: Credentials, Add your own."
        )
    )


def _well(total: int) -> Card:
    words = ntr("{n} credential, nothing to do.", "{n} credentials, nothing to do.", total)
    card = Card(gap=6)
    card.inside.addLayout(
        row(Symbol("verified", "verified", 28), heading(tr("All is well")), gap=12)
    )
    card.inside.addWidget(muted(words))
    return card
