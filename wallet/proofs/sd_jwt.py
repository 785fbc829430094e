"""SD-JWT and SD-JWT VC (RFC 9901), and the key binding that presents one.

Steps
-----
1. The token is taken apart and its issuer-signed JWT parsed (``wallet.proofs.compact``). The
   claims are put back in place of their digests (``wallet.encoding.selective``): a disclosure
   that the issuer's digests do not name, or name twice, fails.
2. ``typ``: an SD-JWT VC (it has a ``vct``) is ``dc+sd-jwt`` or, by earlier drafts,
   ``vc+sd-jwt``; anything else ends in ``+sd-jwt``. Only a plain SD-JWT may leave it out.
3. In an SD-JWT VC the claims that may never be disclosed selectively stand in the clear.
4. A credential of W3C's model has no ``vc`` or ``vp`` claim, and an ``iss`` that agrees.
5. The key: the method that ``kid`` names, else the only one of ``iss`` (or ``issuer``), from
   the DID itself or from evidence (``jwt-vc-issuer`` metadata, DID documents). Where evidence
   lists none, a key in the header: ``wallet.proofs.carried`` says when a certificate (``x5c``)
   shows whose it is; a bare ``jwk`` never does. ``jku`` and ``x5u`` are never followed.
6. Algorithm and signature as for any compact JWS.

A presentation is the same token with a key binding JWT (section 7.3): all of the above first;
then its ``typ``, its signature by the key in the issuer-signed ``cnf``, and ``sd_hash`` over
exactly what is shown. Nonce, audience and date are the ``request`` check's question.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeAlias

from wallet.encoding import selective, timestamp
from wallet.encoding.selective import Disclosed, Parts
from wallet.errors import InputError, ProofFailure
from wallet.evidence import Evidence
from wallet.identifiers import holder_key
from wallet.proofs import compact
from wallet.proofs.carried import SignedBy, carried, listed
from wallet.proofs.compact import Token, malformed
from wallet.proofs.interface import ProofFact, Proven, Setting
from wallet.reasons import Reason
from wallet.report import Outcome
from wallet.secured import Secured

name = "sd_jwt"

_NEVER_DISCLOSED = ("iss", "nbf", "exp", "cnf", "vct", "vct#integrity", "aka_vcts", "status")
_OF_VC = frozenset({"dc+sd-jwt", "vc+sd-jwt"})
_KEY_BINDING = "kb+jwt"


def handles(secured: Secured) -> bool:
    """Whether it is an SD-JWT, with or without a key binding."""
    return secured.securing == "sd_jwt"


def check(secured: Secured, setting: Setting) -> Proven:
    """Judge the token.

    Raises:
        ProofFailure: see the steps above; names the algorithm and the method.
    """
    if secured.token is None:
        malformed("token")
    parts = _parts(secured.token)
    if not secured.is_presentation:
        shown = _SHOWN.pop(_question(parts, setting), None)
        return shown[0].proven if shown is not None else _issued(parts, setting).proven
    issued = _issued(parts, setting)
    _SHOWN.clear()
    _SHOWN[_question(parts, setting)] = issued, setting.evidence
    return _presented(issued, parts, setting)


_Question: TypeAlias = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Issued:
    """What the issuer signed, proven."""

    proven: Proven
    payload: Mapping[str, Any]


_SHOWN: dict[_Question, tuple[_Issued, Evidence]] = {}
"""What the issuer signed of the presentation judged last, until the credential in it asks the
same: once. Nothing else is remembered of anybody's claims."""


def _question(parts: Parts, setting: Setting) -> _Question:
    """All that the answer depends on.

    Evidence is immutable, and held beside the answer: it is known by being the same object.
    """
    told = (id(setting.evidence), setting.now, setting.policy, setting.role)
    return (parts.signed, parts.disclosures, *told)


def _parts(text: str) -> Parts:
    try:
        return selective.split(text)
    except InputError as error:
        raise _failure(error) from None


def _failure(error: InputError) -> ProofFailure:
    if error.code in ("too_complex", "too_deep", "too_large"):
        return ProofFailure(error.code, indeterminate=True, **error.facts)
    rule = str(error.facts.get("rule", "disclosure"))
    if rule == selective.UNKNOWN_HASH:
        return ProofFailure(Reason.UNSUPPORTED_ALGORITHM, indeterminate=True, detail="_sd_alg")
    if rule in selective.NOT_SIGNED_FOR:
        return ProofFailure(Reason.SIGNATURE_INVALID, detail="disclosure")
    return ProofFailure(Reason.MALFORMED_PROOF, detail=rule)


# --- what the issuer signed ----------------------------------------------------------------


def _issued(parts: Parts, setting: Setting) -> _Issued:
    setting = replace(setting, purpose="assertionMethod")
    token = compact.parse(parts.signed)  # 1
    algorithm = compact.algorithm(token.header)
    try:
        disclosed = selective.disclose(token.payload, parts.disclosures)
    except InputError as error:
        raise _failure(error) from None
    _check_kind(token, disclosed)  # 2, 3, 4
    signed_by = _key(token.header, _signer(disclosed.document), setting)  # 5
    _check_signature(token, algorithm, signed_by)  # 6
    fact = ProofFact(
        suite=algorithm,
        outcome=Outcome.PASSED,
        reason=signed_by.reason,
        verification_method=signed_by.method,
        purpose=setting.purpose,
        key=signed_by.key if signed_by.reason is Reason.SIGNATURE_VALID else None,
        created=_moment(disclosed.document, "iat"),
        expires=_moment(disclosed.document, "exp"),
        detail=signed_by.header,
        certificate=signed_by.certificate,
    )
    proven = Proven(
        document=disclosed.document,
        expanded=None,
        proofs=(fact,),
        issuer=fact.key.document_id if fact.key is not None and fact.key.chain else None,
        format_problems=_conflicts(disclosed.document),
        undisclosed=disclosed.undisclosed,
    )
    return _Issued(proven, token.payload)


