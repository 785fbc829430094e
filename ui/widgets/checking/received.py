"""What was received, judged, in the receiver's words: the whole first, then each credential."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.badges import Badge, OutcomeMark, VerdictBadge
from ui.widgets.buttons import Button, Fold
from ui.widgets.credential.awards import Facts, award_cards, award_facts
from ui.widgets.credential.findings import FindingList
from ui.widgets.credential.oddities import oddity_words
from ui.widgets.credential.technical import Technical
from ui.widgets.credential.verdicts import CredentialHead, has_key
from ui.widgets.fields import Named, combo
from ui.widgets.layouts import Card, Flow
from ui.widgets.notes import Note
from ui.widgets.text import Label, heading, muted, small
from ui.words import advice_words, isolated, line_words, moment_words, spoken
from wallet import wording
from wallet.reasons import Reason
from wallet.report import Check, Finding, Outcome, Role, VerdictCode
from wallet.wording import ntr, tr
from wallet.wording.papers import papers_came
from wallet.wording.presenting import kept_back

if TYPE_CHECKING:
    from wallet.check_desk import FileResult, Judged
    from wallet.credential import CredentialView

_ORDER = (
    VerdictCode.NOT_GENUINE,
    VerdictCode.NOT_VALID,
    VerdictCode.CANNOT_TELL,
    VerdictCode.VERIFIED,
)
"""Worst first, so that nobody has to look for it."""
FEW = 3
"""Files that are shown in full; of more, each is a line that opens."""
_AT_ONCE = 50
_NO_FAILURE = ("not_a_credential", "empty")
"""Of members of an archive: a letter or a picture beside the credentials."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """What a shown credential may do with the outside."""

    copy: Callable[[str], object]
    original: Callable[[Judged], bytes]
    """The bytes that a credential came in."""
    kept_back: Callable[[Judged], int | None] | None = None
    """How many things may not be shown; None where it is whole."""


def worst(result: FileResult) -> VerdictCode | None:
    """The worst verdict in a file; None where it could not be read."""
    codes = [one.verdict.code for one in result.credentials]
    return min(codes, key=_ORDER.index) if codes and result.error is None else None


def rank(result: FileResult) -> int:
    """Where a file stands in the list: what cannot be read first, then the worst."""
    code = worst(result)
    return -1 if code is None else _ORDER.index(code)


class Summary(Flow):
    """How many files of which verdict, each by its worst."""

    def __init__(self, results: Sequence[FileResult]) -> None:
        super().__init__()
        codes = [worst(one) for one in results]
        for code in _ORDER:
            if count := codes.count(code):
                word = wording.verdict_title(code)
                badge = VerdictBadge(code, tr("{word}: {count}", count=count, word=word))
                self.inside.addWidget(badge)
        unread = sum(1 for one in results if one.error is not None)
        if unread:
            words = ntr("{n} file cannot be read", "{n} files cannot be read", unread)
            self.inside.addWidget(Badge("failed", words, "not_valid"))


class ReceivedList(QWidget):
    """Few files in full; many as lines, worst first, fifty at a time."""

    def __init__(
        self, results: Sequence[FileResult], languages: Sequence[str], hands: Hands
    ) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self._results = sorted(results, key=rank)
        self._languages = languages
        self._hands = hands
        self._shown = 0
        self._place = QVBoxLayout()
        self._place.setSpacing(12)
        self._more = Button("", self._show_more)
        self._foot = Flow(self._more)
        named: list[tuple[str, object]] = [
            (tr("Verdict"), "verdict"), (tr("File"), "file"), (tr("Title"), "title")
        ]  # fmt: skip
        self.order = combo(named, "verdict", tr("Order"))
        self.order.activated.connect(lambda _index: self._sort())
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(12)
        if len(results) > FEW:
            down.addWidget(Named(tr("Order"), self.order))
        down.addLayout(self._place)
        down.addWidget(self._foot)
        self._show_more()

    def _sort(self) -> None:
        """By what was chosen; what is alike stays worst first."""
        self._results.sort(key=rank)
        if self.order.currentData() == "file":
            self._results.sort(key=lambda one: one.source.casefold())
        elif self.order.currentData() == "title":
            self._results.sort(key=lambda one: [*_titles(one, self._languages)])
        while (item := self._place.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._shown = 0
        self._show_more()

    def _show_more(self) -> None:
        until = min(self._shown + _AT_ONCE, len(self._results))
        full = len(self._results) <= FEW
        for result in self._results[self._shown : until]:
            shown = self._whole(result) if full else self._line(result)
            self._place.addWidget(shown)
        self._shown = until
        left = len(self._results) - until
        self._foot.setVisible(left > 0)
        self._more.setText(ntr("Show {n} more", "Show {n} more", min(left, _AT_ONCE)))

    def _whole(self, result: FileResult) -> QWidget:
        return Received(result, self._languages, self._hands)

    def _line(self, result: FileResult) -> Card:
        code = worst(result)
        badge = (
            Badge("failed", tr("Cannot be read"), "not_valid")
            if code is None
            else VerdictBadge(code)
        )
        card = Card(Label(result.source, "strong", data=True), Flow(badge), gap=6)
        titles = line_words(*_titles(result, self._languages))
        if titles:
            card.inside.addWidget(small(titles, data=True))
        card.inside.addWidget(Label(_why(result)))
        for note in _not_read(result, _NO_FAILURE)[:FEW]:
            card.inside.addWidget(note)
        fold = Fold(tr("Show what it is"), lambda: self._whole(result))
        fold.button.setAccessibleName(tr("Show what it is: {name}", name=result.source))
        card.inside.addWidget(fold)
        return card


def _titles(result: FileResult, languages: Sequence[str]) -> Iterator[str]:
    for one in result.credentials:
        if one.view is not None and one.view.awards:
            yield spoken(one.view.awards[0].title, languages)


def _why(result: FileResult) -> str:
    """The sentence that decides: of the worst in it, or why it cannot be read."""
    if result.error is not None:
        return wording.error(result.error.code, result.error.facts).meaning
    one = min(result.credentials, key=lambda each: _ORDER.index(each.verdict.code))
    return wording.verdict(one.verdict, one.report, Role.RECEIVER).sentence


class Received(QWidget):
    """One file: why it cannot be read, or everything in it."""

    def __init__(self, result: FileResult, languages: Sequence[str], hands: Hands) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(12)
        if result.error is not None:
            down.addWidget(_unreadable(result))
        for one in result.credentials:
            if one.secured.is_presentation:
                down.addWidget(PresentationCard(one, result.source))
            else:
                down.addWidget(ReceivedCredential(one, languages, hands))
        if result.brought:
            told = papers_came([one.kind for one in result.brought])
            down.addWidget(Note(told, "accent"))
        for note in _not_read(result):
            down.addWidget(note)


def _not_read(result: FileResult, passed_over: Sequence[str] = ()) -> list[Note]:
    """What in the file could not be read, beside what could."""
    told = [
        (one.member, wording.error(one.code, one.facts).meaning)
        for one in result.refused
        if one.code not in passed_over
    ]
    return [
        Note(tr("{name}: {why}", name=name, why=why), "not_valid", data=True)
        for name, why in told
    ]


def _unreadable(result: FileResult) -> Card:
    card = Card(
        Label(result.source, "heading", data=True),
        Flow(Badge("failed", tr("Cannot be read"), "not_valid")),
    )
    if result.error is not None:
        words = wording.error(result.error.code, result.error.facts)
        card.inside.addWidget(Label(words.meaning))
        if said := advice_words(result.error.code, words):
            card.inside.addWidget(muted(said))
    return card


class PresentationCard(Card):
    """The presentation itself: whether it was made for this receiver, and by whom."""

    def __init__(self, judged: Judged, source: str) -> None:
        super().__init__(gap=10)
        words = wording.verdict(judged.verdict, judged.report, Role.RECEIVER)
        self.inside.addWidget(heading(tr("What was shown to you")))
        self.inside.addWidget(small(source, data=True))
        badge = VerdictBadge(judged.verdict.code, words.title)
        self.inside.addWidget(badge)
        self.inside.addWidget(Label(words.sentence))
        if words.advice:
            self.inside.addWidget(muted(words.advice))
        for check in (Check.REQUEST, Check.HOLDER):
            found = judged.report.find(check)
            if found is None or found is judged.verdict.deciding:
                continue
            if found.outcome is not Outcome.NOT_APPLICABLE:  # each card below says whose it is
                self.inside.addWidget(_asked(found))
        findings = judged.report.findings
        self.inside.addWidget(
            Fold(tr("Details: each check"), lambda: FindingList(findings, Role.RECEIVER))
        )


class ReceivedCredential(Card):
    """One credential that was shown: who says what of whom, and can I rely on it."""

    def __init__(self, judged: Judged, languages: Sequence[str], hands: Hands) -> None:
        super().__init__(gap=12)
        self.inside.addWidget(CredentialHead(judged, languages, Role.RECEIVER))
        odd = oddity_words(judged, languages)
        if odd:
            self.inside.addWidget(Note(odd, "not_valid"))
        for check in (Check.ISSUER_IDENTITY, Check.HOLDER):
            asked = judged.report.find(check)
            if asked is not None and not _is_told(asked, judged):
                self.inside.addWidget(_asked(asked))
        count = hands.kept_back(judged) if hands.kept_back is not None else None
        if count is not None:
            self.inside.addWidget(Note(kept_back(count), "cannot_tell"))
        view = judged.view
        if view is not None and count is None and hands.kept_back is not None:
            self.inside.addWidget(muted(tr("You were shown the whole of it.")))
        if view is not None and view.awards:
            self._show_awards(judged, view, languages, whole=count is None)
        findings = judged.report.findings
        self.inside.addWidget(
            Fold(tr("Details: each check"), lambda: FindingList(findings, Role.RECEIVER))
        )
        self.inside.addWidget(
            Fold(
                tr("Technical"),
                lambda: Technical(
                    judged, hands.copy, lambda done: done(hands.original(judged))
                ),
            )
        )
        moment = moment_words(judged.report.verified_at)
        self.inside.addWidget(small(tr("Judged {moment} on this computer.", moment=moment)))

    def _show_awards(
        self, judged: Judged, view: CredentialView, languages: Sequence[str], *, whole: bool
    ) -> None:
        """Who signed what: the first award in short, and all of it behind a line."""
        if judged.report.issuer_names and has_key(judged):
            said = tr("What {issuer} signed", issuer=isolated(judged.report.issuer_names[0]))
            self.inside.addWidget(Label(said, "strong"))
        self.inside.addWidget(Facts(_learner(judged)))
        no_end, no_result = _unstated(judged, whole=whole)
        facts = award_facts(view.awards[0], view, languages, no_end=no_end, no_result=no_result)
        self.inside.addWidget(Facts(facts))
        cards = partial(award_cards, view, languages, no_end=no_end, no_result=no_result)
        self.inside.addWidget(Fold(tr("Everything it says"), lambda: _said(cards())))


def _is_told(found: Finding, judged: Judged) -> bool:
    """Whether the sentence under the badge says it already, or nothing is known of it."""
    if found.check is Check.HOLDER:
        return found is judged.verdict.deciding
    return (
        found is judged.verdict.deciding
        or judged.verdict.code is VerdictCode.VERIFIED
        or not has_key(judged)
    )


def _unstated(judged: Judged, *, whole: bool) -> tuple[str, str]:
    """What stands where no end or no result is stated: it may be there, and not shown."""
    validity = judged.report.find(Check.VALIDITY)
    hides_end = validity is not None and validity.reason is Reason.MAY_BE_UNDISCLOSED
    none = tr("None was shown to you")
    return none if hides_end else "", "" if whole else none


def _asked(found: Finding) -> QWidget:
    """One answer that a receiver needs on the first layer: mark, question, sentence."""
    words = wording.finding(found, Role.RECEIVER)
    block = QWidget()
    down = QVBoxLayout(block)
    down.setContentsMargins(0, 0, 0, 0)
    down.setSpacing(2)
    down.addWidget(Label(wording.check_name(found.check), "strong"))
    down.addWidget(OutcomeMark(found.outcome))
    down.addWidget(Label(words.meaning))
    if words.advice:
        down.addWidget(muted(words.advice))
    return block


def _learner(judged: Judged) -> list[tuple[str, str]]:
    view = judged.view
    if view is None:
        return []
    names = ", ".join(one.text for one in view.learner.names)
    born = view.learner.birth_date
    return [
        (tr("About"), names or tr("No name in it")),
        (tr("Born"), born.value if born is not None else ""),
    ]


def _said(cards: Sequence[Card]) -> QWidget:
    block = QWidget()
    down = QVBoxLayout(block)
    down.setContentsMargins(0, 0, 0, 0)
    down.setSpacing(10)
    for card in cards:
        down.addWidget(card)
    return block
