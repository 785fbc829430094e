"""What came along with a JAdES seal: the signer's certificate, and what timestamps say.

``x5c`` stands in the protected header. What stands in the unprotected ``etsiU`` was added after
signing: a certificate from there counts only where a digest in the protected header names it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NoReturn

from wallet.encoding import strict_json
from wallet.encoding.multibase import b64url_decode, b64url_encode
from wallet.errors import InputError, ProofFailure
from wallet.limits import LIMITS
from wallet.reasons import Reason

_DIGESTS = {"S256": "sha256", "S384": "sha384", "S512": "sha512"}
_OTHER_DIGESTS = {
    "http://www.w3.org/2001/04/xmlenc#sha256": "sha256",
    "http://www.w3.org/2001/04/xmldsig-more#sha384": "sha384",
    "http://www.w3.org/2001/04/xmlenc#sha512": "sha512",
    **_DIGESTS,
}


def certificates(
    header: Mapping[str, Any], unprotected: Mapping[str, Any]
) -> tuple[bytes, ...]:
    """The signer's certificate first, then what was sent along (DER).

    Raises:
        ProofFailure: ``malformed_proof``, ``signature_invalid`` where a digest names another
            certificate; ``key_not_found``, ``unsupported_proof`` (indeterminate).
    """
    sent = _listed(header.get("x5c"), "x5c")
    kept = [one for one in _values(unprotected) if one not in sent]
    bag = [*sent, *kept][: LIMITS.certificates]
    named = (one for one in kept if _named(one, header))
    leaf = sent[0] if sent else next(named, None)
    if leaf is None:
        raise ProofFailure(Reason.KEY_NOT_FOUND, indeterminate=True, detail="x5c")
    if any(not fits for fits in _fitting(leaf, header)):
        raise ProofFailure(Reason.SIGNATURE_INVALID, detail="x5t")
    return (leaf, *(one for one in bag if one != leaf))


def _named(certificate: bytes, header: Mapping[str, Any]) -> bool:
    fits = list(_fitting(certificate, header))
    return bool(fits) and all(fits)


def _fitting(certificate: bytes, header: Mapping[str, Any]) -> Iterator[bool]:
    """For each digest of the signer's certificate in the header: does it fit?"""
    if "x5t#S256" in header:
        yield _is_digest(certificate, "sha256", header["x5t#S256"])
    if "x5t#o" in header:
        yield _is_other(certificate, header["x5t#o"])
    if "sigX5ts" in header:
        several = header["sigX5ts"]
        first = several[0] if isinstance(several, list) and several else None
        yield _is_other(certificate, first)


def _is_other(certificate: bytes, value: object) -> bool:
    if not isinstance(value, Mapping) or not isinstance(value.get("digAlg"), str):
        _malformed("x5t")
    digest = _OTHER_DIGESTS.get(value["digAlg"])
    if digest is None:
        raise ProofFailure(Reason.UNSUPPORTED_PROOF, indeterminate=True, detail="digAlg")
    return _is_digest(certificate, digest, value.get("digVal"))


def _is_digest(certificate: bytes, digest: str, value: object) -> bool:
    if not isinstance(value, str) or not value.isascii():
        _malformed("x5t")
    found = b64url_encode(hashlib.new(digest, certificate).digest())
    return hmac.compare_digest(found, value.rstrip("="))


def _listed(value: object, what: str) -> list[bytes]:
    if value is None:
        return []
    if not isinstance(value, list) or not value or len(value) > LIMITS.certificates:
        _malformed(what)
    return [_base64(one, what) for one in value]


def _base64(value: object, what: str, most: int = LIMITS.certificate_bytes) -> bytes:
    if not isinstance(value, str) or len(value) > 2 * most:
        _malformed(what)
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        _malformed(what)


def _unsigned(unprotected: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The members of ``etsiU``: added after signing, in clear or as base64url."""
    listed = unprotected.get("etsiU")
    for one in listed[: LIMITS.proofs] if isinstance(listed, list) else ():
        value = one
        if isinstance(one, str):
            try:
                value = strict_json.loads(b64url_decode(one))
            except InputError:
                continue
        if isinstance(value, Mapping):
            yield value


def _values(unprotected: Mapping[str, Any]) -> Iterator[bytes]:
    for member in _unsigned(unprotected):
        values = member.get("xVals")
        for one in values if isinstance(values, list) else ():
            held = one.get("x509Cert") if isinstance(one, Mapping) else None
            if isinstance(held, Mapping) and isinstance(held.get("val"), str):
                yield _base64(held["val"], "xVals")


def revocation_lists(unprotected: Mapping[str, Any]) -> Iterator[bytes]:
    """Revocation lists that were added after signing."""
    for member in _unsigned(unprotected):
        values = member.get("rVals")
        listed = values.get("crlVals") if isinstance(values, Mapping) else None
        for one in listed[: LIMITS.certificates] if isinstance(listed, list) else ():
            if isinstance(one, Mapping) and isinstance(one.get("val"), str):
                yield _base64(one["val"], "rVals", LIMITS.input_bytes)


def of_content(header: Mapping[str, Any]) -> Iterator[bytes]:
    """Timestamp tokens over the payload: when it was there, sealed or not."""
    yield from _tokens([header.get("adoTst")])


def of_signature(unprotected: Mapping[str, Any]) -> Iterator[bytes]:
    """Timestamp tokens over the signature: when it was sealed already."""
    yield from _tokens([one.get("sigTst") for one in _unsigned(unprotected)])


def _tokens(held: Iterable[object]) -> Iterator[bytes]:
    for one in held:
        tokens = one.get("tstTokens") if isinstance(one, Mapping) else None
        for token in tokens[: LIMITS.proofs] if isinstance(tokens, list) else ():
            value = token.get("val") if isinstance(token, Mapping) else None
            try:
                yield base64.b64decode(value, validate=True) if isinstance(value, str) else b""
            except (binascii.Error, ValueError):
                continue


def _malformed(detail: str) -> NoReturn:
    raise ProofFailure(Reason.MALFORMED_PROOF, detail=detail)
