"""Credentials and presentations as compact JWS: VC-JWT 1.1, Open Badges JWT, ``vc+jwt``.

Steps
-----
1. and 2. The token is parsed and its header read (``wallet.proofs.compact``).
3. The key: the method that ``kid`` names, else the only one of the issuer, else one that the
   token brings along (``wallet.proofs.carried``): ``jwk`` alone proves that somebody signed,
   not who, and ``x5c`` counts by its path to an anchor. ``jku`` and ``x5u`` are never followed.
4. The algorithm must be one of the key's own (ECDSA: the key's curve). Signature by joserfc
   with exactly that algorithm allowed.
5. The claims are laid over the credential (``wallet.proofs.claims``).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from wallet.errors import ProofFailure
from wallet.identifiers import VerificationKey
from wallet.proofs import claims, compact
from wallet.proofs.carried import SignedBy, carried, listed
from wallet.proofs.interface import ProofFact, Proven, Setting
from wallet.reasons import Reason
from wallet.report import Outcome
from wallet.secured import Secured

name = "jose"


def handles(secured: Secured) -> bool:
    """Whether it is a compact JWS that holds a credential or presentation."""
    return secured.securing in {"vc_jwt", "vc_jose"}


def check(secured: Secured, setting: Setting) -> Proven:
    """Judge the token.

    Raises:
        ProofFailure: see the steps above; names the algorithm and the method.
    """
    token = compact.parse(secured.token)
    algorithm = compact.algorithm(token.header)
    content = claims.read(token.payload, token.header, secured)
    signed_by = _key(token.header, content, setting)
    method, key = signed_by.method, signed_by.key
    fact = ProofFact(
        suite=algorithm,
        outcome=Outcome.PASSED,
        reason=signed_by.reason,
        verification_method=method,
        purpose=setting.purpose,
        key=key if signed_by.reason is Reason.SIGNATURE_VALID else None,
        created=content.issued,
        expires=content.expires,
        challenge=content.challenge,
        domain=content.audience,
        detail=signed_by.header,
        certificate=signed_by.certificate,
    )
    try:
        _check_purpose(key, setting)
        compact.check_signature(token, algorithm, key)
        _check_time(content, setting)
    except ProofFailure as failure:
        raise ProofFailure(
            failure.code,
            indeterminate=failure.indeterminate,
            **{**failure.facts, "suite": algorithm, "verification_method": method},
        ) from None
    return Proven(
        document=content.document,
        expanded=None,
        proofs=(fact,),
        format_problems=content.problems,
    )


# --- the key -------------------------------------------------------------------------------


def _key(header: Mapping[str, Any], content: claims.Content, setting: Setting) -> SignedBy:
    """Step 3."""
    method = compact.method(header.get("kid"), content.signer, setting)
    try:
        return SignedBy(method, listed(method, setting))
    except ProofFailure as failure:
        # A presentation's proof must be its holder's; there is no later check of the key.
        if not failure.indeterminate or setting.purpose != "assertionMethod":
            raise
        brought = carried(header, method, content.signer, setting)
        if brought is None:
            raise
    return brought.as_signer(method)


def _check_purpose(key: VerificationKey, setting: Setting) -> None:
    # For a credential the issuer_key check asks this; a presentation has no such check.
    if setting.purpose != "assertionMethod" and setting.purpose not in key.purposes:
        raise ProofFailure(Reason.WRONG_PURPOSE, detail=setting.purpose)


def _check_time(content: claims.Content, setting: Setting) -> None:
    leeway = timedelta(seconds=setting.policy.leeway_seconds)
    if content.issued is not None and content.issued > setting.now + leeway:
        raise ProofFailure(Reason.PROOF_FROM_THE_FUTURE, detail="iat")
