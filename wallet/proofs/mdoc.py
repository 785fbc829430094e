"""ISO mdoc: what the issuer signed, and that what is shown is it (ISO 18013-5, section 9.1.2).

Steps
-----
1. ``issuerAuth`` is a COSE_Sign1 over the mobile security object; its certificate chain comes
   along (``wallet.proofs.cose``). The signature by the first of them.
2. The security object: version 1.x, SHA-256, 384 or 512, the document's own type, and dates.
3. Every element shown has its digest there, under its own number; none is shown twice, by
   number or by name. An element without one fails: nobody signed it.
4. For a driving licence the certificate's own use says so (section B.1.4); of other documents
   it may be silent, and is for nothing else.
5. The chain leads to an anchor for ``mdoc``; then its subject is the issuer. The date of the
   security object is the signer's word.
6. The holder's signature (``deviceSigned``) is over a session that only its two sides know. No
   file holds it: it is said not to be checked (``device_signature_not_checked``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from wallet.encoding import cose, timestamp
from wallet.encoding.multibase import b64url_encode
from wallet.errors import InputError, ProofFailure
from wallet.identifiers import certificates, x509
from wallet.identifiers.interface import VerificationKey
from wallet.proofs.carried import MDOC_USE, certified
from wallet.proofs.compact import malformed
from wallet.proofs.cose import chain_in, check_signature
from wallet.proofs.interface import ProofFact, Proven, Setting
from wallet.reasons import Reason
from wallet.report import Outcome
from wallet.secured import JsonObject, Secured

name = "mdoc"
PURPOSE = "mdoc"

_HASHES = {"SHA-256": hashlib.sha256, "SHA-384": hashlib.sha384, "SHA-512": hashlib.sha512}
_DRIVING = "org.iso.18013.5.1.mDL"
_CURVES = {1: ("P-256", "EC"), 2: ("P-384", "EC"), 6: ("Ed25519", "OKP")}
_EMBEDDED = 24


def handles(secured: Secured) -> bool:
    """Whether it is an mdoc."""
    return secured.securing == "cose"


def check(secured: Secured, setting: Setting) -> Proven:
    """Judge what the issuer signed.

    Raises:
        ProofFailure: ``signature_invalid``, ``malformed_proof``, ``weak_key``;
            ``unsupported_algorithm``, ``unsupported_proof``, ``not_signed`` (indeterminate).
    """
    try:
        document = cose.loads(secured.data or b"")
        issued = document["issuerSigned"]
        signed = cose.sign1(issued["issuerAuth"])
        fact, bag = _signed_by(signed, setting)  # 1
        security = _security(signed, document)  # 2
        shown = _shown(issued.get("nameSpaces") or {}, security)  # 3
    except (InputError, KeyError, TypeError, ValueError, AttributeError):
        malformed("mdoc")
    fact = _bound(fact, bag, security, setting)  # 4, 5
    return Proven(
        document={
            **_document(security, shown),
            "signed_by": fact.certificate,
            "device_signed": "deviceSigned" in document,
        },
        expanded=None,
        proofs=(fact,),
        issuer=fact.key.document_id if fact.key is not None else None,
        undisclosed=frozenset(
            f"$.nameSpaces.{space}"
            for space, digests in security.digests.items()
            if len(digests) > len(shown.get(space, {}))
        ),
    )


def left_out(data: bytes) -> int:
    """How many elements have a digest and are not shown; ``data`` is a proven mdoc."""
    issued = cose.loads(data)["issuerSigned"]
    security = _security(cose.sign1(issued["issuerAuth"]), {})
    shown = _shown(issued.get("nameSpaces") or {}, security)
    return sum(
        len(digests) - len(shown.get(space, {})) for space, digests in security.digests.items()
    )


def shows_what_was_signed(issued: Mapping[str, Any]) -> bool:
    """Whether each element shown has its digest (step 3), or that cannot be told."""
    try:
        security = _security(cose.sign1(issued["issuerAuth"]), {})
        _shown(issued.get("nameSpaces") or {}, security)
    except ProofFailure as failure:
        return failure.indeterminate
    except (InputError, KeyError, TypeError, ValueError, AttributeError):
        return False
    return True


# --- who signed ----------------------------------------------------------------------------


def _signed_by(signed: cose.Sign1, setting: Setting) -> tuple[ProofFact, list[bytes]]:
    """Step 1."""
    bag = chain_in(signed)
    if not bag:
        raise ProofFailure(Reason.KEY_NOT_FOUND, indeterminate=True, detail="x5chain")
    leaf = certificates.read(bag[0])
    kind, jwk = certificates.key_of(leaf)
    lone = VerificationKey(
        method_id=x509.issuer_id(leaf),
        controller="",
        document_id="",
        kind=kind,
        jwk=jwk,
        purposes=frozenset(),
    )
    fact = ProofFact(
        suite=check_signature(signed, lone),
        outcome=Outcome.PASSED,
        reason=Reason.CERTIFICATE_NOT_ANCHORED,
        verification_method=lone.method_id,
        purpose=setting.purpose,
        certificate=leaf.name,
    )
    return fact, bag


def _bound(
    fact: ProofFact, bag: list[bytes], security: _Security, setting: Setting
) -> ProofFact:
    """Steps 4 and 5."""
    dated = replace(fact, created=security.signed_on)
    uses = certificates.read(bag[0]).extended_uses
    if security.doc_type == _DRIVING and (uses is None or MDOC_USE not in uses):
        return replace(dated, reason=Reason.CERTIFICATE_NOT_ALLOWED)
    try:
        key = certified(bag, None, setting, PURPOSE)
    except ProofFailure as failure:
        return replace(dated, reason=Reason(failure.code))
    return replace(dated, key=key, reason=Reason.SIGNATURE_VALID)


# --- what was signed -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Security:
    """The mobile security object, read."""

    doc_type: str
    digest: Any
    digests: Mapping[str, Mapping[int, bytes]]
    dates: Mapping[str, Any]
    signed_on: datetime | None
    device_key: Mapping[Any, Any] | None
    status: JsonObject | None


def _security(signed: cose.Sign1, document: Mapping[str, Any]) -> _Security:
    """Step 2."""
    told = cose.loads(cose.embedded(cose.loads(signed.payload)))
    if not str(told["version"]).startswith("1."):
        raise ProofFailure(Reason.UNSUPPORTED_PROOF, indeterminate=True, detail="version")
    if told["digestAlgorithm"] not in _HASHES:
        raise ProofFailure(
            Reason.UNSUPPORTED_ALGORITHM,
            indeterminate=True,
            suite=str(told["digestAlgorithm"])[:100],
        )
    kind = told["docType"]
    if not isinstance(kind, str) or document.get("docType", kind) != kind:
        raise ProofFailure(Reason.SIGNATURE_INVALID, detail="docType")
    dates = {one: cose.plain(value) for one, value in told["validityInfo"].items()}
    device = (told.get("deviceKeyInfo") or {}).get("deviceKey")
    status = told.get("status")
    return _Security(
        doc_type=kind,
        digest=_HASHES[told["digestAlgorithm"]],
        digests={str(space): dict(found) for space, found in told["valueDigests"].items()},
        dates=dates,
        signed_on=_moment(dates.get("signed")),
        device_key=device if isinstance(device, dict) else None,
        status=None if status is None else cose.plain(status),
    )


def _moment(value: Any) -> datetime | None:
    try:
        return timestamp.parse(value)
    except InputError:
        return None


def _shown(spaces: Mapping[str, list[Any]], security: _Security) -> dict[str, dict[str, Any]]:
    """Step 3: the elements that are shown, each with its own digest."""
    found: dict[str, dict[str, Any]] = {}
    for space, items in spaces.items():
        digests, seen = security.digests.get(space, {}), set[int]()
        shown = found.setdefault(space, {})
        for one in items:
            raw = cose.embedded(one)
            item = cose.loads(raw)
            number, element = item["digestID"], item["elementIdentifier"]
            actual = security.digest(cose.dumps(cose.Tagged(_EMBEDDED, raw))).digest()
            if digests.get(number) != actual:
                raise ProofFailure(Reason.SIGNATURE_INVALID, detail="element")
            if number in seen or element in shown or not isinstance(element, str):
                malformed("element")
            seen.add(number)
            shown[element] = cose.plain(item["elementValue"])
    return found


def _document(security: _Security, shown: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """What later steps read: as much as the signature covers."""
    told: dict[str, Any] = {"docType": security.doc_type, "nameSpaces": shown}
    told |= {
        member: security.dates[member]
        for member in ("validFrom", "validUntil")
        if member in security.dates
    }
    if "signed" in security.dates:
        told["signed"] = security.dates["signed"]
    if security.status is not None:
        told["status"] = security.status
    jwk = _jwk(security.device_key)
    return told if jwk is None else {**told, "cnf": {"jwk": jwk}}


def _jwk(key: Mapping[Any, Any] | None) -> dict[str, str] | None:
    """The holder's key (RFC 9052, section 7) as a JWK; one of another kind is kept unnamed."""
    if key is None:
        return None
    curve = key.get(-1)
    x, y = key.get(-2), key.get(-3)
    is_number = isinstance(curve, int) and not isinstance(curve, bool)
    if not is_number or curve not in _CURVES or not isinstance(x, bytes):
        return {"kty": "unknown"}
    named, kty = _CURVES[curve]
    found = {"kty": kty, "crv": named, "x": b64url_encode(x)}
    return {**found, "y": b64url_encode(y)} if isinstance(y, bytes) else found
