"""Blockcerts 2: a Merkle proof of 2017 in the ``signature`` of an Open Badge assertion.

Rules (beside those of ``wallet.proofs.merkle``)
-----
1. What was hashed is the document without its ``signature``.
2. A context written into the document may add names, as issuers do for their own members; it
   may not give another meaning to a name of the contexts that the document refers to, nor
   call by a name that readers know what its address calls otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from wallet.encoding import contexts, jsonld, node, rdf, safe_mode, spelling
from wallet.proofs import merkle
from wallet.proofs.interface import ProofFact, Proven, Setting
from wallet.reasons import Reason
from wallet.report import Outcome
from wallet.secured import Secured

name = "merkle_2017"


def handles(secured: Secured) -> bool:
    """Whether it is anchored as Blockcerts 2 are."""
    return secured.securing == "merkle_proof_2017"


def check(secured: Secured, setting: Setting) -> Proven:
    """Judge the path, and the anchor as far as evidence shows it.

    Raises:
        ProofFailure: see ``wallet.proofs.merkle`` and ``jsonld.expand``.
    """
    receipt = merkle.receipt_2017(secured.document.get("signature"))
    bare = {key: value for key, value in secured.document.items() if key != "signature"}
    expansion = jsonld.expand(bare)
    merkle.check(receipt, (rdf.canonical(expansion.nodes),))
    fact = ProofFact(
        suite="MerkleProof2017",
        outcome=Outcome.PASSED,
        reason=Reason.MERKLE_PATH_HOLDS,
        anchor=merkle.anchored(receipt, setting.evidence),
    )
    return Proven(
        document=bare,
        expanded=node.top(expansion.nodes),
        proofs=(fact,),
        unsigned_members=expansion.unsigned,
        reason=Reason.MERKLE_PATH_HOLDS,
        format_problems=tuple(_misleading(bare, expansion)),
    )


def _misleading(
    document: Mapping[str, Any], expansion: jsonld.Expansion
) -> Iterator[tuple[str, str]]:
    """Rule 2, and members under their addresses instead of their names."""
    stated = document.get("@context")
    named = [one for one in (stated if isinstance(stated, list) else [stated])
             if isinstance(one, str)]  # fmt: skip
    known = safe_mode.terms_of([contexts.document(one)["@context"] for one in named])
    misnamed = {one for one in expansion.misnamed_terms if one in known | contexts.terms()}
    redefined = {*(expansion.own_terms & known), *misnamed}
    yield from ((Reason.UNSIGNED_CONTEXT, term) for term in sorted(redefined)[:1])
    written = spelling.respelled(document, expansion.own_terms)
    yield from ((Reason.INVALID_MEMBER, path) for path in written[:1])
