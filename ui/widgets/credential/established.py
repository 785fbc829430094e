"""What was established about a credential on an earlier day, beside what can be told today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.shell import Shell
from ui.widgets.credential.accreditation import AccreditationLine
from ui.widgets.layouts import Card
from ui.widgets.text import Label, muted
from wallet import report_json, wording
from wallet.report import Check, Role, Verdict, VerdictCode, VerificationReport
from wallet.wording import tr
from wallet.wording.dates import day

if TYPE_CHECKING:
    from wallet.session import DatedReport, Judged, Session


class Established(QWidget):
    """Asks the vault for the history; empty unless an earlier day tells more than today."""

    def __init__(self, shell: Shell, judged: Judged) -> None:
        super().__init__()
        self._today = judged.report
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        credential_id = judged.credential_id

        def ask(session: Session) -> tuple[DatedReport, ...]:
            return session.history(credential_id)

        self.hide()
        shell.tasks.run(self, ask, self._arrived)

    def _arrived(self, history: tuple[DatedReport, ...]) -> None:
        found = report_json.established(history, self._today)
        if found is not None:
            self._inside.addWidget(_card(found))
            self.show()


def _card(then: VerificationReport) -> Card:
    card = Card(gap=8)
    title = tr("As established on {date}", date=day(then.verified_at))
    card.inside.addWidget(Label(title, "heading"))
    card.inside.addWidget(
        muted(
            tr(
                "That day's answer, kept in this wallet with what it rested on. It does not "
                "change what can be told today."
            )
        )
    )
    proof = then.find(Check.PROOF)
    if then.stands() and proof is not None:
        verified = Verdict(code=VerdictCode.VERIFIED, deciding=proof)
        card.inside.addWidget(Label(wording.verdict(verified, then, Role.HOLDER).sentence))
    if then.accreditation.at_award == "yes":
        card.inside.addWidget(AccreditationLine(then, Role.HOLDER))
    return card
