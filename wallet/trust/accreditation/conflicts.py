"""Bundles that disagree (D.11): each statement has a signer, and no signer outranks another.

Rules
-----
X1. The same decision told differently by two bundles: a conflict.
X2. The same identifier assigned to different bodies, or pinned to different keys, by rows that
    count: a conflict.
X3. What only one of them knows is no disagreement.
"""

from __future__ import annotations

from collections.abc import Iterable

from wallet.errors import Fact
from wallet.register import DecisionRow, IssuerRow
from wallet.trust.accreditation.believed import Believed
from wallet.trust.accreditation.question import Reached, Signer


def without_repeats(
    reached: Iterable[Reached],
) -> tuple[tuple[Reached, ...], dict[str, Fact]]:
    """Each decision once for each link, out of the newest list.

    And facts of a disagreement, where there is one (X1).
    """
    kept: dict[tuple[object, ...], Reached] = {}
    told: dict[str, DecisionRow] = {}
    facts: dict[str, Fact] = {}
    for one in reached:
        row = one.decision
        other = told.setdefault(row.id, row)
        if differ(other, row):
            lists = (_list_of(other), _list_of(row))
            facts = {"why": "bundles_disagree", "decision": row.id, "lists": lists}
        key = (row.id, one.via, one.holder.id, one.link)
        known = kept.get(key)
        if known is None or row.source.as_of > known.decision.source.as_of:
            kept[key] = one
    return tuple(kept.values()), facts


def differ(one: DecisionRow, other: DecisionRow) -> bool:
    """X1."""
    return _said(one) != _said(other)


def _said(row: DecisionRow) -> tuple[object, ...]:
    """What a decision says, apart from who lists it and what institutions are called there."""
    days = (row.start, row.end, row.decided, row.withdrawn)
    return (row.agency, row.type, row.status, row.decision, row.flag, *days)


def keys_disagree(believed: Believed, signer: Signer) -> tuple[IssuerRow, ...]:
    """X2: rows that pin this identifier to keys, of which some have this key and some not."""
    rows = [one for one in believed.issuers(signer.id) if tells_keys(one)]
    having = [one for one in rows if signer.thumbprint in one.thumbprints]
    return tuple(rows) if 0 < len(having) < len(rows) else ()


def tells_keys(row: IssuerRow) -> bool:
    """X3: a row that only knows the identifier disagrees with none that knows its keys."""
    return bool(row.thumbprints)


def _list_of(row: DecisionRow) -> str:
    return f"{row.source.name} ({row.source.signer})"
