"""Is the key that signed a pathway its owner's, by what is trusted here (E.6, trust.md D.3)?

Rules
-----
1. Whose key it is, ``vouched`` says: by the name of the owner, and by no other.
2. A signature by a key that has to be looked up is checked where the document that lists the
   key is here and vouched for. Until then it was not checked, and one that does not hold, or
   by a key that is not for such signatures, is told as that.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from wallet.errors import InputError, ProofFailure
from wallet.evidence import Evidence
from wallet.pathways.result import PathwayResult
from wallet.pathways.vouched import PURPOSE, voucher, with_vouched_documents
from wallet.proofs import papers

SIGNED, CONFIRMED = "owner_signed", "owner_confirmed"
UNKNOWN_KEY, BROKEN, ANOTHER = "owner_key_unknown", "owner_broken", "owner_signed_by_another"


def with_owner(result: PathwayResult, evidence: Evidence, now: datetime) -> PathwayResult:
    """The result, saying in its headline that the owner is confirmed, where it is.

    Args:
        result: of ``evaluate``.
        evidence: what is trusted on this computer.
        now: aware.
    """
    if UNKNOWN_KEY in result.notices:
        result = _with(result, UNKNOWN_KEY, _looked_up(result, evidence))
    pathway = result.pathway
    signature, owner = pathway.signature, pathway.owner_name
    if SIGNED not in result.notices or signature is None or signature.method is None:
        return result
    known = voucher(owner or "", [signature.method], pathway.owner_ids, evidence, now)
    if known is None:
        return result
    return replace(_with(result, SIGNED, CONFIRMED), owner=known)


def _looked_up(result: PathwayResult, evidence: Evidence) -> str:
    """Rule 2: what is said of a signature whose key has to be looked up."""
    pathway = result.pathway
    try:
        key, _ = papers.signed_by(
            pathway.document["proof"], pathway.document, with_vouched_documents(evidence)
        )
    except InputError:
        return BROKEN
    except ProofFailure as failure:
        return UNKNOWN_KEY if failure.indeterminate else BROKEN
    if PURPOSE not in key.purposes:
        return BROKEN
    named = key.controller in pathway.owner_ids and bool(pathway.owner_name)
    return SIGNED if named else ANOTHER


def _with(result: PathwayResult, old: str, new: str) -> PathwayResult:
    return replace(result, notices=tuple(new if one == old else one for one in result.notices))
