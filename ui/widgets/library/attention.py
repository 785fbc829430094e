"""A line of the first page: what it is, why it matters, and the way to where it is mended."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from ui.shell import Shell
from ui.widgets.buttons import Button, IconButton
from ui.widgets.layouts import Card, Flow, row
from ui.widgets.symbols import Symbol
from ui.widgets.text import Label, muted
from ui.words import age_words, aged_words, isolated, spoken
from wallet import wording
from wallet.report import VerdictCode
from wallet.session import Facet, Notice
from wallet.session.attention import Concern, Line
from wallet.wording import ntr, tr
from wallet.wording.attention import About, sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """How a line is told, and where its button goes."""

    symbol: str
    tone: str
    sentence: str
    advice: str
    button: str = ""
    page: str = ""
    what: tuple[tuple[str, object], ...] = ()
    """What the page is opened with."""


class Need(Card):
    """One line with its button, and a button that waves it away."""

    def __init__(self, shell: Shell, words: Words, dismiss: Callable[[], object]) -> None:
        super().__init__(gap=6)
        across = row(gap=14)
        across.addWidget(Symbol(words.symbol, words.tone, 24), 0, Qt.AlignmentFlag.AlignTop)
        down = QVBoxLayout()
        down.setSpacing(4)
        down.addWidget(Label(words.sentence, "strong", data=True))
        if words.advice:
            down.addWidget(muted(words.advice, data=True))
        show = Button(words.button, lambda: shell.open(words.page, **dict(words.what)))
        show.setAccessibleDescription(words.sentence)
        down.addWidget(Flow(show))
        across.addLayout(down, 1)
        name = tr("Do not tell me this again: {line}", line=words.sentence)
        away = IconButton("close", name, dismiss, kind="quiet")
        across.addWidget(away, 0, Qt.AlignmentFlag.AlignTop)
        self.inside.addLayout(across)


def notice_card(notice: Notice) -> Card:
    """Something odd at unlocking: it is told as long as the wallet is open."""
    words = wording.error(notice.code, notice.facts)
    told = QVBoxLayout()
    told.setSpacing(4)
    told.addWidget(Label(words.meaning, "strong"))
    told.addWidget(muted(words.advice))
    across = row(gap=14)
    across.addWidget(Symbol("warning", "not_valid", 24), 0, Qt.AlignmentFlag.AlignTop)
    across.addLayout(told, 1)
    card = Card(gap=6)
    card.inside.addLayout(across)
    return card


def need(line: Line, languages: Sequence[str]) -> Words:
    """How a line is told."""
    return _TOLD[line.concern](line, languages)


def _name(line: Line, languages: Sequence[str]) -> str:
    found = spoken(line.row.titles, languages) if line.row is not None else ""
    return isolated(found) if found else tr("A credential")


def _sentence(line: Line, languages: Sequence[str], when: str = "") -> str:
    about = About(
        title=_name(line, languages),
        when=when,
        verdict=VerdictCode.CANNOT_TELL if line.row is None else line.row.verdict,
        name=isolated(line.names[0]) if line.names else "",
        count=line.count,
    )
    return sentence(line.concern, about)


def _about(line: Line) -> tuple[tuple[str, object], ...]:
    return () if line.row is None else (("id", line.row.credential_id),)


def _effect(line: Line) -> str:
    """What it does to pathways; empty where it does nothing."""
    if not line.pathways:
        return ""
    titles = ", ".join(map(isolated, line.pathways))
    if line.concern is Concern.ENDS:
        return tr("It counts toward {pathways}, and will not after that day.", pathways=titles)
    return tr("It counted toward {pathways}. See what is missing now.", pathways=titles)


def _ends(line: Line, languages: Sequence[str]) -> Words:
    expires = line.row.expires if line.row is not None else ""
    day = tr("Its last day is {date}.", date=aged_words(expires))
    when = age_words(-(line.days or 0))
    return Words(
        symbol="clock",
        tone="not_valid",
        sentence=_sentence(line, languages, when),
        advice=f"{day} {_effect(line)}".strip(),
        button=tr("Show it"),
        page="credential",
        what=_about(line),
    )


def _ended(line: Line, languages: Sequence[str]) -> Words:
    expires = line.row.expires if line.row is not None else ""
    day = tr("Its last day was {date}. It stays in your wallet.", date=aged_words(expires))
    return Words(
        symbol="not_valid",
        tone="not_valid",
        sentence=_sentence(line, languages),
        advice=f"{day} {_effect(line)}".strip(),
        button=tr("Show it"),
        page="credential",
        what=_about(line),
    )


def _changed(line: Line, languages: Sequence[str]) -> Words:
    verdict = VerdictCode.CANNOT_TELL if line.row is None else line.row.verdict
    told = tr("It was verified before. Its page says what changed and what to do.")
    return Words(
        symbol=verdict.value,
        tone=verdict.value,
        sentence=_sentence(line, languages),
        advice=f"{told} {_effect(line)}".strip(),
        button=tr("Show it"),
        page="credential",
        what=_about(line),
    )


def _not_genuine(line: Line, languages: Sequence[str]) -> Words:
    number = line.count
    return Words(
        symbol="not_genuine",
        tone="not_genuine",
        sentence=_sentence(line, languages),
        advice=ntr(
            "Do not rely on it, and ask its issuer for a new one.",
            "Do not rely on them, and ask their issuers for new ones.",
            number,
        ),
        button=tr("Show"),
        page="credentials",
        what=(("filters", ((Facet.VERDICT, VerdictCode.NOT_GENUINE.value),)),),
    )


def _no_trust(line: Line, languages: Sequence[str]) -> Words:
    return Words(
        symbol="trust",
        tone="cannot_tell",
        sentence=_sentence(line, languages),
        advice=tr(
            "Without a list of known issuers, nobody can tell who stands behind a "
            "credential. Add one on the page Trust."
        ),
        button=tr("Add a list of issuers"),
        page="trust",
    )


def _register(line: Line, languages: Sequence[str]) -> Words:
    return Words(
        symbol="trust",
        tone="accent",
        sentence=_sentence(line, languages),
        advice=tr("Your credentials are judged by it as well now."),
        button=tr("Show"),
        page="trust",
    )


def _unfinished(line: Line, languages: Sequence[str]) -> Words:
    there = tuple(Path(one) for one in line.names if one)
    there = tuple(one for one in there if one.is_absolute() and one.exists())
    return Words(
        symbol="import",
        tone="accent",
        sentence=_sentence(line, languages),
        advice=tr("Nothing of it is kept so far."),
        button=tr("Go on with the import"),
        page="import_review",
        what=(("items", there),),
    )


_TOLD = {
    Concern.ENDS: _ends,
    Concern.ENDED: _ended,
    Concern.CHANGED: _changed,
    Concern.NOT_GENUINE: _not_genuine,
    Concern.NO_TRUST: _no_trust,
    Concern.REGISTER: _register,
    Concern.UNFINISHED_IMPORT: _unfinished,
}
