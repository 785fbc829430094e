"""Verdict and outcome: symbol, word and colour together, never colour alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from ui.widgets.symbols import Symbol
from ui.widgets.text import Label
from wallet.report import Outcome, VerdictCode
from wallet.wording import outcome_name, verdict_title


def outcome_word(outcome: Outcome) -> str:
    """What one check came to, in a word."""
    return outcome_name(outcome)


def outcome_tone(outcome: Outcome) -> str:
    """The name of its colour."""
    match outcome:
        case Outcome.PASSED:
            return "verified"
        case Outcome.FAILED:
            return "not_genuine"
        case Outcome.INDETERMINATE:
            return "cannot_tell"
        case Outcome.NOT_APPLICABLE:
            return "muted"


class Badge(QFrame):
    """A word with its symbol on the ground of its tone."""

    def __init__(self, symbol: str, word: str, tone: str) -> None:
        super().__init__()
        self.setProperty("kind", "badge")
        self.setProperty("tone", tone)
        self._symbol = Symbol(symbol, tone, 18)
        self._word = Label(word)
        self._word.setWordWrap(False)
        policy = QSizePolicy.Policy
        self._word.setSizePolicy(policy.Minimum, policy.Minimum)
        self.setSizePolicy(policy.Maximum, policy.Maximum)
        across = QHBoxLayout(self)
        across.setContentsMargins(10, 5, 12, 5)
        across.setSpacing(7)
        across.addWidget(self._symbol)
        across.addWidget(self._word)
        self.setAccessibleName(word)


class VerdictBadge(Badge):
    """Check mark, barred circle, question mark or cross."""

    def __init__(self, code: VerdictCode, word: str = "") -> None:
        super().__init__(code.value, word or verdict_title(code), code.value)


class OutcomeMark(QWidget):
    """The outcome of one check: symbol and word."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        tone = outcome_tone(outcome)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(6)
        across.addWidget(Symbol(outcome.value, tone, 18), 0, Qt.AlignmentFlag.AlignTop)
        word = Label(outcome_word(outcome), "strong", tone=tone)
        across.addWidget(word, 1)
