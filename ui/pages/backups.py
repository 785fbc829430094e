"""Backups: how the wallet stands, one made now, made by themselves, tried out, deleted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QVBoxLayout

from ui.page import Page
from ui.shell import Shell
from ui.widgets.backups.kept import BackupRow
from ui.widgets.backups.plan import PlanCard, choose_folder
from ui.widgets.backups.trial import TrialCard
from ui.widgets.buttons import Button
from ui.widgets.layouts import Card, Flow, row
from ui.widgets.notes import Note
from ui.widgets.symbols import Symbol
from ui.widgets.text import heading, muted, title
from ui.words import moment_words
from wallet import wording
from wallet.errors import WalletError
from wallet.wording import tr

if TYPE_CHECKING:
    from wallet.session import Session
    from wallet.session.backups import KeptBackup, Made, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What the vault told at one look."""

    standing: Standing
    backups: tuple[KeptBackup, ...]


def _look(session: Session) -> _Found:
    """On the vault thread."""
    backups = session.backups.list()
    return _Found(standing=session.backups.standing(), backups=backups)


class BackupsPage(Page):
    """Looks again whenever something about backups changed."""

    widest: ClassVar[int | None] = 760

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._place = QVBoxLayout()
        self._place.setSpacing(16)
        self._note = Note("", "not_valid")
        self._trial = TrialCard(shell)
        self.way_back(tr("Settings"), "settings")
        self.body.addWidget(title(tr("Backups")))
        self.body.addWidget(
            muted(
                tr(
                    "A backup is one encrypted file with everything in it. It opens with the "
                    "passphrase or the recovery words that the wallet has on that day. Keep "
                    "one on another disk or a stick."
                )
            )
        )
        self.body.addWidget(self._note)
        self.body.addLayout(self._place)
        self.body.addWidget(self._trial)
        self.body.addStretch(1)

    def opened(self, **_what: object) -> None:
        """Looks."""
        self.shell.tasks.run(self, _look, self._show)

    def refresh(self, changes: object) -> None:
        """Looks again."""
        if "backups" in getattr(changes, "areas", ()):
            self.opened()

    def _show(self, found: _Found) -> None:
        while (item := self._place.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._place.addWidget(self._standing(found.standing))
        self._place.addWidget(PlanCard(self.shell, found.standing.plan))
        if found.backups:
            self._place.addWidget(self._list(found.backups))

    def _standing(self, standing: Standing) -> Card:
        tone, words, advice = _standing_words(standing)
        symbol = {"verified": "verified", "accent": "info"}.get(tone, "warning")
        card = Card(gap=12)
        card.inside.addLayout(row(Symbol(symbol, tone, 28), heading(words), gap=12))
        card.inside.addWidget(muted(advice))
        make = Button(tr("Make a backup now"), self._make, kind="primary", symbol="export")
        card.inside.addWidget(Flow(make))
        return card

    def _list(self, backups: tuple[KeptBackup, ...]) -> Card:
        card = Card(gap=14)
        card.inside.addWidget(heading(tr("Backups of this wallet")))
        if any(one.may_hold_erased for one in backups):
            card.inside.addWidget(
                Note(
                    tr(
                        "Something that you erased may still be in the backups marked below. "
                        "Delete them once you have a newer one."
                    ),
                    "not_valid",
                )
            )
        for one in backups:
            card.inside.addWidget(BackupRow(self.shell, one, self._trial.ask))
        return card

    def _make(self) -> None:
        folder = choose_folder(self, tr("Where shall the backup go?"))
        if folder is not None:
            self.make_in(folder)

    def make_in(self, folder: Path) -> None:
        """Makes a backup in this folder."""
        self._note.tell("")

        def make(session: Session) -> Made:
            return session.backups.make(folder)

        self.shell.tasks.run_long(
            self,
            tr("Making a backup"),
            lambda session, _job: make(session),
            self._made,
            self._failed,
        )

    def _made(self, made: Made) -> None:
        self._note.tell(
            tr(
                "{file} was made, read back and compared. Keep it safe.",
                file=made.backup.path.name,
            ),
            "verified",
        )
        self.shell.tasks.changed.emit(made.changes)

    def _failed(self, problem: WalletError) -> None:
        words = wording.error(problem.code, problem.facts)
        self._note.tell(words.text, "not_valid")


def _standing_words(standing: Standing) -> tuple[str, str, str]:
    if standing.last is None:
        return (
            "not_valid",
            tr("There is no backup of this wallet"),
            tr("If this computer is lost or breaks, everything in the wallet is gone."),
        )
    made = tr("The newest backup is of {day}.", day=moment_words(standing.last))
    if not standing.changed:
        return "verified", tr("Everything is backed up"), made
    return (
        "not_valid" if standing.is_old else "accent",
        tr("The wallet has changed since the last backup"),
        made,
    )
