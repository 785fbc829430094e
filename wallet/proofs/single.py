"""One Data Integrity proof of a document, judged by itself.

The steps are those of ``wallet.proofs.data_integrity``; the code follows the numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from wallet.errors import InputError, ProofFailure
from wallet.identifiers import VerificationKey, carried_key, find_key
from wallet.proofs import (
    bbs,
    chains,
    detached,
    ecdsa_sd,
    options,
    selective,
    signatures,
    suites,
)
from wallet.proofs.interface import ProofFact, Setting
from wallet.proofs.options import Options
from wallet.proofs.signed import Signed
from wallet.proofs.suites import Suite
from wallet.reasons import Reason
from wallet.report import Outcome, Role


def judge(signed: Signed, proof: Mapping[str, Any], setting: Setting) -> ProofFact:
    """What one proof comes to, as far as it could be read."""
    # 1. the suite
    suite = suites.suite_of(proof)
    if suite is None:
        named = _shown(proof.get("cryptosuite") or proof.get("type"))
        return ProofFact(
            suite=named,
            outcome=Outcome.INDETERMINATE,
            reason=Reason.UNSUPPORTED_PROOF,
            detail=named,
        )
    fact = ProofFact(suite=suite.name, outcome=Outcome.PASSED, reason=Reason.SIGNATURE_VALID)
    try:
        # 2. the options
        told = options.read(proof, suite.written)
        fact = _with_options(fact, told)
        _check_setting(told, setting)
        # 3. the key
        key, is_bound = _key(told.verification_method, setting)
        if is_bound:
            fact = replace(fact, key=key)
        else:
            fact = replace(fact, reason=Reason.UNBOUND, detail="fragment")
        _check_key(suite, key, setting)
        # 4. and 5. what was signed, and whether it was
        previous = chains.positions(told.previous, signed.proofs)
        if suite.selective:
            return _selective(fact, signed, proof, told, key, setting)
        if suite.written == "jws":
            detached.check(signed, proof, key, previous)
            return fact
        texts = _signed_texts(signed, proof, suite, key, previous)
        _check_signature(key, told.signature, texts)
    except ProofFailure as failure:
        return _failed(fact, failure)
    except InputError as error:
        return _failed(fact, ProofFailure(Reason.MALFORMED_PROOF, detail=error.code))
    return fact


def _key(method: str, setting: Setting) -> tuple[VerificationKey, bool]:
    """The key, and whether anything but the proof itself says whose it is."""
    try:
        return find_key(method, setting.evidence), True
    except ProofFailure as failure:
        carried = carried_key(method) if failure.code == Reason.NO_KEY_EVIDENCE else None
        # A presentation's proof must be its holder's; there is no later check of the key.
        if carried is None or setting.purpose != "assertionMethod":
            raise
        return carried, False


def _with_options(fact: ProofFact, told: Options) -> ProofFact:
    return replace(
        fact,
        verification_method=told.verification_method,
        purpose=told.purpose,
        created=told.created,
        expires=told.expires,
        challenge=told.challenge,
        domain=told.domain,
    )


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


def _selective(
    fact: ProofFact,
    signed: Signed,
    proof: Mapping[str, Any],
    told: Options,
    key: VerificationKey,
    setting: Setting,
) -> ProofFact:
    """A base proof is for its holder; whoever is shown one was shown too much."""
    if told.previous:  # the standard does not say what such a proof would sign
        raise ProofFailure(Reason.UNSUPPORTED_PROOF, indeterminate=True, detail="previousProof")
    shown: selective.Told
    if fact.suite == "bbs-2023":
        shown = found = bbs.check(signed, proof, told.signature, key)
        fact = replace(fact, presentation_header=found.presentation_header)
    else:
        shown = ecdsa_sd.check(signed, proof, told.signature, key)
    if shown.form == "base" and setting.role is not Role.HOLDER:
        raise ProofFailure(Reason.BASE_PROOF_PRESENTED)
    return replace(fact, disclosure=shown.form, status_locked=shown.status_locked)


def _signed_texts(
    signed: Signed,
    proof: Mapping[str, Any],
    suite: Suite,
    key: VerificationKey,
    previous: tuple[int, ...],
) -> tuple[bytes, ...]:
    """What the standard says is signed; for JCS without ``@context`` also what drafts said.

    They hashed the options with a ``@context`` that is not in the proof.
    """
    digest = suites.digest_for(key.kind)
    config = {name: value for name, value in proof.items() if name != "proofValue"}
    if suite.canonicalisation == "jcs":
        document = signed.with_previous(previous)
        if "@context" in proof:
            check_prefix(proof["@context"], document.get("@context"))
            document = {**document, "@context": proof["@context"]}
        signed.expansion(previous)  # an unknown context is never passed over (section 2)
        secured = suites.canonical_json(document)
        configs = [config]
        if "@context" in document and "@context" not in proof:
            configs.append({**config, "@context": document["@context"]})
        options_texts = [suites.canonical_json(one) for one in configs]
    else:
        expanded = signed.options_expansion(config)
        options.check_signed(proof, expanded)
        options_texts = [suites.canonical_graph(expanded, digest)]
        secured = signed.canonical_graph(previous, digest)
    document_hash = suites.hashed(secured, digest)
    return tuple(suites.hashed(text, digest) + document_hash for text in options_texts)


def _check_signature(key: VerificationKey, signature: bytes, texts: tuple[bytes, ...]) -> None:
    standard, *drafts = texts
    if _holds(key, signature, standard):
        return
    if any(_holds(key, signature, draft) for draft in drafts):
        # Not forged, but not by the standard either: cannot tell.
        raise ProofFailure(Reason.MALFORMED_PROOF, indeterminate=True, detail="proof.@context")
    raise ProofFailure(Reason.SIGNATURE_INVALID)


def _holds(key: VerificationKey, signature: bytes, text: bytes) -> bool:
    try:
        signatures.check(key, signature, text)
    except ProofFailure as failure:
        if failure.code != Reason.SIGNATURE_INVALID:
            raise
        return False
    return True


def check_prefix(context: Any, whole: Any) -> None:
    """A JCS proof's ``@context`` must begin the document's (VC-DI-EDDSA, 3.3.2).

    Raises:
        ProofFailure: ``unsigned_context``.
    """
    begin = context if isinstance(context, list) else [context]
    rest = whole if isinstance(whole, list) else [whole]
    if rest[: len(begin)] != begin:
        raise ProofFailure(Reason.UNSIGNED_CONTEXT, detail="proof.@context")
