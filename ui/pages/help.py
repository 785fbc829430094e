"""Words, promises, first steps and keys, on one page."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from ui.page import Page
from ui.shell import Shell
from ui.widgets.badges import VerdictBadge
from ui.widgets.buttons import Button, Fold
from ui.widgets.glossary import entries
from ui.widgets.layouts import Card
from ui.widgets.text import Label, heading, title
from wallet.report import VerdictCode
from wallet.wording import tr

_ROOM = 120
"""Pixels that are to be seen around an entry."""


class HelpPage(Page):
    """``shell.open("help", word=...)`` opens an entry; nothing here needs the wallet."""

    widest: ClassVar[int | None] = 860

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.words = {
            key: Fold(word, partial(Label, meaning))
            for key, (word, meaning) in entries().items()
        }
        self.body.addWidget(title(tr("Help")))
        self.body.addWidget(Card(heading(tr("What the words mean")), _verdicts(), gap=12))
        self.body.addWidget(self._tasks())
        self.body.addWidget(Card(heading(tr("Glossary")), *self.words.values(), gap=2))
        self.body.addWidget(Card(heading(tr("What we promise")), *_promises(), gap=10))
        self.body.addWidget(Card(heading(tr("By keyboard")), _keys(), gap=12))
        self.body.addStretch(1)

    def opened(self, **what: object) -> None:
        """Opens the entry of a word, and brings it into sight."""
        wanted = what.get("word")
        entry = self.words.get(wanted) if isinstance(wanted, str) else None
        if entry is None:
            return
        for fold in self.words.values():
            fold.button.setChecked(fold is entry)
        entry.button.setFocus()
        QTimer.singleShot(0, entry, lambda: self._to(entry))

    def _to(self, entry: Fold) -> None:
        for area in self.findChildren(QScrollArea):
            area.ensureWidgetVisible(entry, 0, _ROOM)

    def _tasks(self) -> Card:
        card = Card(heading(tr("How do I ...")), gap=10)
        table = QGridLayout()
        table.setHorizontalSpacing(16)
        table.setColumnStretch(0, 1)
        card.inside.addLayout(table)
        for words, name, key in (
            (
                tr("Bring in a credential: drop its file on this window, anywhere."),
                tr("Credentials"),
                "credentials",
            ),
            (
                tr("Show it to somebody: you see exactly what they will see before it leaves."),
                tr("Share"),
                "share",
            ),
            (
                tr("Check what somebody sent me: no wallet is needed for that."),
                tr("Check"),
                "check",
            ),
            (
                tr("Get from “cannot tell” to an answer: add a list of those you trust."),
                tr("Trust"),
                "trust",
            ),
            (
                tr("Lose nothing if this computer dies: make a backup."),
                tr("Backups"),
                "backups",
            ),
        ):
            go = Button(name, partial(self.shell.open, key))
            go.setAccessibleDescription(words)
            table.addWidget(Label(words), table.rowCount(), 0)
            table.addWidget(go, table.rowCount() - 1, 1)
        return card


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
        ("Alt+↑  Alt+↓", tr("Move a credential in a collection")),
        ("Alt+←", tr("Back")),
        ("Ctrl+Z", tr("Take back, while a pathway is written")),
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
