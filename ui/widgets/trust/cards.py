"""Sources of trust as cards: what, how old, how sure; and the question before adding one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QLineEdit, QWidget

from ui.widgets.badges import Badge
from ui.widgets.buttons import Button, Fold
from ui.widgets.fields import Named
from ui.widgets.layouts import Card, Flow, column, row
from ui.widgets.notes import Note
from ui.widgets.text import Label, heading, muted, small
from ui.widgets.ticks import Tick
from ui.widgets.trust.bundle_cards import PicturedFingerprint, bundle_widgets
from ui.words import moment_words
from wallet import wording
from wallet.wording import ntr, tr
from wallet.wording import presenting as words

if TYPE_CHECKING:
    from wallet.check_desk import TrustItem, TrustOffer, TrustSet
    from wallet.session import EvidenceItem

T = TypeVar("T")
_MOST = 8
"""Items that are named at once; the others are under a line that opens."""
_OPENED = 40
"""Items that such a line opens; a page of hundreds would be laid out anew at each change."""


class SetCard(Card):
    """One accepted set. ``confirm`` and ``remove`` get the set."""

    def __init__(
        self,
        one: TrustSet,
        confirm: Callable[[TrustSet], object],
        remove: Callable[[TrustSet], object],
        copy: Callable[[str], object],
    ) -> None:
        super().__init__(gap=10)
        self.inside.addWidget(heading(one.name, data=True))
        at = one.confirmed_at
        confirmed = at is not None
        self.inside.addWidget(
            Flow(
                Badge("passed", tr("Confirmed"), "verified")
                if confirmed
                else Badge("indeterminate", tr("Not confirmed"), "cannot_tell")
            )
        )
        told = moment_words(at) if at is not None else None
        self.inside.addWidget(Label(words.trust_confirmed(told)))
        self.inside.addWidget(small(tr("Added {date}", date=moment_words(one.added_at))))
        inside = bundle_widgets(one.bundle) if one.bundle is not None else items(one.items)
        for widget in inside:
            self.inside.addWidget(widget)
        self.inside.addWidget(
            Fold(tr("Fingerprint"), lambda: _fingerprint(one.words, one.fingerprint, copy))
        )
        buttons = Flow()
        if not confirmed:
            sure = Button(tr("Compare and confirm"), lambda: confirm(one), symbol="check")
            sure.setAccessibleName(tr("Compare and confirm {name}", name=one.name))
            buttons.inside.addWidget(sure)
        drop = Button(tr("Stop trusting it"), lambda: remove(one), kind="danger", symbol="bin")
        drop.setAccessibleName(tr("Stop trusting {name}", name=one.name))
        buttons.inside.addWidget(drop)
        self.inside.addWidget(buttons)


def items(found: Sequence[TrustItem]) -> list[QWidget]:
    """What a set covers, a line each; of many, the rest under a line that opens."""
    return _some(found, _item, _MOST)


def _some(found: Sequence[T], card: Callable[[T], QWidget], most: int) -> list[QWidget]:
    """The first ones, and a line that opens more of them."""
    shown = [card(one) for one in found[:most]]
    rest = found[most:]
    if rest:
        name = ntr("{n} more item", "{n} more items", len(rest))
        shown.append(Fold(name, lambda: Card(*_some(rest, card, _OPENED), kind="bar", gap=8)))
    return shown


def _item(one: TrustItem) -> QWidget:
    card = Card(Label(words.trust_kind(one.kind, one.rows), "strong"), kind="well", gap=2)
    card.inside.addWidget(Label(one.label, data=True))
    if one.dated is not None:
        card.inside.addWidget(small(tr("Of {date}", date=moment_words(one.dated))))
    if one.sandbox:
        card.inside.addWidget(Note(tr("A test list: it identifies nobody."), "not_valid"))
    return card


def _fingerprint(spoken: str, hexadecimal: str, copy: Callable[[str], object]) -> QWidget:
    return Card(
        small(tr("In words")),
        Label(spoken, "mono", data=True),
        small(tr("In hexadecimal")),
        Label(hexadecimal, "mono", data=True),
        Flow(Button(tr("Copy the words"), lambda: copy(spoken), symbol="copy", kind="quiet")),
        kind="bar",
        gap=4,
    )


class CompareCard(Card):
    """Asks to compare the words before something is trusted for the first time.

    ``sure`` gets what was compared: what the person typed, or the words shown to them where
    they say that they compared them by eye. ``later`` keeps it unconfirmed, where offered.
    ``pictured`` is what the QR code of the fingerprint says.
    """

    def __init__(
        self,
        name: str,
        spoken: str,
        sure: Callable[[str], object],
        cancel: Callable[[], object],
        later: Callable[[], object] | None = None,
        *,
        pictured: str,
    ) -> None:
        super().__init__(gap=12)
        self._spoken = spoken
        self._sure = sure
        self.inside.addWidget(heading(tr("Is this really from them?")))
        self.inside.addWidget(Label(name, "strong", data=True))
        self.inside.addWidget(
            Label(
                tr(
                    "Ask the source for these words by another way than the file came: on the "
                    "telephone, on paper, on a web page that you know."
                )
            )
        )
        self._ask(spoken)
        self.inside.addWidget(PicturedFingerprint(pictured))
        self.go = Button(tr("Trust it"), self._go, kind="primary", symbol="trust")
        buttons = Flow(self.go)
        if later is not None:
            self.later = Button(
                tr("Keep it, confirm later"),
                later,
                hint=tr("Until it is confirmed, it identifies nobody."),
            )
            buttons.inside.addWidget(self.later)
        buttons.inside.addWidget(Button(tr("Cancel"), cancel, kind="quiet"))
        self.inside.addWidget(buttons)
        self._show_state()

    def _ask(self, spoken: str) -> None:
        shown = Label(spoken, "heading", data=True)
        shown.setAccessibleName(tr("The words of this file: {words}", words=spoken))
        self.inside.addWidget(shown)
        self.typed = QLineEdit()
        self.typed.textChanged.connect(lambda _text: self._show_state())
        self.typed.returnPressed.connect(self._go)
        self.inside.addWidget(Named(tr("Type or paste the words they gave you"), self.typed))
        self.by_eye = Tick(tr("I compared the words, and all of them are the same."))
        self.by_eye.toggled.connect(lambda _on: self._show_state())
        self.inside.addWidget(self.by_eye)

    def _show_state(self) -> None:
        self.go.setEnabled(bool(self.typed.text().strip()) or self.by_eye.isChecked())

    def _go(self) -> None:
        if not self.go.isEnabled():
            return
        # What was typed is compared by the core, even where the box is ticked as well.
        self._sure(self.typed.text().strip() or self._spoken)


def offer_widgets(offer: TrustOffer) -> list[QWidget]:
    """What would be added, and what in it is of no use."""
    shown: list[QWidget] = list(items(offer.items))
    if offer.bundle is not None:
        shown = bundle_widgets(offer.bundle.info)
    for one in offer.refused[:_MOST]:
        why = wording.error(one.code, one.facts).meaning
        told = tr("Not used: {name}. {why}", name=one.name, why=why)
        shown.append(Label(told, "muted", data=True))
    rest = len(offer.refused) - _MOST
    if rest > 0:
        shown.append(muted(ntr("{n} more file is of no use.", "{n} more are of no use.", rest)))
    return shown


class KeptCard(Card):
    """Evidence inside the open wallet, about what it holds."""

    def __init__(self, kept: Sequence[EvidenceItem], remove: Callable[[str], object]) -> None:
        super().__init__(gap=10)
        self.inside.addWidget(heading(tr("Kept in this wallet")))
        self.inside.addWidget(
            muted(
                tr("You vouched for these yourself. They count here only, and are locked away.")
            )
        )
        for widget in _some(kept, lambda one: _kept(one, remove), _MOST):
            self.inside.addWidget(widget)


def _kept(one: EvidenceItem, remove: Callable[[str], object]) -> QWidget:
    """A row, for a wallet may hold many."""
    dates = [tr("Added {date}", date=moment_words(one.received_at))]
    if one.dated:
        dates.append(tr("Of {date}", date=moment_words(one.dated)))
    name = () if one.name == one.id else (one.name,)
    told = column(
        Label(_kept_kind(one.kind), "strong"),
        Label(one.id, data=True),
        small(" · ".join((*name, *dates)), data=True),
        gap=2,
    )
    drop = Button(tr("Forget it"), lambda: remove(one.sha256), kind="quiet", symbol="bin")
    drop.setAccessibleName(tr("Forget {name}", name=one.id))
    card = Card(kind="well", gap=4)
    across = row(gap=8)
    across.addLayout(told, 1)
    across.addWidget(drop)
    card.inside.addLayout(across)
    return card


def _kept_kind(kind: str) -> str:
    """How many keys or issuers it holds, nobody has counted here."""
    if kind == "registry":
        return tr("List of issuers")
    return tr("Keys of an issuer") if kind == "key_document" else words.trust_kind(kind, 1)
