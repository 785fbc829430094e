"""What new trust changed for the credentials held: told plainly, without alarm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ui.widgets.layouts import Card
from ui.widgets.text import Label, heading, muted, small
from ui.words import spoken
from wallet.report import VerdictCode
from wallet.wording import ntr, tr, verdict_title

if TYPE_CHECKING:
    from wallet.session import DatedReport, Session

_LOOKED_AT = 60
"""Credentials looked at one by one; more than that are counted."""
_NAMED = 12


@dataclass(frozen=True, slots=True)
class Change:
    """One credential, before and after."""

    title: str
    before: VerdictCode
    after: VerdictCode
    accredited: str
    """What is now said of accreditation, where that is something else than before."""


def changes_in(session: Session, ids: Sequence[str]) -> tuple[list[Change], int]:
    """On the vault thread: what the last look changed, and how many more there are."""
    languages = session.settings().languages
    found: list[Change] = []
    for one in ids[:_LOOKED_AT]:
        history = session.history(one)
        if len(history) > 1 and _answers(history[0]) != _answers(history[1]):
            view = session.credential(one).view
            title = spoken(view.awards[0].title, languages) if view and view.awards else ""
            found.append(Change(title, *_pair(history[1], history[0])))
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
    """A line for each credential whose answer is another one now."""

    def __init__(self, changes: Sequence[Change], more: int) -> None:
        super().__init__(gap=8)
        self.inside.addWidget(heading(tr("What this changed for what you hold")))
        for one in changes[:_NAMED]:
            title = one.title or tr("Without a title")
            self.inside.addWidget(Label(title, "strong", data=True))
            for sentence in _sentences(one):
                self.inside.addWidget(small(sentence))
        rest = len(changes) - _NAMED + more if len(changes) > _NAMED else more
        if rest > 0:
            self.inside.addWidget(muted(ntr("and {n} more", "and {n} more", rest)))
        self.setVisible(bool(changes))


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
