"""Whom this computer's user believes: sources as cards, and adding one by its fingerprint."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QVBoxLayout

from ui.files import FileSet
from ui.look_again import look_again
from ui.page import Page
from ui.pages.check import new_desk
from ui.shell import Item, Shell
from ui.widgets.buttons import Button, Fold
from ui.widgets.drop import DropArea
from ui.widgets.glossary import Explained
from ui.widgets.layouts import Card, Flow
from ui.widgets.notes import Note
from ui.widgets.text import Label, heading, muted, title
from ui.widgets.trust.bundle_cards import ReplaceCard, uncovered
from ui.widgets.trust.cards import CompareCard, KeptCard, SetCard, offer_widgets
from ui.widgets.trust.changed import Change, ChangedCard, changes_in
from ui.widgets.trust.missing import MissingCard, countries_in, missing_in
from ui.widgets.trust.refresh import TrustRefresh
from ui.widgets.trust.register_search import RegisterSearch
from wallet import wording
from wallet.errors import WalletError
from wallet.wording import names, ntr, tr
from wallet.wording import presenting as words

if TYPE_CHECKING:
    from wallet.check_desk import (
        CheckDesk,
        InstitutionFile,
        InstitutionRow,
        TrustOffer,
        TrustSet,
        TrustState,
    )
    from wallet.session import Changes, EvidenceItem


class TrustPage(Page):
    """Works while the wallet is locked: nothing in the trust folder is personal."""

    widest: ClassVar[int | None] = 860

    def __init__(self, shell: Shell, make_desk: Callable[[], CheckDesk] = new_desk) -> None:
        super().__init__(shell)
        self._make_desk = make_desk
        self._note = Note("", "not_valid")
        self._question = QVBoxLayout()
        self._cards = QVBoxLayout()
        self._cards.setSpacing(14)
        self._kept = QVBoxLayout()
        self._changed = QVBoxLayout()
        self._gaps = QVBoxLayout()
        self._covered: list[frozenset[str] | None] = []
        self._compared: CompareCard | None = None
        self.search = RegisterSearch(self._find, self._open)
        self.search.setVisible(False)
        self.fetching = TrustRefresh(shell, make_desk, self._fetched)
        self.area = DropArea(
            tr(
                "Drop here what an institution gave you: a trust bundle, a list of issuers, "
                "keys, or a folder."
            ),
            self.read,
        )
        self._build()

    def _build(self) -> None:
        self.body.addWidget(Explained(self.shell, title(tr("Trust")), "register"))
        self.body.addWidget(
            muted(
                tr(
                    "A signature shows that nothing was changed. Who signed it, only somebody "
                    "whom you believe can say. Here is whom you believe."
                )
            )
        )
        self.body.addWidget(self._note)
        self.body.addLayout(self._question)
        self.body.addLayout(self._changed)
        self.body.addLayout(self._cards)
        self.body.addWidget(self.search)
        self.body.addLayout(self._gaps)
        self.body.addLayout(self._kept)
        self.body.addWidget(self.area)
        self.body.addWidget(self.fetching)
        self.body.addStretch(1)

    def opened(self, **what: object) -> None:
        """Reads the folder anew; takes files where some were given."""
        self._read_state()
        self._read_kept()
        given = what.get("items")
        if isinstance(given, tuple) and given:
            self.read(given)
        asked, day = what.get("institution"), what.get("awarded")
        if isinstance(asked, tuple):
            bundle, institution = map(str, asked)
            self._look_up(bundle, institution, day if isinstance(day, date) else None)

    def refresh(self, changes: object) -> None:
        """Evidence of the wallet changed, or the wallet was locked."""
        if "evidence" in getattr(changes, "areas", frozenset({"evidence"})):
            self._read_kept()

    def take(self, items: Sequence[Item]) -> bool:
        """What is dropped here is meant to be trusted; it is asked about first.

        While a fingerprint is being compared, a picture is a photo of the publisher's code.
        """
        if self._compared is not None and all(map(_is_picture, items)):
            self._read_code(self._compared, items)
        else:
            self.read(items)
        return True

    def _read_code(self, card: CompareCard, items: Sequence[Item]) -> None:
        make = self._make_desk

        def look(_job: object) -> str | None:
            desk = make()
            found = (desk.fingerprint_in(data) for _, data in FileSet(items))
            return next((one for one in found if one is not None), None)

        def seen(text: str | None) -> None:
            if text is None:
                self._note.tell(tr("This picture shows no fingerprint."), "not_valid")
            else:
                card.typed.setText(text)

        self.shell.tasks.run_desk(self, look, seen, self._failed)

    # --- what there is ------------------------------------------------------------------------

    def _read_state(self) -> None:
        make = self._make_desk

        def read(_job: object) -> TrustState:
            names.country("FI")  # their table takes a while: not on the thread that paints
            return make().trust()

        self.shell.tasks.run_desk(self, read, self._show, self._failed)

    def _show(self, state: TrustState) -> None:
        _empty(self._cards)
        self._note.tell(
            "\n".join(words.trust_problem(one.code, one.facts) for one in state.problems),
            "not_valid",
        )
        bundles = [one.bundle for one in state.sets if one.bundle is not None]
        self._covered = [
            source.countries
            for one in bundles
            for source in one.sources
            if source.kind == "registry" and not source.sandbox
        ]
        self.search.setVisible(bool(self._covered))
        if self._covered:
            self._read_countries()
        if not state.sets:
            self._cards.addWidget(
                Card(
                    heading(tr("No list is trusted on this computer yet")),
                    Label(
                        tr(
                            "Without one, Check reads “Cannot tell”: the signature may be "
                            "good, but nobody says who made it. Ask your institution for its "
                            "list of issuers."
                        )
                    ),
                )
            )
        for one in state.sets:
            self._cards.addWidget(SetCard(one, self._compare, self._ask_remove, self._copy))

    def _looked(self, changes: Changes) -> None:
        """What is held was judged again by what is trusted now."""
        if self.shell.tasks.is_unlocked:
            self._read_gaps()  # what was missing may have come
        if (ids := changes.changed) and self.shell.tasks.is_unlocked:
            self.shell.tasks.run(
                self,
                lambda session: changes_in(session, ids),
                lambda found: self._show_changed(*found),
            )

    def _show_changed(self, changes: Sequence[Change], more: int) -> None:
        _empty(self._changed)
        if changes:
            card = ChangedCard(self.shell, changes, more)
            self._changed.addWidget(card)
            card.show()

    def _read_countries(self) -> None:
        make = self._make_desk
        self.shell.tasks.run_desk(
            self, lambda _job: make().register_countries(), self.search.offer_countries
        )

    def _find(self, text: str, country: str) -> None:
        make = self._make_desk
        self.shell.tasks.run_desk(
            self,
            lambda _job: make().find_institutions(text, country or None),
            self.search.show_found,
            self._failed,
        )

    def _open(self, row: InstitutionRow) -> None:
        make = self._make_desk
        self.shell.tasks.run_desk(
            self,
            lambda _job: make().open_institution(row),
            self.search.show_file,
            self._failed,
        )

    def _look_up(self, bundle: str, institution: str, day: date | None) -> None:
        """An institution that an answer names, with the day of the award."""
        make = self._make_desk

        def show(told: InstitutionFile | None) -> None:
            if told is None:
                self._note.tell(tr("The register that this answer is from is no longer here."))
                return
            self.search.setVisible(True)
            self.search.show_file(told, day)
            QTimer.singleShot(0, self.search, self._to_search)

        self.shell.tasks.run_desk(
            self, lambda _job: make().look_up(bundle, institution), show, self._failed
        )

    def _to_search(self) -> None:
        area = self.findChild(QScrollArea)
        if area is not None:
            area.verticalScrollBar().setValue(self.search.y())

    def _fetched(self) -> None:
        self._read_state()
        look_again(self, self.shell.tasks, self._looked)

    def _read_kept(self) -> None:
        if not self.shell.tasks.is_unlocked:
            _empty(self._kept)
            _empty(self._gaps)
            return
        self.shell.tasks.run(self, lambda session: session.evidence_items(), self._show_kept)
        self._read_gaps()

    def _read_gaps(self) -> None:
        self.shell.tasks.run(
            self,
            lambda session: (missing_in(session), countries_in(session)),
            lambda found: self._show_gaps(*found),
        )

    def _show_kept(self, kept: Sequence[EvidenceItem]) -> None:
        _empty(self._kept)
        if kept:
            self._kept.addWidget(KeptCard(kept, self._forget_kept))

    def _show_gaps(
        self, gaps: Sequence[tuple[str, str, int]], countries: Sequence[tuple[str, int]]
    ) -> None:
        _empty(self._gaps)
        sentences = uncovered(countries, self._covered)
        if gaps or sentences:
            self._gaps.addWidget(MissingCard(gaps, sentences))

    def _forget_kept(self, sha256: str) -> None:
        self.shell.tasks.change(self, lambda session: session.remove_evidence(sha256))

    # --- adding -------------------------------------------------------------------------------

    def read(self, items: Sequence[Item]) -> None:
        """Reads what was given and asks; nothing is kept yet."""
        make, name = self._make_desk, _name(items)

        def look(_job: object) -> TrustOffer:
            return make().offer_trust(name, FileSet(items))

        self.shell.tasks.run_desk(self, look, self._ask, self._failed)

    def _ask(self, offer: TrustOffer) -> None:
        self._clear_question()
        if offer.bundle is not None and offer.bundle.is_confirmed:
            replace = ReplaceCard(
                offer, lambda: self._accept(offer, None), self._clear_question
            )
            self._question.addWidget(replace)
            replace.go.setFocus()
            return
        card = CompareCard(
            offer.name,
            offer.words,
            lambda typed: self._accept(offer, typed),
            self._clear_question,
            lambda: self._accept(offer, None),
            pictured=offer.pictured,
        )
        self._put(card)
        name = ntr("What is in it: {n} item", "What is in it: {n} items", len(offer.items))
        inside = Fold(name, lambda: Card(*offer_widgets(offer), kind="bar", gap=8))
        card.inside.addWidget(inside)

    def _accept(self, offer: TrustOffer, typed: str | None) -> None:
        make = self._make_desk
        self._work(lambda: make().accept_trust(offer, typed))

    # --- confirming and removing --------------------------------------------------------------

    def _compare(self, one: TrustSet) -> None:
        self._clear_question()
        make = self._make_desk
        self._put(
            CompareCard(
                one.name,
                one.words,
                lambda typed: self._work(lambda: make().confirm_trust(one.fingerprint, typed)),
                self._clear_question,
                pictured=one.pictured,
            )
        )

    def _ask_remove(self, one: TrustSet) -> None:
        self._clear_question()
        make = self._make_desk
        go = Button(
            tr("Stop trusting it"),
            lambda: self._work(lambda: make().remove_trust(one.fingerprint)),
            kind="danger",
            symbol="bin",
        )
        card = Card(
            heading(tr("Stop trusting this source?")),
            Label(one.name, "strong", data=True),
            Label(tr("What only it vouches for will read “Cannot tell” again.")),
            Flow(go, Button(tr("Keep it"), self._clear_question, kind="quiet")),
            gap=12,
        )
        self._question.addWidget(card)
        go.setFocus()

    def _work(self, operation: Callable[[], TrustSet]) -> None:
        self.shell.tasks.run_desk(self, lambda _job: operation(), self._done, self._failed)

    def _done(self, one: TrustSet) -> None:
        self._clear_question()
        self._note.tell("")
        self.shell.say(tr("Done: {name}", name=one.name))
        self._read_state()
        look_again(self, self.shell.tasks, self._looked)

    def _failed(self, problem: WalletError) -> None:
        told = wording.error(problem.code, problem.facts)
        self._note.tell(told.text, "not_valid")
        self.shell.say(told.meaning)

    def _copy(self, text: str) -> None:
        self.shell.clipboard.copy(text)
        self.shell.say(tr("Copied."))

    def _put(self, card: CompareCard) -> None:
        self._note.tell("")
        self._question.addWidget(card)
        self._compared = card
        card.show()
        card.typed.setFocus()

    def _clear_question(self) -> None:
        self._compared = None
        _empty(self._question)


def _name(items: Sequence[Item]) -> str:
    """What the set will be called: the first file or folder, without the way to it."""
    first = items[0]
    return first.name if isinstance(first, Path) else first[0]


def _is_picture(item: Item) -> bool:
    """By its name: what it shows is read afterwards."""
    name = item.name if isinstance(item, Path) else item[0]
    return name.lower().endswith((".png", ".jpg", ".jpeg", ".gif", ".webp"))


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
