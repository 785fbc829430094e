"""Only what needs attention, as sentences with one button each; else "All is well"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.page import Page
from ui.shell import Shell
from ui.widgets.buttons import Button
from ui.widgets.drop import choose_files
from ui.widgets.layouts import Card, Flow, row
from ui.widgets.pathway_progress import PathwayProgress
from ui.widgets.symbols import Symbol
from ui.widgets.text import Label, heading, muted, title
from ui.words import age_words, aged_words, line_words, read_date, spoken, today
from wallet import wording
from wallet.report import VerdictCode
from wallet.session import Facet, LibraryQuery, LibraryRow, Notice, Session, Sort
from wallet.wording import ntr, tr

WARN_DAYS = 90
"""An end is announced so long before (requirement L-15)."""
_MOST = 5
"""Ends named one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What the vault told at one look."""

    total: int
    ending: tuple[LibraryRow, ...]
    not_genuine: int
    not_valid: int
    cannot_tell: int
    evidence: int
    notices: tuple[Notice, ...]
    newest: LibraryRow | None
    languages: tuple[str, ...]


def look(session: Session) -> Situation:
    """On the vault thread."""
    until = today().addDays(WARN_DAYS).toString("yyyy-MM-dd")

    def count(code: VerdictCode) -> int:
        return session.count(LibraryQuery(filters=((Facet.VERDICT, code.value),)))

    ending = session.page(
        LibraryQuery(filters=((Facet.EXPIRES_BEFORE, until),), sort=Sort.EXPIRES), size=50
    ).rows
    newest = session.page(LibraryQuery(), size=1).rows
    evidence = session.evidence()
    return Situation(
        total=session.count(LibraryQuery()),
        ending=tuple(one for one in ending if one.verdict is not VerdictCode.NOT_VALID)[:_MOST],
        not_genuine=count(VerdictCode.NOT_GENUINE),
        not_valid=count(VerdictCode.NOT_VALID),
        cannot_tell=count(VerdictCode.CANNOT_TELL),
        evidence=len(evidence.registries),
        notices=session.notices,
        newest=newest[0] if newest else None,
        languages=session.settings().languages,
    )


class HomePage(Page):
    """Looks again whenever it is opened or something changed."""

    widest: ClassVar[int | None] = 860

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._place = QVBoxLayout()
        self._place.setSpacing(14)
        self.body.addWidget(title(tr("Home")))
        self.body.addLayout(self._place)
        self.body.addStretch(1)

    def opened(self, **_what: object) -> None:
        """Looks."""
        self.shell.tasks.run(self, look, self._show)

    def refresh(self, changes: object) -> None:
        """Looks again."""
        if changes is not None:
            self.opened()

    def _show(self, found: Situation) -> None:
        while (item := self._place.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if found.total == 0:
            for notice in _notices(found):
                self._place.addWidget(notice)
            self._place.addWidget(self._first())
            return
        needs = [*_notices(found), *self._endings(found), *self._verdicts(found)]
        if not needs:
            self._place.addWidget(_well(found.total))
        for need in needs:
            self._place.addWidget(need)
        if found.newest is not None:
            self._place.addWidget(self._newest(found.newest, found.languages))
        self._place.addWidget(PathwayProgress(self.shell))
        self._place.addWidget(self._suggestions())

    # --- attention ----------------------------------------------------------------------------

    def _endings(self, found: Situation) -> list[QWidget]:
        cards: list[QWidget] = []
        for one in found.ending:
            name = spoken(one.titles, found.languages) or tr("A credential")
            days = today().daysTo(read_date(one.expires or ""))
            cards.append(
                _need(
                    "clock",
                    "not_valid",
                    tr("“{title}” ends {when}.", title=name, when=age_words(-days)),
                    tr("Its last day is {date}.", date=aged_words(one.expires)),
                    tr("Show it"),
                    partial(self.shell.open, "credential", id=one.credential_id),
                )
            )
        return cards

    def _verdicts(self, found: Situation) -> list[QWidget]:
        cards: list[QWidget] = []
        if found.not_genuine:
            words, advice = _not_genuine_words(found.not_genuine)
            cards.append(self._verdict(VerdictCode.NOT_GENUINE, words, advice))
        if found.cannot_tell and not found.evidence:
            cards.append(self._no_evidence())
        elif found.cannot_tell:
            words = ntr(
                "For {n} credential something is missing to decide.",
                "For {n} credentials something is missing to decide.",
                found.cannot_tell,
            )
            advice = tr("Each says what is missing, and who could supply it.")
            cards.append(self._verdict(VerdictCode.CANNOT_TELL, words, advice))
        if found.not_valid:
            words, advice = _not_valid_words(found.not_valid)
            cards.append(self._verdict(VerdictCode.NOT_VALID, words, advice))
        return cards

    def _no_evidence(self) -> QWidget:
        return _need(
            "trust",
            "cannot_tell",
            tr("Nobody you trust has named any issuer yet."),
            tr(
                "Without a list of known issuers, nobody can tell who stands behind a "
                "credential. Add one on the page Trust."
            ),
            tr("Add a list of issuers"),
            lambda: self.shell.open("trust"),
        )

    def _verdict(self, code: VerdictCode, words: str, advice: str) -> QWidget:
        filters = ((Facet.VERDICT, code.value),)
        return _need(
            code.value,
            code.value,
            words,
            advice,
            tr("Show"),
            lambda: self.shell.open("credentials", filters=filters),
        )

    # --- the rest -----------------------------------------------------------------------------

    def _first(self) -> Card:
        card = Card(gap=12)
        card.inside.addLayout(
            row(
                Symbol("import", "accent", 28),
                heading(tr("Bring in your first credential")),
                gap=12,
            )
        )
        card.inside.addWidget(
            muted(
                tr(
                    "Drop files on this window, paste them, or choose them. You see what is in "
                    "them before anything is kept."
                )
            )
        )
        card.inside.addWidget(
            Flow(
                Button(tr("Choose files"), self._import, kind="primary", symbol="import"),
                Button(
                    tr("Find my identifier for an issuer"),
                    lambda: self.shell.open("settings"),
                    symbol="key",
                ),
            )
        )
        return card

    def _newest(self, newest: LibraryRow, languages: tuple[str, ...]) -> Card:
        name = spoken(newest.titles, languages) or tr("Without a title")
        issuer = newest.issuer_listed[0] if newest.issuer_listed else ""
        card = Card(gap=6)
        card.inside.addWidget(Label(tr("Newest here"), "caps"))
        card.inside.addWidget(heading(name, data=True))
        told = line_words(issuer, aged_words(newest.award_date))
        if told:
            card.inside.addWidget(muted(told, data=True))
        show = Button(
            tr("Show it"), lambda: self.shell.open("credential", id=newest.credential_id)
        )
        card.inside.addWidget(Flow(show))
        return card

    def _suggestions(self) -> Card:
        card = Card(gap=10)
        card.inside.addWidget(heading(tr("What you can do")))
        card.inside.addWidget(
            Flow(
                Button(tr("Bring in more"), self._import, symbol="import"),
                Button(
                    tr("Show one to somebody"), lambda: self.shell.open("share"), symbol="share"
                ),
                Button(
                    tr("See what they add up to"),
                    lambda: self.shell.open("pathways"),
                    symbol="pathways",
                ),
            )
        )
        return card

    def _import(self) -> None:
        items = choose_files(self)
        if items:
            self.shell.bring_in(items)


def _notices(found: Situation) -> list[QWidget]:
    cards: list[QWidget] = []
    for notice in found.notices:
        words = wording.error(notice.code, notice.facts)
        cards.append(_need("warning", "not_valid", words.meaning, words.advice))
    return cards


def _well(total: int) -> Card:
    words = ntr("{n} credential, nothing to do.", "{n} credentials, nothing to do.", total)
    card = Card(gap=6)
    card.inside.addLayout(
        row(Symbol("verified", "verified", 28), heading(tr("All is well")), gap=12)
    )
    card.inside.addWidget(muted(words))
    return card


def _need(
    symbol: str,
    tone: str,
    sentence: str,
    advice: str,
    button: str = "",
    action: Callable[[], object] | None = None,
) -> Card:
    card = Card(gap=6)
    across = row(gap=14)
    across.addWidget(Symbol(symbol, tone, 24), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(4)
    words.addWidget(Label(sentence, "strong"))
    if advice:
        words.addWidget(muted(advice))
    if action is not None:
        words.addWidget(Flow(Button(button, action)))
    across.addLayout(words, 1)
    card.inside.addLayout(across)
    return card


def _not_genuine_words(number: int) -> tuple[str, str]:
    words = ntr("{n} credential is not genuine.", "{n} credentials are not genuine.", number)
    advice = ntr(
        "Do not rely on it, and ask its issuer for a new one.",
        "Do not rely on them, and ask their issuers for new ones.",
        number,
    )
    return words, advice


def _not_valid_words(number: int) -> tuple[str, str]:
    words = ntr(
        "{n} credential is no longer valid.", "{n} credentials are no longer valid.", number
    )
    advice = ntr(
        "It has ended, or its issuer took it back. It stays in your wallet.",
        "They have ended, or their issuers took them back. They stay in your wallet.",
        number,
    )
    return words, advice
