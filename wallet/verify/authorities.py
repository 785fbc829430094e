"""Whose word makes an authority one, where several lists have it, or a list and a person.

Rules
-----
1. A path ends at a certificate, and the first item of evidence that has it need not be the one
   that counts: what is compared comes before what is not, and the newest before older ones.
2. What is dated after the moment asked about counts where there is nothing else: it raises
   nothing.
3. That a newer list has withdrawn it is asked elsewhere (``seal_quality.is_withdrawn``).
"""

from __future__ import annotations

from datetime import datetime

from wallet.evidence import Anchor, Evidence, Origin
from wallet.identifiers import x509
from wallet.verify.case import Case


def vouching_for(chain: x509.Chain, case: Case) -> Anchor:
    """The item of evidence by which the end of a path counts."""
    same = items_of(chain.anchor, case.evidence)
    return max(same, key=lambda one: _rank(one.origin, case.now), default=chain.anchor)


def items_of(authority: Anchor, evidence: Evidence) -> tuple[Anchor, ...]:
    """All that vouch for an authority, for the same purpose or for any."""
    return tuple(
        one
        for one in x509.items_of(authority.certificate, evidence)
        if one.purpose in (x509.ANY, authority.purpose)
    )


def _rank(origin: Origin, now: datetime) -> tuple[bool, bool, datetime]:
    dated = origin.dated if origin.dated is not None else origin.received_at
    is_later = origin.dated is not None and dated > now
    return not is_later, origin.confirmed, dated
