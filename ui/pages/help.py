"""Keys, words and promises, on one page."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QGridLayout, QWidget

from ui.page import Page
from ui.shell import Shell
from ui.widgets.badges import VerdictBadge
from ui.widgets.layouts import Card
from ui.widgets.text import Label, heading, title
from wallet.report import VerdictCode
from wallet.wording import tr


class HelpPage(Page):
    """Nothing here needs the wallet."""

    widest: ClassVar[int | None] = 860

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.body.addWidget(title(tr("Help")))
        self.body.addWidget(Card(heading(tr("What the words mean")), _verdicts(), gap=12))
        self.body.addWidget(Card(heading(tr("What we promise")), *_promises(), gap=10))
        self.body.addWidget(Card(heading(tr("By keyboard")), _keys(), gap=12))
        self.body.addStretch(1)


def _verdicts() -> QWidget:
    meanings = (
        (
            VerdictCode.VERIFIED,
            tr("Signed by an issuer whom somebody you trust names; nothing was changed since."),
        ),
        (
            VerdictCode.NOT_VALID,
            tr("It is genuine, but it has ended, or its issuer took it back."),
        ),
        (
            VerdictCode.CANNOT_TELL,
            tr(
                "Something is missing to decide, often a list of known issuers. Not a bad sign."
            ),
        ),
        (
            VerdictCode.NOT_GENUINE,
            tr("It was changed after it was signed, or somebody else signed it."),
        ),
    )
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(12)
    grid.setColumnStretch(1, 1)
    for index, (code, meaning) in enumerate(meanings):
        grid.addWidget(VerdictBadge(code), index, 0)
        grid.addWidget(Label(meaning), index, 1)
    return table


def _promises() -> tuple[Label, ...]:
    return (
        Label(tr("Nothing leaves this computer unless you send it.")),
        Label(tr("What you put in comes out again, byte for byte.")),
        Label(tr("What cannot be checked is never shown as good.")),
    )


def _keys() -> QWidget:
    keys = (
        ("Ctrl+1 … Ctrl+7", tr("The pages of the side bar")),
        ("Ctrl+K", tr("Go to any page, action or credential by typing its name")),
        ("Ctrl+F", tr("Search")),
        ("Ctrl+O", tr("Bring in files")),
        ("Ctrl+V", tr("Bring in what was copied")),
        ("Ctrl+L", tr("Lock the wallet")),
        ("F1", tr("This page")),
    )
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(1, 1)
    for index, (key, meaning) in enumerate(keys):
        name = Label(key, "strong", data=True)
        name.setWordWrap(False)
        grid.addWidget(name, index, 0)
        grid.addWidget(Label(meaning), index, 1)
    return table
