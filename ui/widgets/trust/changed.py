"""What new trust changed for the credentials held: told plainly, without alarm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from ui.shell import Shell
from ui.widgets.buttons import Button, Fold
from ui.widgets.layouts import Card, Flow
from ui.widgets.text import Label, heading, muted, small
from ui.words import spoken
from wallet.report import VerdictCode
from wallet.wording import ntr, tr, verdict_title

if TYPE_CHECKING:
    from wallet.session import DatedReport, Session

_LOOKED_AT = 60
"""Credentials looked at one by one; more than that are counted."""
_SHOWN, _NAMED = 4, 12
"""Those that stand there at once, and those to be opened: labels take long to lay out."""


@dataclass(frozen=True, slots=True)
class Change:
    """One credential, before and after."""

    credential_id: str
    page: str
    """Where it is shown: the only one that is held is explained as the first one was."""
    title: str
    before: VerdictCode
    after: VerdictCode
    accredited: str
    """What is now said of accreditation, where that is something else than before."""


def changes_in(session: Session, ids: Sequence[str]) -> tuple[list[Change], int]:
    """On the vault thread: what the last look changed, and how many more there are."""
    from wallet.session import LibraryQuery  # noqa: PLC0415 - the page works without a wallet

    languages = session.settings().languages
    page = "first_credential" if session.count(LibraryQuery()) == 1 else "credential"
    found: list[Change] = []
    for one in ids[:_LOOKED_AT]:
        history = session.history(one)
        if len(history) > 1 and _answers(history[0]) != _answers(history[1]):
            view = session.credential(one).view
            title = spoken(view.awards[0].title, languages) if view and view.awards else ""
            found.append(Change(one, page, title, *_pair(history[1], history[0])))
    return found, max(0, len(ids) - _LOOKED_AT)


def _pair(old: DatedReport, new: DatedReport) -> tuple[VerdictCode, VerdictCode, str]:
    from wallet.wording.accredited import kept_title  # noqa: PLC0415 - a large table

    code = _code(new)
    told: Any = new.report.get("accreditation")
    is_new = code is not None and code != _code(old)
    return old.verdict, new.verdict, kept_title(told) if is_new else ""


def _code(one: DatedReport) -> str | None:
    told: Any = one.report.get("accreditation")
    return told.get("code") if isinstance(told, dict) else None


def _answers(one: DatedReport) -> tuple[VerdictCode, str | None]:
    return one.verdict, _code(one)


class ChangedCard(Card):
    """A line for each credential whose answer is another one now; a way to it if it is one."""

    def __init__(self, shell: Shell, changes: Sequence[Change], more: int) -> None:
        super().__init__(gap=8)
        self.inside.addWidget(heading(tr("What this changed for what you hold")))
        _name(self, changes[:_SHOWN])
        if len(changes) > _SHOWN:
            self.inside.addWidget(
                Fold(_more(len(changes) - _SHOWN + more), lambda: _others(changes, more))
            )
        elif more:
            self.inside.addWidget(muted(_more(more)))
        if len(changes) == 1 and not more:
            (one,) = changes
            again = partial(shell.open, one.page, id=one.credential_id)
            self.inside.addWidget(
                Flow(Button(tr("Show the credential again"), again, symbol="credentials"))
            )
        self.setVisible(bool(changes))


def _others(changes: Sequence[Change], more: int) -> Card:
    """Further ones, and how many are not named."""
    card = Card(kind="clear", gap=8)
    _name(card, changes[_SHOWN:_NAMED])
    rest = max(0, len(changes) - _NAMED) + more
    if rest:
        card.inside.addWidget(muted(_more(rest)))
    return card


def _name(card: Card, changes: Sequence[Change]) -> None:
    for one in changes:
        title = one.title or tr("Without a title")
        card.inside.addWidget(Label(title, "strong", data=True))
        for sentence in _sentences(one):
            card.inside.addWidget(small(sentence))


def _more(count: int) -> str:
    return ntr("and {n} more", "and {n} more", count)


def _sentences(one: Change) -> list[str]:
    told = []
    if one.before is not one.after:
        told.append(
            tr(
                "Now “{after}”, before “{before}”.",
                after=verdict_title(one.after),
                before=verdict_title(one.before),
            )
        )
    if one.accredited:
        told.append(one.accredited)
    return told
