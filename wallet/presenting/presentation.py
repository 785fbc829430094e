"""From a disclosure plan to the bytes of a W3C Verifiable Presentation 2.0.

Rules (spec/presentations.md F.1, VCDM 2.0 section 4.13)
--------------------------------------------------------
1. A Data Integrity credential is embedded as the JSON that was parsed from the received
   bytes: no member is added, dropped, renamed or reordered, so that its own proof still holds.
2. A token is embedded as ``EnvelopedVerifiableCredential`` with a ``data:`` URL of exactly
   its characters. VCDM 2.0 forbids plain strings there, and in JSON-LD they would be relative
   IRIs, which a signature over the graph passes over.
3. One ``authentication`` proof by each did:key that the credentials in it are bound to, all
   with the same ``challenge`` (the receiver's nonce), ``domain`` (the recipient as typed),
   ``created``, and ``expires`` where there is an end. ``holder`` is the first of them.
4. The suite is ``eddsa-rdfc-2022`` (``ecdsa-rdfc-2019`` for a P-256 key). Where an embedded
   credential has a context or members that it cannot cover completely (an issuer that signed
   with JCS may have used any names), the proof is made over JCS instead, which covers every
   character. A presentation whose own proof does not pass here, complete, is not given out.
5. An SD-JWT goes out with a key binding of its own, same nonce and audience, also where it lies
   in a presentation; one whose key is not in this wallet goes without.
6. A set with an SD-JWT VC in it is the ``vp_token`` of OpenID4VP 1.0 (section 8.1): an object
   from query id to a list of presentations. So is every answer to a request.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias

from wallet import identifiers, proofs
from wallet.errors import InputError, PresentingError, ProofFailure
from wallet.evidence import Evidence
from wallet.holder import P256, PrivateKey, kind_of
from wallet.limits import LIMITS
from wallet.presenting import holders, sd_jwt
from wallet.presenting.carriage import Carriage
from wallet.presenting.plan import Disclosure, DisclosurePlan, Form
from wallet.proofs.interface import Setting
from wallet.report import Policy, Role
from wallet.secured import Format, JsonObject, Secured

CONTEXT = "https://www.w3.org/ns/credentials/v2"
SUITES = ("eddsa-rdfc-2022", "eddsa-jcs-2022")
SUITES_P256 = ("ecdsa-rdfc-2019", "ecdsa-jcs-2019")
PURPOSE = "authentication"
UNNAMED = "credential"
"""Beginning of the query ids of a set that answers no request."""


Keys: TypeAlias = Mapping[str, PrivateKey]
"""did:key -> its private half."""


def encode(
    plan: DisclosurePlan, keys: PrivateKey | Iterable[PrivateKey] | None, now: datetime
) -> bytes:
    """What a plan describes, signed: a ``.vp.json``, an SD-JWT, or a ``vp_token``.

    Args:
        plan: what to show; nothing else is shown.
        keys: the private keys of ``plan.holders``; None where nobody signs.
        now: the moment of signing, aware, UTC.

    Raises:
        PresentingError: ``key_of_another`` when the keys are not those of the plan's holders,
            ``already_ended``, ``too_large`` or ``not_coverable``.
    """
    given = () if keys is None else keys if isinstance(keys, Iterable) else (keys,)
    named = {identifiers.did_key_of(one.public_key()): one for one in given}
    if set(named) != set(plan.holders):
        raise PresentingError("key_of_another")
    if plan.expires is not None and plan.expires <= now:
        raise PresentingError("already_ended")
    if plan.form is Form.SD_JWT:
        return _limited(_bound(plan.credentials[0], plan, named, now).encode("ascii"))
    if not named:
        raise PresentingError("no_holder_key")
    if plan.form is Form.VP_TOKEN:
        return _bytes({"vp_token": _vp_token(plan, named, now)})
    return _bytes(_presentation(plan, plan.credentials, named, now))


def _vp_token(plan: DisclosurePlan, keys: Keys, now: datetime) -> dict[str, Any]:
    """Rule 6: each SD-JWT by itself; others in a presentation for each query, else in one."""
    told: dict[str, list[Any]] = {}
    rest: dict[str, list[Disclosure]] = {}
    for number, one in enumerate(plan.credentials, 1):
        if one.secured.securing == "sd_jwt" and (one.query or one.carriage is Carriage.ALONE):
            name = one.query or f"{UNNAMED}_{number}"
            told.setdefault(name, []).append(_bound(one, plan, keys, now))
        else:
            rest.setdefault(one.query or "presentation", []).append(one)
    for name, shown in rest.items():
        told.setdefault(name, []).append(_presentation(plan, shown, keys, now))
    return told


def _bound(one: Disclosure, plan: DisclosurePlan, keys: Keys, now: datetime) -> str:
    """Rule 5."""
    token = str(one.secured.token)
    if one.key is None:
        return token
    return sd_jwt.bind(
        token,
        keys[one.key],
        audience=plan.recipient,
        nonce=plan.nonce,
        now=now,
        jti=plan.presentation_id,
        expires=plan.expires,
    )


def _presentation(
    plan: DisclosurePlan, shown: Sequence[Disclosure], keys: Keys, now: datetime
) -> dict[str, Any]:
    bound = {one for each in shown for one in holders.of_one(each.secured, plan.holders)}
    signers = [one for one in plan.holders if one in bound] or [plan.holder]
    document = {
        "@context": [CONTEXT],
        "id": plan.presentation_id,
        "type": ["VerifiablePresentation"],
        "holder": signers[0],
        "verifiableCredential": [_carried(one, plan, keys, now) for one in shown],
    }
    proved = [_proof(plan, document, (one, keys[one]), now) for one in signers]
    return {**document, "proof": proved[0] if len(proved) == 1 else proved}


def _carried(one: Disclosure, plan: DisclosurePlan, keys: Keys, now: datetime) -> JsonObject:
    """One credential as it stands inside the presentation (rules 1, 2 and 5)."""
    if one.carriage is Carriage.EMBEDDED:
        return one.secured.document
    token = _bound(one, plan, keys, now) if one.key is not None else one.secured.token
    return {
        "@context": CONTEXT,
        "id": f"data:{one.media_type},{token}",
        "type": "EnvelopedVerifiableCredential",
    }


def _proof(
    plan: DisclosurePlan, document: JsonObject, signer: tuple[str, PrivateKey], now: datetime
) -> dict[str, Any]:
    """The proof of one key, by the first suite that covers the whole document (rule 4)."""
    for suite in SUITES_P256 if kind_of(signer[0]) == P256 else SUITES:
        signed = _sign(plan, document, signer, now, suite)
        if signed is not None and _holds(signed, suite, now):
            return dict(signed["proof"])
    raise PresentingError("not_coverable")


def _sign(
    plan: DisclosurePlan,
    document: JsonObject,
    signer: tuple[str, PrivateKey],
    now: datetime,
    suite: str,
) -> dict[str, Any] | None:
    """The document with its proof; None where this suite cannot cover it."""
    did, key = signer
    try:
        return proofs.sign(
            document,
            key=key,
            verification_method=f"{did}#{did.removeprefix('did:key:')}",
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
    return _limited(text.encode())


def _limited(data: bytes) -> bytes:
    if len(data) > LIMITS.input_bytes:
        raise PresentingError("too_large", size=len(data), limit=LIMITS.input_bytes)
    return data
