"""On Home, only where it matters: the wallet has changed and no backup holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.shell import Shell
from ui.widgets.buttons import Button
from ui.widgets.layouts import Card, Flow, row
from ui.widgets.symbols import Symbol
from ui.widgets.text import Label, muted
from ui.words import moment_words
from wallet.wording import tr

if TYPE_CHECKING:
    from wallet.session.backups import Standing


class BackupNotice(Card):
    """Not there until there is something to say."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(gap=6)
        self._shell = shell
        self.hide()
        shell.tasks.run(self, lambda session: session.backups.standing(), self._show)

    def _show(self, standing: Standing) -> None:
        if not standing.is_old:
            return
        words, advice = tr("There is no backup of this wallet."), ""
        if standing.last is not None:
            words = tr(
                "The last backup is of {day}, and the wallet has changed since.",
                day=moment_words(standing.last),
            )
        advice = tr("If this computer is lost or breaks, what is not backed up is gone.")
        if standing.plan is not None:
            advice = tr("The folder for backups may not be there. Plug the stick or disk in.")
        self.inside.addLayout(row(Symbol("warning", "not_valid", 24), Label(words, "strong")))
        self.inside.addWidget(muted(advice))
        show = Button(tr("Backups"), lambda: self._shell.open("backups"), symbol="export")
        self.inside.addWidget(Flow(show))
        self.show()
