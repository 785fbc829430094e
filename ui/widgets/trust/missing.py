"""What is missing to judge the credentials that are held, and who could supply it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ui.widgets.layouts import Card
from ui.widgets.text import Label, heading, muted
from ui.words import spoken
from wallet.wording import ntr, tr

if TYPE_CHECKING:
    from wallet.session import LibraryRow, Session

_LOOKED_AT = 500
"""Credentials that read "Cannot tell"; more than that say the same."""
_NAMED = 8
_ISSUERS = 40
"""Issuers whose country is looked up; each takes a few milliseconds."""

_NO_LIST = frozenset({"no_trust_source", "issuer_not_listed"})
_NO_KEY = frozenset({"no_key_evidence", "key_not_found"})
_NO_STATUS = frozenset({"status_list_missing", "evidence_too_old", "status_list_unreadable"})


def missing_in(session: Session) -> list[tuple[str, str, int]]:
    """On the vault thread: (reason, issuer, how many), the most frequent first."""
    from wallet.session import Facet, LibraryQuery  # noqa: PLC0415 - loads the store

    query = LibraryQuery(filters=((Facet.VERDICT, "cannot_tell"),))
    rows = session.page(query, size=_LOOKED_AT).rows
    languages = session.settings().languages
    found = Counter((row.reason, _issuer(row, languages)) for row in rows)
    return [(reason, issuer, count) for (reason, issuer), count in found.most_common()]


def _issuer(row: LibraryRow, languages: Sequence[str]) -> str:
    return spoken(row.issuer_names, languages) or row.issuer_id or ""


def countries_in(session: Session) -> list[tuple[str, int]]:
    """On the vault thread: (country of the issuer, how many credentials), most first.

    One credential of each issuer is looked at: an issuer says the same country each time.
    """
    from wallet.session import Facet, LibraryQuery  # noqa: PLC0415 - loads the store

    found: Counter[str] = Counter()
    for choice in session.choices(Facet.ISSUER)[:_ISSUERS]:
        query = LibraryQuery(filters=((Facet.ISSUER, choice.value),))
        rows = session.page(query, size=1).rows
        if not rows:
            continue
        judged = session.credential(rows[0].credential_id)
        own = judged.view.envelope.issuer.country if judged.view is not None else None
        # What a credential does not say, a list of issuers may have told.
        country = own or judged.report.accreditation.facts.get("country")
        if isinstance(country, str):
            found[country] += choice.count
    return found.most_common()


class MissingCard(Card):
    """One sentence for each kind of gap and issuer."""

    def __init__(
        self, gaps: Sequence[tuple[str, str, int]], uncovered: Sequence[str] = ()
    ) -> None:
        super().__init__(gap=8)
        self.inside.addWidget(heading(tr("Missing for what you hold")))
        told = [*uncovered, *(sentence for gap in gaps if (sentence := _sentence(*gap)))]
        for sentence in told[:_NAMED]:
            self.inside.addWidget(Label(f"\N{BULLET} {sentence}"))
        rest = len(told) - _NAMED
        if rest > 0:
            self.inside.addWidget(muted(ntr("and {n} more", "and {n} more", rest)))
        self.setVisible(bool(told))


def _sentence(reason: str, issuer: str, count: int) -> str:
    issuer = issuer or tr("an issuer without a name")
    if reason in _NO_LIST:
        return ntr(
            "No list you trust names {issuer}: {n} credential waits for it.",
            "No list you trust names {issuer}: {n} credentials wait for it.",
            count,
            issuer=issuer,
        )
    if reason in _NO_KEY:
        return ntr(
            "The key document of {issuer} is not here: {n} credential waits for it.",
            "The key document of {issuer} is not here: {n} credentials wait for it.",
            count,
            issuer=issuer,
        )
    if reason in _NO_STATUS:
        return ntr(
            "What {issuer} revoked is not known, or not lately: {n} credential waits for it.",
            "What {issuer} revoked is not known, or not lately: {n} credentials wait for it.",
            count,
            issuer=issuer,
        )
    if reason == "trust_not_confirmed":
        return tr("{issuer} stands in a list that you have not confirmed yet.", issuer=issuer)
    return ""
