"""The checks of a report, in their order: outcome, sentence, what it looked at, how old."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.badges import OutcomeMark
from ui.widgets.layouts import line
from ui.widgets.text import Label, small
from ui.words import moment_words
from wallet import wording
from wallet.report import Finding, Role
from wallet.wording import tr


class FindingList(QWidget):
    """One block a finding; words for the holder or for the receiver."""

    def __init__(self, findings: Iterable[Finding], role: Role) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        for number, finding in enumerate(findings):
            if number:
                inside.addWidget(line())
            inside.addWidget(_block(finding, role))


def _block(finding: Finding, role: Role) -> QWidget:
    words = wording.finding(finding, role)
    block = QWidget()
    down = QVBoxLayout(block)
    down.setContentsMargins(0, 0, 0, 0)
    down.setSpacing(3)
    down.addWidget(Label(wording.check_name(finding.check), "strong"))
    down.addWidget(OutcomeMark(finding.outcome))
    down.addWidget(Label(words.meaning))
    if words.advice:
        down.addWidget(Label(words.advice, "muted"))
    if finding.as_of is not None:
        down.addWidget(small(tr("Evidence of {date}", date=moment_words(finding.as_of))))
    return block
