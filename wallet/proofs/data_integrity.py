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

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from wallet.encoding import contexts, jsonld, node
from wallet.errors import InputError, ProofFailure
from wallet.identifiers import VerificationKey, find_key
from wallet.limits import LIMITS
from wallet.proofs import chains, options, signatures, suites
from wallet.proofs.interface import ProofFact, Proven, Setting
from wallet.proofs.options import Options
from wallet.proofs.suites import Suite
from wallet.reasons import Reason
from wallet.report import Outcome
from wallet.secured import Secured

name = "data_integrity"


def handles(secured: Secured) -> bool:
    """Whether the document carries its proofs inside."""
    return secured.securing.startswith("data_integrity/")


def check(secured: Secured, setting: Setting) -> Proven:
    """Judge every proof of the document.

    Raises:
        ProofFailure: as the first failed proof says; with none failed and none passed, as
            the first that could not be judged says.
    """
    proofs = proofs_of(secured.document)
    signed = Signed(secured.document, proofs)
    facts = tuple(_judge(signed, one, setting) for one in proofs)
    return _decide(signed, chains.close(proofs, facts))


def proofs_of(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The proofs of a document.

    Raises:
        ProofFailure: ``malformed_proof``, ``not_signed`` (indeterminate), ``too_complex``.
    """
    value = document.get("proof")
    found = value if isinstance(value, list) else [value]
    if value is None or not found:
        raise ProofFailure(Reason.NOT_SIGNED, indeterminate=True)
    if len(found) > LIMITS.proofs:
        raise ProofFailure(Reason.TOO_COMPLEX, indeterminate=True, limit=LIMITS.proofs)
    if not all(isinstance(one, Mapping) for one in found):
        raise ProofFailure(Reason.MALFORMED_PROOF, detail="proof")
    return found


@dataclass(frozen=True, slots=True)
class _Work:
    """What several proofs of one document share, computed once."""

    expansions: dict[tuple[int, ...], jsonld.Expansion]
    canonical: dict[tuple[Any, ...], bytes]


class Signed:
    """A document and its proofs, with the work that several proofs share."""

    def __init__(
        self, document: Mapping[str, Any], proofs: list[Mapping[str, Any]]
    ) -> None:
        self.bare = {key: value for key, value in document.items() if key != "proof"}
        self.proofs = proofs
        self._work = _Work({}, {})

    def with_previous(self, previous: tuple[int, ...]) -> dict[str, Any]:
        """The document with only those proofs that a chain says came before."""
        if not previous:
            return self.bare
        return {**self.bare, "proof": [self.proofs[i] for i in previous]}

    def expansion(self, previous: tuple[int, ...] = ()) -> jsonld.Expansion:
        """Its expanded form.

        Raises:
            ProofFailure: see ``jsonld.expand``.
        """
        if previous not in self._work.expansions:
            self._work.expansions[previous] = jsonld.expand(self.with_previous(previous))
        return self._work.expansions[previous]

    def canonical_graph(self, previous: tuple[int, ...], digest: Any) -> bytes:
        """Its RDFC-1.0 form.

        Raises:
            ProofFailure: see ``rdf.canonical``.
        """
        key = (previous, digest)
        if key not in self._work.canonical:
            self._work.canonical[key] = suites.canonical_graph(
                self.expansion(previous), digest
            )
        return self._work.canonical[key]


# --- one proof -----------------------------------------------------------------------------


def _judge(signed: Signed, proof: Mapping[str, Any], setting: Setting) -> ProofFact:
    suite = suites.suite_of(proof)
    named = suite.name if suite else _shown(proof.get("cryptosuite") or proof.get("type"))
    fact = ProofFact(
        suite=named, outcome=Outcome.PASSED, reason=Reason.SIGNATURE_VALID
    )
    try:
        if suite is None:
            raise ProofFailure(Reason.UNSUPPORTED_PROOF, indeterminate=True, detail=named)
        told = options.read(proof)
        fact = replace(
            fact,
            verification_method=told.verification_method,
            purpose=told.purpose,
            created=told.created,
            expires=told.expires,
            challenge=told.challenge,
            domain=told.domain,
        )
        _check_setting(told, setting)
        key = find_key(told.verification_method, setting.evidence)
        fact = replace(fact, key=key)
        _check_key(suite, key, setting)
        previous = chains.positions(told.previous, signed.proofs)
        _check_signature(signed, proof, suite, key, (told, previous))
    except ProofFailure as failure:
        return _failed(fact, failure)
    except InputError as error:
        return _failed(fact, ProofFailure(Reason.MALFORMED_PROOF, detail=error.code))
    return fact


def _failed(fact: ProofFact, failure: ProofFailure) -> ProofFact:
    detail = failure.facts.get("detail") or failure.facts.get("context")
    return replace(
        fact,
        outcome=Outcome.INDETERMINATE if failure.indeterminate else Outcome.FAILED,
        reason=Reason(failure.code),
        detail=None if detail is None else str(detail),
    )


def _shown(value: Any) -> str:
    return value[:100] if isinstance(value, str) else "unknown"


def _check_setting(told: Options, setting: Setting) -> None:
    if told.purpose != setting.purpose:
        raise ProofFailure(Reason.WRONG_PURPOSE, detail=told.purpose[:100])
    leeway = timedelta(seconds=setting.policy.leeway_seconds)
    if told.created is not None and told.created > setting.now + leeway:
        raise ProofFailure(Reason.PROOF_FROM_THE_FUTURE, detail="created")


def _check_key(suite: Suite, key: VerificationKey, setting: Setting) -> None:
    if key.kind not in suite.kinds:
        raise ProofFailure(Reason.ALGORITHM_REFUSED, detail=key.kind)
    # For a credential the issuer_key check asks this; a presentation has no such check.
    if setting.purpose != "assertionMethod" and setting.purpose not in key.purposes:
        raise ProofFailure(Reason.WRONG_PURPOSE, detail=setting.purpose)


def _check_signature(
    signed: Signed,
    proof: Mapping[str, Any],
    suite: Suite,
    key: VerificationKey,
    chain: tuple[Options, tuple[int, ...]],
) -> None:
    told, previous = chain
    digest = suites.digest_for(key.kind)
    config = {name: value for name, value in proof.items() if name != "proofValue"}
    if suite.canonicalisation == "jcs":
        document = signed.with_previous(previous)
        if "@context" in proof:
            check_prefix(proof["@context"], document.get("@context"))
            document = {**document, "@context": proof["@context"]}
        signed.expansion(previous)  # an unknown context is never passed over (section 2)
        secured = suites.canonical_json(document)
        options_text = suites.canonical_json(config)
    else:
        config["@context"] = signed.bare.get("@context", [])
        expanded = jsonld.expand(config)
        options.check_signed(proof, expanded)
        options_text = suites.canonical_graph(expanded, digest)
        secured = signed.canonical_graph(previous, digest)
    data = suites.hashed(options_text, digest) + suites.hashed(secured, digest)
    signatures.check(key, told.signature, data)


def check_prefix(context: Any, whole: Any) -> None:
    """A JCS proof's ``@context`` must begin the document's (VC-DI-EDDSA, 3.3.2).

    Raises:
        ProofFailure: ``unsigned_context``.
    """
    begin = context if isinstance(context, list) else [context]
    rest = whole if isinstance(whole, list) else [whole]
    if rest[: len(begin)] != begin:
        raise ProofFailure(Reason.UNSIGNED_CONTEXT, detail="proof.@context")


# --- all proofs together -------------------------------------------------------------------


def _decide(signed: Signed, facts: tuple[ProofFact, ...]) -> Proven:
    for outcome in (Outcome.FAILED, Outcome.INDETERMINATE):
        worst = next((one for one in facts if one.outcome is outcome), None)
        passed = [one for one in facts if one.outcome is Outcome.PASSED]
        if worst is not None and (outcome is Outcome.FAILED or not passed):
            raise ProofFailure(
                worst.reason,
                indeterminate=outcome is Outcome.INDETERMINATE,
                suite=worst.suite,
                verification_method=worst.verification_method,
                detail=worst.detail,
            )
    complete = all(one.outcome is Outcome.PASSED for one in facts)
    expansion = signed.expansion()
    document, problems = _verified(signed, facts, expansion)
    return Proven(
        document=document,
        expanded=node.top(expansion.nodes),
        proofs=facts,
        unsigned_members=_unsigned(signed, facts, expansion),
        reason=Reason.SIGNATURE_VALID if complete else Reason.OTHER_PROOFS_UNSUPPORTED,
        format_problems=problems,
    )


def _verified(
    signed: Signed, facts: tuple[ProofFact, ...], expansion: jsonld.Expansion
) -> tuple[dict[str, Any], tuple[tuple[str, str], ...]]:
    """The verified document, and contexts in it that nobody signed."""
    context = signed.bare.get("@context")
    whole = context if isinstance(context, list) else [context]
    shortest = len(whole)
    context_is_signed = False
    for proof, suite in _passed(signed, facts):
        if suite.canonicalisation == "jcs":
            context_is_signed = True
            own = proof.get("@context", context)
            shortest = min(shortest, len(own) if isinstance(own, list) else 1)
    if shortest < len(whole):
        document = {**signed.bare, "@context": whole[:shortest]}
        return document, ((Reason.UNSIGNED_CONTEXT, f'$["@context"][{shortest}]'),)
    redefined = () if context_is_signed else sorted(expansion.own_terms & contexts.terms())
    # An RDF suite signs meanings, not names. A context written into the document may give
    # known names other meanings, and whoever reads by name would be misled.
    return signed.bare, tuple((Reason.UNSIGNED_CONTEXT, term) for term in redefined[:1])


def _unsigned(
    signed: Signed, facts: tuple[ProofFact, ...], expansion: jsonld.Expansion
) -> tuple[str, ...]:
    signs_graph = any(s.canonicalisation == "rdfc" for _, s in _passed(signed, facts))
    return expansion.unsigned if signs_graph else ()


def _passed(
    signed: Signed, facts: tuple[ProofFact, ...]
) -> list[tuple[Mapping[str, Any], Suite]]:
    return [
        (proof, suite)
        for proof, fact in zip(signed.proofs, facts, strict=True)
        if fact.outcome is Outcome.PASSED and (suite := suites.suite_of(proof)) is not None
    ]
