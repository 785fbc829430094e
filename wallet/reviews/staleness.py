"""What changed since a review was signed (rule 4 of ``review``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from wallet.pathways import Pathway
from wallet.reviews.case import sha256_of
from wallet.reviews.decisions import Decision
from wallet.reviews.review import Review, ReviewedItem

_MONTH = timedelta(days=30)
_MOST_MONTHS = 1_200
"""Whoever wrote a pathway may write any number; there is no day after the year 9999."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One reason why a sign-off no longer stands."""

    code: str
    """``item_gone``, ``item_verdict``, ``item_accreditation``, ``pathway_version``,
    ``pathway_text`` (another text of the same version), ``pathway_gone`` or ``months_over``;
    of ``differences`` also ``item_added``, ``slot_filled``, ``slot_open``, ``result``,
    ``counted``, ``decision_lapsed`` and ``decision_open``."""
    credential_id: str | None = None
    before: str | None = None
    now: str | None = None
    slot: str | None = None
    decision: Decision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a credential stands now."""

    verdict: str
    accreditation: str | None


def ends(signed: datetime, pathway: Pathway | None) -> datetime | None:
    """Until when a pathway lets stand what was signed then; None where it does not say."""
    told = pathway.document.get("signoff") if pathway is not None else None
    months = told.get("validMonths") if isinstance(told, Mapping) else None
    return signed + min(months, _MOST_MONTHS) * _MONTH if isinstance(months, int) else None


def changes(
    review: Review,
    standing: Mapping[str, Standing],
    pathway: Pathway | None,
    now: datetime,
) -> tuple[Change, ...]:
    """Why the sign-off is stale; empty while it stands.

    Args:
        review: as it was merged.
        standing: credential id -> how it stands in the wallet now; one that is not there any
            more is missing.
        pathway: the pathway as it is kept now; None where it was removed.
        now: the moment to judge for, aware.
    """
    found = [change for one in review.items for change in _item(one, standing)]
    if pathway is None:
        found.append(Change(code="pathway_gone", before=review.pathway_version))
    elif pathway.version != review.pathway_version:
        found.append(
            Change(code="pathway_version", before=review.pathway_version, now=pathway.version)
        )
    elif sha256_of(pathway) != review.pathway_sha256:
        found.append(Change(code="pathway_text", before=review.pathway_version))
    # An advisor may let it stand for less than the pathway does, never for more.
    until = [one for one in (review.expires, ends(review.created, pathway)) if one is not None]
    if until and now > min(until):
        found.append(Change(code="months_over", before=min(until).date().isoformat()))
    return tuple(found)


def _item(one: ReviewedItem, standing: Mapping[str, Standing]) -> Iterator[Change]:
    now = standing.get(one.credential_id)
    if now is None:
        yield Change(code="item_gone", credential_id=one.credential_id, before=one.verdict)
        return
    if now.verdict != one.verdict:
        yield Change(
            code="item_verdict",
            credential_id=one.credential_id,
            before=one.verdict,
            now=now.verdict,
        )
    if now.accreditation != one.accreditation:
        yield Change(
            code="item_accreditation",
            credential_id=one.credential_id,
            before=one.accreditation,
            now=now.accreditation,
        )
