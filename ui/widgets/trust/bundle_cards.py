"""A signed bundle: who publishes it, what lists it holds, of which day, for which countries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.widgets.buttons import Button, Fold
from ui.widgets.credential.awards import Facts
from ui.widgets.layouts import Card, Flow
from ui.widgets.notes import Note
from ui.widgets.qr_view import QrPicture
from ui.widgets.text import Label, heading, muted, small
from ui.words import moment_words, today
from wallet.wording import ntr, tr
from wallet.wording import presenting as words
from wallet.wording.names import country
from wallet.wording.sizes import size

if TYPE_CHECKING:
    from wallet.check_desk import BundleInfo, RegisterSource, TrustOffer

_DATED, _EXPIRED = 180, 400
"""Days: ages of a list that change what is said of today (spec/trust.md D.6)."""
_PLACED = ("registry", "tl")
"""Lists of which it matters what countries they cover."""
_CODE = 280
"""Pixels square: a code of this length is read from there by any camera."""
_COUNTRIES = 12
"""Countries named one by one."""


def this_day() -> date:
    """Today, for ages on screen."""
    now = today()
    return date(now.year(), now.month(), now.day())


def bundle_widgets(one: BundleInfo) -> list[QWidget]:
    """Its lists, a card each, and the dates of the bundle as a whole."""
    shown: list[QWidget] = []
    if one.demo:
        shown.append(Note(tr("A demo: it counts in the demo wallet only."), "not_valid"))
    shown += [
        _source(source, item.rows, one.next_update(source))
        for source, item in zip(one.sources, one.items, strict=True)
    ]
    shown.append(
        Facts(
            [
                (tr("Signed"), moment_words(one.signed_at)),
                (tr("Size of the file"), size(one.size)),
                (tr("Usable until"), moment_words(one.root_expires)),
            ]
        )
    )
    return shown


def _source(one: RegisterSource, rows: int, due: datetime | None) -> QWidget:
    kind = "register" if one.kind == "registry" else one.kind
    days = max(0, (this_day() - one.as_of.date()).days)
    card = Card(
        Label(one.name, "strong", data=True),
        small(words.trust_kind(kind, rows)),
        Facts(
            [
                (tr("As of"), moment_words(one.as_of)),
                (tr("Signed by"), one.signer),
                (tr("Covers"), _coverage(one) if one.kind in _PLACED else ""),
                (tr("Licence of the data"), one.licence or ""),
            ]
        ),
        kind="well",
        gap=4,
    )
    if one.sandbox:
        card.inside.addWidget(Note(tr("A test list: it identifies nobody."), "not_valid"))
    elif due is not None and due.date() < this_day():
        told = tr(
            "Older than its own next update, which was due on {date}.", date=moment_words(due)
        )
        card.inside.addWidget(Note(told, "not_valid"))
    elif days > _DATED:
        card.inside.addWidget(Note(_age(days), "not_valid"))
    return card


def _age(days: int) -> str:
    if days > _EXPIRED:
        return tr("More than a year old: it still says what was true then, not what is now.")
    return tr("Half a year old: it says what was true then; ask for a newer bundle for today.")


def _coverage(one: RegisterSource) -> str:
    countries = one.countries
    if countries is None:
        return tr("All countries")
    names = sorted(map(country, countries))
    rest = len(names) - _COUNTRIES
    told = ", ".join(names[:_COUNTRIES])
    return (
        told
        if rest <= 0
        else ntr("{told} and {n} more", "{told} and {n} more", rest, told=told)
    )


class PicturedFingerprint(Fold):
    """The fingerprint as a QR code, for comparing it with another screen or a sheet."""

    def __init__(self, text: str) -> None:
        super().__init__(tr("Show the fingerprint as a QR code"), lambda: _picture(text))


def _picture(text: str) -> QWidget:
    from wallet.session import qr_png  # noqa: PLC0415 - loaded only where it is looked at

    picture = QrPicture()
    picture.setFixedSize(_CODE, _CODE)
    picture.show_png(qr_png(text), tr("The fingerprint as a QR code"))
    return Card(
        picture,
        muted(
            tr(
                "The publisher can show the same picture. You can also drop a photo of theirs "
                "here: it is read and compared for you."
            )
        ),
        kind="bar",
        gap=6,
    )


class ReplaceCard(Card):
    """A newer bundle of a publisher who was compared before: nothing to compare again."""

    def __init__(
        self,
        offer: TrustOffer,
        go: Callable[[], object],
        cancel: Callable[[], object],
    ) -> None:
        super().__init__(gap=12)
        self.inside.addWidget(heading(tr("A newer bundle from a publisher you trust")))
        self.inside.addWidget(Label(offer.name, "strong", data=True))
        self.inside.addWidget(
            Label(tr("It is signed by the keys that you compared. The one before is replaced."))
        )
        if offer.bundle is not None:
            for widget in bundle_widgets(offer.bundle.info):
                self.inside.addWidget(widget)
        self.go = Button(tr("Use it"), go, kind="primary", symbol="trust")
        self.inside.addWidget(Flow(self.go, Button(tr("Cancel"), cancel, kind="quiet")))


def uncovered(
    countries: Sequence[tuple[str, int]], covered: Sequence[frozenset[str] | None]
) -> list[str]:
    """A sentence for each country of which something is held and nothing is known."""
    if None in covered:
        return []
    known = frozenset(code for one in covered for code in one or ())
    return [
        ntr(
            "{n} of your credentials comes from {country}; no register on this computer "
            "covers it.",
            "{n} of your credentials come from {country}; no register on this computer "
            "covers it.",
            count,
            country=country(code),
        )
        for code, count in countries
        if code not in known
    ]
