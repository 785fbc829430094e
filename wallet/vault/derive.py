"""What the library's index holds of a credential: derived from its view, never the truth.

When a proof did not hold, the view is what the file says of itself; the row's ``proven`` tells
so, and the index only serves to find it again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from wallet.credential import Award, CredentialView, Credit, DateValue, Level, Text, Texts
from wallet.vault.stamps import text_of
from wallet.vault.words import folded, indexed

NEVER = "~"
"""Sorts after every date."""
_LONGEST_KEY = 200
"""Characters of a title that decide its place in the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """One row of the index."""

    envelope_id: str | None = None
    issuer_id: str | None = None
    dated: str | None = None
    """When it was issued, as a UTC moment that sorts as text."""
    ends_at: str | None = None
    """When it ceases to be valid, likewise."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Sort keys, but for the one by import."""
    summary: str = "{}"
    facets: tuple[tuple[str, str, str], ...] = ()
    """(facet, value, label)."""
    text: str = ""


def derive(view: CredentialView | None, format_: str) -> Derived:
    """The index row of a credential that says ``view``; of an unread one when None."""
    if view is None:
        keys = {"awarded": "", "title": NEVER, "issuer": NEVER, "expires": NEVER}
        return Derived(
            keys=keys, summary=json.dumps({}), facets=(("format", format_, format_),)
        )
    envelope = view.envelope
    ends = [one for one in (envelope.valid_until, *(a.expiry for a in view.awards)) if one]
    text = indexed(list(_words(view)))
    soonest = min(ends, key=lambda one: _moment(one) or NEVER, default=None)
    awarded = max((_date(one.award_date) for one in view.awards), default="")
    return Derived(
        envelope_id=envelope.id,
        issuer_id=envelope.issuer.id,
        dated=_moment(envelope.valid_from or envelope.issued_at),
        ends_at=_moment(envelope.valid_until),
        keys={
            "awarded": awarded,
            "title": _key(_titles(view)),
            "issuer": _key(envelope.issuer.names),
            "expires": _date(soonest) or NEVER,
        },
        summary=json.dumps(
            _summary(view, soonest) | {"words": _digest(text)}, ensure_ascii=False
        ),
        facets=tuple(sorted(set(_facets(view)))),
        text=text,
    )


def _digest(text: str) -> str:
    """By which other words are noticed: the index of words cannot be read back."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def titles_of(summary: Mapping[str, Any]) -> Texts:
    """Titles in a stored summary."""
    return _texts(summary.get("titles", ()))


def issuers_of(summary: Mapping[str, Any]) -> Texts:
    """Issuer names in a stored summary."""
    return _texts(summary.get("issuers", ()))


def credits_of(summary: Mapping[str, Any]) -> tuple[Credit, ...]:
    """Credits in a stored summary."""
    return tuple(
        Credit(amount=Decimal(amount), framework=framework, role=role)
        for amount, framework, role in summary.get("credits", ())
    )


def levels_of(summary: Mapping[str, Any]) -> tuple[Level, ...]:
    """Levels in a stored summary."""
    return tuple(Level(scheme=one, value=two) for one, two in summary.get("levels", ()))


def _summary(view: CredentialView, expires: DateValue | None) -> dict[str, Any]:
    first = _first(view)
    awarded = first.award_date if first else None
    return {
        "titles": [[one.lang, one.text] for one in _titles(view)],
        "issuers": [[one.lang, one.text] for one in view.envelope.issuer.names],
        "kind": first.kind.value if first else "",
        "credits": [
            [str(one.amount), one.framework, one.role]
            for one in (first.credits if first else ())
        ],
        "levels": [[one.scheme, one.value] for one in (first.levels if first else ())],
        "award_date": awarded.value if awarded else None,
        "expires": expires.value if expires else None,
        "awards": len(view.awards),
    }


def _first(view: CredentialView) -> Award | None:
    """The award that speaks for the whole: the one that is no part of another."""
    whole = (one for one in view.awards if one.parent is None)
    return next(whole, view.awards[0] if view.awards else None)


def _titles(view: CredentialView) -> Texts:
    first = _first(view)
    return first.title if first else ()


def _facets(view: CredentialView) -> Iterator[tuple[str, str, str]]:
    issuer = view.envelope.issuer
    if issuer.id:
        yield "issuer", issuer.id, issuer.names[0].text if issuer.names else issuer.id
    yield "format", view.envelope.format, view.envelope.format
    for award in view.awards:
        yield "kind", award.kind.value, award.kind.value
        for level in award.levels:
            told = f"{level.scheme} {level.value}"
            yield "level", told, told
        for outcome in award.outcomes:
            for link in outcome.links:
                yield "skill", link.uri, link.label or link.uri


def _words(view: CredentialView) -> Iterator[str]:
    envelope = view.envelope
    yield envelope.issuer.id or ""
    yield envelope.id or ""
    yield from _said(envelope.issuer.names, view.learner.names)
    for award in view.awards:
        yield from _said(award.title, award.description, award.criteria)
        yield from _said(*(one.text for one in award.outcomes))
        yield from _said(*(one.names for one in award.awarding_bodies))
        yield award.kind.value
        yield from (f"{one.scheme} {one.value}" for one in award.levels)
        yield from (link.label or "" for one in award.outcomes for link in one.links)


def _said(*many: Texts) -> Iterator[str]:
    for texts in many:
        for one in texts:
            yield one.text


def _texts(stored: Any) -> Texts:
    return tuple(Text(lang=lang, text=text) for lang, text in stored)


def _key(texts: Texts) -> str:
    return folded(texts[0].text)[:_LONGEST_KEY] if texts else NEVER


def _date(value: DateValue | None) -> str:
    return value.value[:10] if value else ""


def _moment(value: DateValue | None) -> str | None:
    """The moment as sortable text; of a mere day its end anywhere on earth is meant."""
    if value is None:
        return None
    try:
        found = datetime.fromisoformat(value.value)
        if found.tzinfo is None:
            found = found.replace(tzinfo=UTC) + (
                timedelta(days=1, hours=12) if value.precision != "instant" else timedelta()
            )
        return text_of(found)
    except (ValueError, OverflowError):  # the latter: the last day of the year 9999
        return None
