"""Accreditation on screen: a line of its own under the verdict, and what it rests on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.buttons import Button, Fold
from ui.widgets.layouts import Flow
from ui.widgets.symbols import Symbol
from ui.widgets.text import Label, muted, small
from wallet import wording
from wallet.report import Accreditation, Check, Outcome, Role, VerificationReport
from wallet.wording import tr

LookUp: TypeAlias = Callable[[str, str, date | None], object]
"""Gets the bundle's digest, the id of an institution in it, and the day of the award."""
_NO_REGISTER = "no_register"
_DRAWN = {
    Outcome.PASSED: ("seal", "seal"),
    Outcome.FAILED: ("warning", "not_valid"),
    Outcome.INDETERMINATE: ("seal", "muted"),
    Outcome.NOT_APPLICABLE: ("seal", "muted"),
}
"""Symbol and tone: only a yes is drawn as a seal in its own colour."""


class AccreditationLine(QWidget):
    """The code in words, both answers, the sentence, the next step; and a fold for the rest."""

    def __init__(
        self, report: VerificationReport, role: Role, look_up: LookUp | None = None
    ) -> None:
        super().__init__()
        told, found = wording.accreditation(report, role), report.find(Check.ACCREDITATION)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        if told is None or found is None:
            return
        if report.accreditation.code == _NO_REGISTER:
            across.addWidget(Symbol("seal", "muted"), 0, Qt.AlignmentFlag.AlignTop)
            across.addWidget(muted(f"{told.meaning} {told.advice}".strip()), 1)
            return
        symbol, tone = _DRAWN[found.outcome]
        across.addWidget(Symbol(symbol, tone), 0, Qt.AlignmentFlag.AlignTop)
        down = QVBoxLayout()
        down.setSpacing(4)
        down.addWidget(Label(told.title, "strong", tone="" if tone == "muted" else tone))
        if told.answers and not _is_titled(report.accreditation):
            down.addWidget(Label(told.answers))
        down.addWidget(Label(told.meaning, data=True))
        if told.advice:
            down.addWidget(muted(told.advice))
        if told.rests_on:
            down.addWidget(Fold(tr("What this rests on"), lambda: _rows(told.rests_on)))
        if look_up is not None and (where := _registered(report)) is not None:
            go = Button(
                tr("See it in the register"),
                lambda: look_up(*where),
                kind="quiet",
                symbol="building",
            )
            down.addWidget(Flow(go))
        across.addLayout(down, 1)


def _is_titled(told: Accreditation) -> bool:
    """Whether the title gives both answers already."""
    if told.code == "accredited":
        return told.now in {"yes", "unknown"}
    return told.code in {"accredited_then_lapsed", "accredited_then_withdrawn"}


def _registered(report: VerificationReport) -> tuple[str, str, date | None] | None:
    """Where the institution stands that the key is bound to, and when it awarded this."""
    told = report.accreditation
    row = next((one for one in told.evidence if one.get("role") == "binding"), None)
    if row is None:
        return None
    written = told.facts.get("award_from")
    day = date.fromisoformat(written) if isinstance(written, str) else None
    return str(row["bundle_sha256"]), str(row["institution"]), day


def _rows(rests_on: tuple[str, ...]) -> QWidget:
    block = QWidget()
    down = QVBoxLayout(block)
    down.setContentsMargins(0, 0, 0, 0)
    down.setSpacing(6)
    for one in rests_on:
        down.addWidget(small(one, data=True))
    return block
