"""Asks whether the programme that a register names is the one of this credential."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ui.shell import Shell
from ui.widgets.buttons import Button
from ui.widgets.layouts import Card, Flow
from ui.widgets.text import Label, heading, muted
from wallet.wording import tr
from wallet.wording.dates import day

if TYPE_CHECKING:
    from wallet.session import Changes, Judged, Session

_MOST = 5


class ProgrammeQuestion(Card):
    """Hidden unless a name is all that the register and the credential have in common."""

    def __init__(self, shell: Shell, judged: Judged) -> None:
        super().__init__(gap=10)
        self._shell = shell
        self._id = judged.credential_id
        from wallet.session.looking import programmes_asked  # noqa: PLC0415 - loads the store

        rows = programmes_asked(judged)
        self.setVisible(bool(rows))
        if not rows:
            return
        self.inside.addWidget(heading(tr("Is this the programme that was reviewed?")))
        self.inside.addWidget(
            muted(
                tr(
                    "The register knows a programme of this name. A name alone proves "
                    "nothing: compare it with your diploma supplement, or ask the institution."
                )
            )
        )
        for row in rows[:_MOST]:
            self._ask(row)

    def _ask(self, row: Mapping[str, Any]) -> None:
        name = str(row["programme"])
        line = Card(kind="well", gap=6)
        line.inside.addWidget(Label(name, "strong", data=True))
        line.inside.addWidget(
            Label(
                tr(
                    "Reviewed by {agency}, {start} to {end}.",
                    agency=row["agency_name"],
                    start=day(str(row["from"])),
                    end=day(str(row["to"])),
                ),
                data=True,
            )
        )
        go = Button(tr("Yes, it is this one"), lambda: self._say_so(row), symbol="check")
        go.setAccessibleName(tr("Yes, it is {name}", name=name))
        line.inside.addWidget(Flow(go))
        self.inside.addWidget(line)

    def _say_so(self, row: Mapping[str, Any]) -> None:
        mine, decision, name = self._id, str(row["decision"]), str(row["programme"])

        def say_so(session: Session) -> Changes:
            from wallet.session.looking import confirm_programme  # noqa: PLC0415 - the vault thread's

            return confirm_programme(session, mine, decision, name)

        self._shell.tasks.change(self, say_so)
