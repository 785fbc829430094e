"""Proof chains: a proof that names proofs before it (``previousProof``) signs those too.

A name that no proof or more than one has, and a cycle, are ``broken_proof_chain``. A proof
stands only with all that came before it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from wallet.errors import ProofFailure
from wallet.proofs.interface import ProofFact
from wallet.reasons import Reason
from wallet.report import Outcome


def positions(previous: Sequence[str], proofs: Sequence[Mapping[str, Any]]) -> tuple[int, ...]:
    """Where the named proofs stand, in the order of the document.

    Raises:
        ProofFailure: ``broken_proof_chain``.
    """
    found: set[int] = set()
    for name in previous:
        named = [i for i, one in enumerate(proofs) if one.get("id") == name]
        if len(named) != 1:
            raise ProofFailure(Reason.BROKEN_PROOF_CHAIN, detail="previousProof")
        found.update(named)
    return tuple(sorted(found))


def close(
    proofs: Sequence[Mapping[str, Any]], facts: Sequence[ProofFact]
) -> tuple[ProofFact, ...]:
    """The facts, each judged together with its whole chain."""
    before = [_before(one, proofs) for one in proofs]
    return tuple(
        _with_chain(i, fact, facts, before) if fact.outcome is Outcome.PASSED else fact
        for i, fact in enumerate(facts)
    )


def _before(proof: Mapping[str, Any], proofs: Sequence[Mapping[str, Any]]) -> tuple[int, ...]:
    value = proof.get("previousProof", [])
    names = value if isinstance(value, list) else [value]
    try:
        return positions([one for one in names if isinstance(one, str)], proofs)
    except ProofFailure:
        return ()  # already judged broken by itself


def _with_chain(
    start: int, fact: ProofFact, facts: Sequence[ProofFact], before: list[tuple[int, ...]]
) -> ProofFact:
    seen: set[int] = set()
    todo = list(before[start])
    while todo:
        one = todo.pop()
        if one == start:
            return _spoiled(fact, Outcome.FAILED, Reason.BROKEN_PROOF_CHAIN)
        if one in seen:
            continue
        seen.add(one)
        todo += before[one]
    for one in sorted(seen):
        if facts[one].outcome is not Outcome.PASSED:
            return _spoiled(fact, facts[one].outcome, facts[one].reason)
    return fact


def _spoiled(fact: ProofFact, outcome: Outcome, reason: Reason) -> ProofFact:
    return replace(fact, outcome=outcome, reason=reason, detail="previousProof")
