"""Open Badges 2.0: signed assertions, and hosted ones that nothing can prove offline.

Rules
-----
1. A hosted assertion counts by being served at its address today; a file of it proves
   nothing, and neither does a copy that somebody kept: ``hosted_not_signed``. Whether such a
   copy is held, and from when, is told as a fact.
2. A signed one is a compact JWS over the assertion. Its key is the one that
   ``verification.creator`` names, found in evidence (``wallet.identifiers.hosted``); nothing
   in the header is followed.
3. What the assertion links to (badge class, issuer profile) is not covered by the signature.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wallet.encoding.timestamp import write as stamp
from wallet.errors import ProofFailure
from wallet.identifiers import hosted
from wallet.proofs import compact
from wallet.proofs.interface import ProofFact, Proven, Setting
from wallet.reasons import Reason
from wallet.report import Outcome
from wallet.secured import Secured

name = "open_badges_2"


def handles(secured: Secured) -> bool:
    """Whether it is an assertion of Open Badges 2.0."""
    return secured.securing in {"ob2_signed", "ob2_hosted"}


def check(secured: Secured, setting: Setting) -> Proven:
    """Judge a signed assertion.

    Raises:
        ProofFailure: ``hosted_not_signed``, ``no_key_evidence`` (indeterminate) and what
            ``wallet.proofs.compact`` raises.
    """
    if secured.securing == "ob2_hosted":
        _not_signed(secured.document, setting)
    token = compact.parse(secured.token)
    algorithm = compact.algorithm(token.header)
    issuer = hosted.issuer_id(token.payload, setting.evidence)
    method, key = hosted.find_key(_creator(token.payload), issuer, setting.evidence)
    try:
        compact.check_signature(token, algorithm, key)
    except ProofFailure as failure:
        raise ProofFailure(
            failure.code,
            indeterminate=failure.indeterminate,
            **{**failure.facts, "suite": algorithm, "verification_method": method},
        ) from None
    fact = ProofFact(
        suite=algorithm,
        outcome=Outcome.PASSED,
        reason=Reason.SIGNATURE_VALID,
        verification_method=method,
        purpose="assertionMethod",
        key=key,
    )
    return Proven(document=token.payload, expanded=None, proofs=(fact,))


def _creator(payload: Mapping[str, Any]) -> str | None:
    verification = payload.get("verification", payload.get("verify"))
    if not isinstance(verification, Mapping):
        return None
    return hosted.id_of(verification.get("creator"))


def _not_signed(document: Mapping[str, Any], setting: Setting) -> None:
    """Rule 1.

    Raises:
        ProofFailure: always, indeterminate.
    """
    address = hosted.id_of(document)
    kept = hosted.document_at(address, setting.evidence) if address else None
    facts = {"address": address[:200] if address else None}
    if kept is not None and kept[0] == document:
        facts["captured"] = stamp(kept[1].dated or kept[1].received_at)
    raise ProofFailure(
        Reason.HOSTED_NOT_SIGNED,
        indeterminate=True,
        **{key: value for key, value in facts.items() if value is not None},
    )
