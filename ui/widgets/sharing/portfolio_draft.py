"""A portfolio in the form of others, before it leaves: what it shows, what it leaves out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from ui.theme import GRID
from ui.widgets.buttons import Button, Fold
from ui.widgets.layouts import Card, Flow
from ui.widgets.sharing.disclosure import Preview
from ui.widgets.text import Label, heading, mark_data, muted
from ui.words import spoken
from wallet.wording import exchange as words
from wallet.wording import ntr, tr

if TYPE_CHECKING:
    from wallet.session import DisclosurePlan
    from wallet.session.exports import Draft

PDF = "pdf"
_LONGEST = 200_000
"""Characters of a file that are shown; what is longer is mostly base64."""
_LINES = 16


def forms() -> list[tuple[str, object]]:
    """The name of each form and its key, the one to read and print first."""
    return [
        (tr("PDF to read, print and check"), PDF),
        (tr("Learner record for other wallets (CLR 2.0)"), "clr"),
        (tr("European document (ELM, JSON)"), "elm"),
        (tr("Web page to read and print (HTML)"), "html"),
        (tr("Table for spreadsheets (CSV)"), "csv"),
    ]


def meaning(form: str) -> str:
    """What whoever receives it can do with it."""
    return {
        PDF: tr("Whoever has it can check every credential."),
        "clr": tr(
            "Other wallets read it and can check each credential in it. You sign the whole."
        ),
        "elm": tr("Europass and others read it. The credentials are attached as they are."),
        "html": tr("Any browser shows it. It proves nothing by itself."),
        "csv": tr("Any spreadsheet opens it. It proves nothing by itself."),
    }[form]


class DraftCard(Card):
    """Exactly what leaves; ``makes`` saves it."""

    def __init__(
        self, draft: Draft, languages: Sequence[str], release: Callable[[], object]
    ) -> None:
        super().__init__(heading(tr("Whoever has the file will see")), kind="well", gap=10)
        for plan in draft.plans:
            for one in plan.credentials:
                count = ntr("{n} fact", "{n} facts", len(one.facts))
                shown = Fold(
                    f"{spoken(one.titles, languages)}: {count}",
                    partial(_plan, plan, languages),
                )
                mark_data(shown.button)
                self.inside.addWidget(shown)
        if draft.own:
            own = ntr(
                "{n} entry of your own, marked as yours",
                "{n} entries of your own, marked as yours",
                len(draft.own),
            )
            self.inside.addWidget(Label(own))
        if draft.left:
            self.inside.addWidget(Label(tr("What this form leaves out"), "caps"))
        told = {words.named(one.name): words.why(one.reason) for one in draft.left}
        for name, why in told.items():
            self.inside.addWidget(muted(tr("{name}: {why}", name=name, why=why), data=True))
        self.inside.addWidget(
            Fold(tr("The file itself, as it will leave"), partial(_file, draft.data))
        )
        self.makes = Button(tr("Save the file"), release, kind="primary", symbol="export")
        self.inside.addWidget(Flow(self.makes))


def _plan(plan: DisclosurePlan, languages: Sequence[str]) -> QWidget:
    made = Preview()
    made.show_plan(plan, languages)
    return made


def _file(data: bytes) -> QWidget:
    made = QWidget()
    made.setProperty("kind", "clear")
    down = QVBoxLayout(made)
    down.setContentsMargins(0, 0, 0, 0)
    down.setSpacing(GRID)
    text = data.decode("utf-8-sig")
    shown = QPlainTextEdit(text[:_LONGEST])
    shown.setReadOnly(True)
    shown.setProperty("kind", "mono")
    shown.setAccessibleName(tr("The file itself, as it will leave"))
    shown.setTabChangesFocus(True)
    shown.setMinimumHeight(shown.fontMetrics().lineSpacing() * _LINES)
    if len(text) > _LONGEST:
        down.addWidget(muted(tr("Only its beginning is shown here; it is very long.")))
    down.addWidget(shown)
    return made
