"""Backups that are made by themselves: where, how often, how many."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.shell import Shell
from ui.widgets.buttons import Button
from ui.widgets.fields import Named, combo
from ui.widgets.layouts import Card, Flow
from ui.widgets.notes import Note
from ui.widgets.text import breakable, heading, muted, small
from wallet import wording
from wallet.errors import WalletError
from wallet.wording import ntr, tr

if TYPE_CHECKING:
    from wallet.session.backups import Plan

_DAYS = (1, 7, 30)
_KEEP = (3, 5, 10)


def choose_folder(owner: QWidget, question: str) -> Path | None:
    """A folder of the person's choice."""
    from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 - hardly ever needed

    chosen = QFileDialog.getExistingDirectory(owner, question)
    return Path(chosen) if chosen else None


class PlanCard(Card):
    """In force at once; there is no save button."""

    def __init__(self, shell: Shell, plan: Plan | None) -> None:
        super().__init__(gap=14)
        self._shell = shell
        self._plan = plan
        self._note = Note("", "not_valid")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(14)
        self.inside.addWidget(heading(tr("Backups made by themselves")))
        self.inside.addLayout(self._rows)
        self.inside.addWidget(self._note)
        if plan is None:
            self._offer()
        else:
            self._choices(plan)

    def _offer(self) -> None:
        self._rows.addWidget(
            muted(
                tr(
                    "While the wallet is open, Tessera makes a backup when one is due. Choose "
                    "a folder on another disk, or one that you copy elsewhere anyway."
                )
            )
        )
        button = Button(tr("Choose a folder for them"), self._choose, symbol="folder")
        self._rows.addWidget(Flow(button))

    def _choices(self, plan: Plan) -> None:
        self._rows.addWidget(small(breakable(str(plan.folder)), data=True))
        days = combo(
            [
                (ntr("Every day", "Every {n} days", one), one)
                for one in sorted({*_DAYS, plan.every_days})
            ],
            plan.every_days,
            "",
        )
        days.activated.connect(
            lambda _index: self._keep(replace(plan, every_days=days.currentData()))
        )
        keep = combo(
            [
                (ntr("The newest one", "The newest {n}", one), one)
                for one in sorted({*_KEEP, plan.keep})
            ],
            plan.keep,
            "",
        )
        keep.activated.connect(
            lambda _index: self._keep(replace(plan, keep=keep.currentData()))
        )
        self._rows.addWidget(Named(tr("How often"), days))
        self._rows.addWidget(
            Named(
                tr("How many to keep"),
                keep,
                tr("Older ones are deleted. Backups that you make yourself never are."),
            )
        )
        self._rows.addWidget(
            Flow(
                Button(tr("Choose another folder"), self._choose, symbol="folder"),
                Button(tr("Stop making them"), lambda: self._keep(None), kind="quiet"),
            )
        )

    def _choose(self) -> None:
        folder = choose_folder(self, tr("Where shall backups go?"))
        if folder is not None:
            self.choose(folder)

    def choose(self, folder: Path) -> None:
        """Has backups made in this folder."""
        from wallet.session.backups import Plan  # noqa: PLC0415 - loaded by the vault thread

        old = self._plan
        self._keep(Plan(folder=folder) if old is None else replace(old, folder=folder))

    def _keep(self, plan: Plan | None) -> None:
        self._shell.tasks.change(
            self, lambda session: session.backups.set_plan(plan), self._kept, self._failed
        )

    def _kept(self, _changes: object) -> None:
        self._shell.quiet_changed.emit()

    def _failed(self, problem: WalletError) -> None:
        words = wording.error(problem.code, problem.facts)
        self._note.tell(words.text, "not_valid")
