"""Merkle proofs inside a JSON document: Blockcerts 3 and presentations anchored like it.

``MerkleProof2019``, the cryptosuite ``merkle-proof-2019``, and ``ChainedProof2021`` around one.

Rules (beside those of ``wallet.proofs.merkle``)
-----
1. What was hashed is the document without its proofs; or with those that ``previousProof``
   names; or, as its issuers' library does for a set, with all that stand before it.
2. A chained proof holds a copy of the one before it. That one must be a proof of the document,
   so that it is judged too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from wallet.errors import ProofFailure
from wallet.proofs import chains, merkle
from wallet.proofs.interface import ProofFact, Setting
from wallet.proofs.signed import Signed
from wallet.proofs.suites import Suite
from wallet.reasons import Reason
from wallet.report import Outcome

_CHAINED = "ChainedProof2021"


def judge(
    signed: Signed, proof: Mapping[str, Any], suite: Suite, setting: Setting
) -> ProofFact:
    """What one Merkle proof comes to."""
    fact = ProofFact(suite=suite.name, outcome=Outcome.PASSED, reason=Reason.MERKLE_PATH_HOLDS)
    try:
        return _judged(fact, signed, proof, setting)
    except ProofFailure as failure:
        detail = failure.facts.get("detail") or failure.facts.get("context")
        return replace(
            fact,
            outcome=Outcome.INDETERMINATE if failure.indeterminate else Outcome.FAILED,
            reason=Reason(failure.code),
            detail=None if detail is None else str(detail),
        )


def _judged(
    fact: ProofFact, signed: Signed, proof: Mapping[str, Any], setting: Setting
) -> ProofFact:
    receipt = merkle.receipt_2019(proof.get("proofValue"))
    positions = tuple(dict.fromkeys(_before(signed, proof)))
    forms = tuple(signed.canonical_graph(one, "sha256") for one in positions)
    merkle.check(receipt, forms)
    method, purpose = proof.get("verificationMethod"), proof.get("proofPurpose")
    return replace(
        fact,
        verification_method=method if isinstance(method, str) else None,
        purpose=purpose if isinstance(purpose, str) else None,
        anchor=merkle.anchored(receipt, setting.evidence),
    )


def _before(signed: Signed, proof: Mapping[str, Any]) -> Iterator[tuple[int, ...]]:
    """Rules 1 and 2: positions of the proofs that may have been hashed with the document."""
    previous = proof.get("previousProof")
    if proof.get("type") == _CHAINED:
        if proof.get("chainedProofType") != "MerkleProof2019":
            raise ProofFailure(Reason.UNSUPPORTED_PROOF, indeterminate=True, detail=_CHAINED)
        found = [at for at, one in enumerate(signed.proofs) if one == previous]
        if len(found) != 1:
            raise ProofFailure(Reason.BROKEN_PROOF_CHAIN, detail="previousProof")
        yield (found[0],)
        return
    if previous is not None:
        names = previous if isinstance(previous, list) else [previous]
        yield chains.positions([one for one in names if isinstance(one, str)], signed.proofs)
        return
    yield ()
    yield tuple(range(next(at for at, one in enumerate(signed.proofs) if one is proof)))
