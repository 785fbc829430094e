"""Proofs inside a JSON document (W3C Verifiable Credential Data Integrity 1.0).

Steps, for each proof of ``proof`` by itself (section 4.3, proof sets and chains)
--------------------------------------------------------------------------------
1. Recognise the suite; an unknown one is ``unsupported_proof`` (indeterminate).
2. Read its options strictly; purpose and ``created`` must suit the setting.
3. Find the key by its verification method; its kind must be one of the suite's.
4. Take the document without its proofs, plus those that ``previousProof`` names.
5. Canonicalise it and the proof's options, hash both, check the signature over
   ``hash(options) + hash(document)``.
   RDF suites: the options get the document's ``@context``. JCS suites: a ``@context`` in the
   proof must be a prefix of the document's, and replaces it in what is hashed.

Together (spec/verification.md 2.2): no supported proof may fail, and at least one must pass
with the whole chain before it. ``expires`` is handed on: it is a question of ``validity``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from wallet.encoding import contexts, jsonld, node, spelling
from wallet.errors import ProofFailure
from wallet.proofs import chains, merkle_2019, single, suites
from wallet.proofs.interface import ProofFact, Proven, Setting
from wallet.proofs.signed import Signed
from wallet.proofs.suites import Suite
from wallet.reasons import Reason
from wallet.report import Outcome
from wallet.secured import Secured

name = "data_integrity"


def handles(secured: Secured) -> bool:
    """Whether the document carries its proofs inside."""
    return secured.securing.startswith(("data_integrity/", "merkle_proof_2019"))


def check(secured: Secured, setting: Setting) -> Proven:
    """Judge every proof of the document.

    Raises:
        ProofFailure: as the first failed proof says; with none failed and none passed, as
            the first that could not be judged says.
    """
    signed = Signed(secured.document)
    alone = [_judge(signed, one, setting) for one in signed.proofs]
    facts = chains.close(signed.proofs, alone)
    _require_proof(facts)
    passed = _passed(signed, facts)
    document, problems = _verified(signed, passed)
    unchanged = document is signed.bare
    derived = [
        one for one in facts if one.disclosure == "derived" and one.outcome is Outcome.PASSED
    ]
    expansion = signed.expansion() if unchanged else jsonld.expand(document)
    return Proven(
        document=document,
        expanded=node.top(expansion.nodes),
        proofs=facts,
        unsigned_members=_unsigned(passed, expansion),
        reason=_reason(facts),
        # One is enough: anybody may add a proof over what is left.
        selective=bool(derived),
        status_locked=all(one.status_locked for one in derived),
        format_problems=problems,
    )


def _judge(signed: Signed, proof: Mapping[str, Any], setting: Setting) -> ProofFact:
    suite = suites.suite_of(proof)
    if suite is not None and suite.anchored:
        return merkle_2019.judge(signed, proof, suite, setting)
    return single.judge(signed, proof, setting)


def _reason(facts: tuple[ProofFact, ...]) -> Reason:
    if all(one.anchor is not None for one in facts if one.outcome is Outcome.PASSED):
        return Reason.MERKLE_PATH_HOLDS
    if any(one.outcome is not Outcome.PASSED for one in facts):
        return Reason.OTHER_PROOFS_UNSUPPORTED
    is_base = any(one.disclosure == "base" for one in facts)
    return Reason.BASE_PROOF_VALID if is_base else Reason.SIGNATURE_VALID


def _require_proof(facts: tuple[ProofFact, ...]) -> None:
    failed = [one for one in facts if one.outcome is Outcome.FAILED]
    if not failed and any(one.outcome is Outcome.PASSED for one in facts):
        return
    # A supported proof that lacks its key tells more than one of an unknown kind.
    ranked = failed or sorted(facts, key=lambda one: one.reason is Reason.UNSUPPORTED_PROOF)
    worst = ranked[0]
    raise ProofFailure(
        worst.reason,
        indeterminate=not failed,
        suite=worst.suite,
        verification_method=worst.verification_method,
        detail=worst.detail,
    )


_Passed = list[tuple[Mapping[str, Any], Suite]]


def _passed(signed: Signed, facts: tuple[ProofFact, ...]) -> _Passed:
    return [
        (proof, suite)
        for proof, fact in zip(signed.proofs, facts, strict=True)
        if fact.outcome is Outcome.PASSED and (suite := suites.suite_of(proof)) is not None
    ]


def _verified(
    signed: Signed, passed: _Passed
) -> tuple[dict[str, Any], tuple[tuple[str, str], ...]]:
    """The verified document, and the contexts in it that nobody signed."""
    context = signed.bare.get("@context")
    whole = context if isinstance(context, list) else [context]
    signed_contexts = [
        len(own) if isinstance(own := proof.get("@context", context), list) else 1
        for proof, suite in passed
        if suite.canonicalisation == "jcs"
    ]
    shortest = min(signed_contexts, default=len(whole))
    if shortest < len(whole):
        document = {**signed.bare, "@context": whole[:shortest]}
        return document, ((Reason.UNSIGNED_CONTEXT, f'$["@context"][{shortest}]'),)
    if any(suite.canonicalisation == "rdfc" for _, suite in passed):
        return signed.bare, tuple(_misleading(signed))
    return signed.bare, ()


def _misleading(signed: Signed) -> Iterator[tuple[str, str]]:
    """How an RDF-signed document misleads whoever reads it by its names.

    An RDF suite signs meanings, not names, and stays good beside a JCS proof by anybody.
    """
    expansion = signed.expansion()
    # A context written into the document may give known names other meanings.
    redefined = {*(expansion.own_terms & contexts.terms()), *expansion.misnamed_terms}
    yield from ((Reason.UNSIGNED_CONTEXT, term) for term in sorted(redefined)[:1])
    written = spelling.respelled(signed.bare, expansion.own_terms)
    written = written or spelling.mistyped(expansion.nodes, contexts.terms())
    yield from ((Reason.INVALID_MEMBER, path) for path in written[:1])


def _unsigned(passed: _Passed, expansion: jsonld.Expansion) -> tuple[str, ...]:
    signs_graph = any(suite.canonicalisation == "rdfc" for _, suite in passed)
    return expansion.unsigned if signs_graph else ()
