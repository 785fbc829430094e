"""The first credential that came in: what was found out about it, and how to read that."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QVBoxLayout

from ui.page import Page
from ui.shell import Shell
from ui.widgets.badges import OutcomeMark
from ui.widgets.buttons import Button
from ui.widgets.credential.verdicts import CredentialHead
from ui.widgets.glossary import Explained
from ui.widgets.layouts import Card, Flow, empty
from ui.widgets.text import Label, heading, muted, title
from wallet import wording
from wallet.report import Check, Outcome, Role, VerdictCode
from wallet.session.looking import Around, around
from wallet.wording import tr

if TYPE_CHECKING:
    from wallet.report import Finding
    from wallet.session import Judged, Session

_ASKED = (
    (Check.PROOF, "signed"),
    (Check.ISSUER_IDENTITY, "issuer"),
    (Check.STATUS, "revoked"),
)
"""The questions to ask of every credential, and the word that explains each."""


class FirstCredentialPage(Page):
    """``shell.open("first_credential", id=...)``, once in the life of a wallet."""

    widest: ClassVar[int | None] = 820

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._id = ""
        self._place = QVBoxLayout()
        self._place.setSpacing(14)
        self.body.addWidget(title(tr("Your first credential")))
        self.body.addWidget(
            muted(
                tr(
                    "It was checked here, on this computer. This is what was found, and how to "
                    "read it. Every other credential is read in the same way."
                )
            )
        )
        self.body.addLayout(self._place)
        self.body.addStretch(1)

    def opened(self, **what: object) -> None:
        """Shows what was found about that credential."""
        wanted = what.get("id")
        if isinstance(wanted, str):
            self._id = wanted
        self._look()

    def refresh(self, changes: object) -> None:
        """It may have been judged anew."""
        if changes is not None:
            self._look()

    def _look(self) -> None:
        wanted = self._id

        def ask(session: Session) -> tuple[Around, tuple[str, ...]]:
            return around(session, wanted), session.settings().languages

        if wanted:
            self.shell.tasks.run(self, ask, lambda found: self._show(*found))

    def _show(self, found: Around, languages: tuple[str, ...]) -> None:
        empty(self._place)
        judged = found.judged
        head = CredentialHead(judged, languages, Role.HOLDER, found.claimed)
        self._place.addWidget(Card(head))
        asked = Card(heading(tr("Three questions to ask of every credential")), gap=14)
        for check, word in _ASKED:
            finding = judged.report.find(check)
            if finding is not None:
                asked.inside.addLayout(self._answer(finding, word))
        self._place.addWidget(asked)
        self._place.addWidget(self._next(judged))

    def _answer(self, finding: Finding, word: str) -> QVBoxLayout:
        down = QVBoxLayout()
        down.setSpacing(4)
        asked = Label(wording.check_name(finding.check), "strong")
        down.addWidget(Explained(self.shell, asked, word))
        down.addWidget(OutcomeMark(finding.outcome))
        words = wording.finding(finding, Role.HOLDER)
        down.addWidget(Label(words.meaning, data=True))
        return down

    def _next(self, judged: Judged) -> Card:
        identity = judged.report.find(Check.ISSUER_IDENTITY)
        unknown = identity is not None and identity.outcome is Outcome.INDETERMINATE
        card = Card(heading(tr("What you can do now")), gap=10)
        if judged.verdict.code is VerdictCode.NOT_GENUINE:
            card.inside.addWidget(
                Label(tr("Ask whoever gave you this file for the one that the issuer signed."))
            )
        elif unknown:
            card.inside.addWidget(
                Label(
                    tr(
                        "Nobody you trust has told this wallet who the issuer is. Institutions "
                        "and alliances hand out lists of issuers: add one on the page Trust."
                    )
                )
            )
        show = Button(
            tr("Show the whole credential"),
            partial(self.shell.open, "credential", id=self._id),
            kind="" if unknown else "primary",
        )
        trust = Button(
            tr("Add a list of issuers"),
            partial(self.shell.open, "trust"),
            kind="primary",
            symbol="trust",
        )
        backup = Button(
            tr("Make a backup"), partial(self.shell.open, "backups"), symbol="restore"
        )
        home = Button(tr("Go to Home"), partial(self.shell.open, "home"), symbol="home")
        card.inside.addWidget(Flow(*([trust] if unknown else []), show, backup, home))
        return card
