"""Which elements of the EU standard a credential has, and what to ask its issuer for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from ui.widgets.buttons import Button
from ui.widgets.layouts import Flow
from ui.widgets.symbols import Symbol
from ui.widgets.text import Label, muted
from wallet.wording import tr
from wallet.wording.elements import asking, element_name, state_name

if TYPE_CHECKING:
    from wallet.credential import Completeness

_STATE_SYMBOLS = {
    "present": ("passed", "verified"),
    "partial": ("indeterminate", "cannot_tell"),
    "derived": ("indeterminate", "cannot_tell"),
    "missing": ("failed", "not_valid"),
    "not_applicable": ("not_applicable", "muted"),
}


def elements_words(completeness: Sequence[Completeness]) -> str:
    """Such as "EU standard elements: 9 of 11"."""
    present = sum(1 for one in completeness if one.state in {"present", "not_applicable"})
    total = len(completeness)
    return tr("EU standard elements: {present} of {total}", present=present, total=total)


class Elements(QWidget):
    """Each element with its state in symbol and word, and the sentence for the issuer."""

    def __init__(
        self, completeness: Sequence[Completeness], title: str, copy: Callable[[str], object]
    ) -> None:
        super().__init__()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(12)
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        for one in completeness:
            symbol, tone = _STATE_SYMBOLS.get(one.state, ("indeterminate", "muted"))
            words = tr(
                "{element}: {state}",
                element=element_name(one.element),
                state=state_name(one.state),
            )
            form.addRow(Symbol(symbol, tone, 18), Label(words))
        down.addLayout(form)
        sentence = asking(completeness, title)
        if sentence:
            down.addWidget(muted(tr("To ask the issuer for what is missing:")))
            down.addWidget(Label(sentence, data=True))
            down.addWidget(
                Flow(Button(tr("Copy the request"), lambda: copy(sentence), symbol="copy"))
            )