def _check_signature(token: Token, algorithm: str, signed_by: SignedBy) -> None:
    try:
        compact.check_signature(token, algorithm, signed_by.key)
    except ProofFailure as failure:
        told = {"suite": algorithm, "verification_method": signed_by.method}
        raise ProofFailure(
            failure.code, indeterminate=failure.indeterminate, **{**failure.facts, **told}
        ) from None


def _check_kind(token: Token, disclosed: Disclosed) -> None:
    """Steps 2 to 4."""
    document = disclosed.document
    if _is_vc(token.header, document):
        hidden = {f"$.{claim}": claim for claim in _NEVER_DISCLOSED}
        for path in disclosed.paths:
            if path in hidden:
                malformed(hidden[path])
    for claim in ("vc", "vp"):
        if claim in document:
            malformed(claim)


def _is_vc(header: Mapping[str, Any], document: Mapping[str, Any]) -> bool:
    """Step 2: whether it is an SD-JWT VC, where its ``typ`` is one that it may have."""
    typ = header.get("typ")
    has_type, is_w3c = "vct" in document, "@context" in document
    if typ is None and (has_type or is_w3c):
        raise ProofFailure(Reason.UNSUPPORTED_PROOF, indeterminate=True, detail="typ")
    short = typ.lower().removeprefix("application/") if isinstance(typ, str) else ""
    allowed = short in _OF_VC if has_type and not is_w3c else short.endswith("+sd-jwt")
    if typ is not None and not allowed:
        raise ProofFailure(Reason.WRONG_PURPOSE, detail="typ")
    return has_type or (short in _OF_VC and not is_w3c)


def _signer(document: Mapping[str, Any]) -> str | None:
    issuer = document.get("issuer") if "@context" in document else document.get("iss")
    if isinstance(issuer, Mapping):
        issuer = issuer.get("id")
    if issuer is None:
        issuer = document.get("iss")
    if issuer is not None and not isinstance(issuer, str):
        malformed("iss")
    return issuer


def _conflicts(document: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Step 4: two names for one issuer."""
    if "@context" not in document or "iss" not in document:
        return ()
    issuer = document.get("issuer")
    named = issuer.get("id") if isinstance(issuer, Mapping) else issuer
    return () if named == document["iss"] else ((Reason.CLAIMS_CONFLICT, "$.issuer"),)


def _moment(document: Mapping[str, Any], claim: str) -> datetime | None:
    """A date of the signature; one that cannot be read is told by ``validity``."""
    try:
        return timestamp.from_numeric(document.get(claim))
    except InputError:
        return None


# --- the key -------------------------------------------------------------------------------


def _key(header: Mapping[str, Any], signer: str | None, setting: Setting) -> SignedBy:
    """Step 5."""
    method = compact.method(header.get("kid"), signer, setting)
    brought = carried(header, method, signer, setting)
    try:
        found = listed(method, setting)
    except ProofFailure as failure:
        if brought is None or not failure.indeterminate:
            raise
        return brought.as_signer(method)
    other = brought is not None and brought.key.jwk != found.jwk
    if other and "x5c" in header and "kid" not in header and not found.self_certifying:
        # Signed by a certificate, where evidence lists another key: whose, nobody can tell.
        assert brought is not None  # noqa: S101 - for the reader
        return SignedBy(method, brought.key, Reason.UNBOUND, brought.header)
    return SignedBy(method, found)


# --- the key binding -----------------------------------------------------------------------


def _presented(issued: _Issued, parts: Parts, setting: Setting) -> Proven:
    if parts.key_binding is None:
        raise ProofFailure(Reason.UNSUPPORTED_PROOF, indeterminate=True, detail="vp+sd-jwt")
    token = compact.parse(parts.key_binding)
    algorithm = compact.algorithm(token.header)
    if token.header.get("typ") != _KEY_BINDING:
        raise ProofFailure(Reason.WRONG_PURPOSE, detail="typ")
    confirmation = issued.proven.document.get("cnf")
    jwk = confirmation.get("jwk") if isinstance(confirmation, Mapping) else None
    if jwk is None:
        raise ProofFailure(Reason.KEY_NOT_FOUND, indeterminate=True, detail="cnf")
    key = holder_key(jwk)
    compact.check_signature(token, algorithm, key)
    _check_hash(token.payload, parts, issued.payload)
    nonce, audience = (token.payload.get(claim) for claim in ("nonce", "aud"))
    made = _moment(token.payload, "iat")
    if not isinstance(nonce, str) or not isinstance(audience, str) or made is None:
        malformed("key binding")
    fact = ProofFact(
        suite=algorithm,
        outcome=Outcome.PASSED,
        reason=Reason.SIGNATURE_VALID,
        verification_method=key.method_id,
        purpose=setting.purpose,
        key=key,
        created=made,
        challenge=nonce,
        domain=(audience,),
    )
    return Proven(document=token.payload, expanded=None, proofs=(fact,))


def _check_hash(
    payload: Mapping[str, Any], parts: Parts, signed_payload: Mapping[str, Any]
) -> None:
    told = payload.get("sd_hash")
    if not isinstance(told, str) or not told.isascii():
        malformed("sd_hash")
    if not hmac.compare_digest(told, selective.digest_of(parts.presented, signed_payload)):
        raise ProofFailure(Reason.SIGNATURE_INVALID, detail="sd_hash")
