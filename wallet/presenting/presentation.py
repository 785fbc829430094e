"""From a disclosure plan to the bytes of a W3C Verifiable Presentation 2.0.

Rules (spec/presentations.md F.1, VCDM 2.0 section 4.13)
--------------------------------------------------------
1. A Data Integrity credential is embedded as the JSON that was parsed from the received
   bytes: no member is added, dropped, renamed or reordered, so that its own proof still holds.
2. A token is embedded as ``EnvelopedVerifiableCredential`` with a ``data:`` URL of exactly
   its characters. VCDM 2.0 forbids plain strings there, and in JSON-LD they would be relative
   IRIs, which a signature over the graph passes over.
3. One ``authentication`` proof by the holder's did:key: ``challenge`` the receiver's nonce,
   ``domain`` the recipient as typed, ``created``, and ``expires`` where there is an end.
4. The suite is ``eddsa-rdfc-2022``. Where an embedded credential has a context or members that
   it cannot cover completely (an issuer that signed with JCS may have used any names), the
   proof is made with ``eddsa-jcs-2022`` instead, which covers every character. A presentation
   whose own proof does not pass here, complete, is not given out.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from wallet import identifiers, proofs
from wallet.errors import InputError, PresentingError, ProofFailure
from wallet.evidence import Evidence
from wallet.limits import LIMITS
from wallet.presenting.plan import Carriage, Disclosure, DisclosurePlan
from wallet.proofs.interface import Setting
from wallet.report import Policy, Role
from wallet.secured import Format, JsonObject, Secured

CONTEXT = "https://www.w3.org/ns/credentials/v2"
SUITES = ("eddsa-rdfc-2022", "eddsa-jcs-2022")
PURPOSE = "authentication"


def encode(plan: DisclosurePlan, key: Ed25519PrivateKey, now: datetime) -> bytes:
    """The presentation that a plan describes, signed, as the bytes of a ``.vp.json`` file.

    Args:
        plan: what to show; nothing else is shown.
        key: the private key of ``plan.holder``.
        now: the moment of signing, aware, UTC.

    Raises:
        PresentingError: ``key_of_another`` when the key is not the plan's holder,
            ``already_ended``, ``too_large`` or ``not_coverable``.
    """
    if identifiers.did_key_of(key.public_key()) != plan.holder:
        raise PresentingError("key_of_another")
    if plan.expires is not None and plan.expires <= now:
        raise PresentingError("already_ended")
    document = _document(plan)
    for suite in SUITES:
        signed = _sign(plan, document, key, now, suite)
        if signed is not None and _holds(signed, suite, now):
            return _bytes(signed)
    raise PresentingError("not_coverable")


def _document(plan: DisclosurePlan) -> dict[str, Any]:
    return {
        "@context": [CONTEXT],
        "id": plan.presentation_id,
        "type": ["VerifiablePresentation"],
        "holder": plan.holder,
        "verifiableCredential": [carried(one) for one in plan.credentials],
    }


def carried(one: Disclosure) -> JsonObject:
    """One credential as it stands inside the presentation (rules 1 and 2)."""
    if one.carriage is Carriage.EMBEDDED:
        return one.secured.document
    return {
        "@context": CONTEXT,
        "id": f"data:{one.media_type},{one.secured.token}",
        "type": "EnvelopedVerifiableCredential",
    }


def _sign(
    plan: DisclosurePlan,
    document: JsonObject,
    key: Ed25519PrivateKey,
    now: datetime,
    suite: str,
) -> dict[str, Any] | None:
    """The document with its proof; None where this suite cannot cover it."""
    fragment = plan.holder.removeprefix("did:key:")
    try:
        return proofs.sign(
            document,
            key=key,
            verification_method=f"{plan.holder}#{fragment}",
            cryptosuite=suite,
            purpose=PURPOSE,
            created=now,
            expires=plan.expires,
            challenge=plan.nonce,
            domain=plan.recipient or None,
        )
    except (ProofFailure, InputError, PresentingError):
        return None


def _holds(signed: JsonObject, suite: str, now: datetime) -> bool:
    """Whether the proof passes here and covers every member."""
    secured = Secured(
        format=Format.PRESENTATION,
        securing=f"data_integrity/{suite}",
        credential_id="",
        document=signed,
    )
    setting = Setting(
        evidence=Evidence(), now=now, role=Role.RECEIVER, policy=Policy(), purpose=PURPOSE
    )
    try:
        return not proofs.check(secured, setting).unsigned_members
    except ProofFailure:
        return False


def _bytes(signed: JsonObject) -> bytes:
    text = json.dumps(signed, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    data = text.encode()
    if len(data) > LIMITS.input_bytes:
        raise PresentingError("too_large", size=len(data), limit=LIMITS.input_bytes)
    return data
