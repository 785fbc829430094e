"""The head of a credential: what it is, who says so, can I rely on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.theme import current_theme
from ui.widgets.badges import VerdictBadge
from ui.widgets.credential.accreditation import AccreditationLine, LookUp
from ui.widgets.credential.picture import picture
from ui.widgets.notes import Note
from ui.widgets.text import Label, muted, title
from ui.words import isolated, kind_words, line_words, spoken
from wallet import wording
from wallet.reasons import Reason
from wallet.report import Check, Outcome, Role
from wallet.wording import ntr, tr

if TYPE_CHECKING:
    from wallet.credential import Award, CredentialView, Texts
    from wallet.session import Judged

_PICTURE = 72
"""Pixels square."""


def issuer_words(judged: Judged, languages: Sequence[str]) -> tuple[str, str]:
    """The issuer's name by a trust source, and what it calls itself where that differs."""
    own = ""
    if judged.view is not None:
        own = spoken(judged.view.envelope.issuer.names, languages)
    listed = judged.report.issuer_names
    if listed:
        return listed[0], own if own and own not in listed else ""
    return "", own


def has_key(judged: Judged) -> bool:
    """Whether the issuer named in it is proven to have signed it."""
    found = judged.report.find(Check.ISSUER_KEY)
    return found is not None and found.outcome is Outcome.PASSED


class CredentialHead(QWidget):
    """Picture, title, issuer, verdict with its sentence, accreditation."""

    def __init__(
        self,
        judged: Judged,
        languages: Sequence[str],
        role: Role,
        claimed: CredentialView | None = None,
        look_up: LookUp | None = None,
        called: Texts = (),
    ) -> None:
        super().__init__()
        self._judged = judged
        self._claimed = claimed
        """What an unproven one says of itself; only its title is shown here, as a claim."""
        self._languages = languages
        self._called = spoken(called, languages)
        """What the library calls it: all that is told of a false one, and not as a fact."""
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(12)
        down.addLayout(self._names())
        words = wording.verdict(judged.verdict, judged.report, role)
        down.addWidget(VerdictBadge(judged.verdict.code, words.title))
        down.addWidget(Label(words.sentence))
        if words.advice:
            down.addWidget(muted(words.advice))
        sealer = judged.report.find(Check.ISSUER_KEY)
        if sealer is not None and sealer.reason is Reason.SEALED_FOR_ANOTHER:
            down.addWidget(Note(wording.finding(sealer, role).meaning, "cannot_tell"))
        if has_key(judged):
            down.addWidget(AccreditationLine(judged.report, role, look_up))
        elif judged.view is not None:
            down.addWidget(
                Note(
                    tr(
                        "What follows is what the file says of itself. Nobody has shown yet "
                        "that its issuer signed it."
                    ),
                    "cannot_tell",
                )
            )

    def _award(self) -> Award | None:
        view: CredentialView | None = self._judged.view
        return view.awards[0] if view is not None and view.awards else None

    def _names(self) -> QHBoxLayout:
        award = self._award()
        names = QVBoxLayout()
        names.setSpacing(4)
        names.addWidget(self._title(award))
        listed, own = issuer_words(self._judged, self._languages)
        if listed:
            names.addWidget(Label(listed, "strong", data=True))
        if own:
            names.addWidget(Label(tr("calls itself {name}", name=isolated(own)), "muted"))
        elif not listed:
            names.addWidget(muted(self._unnamed()))
        kind = kind_words(award.kind) if award is not None else ""
        more = len(self._judged.view.awards) if self._judged.view is not None else 0
        told = line_words(
            kind,
            ntr("{n} award in one file", "{n} awards in one file", more) if more > 1 else "",
        )
        if told:
            names.addWidget(muted(told))
        across = QHBoxLayout()
        across.setSpacing(16)
        drawn = self._picture(award)
        if drawn is not None:
            across.addWidget(drawn, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(names, 1)
        return across

    def _unnamed(self) -> str:
        if self._claimed is None:
            is_told = self._judged.view is None and self._called
            return tr("Contents not shown") if is_told else tr("Issuer not named")
        if self._claimed.envelope.format == "self_declared":
            return tr("Your own entry")
        return tr("Not proven; this is only what the file says")

    def _title(self, award: Award | None) -> Label:
        text = spoken(award.title, self._languages) if award is not None else ""
        if text:
            return title(text, data=True)
        if self._claimed is not None and self._claimed.awards:
            said = spoken(self._claimed.awards[0].title, self._languages)
            return title(said, data=True) if said else title(tr("Without a title"))
        if self._judged.view is None and self._called:
            said = tr("“{title}”, it says", title=isolated(self._called))
            return title(said, data=True)
        if self._judged.view is None:
            return title(tr("Contents not shown"))
        return title(tr("Without a title"))

    def _picture(self, award: Award | None) -> QLabel | None:
        # A logo lends authority: none without a proven issuer.
        if award is None or not has_key(self._judged):
            return None
        drawn = picture(award.image, round(_PICTURE * current_theme().scale))
        if drawn is None:
            return None
        label = QLabel()
        label.setPixmap(drawn)
        label.setAccessibleName(tr("Picture in the credential"))
        return label
