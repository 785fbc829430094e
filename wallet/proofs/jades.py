"""JAdES seals (ETSI TS 119 182-1): JSON and compact serialisation, payload as it stands.

Steps
-----
1. The serialisation is taken apart: compact, flattened, or general with several signatures,
   each judged by itself; what is not covered by a signature is never read as if it were.
2. The protected header is parsed strictly. ``crit`` is a list, not empty, without doubles, of
   names that stand in the header, that we know, and that RFC 7515 does not define itself.
   ``b64`` has to be in it (RFC 7797) and false or true for all signatures alike.
3. ``sigD`` says that what is signed lies elsewhere: then it has to have come along, and fit
   (``jades_detached``). Nothing is fetched.
4. The certificate: the first of ``x5c``, or one of ``xVals`` that a digest in the protected
   header names. ``x5t#S256``, ``x5t#o`` and ``sigX5ts``, where there, have to fit it. ``kid``
   is no more than a hint; ``jku``, ``x5u`` and ``jwk`` are not followed.
5. The signature by that key over ``protected`` + "." + payload: base64url, or the bytes
   themselves where ``b64`` is false.
6. ``sigT`` (or ``iat``) and the dates in timestamps are told as said. ``exp`` ends the seal. A
   timestamp over the signature, by an authority among the evidence, proves when it was there.

Whose certificate it is, ``issuer_key`` asks (``wallet.verify.seal``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NoReturn

from wallet.encoding import strict_json, timestamp
from wallet.encoding.multibase import b64url_decode
from wallet.errors import InputError, ProofFailure
from wallet.evidence import Evidence
from wallet.limits import LIMITS
from wallet.proofs import certified, jades_certificates, jades_detached
from wallet.proofs.interface import ProofFact, Proven, Setting
from wallet.reasons import Reason
from wallet.report import Outcome
from wallet.secured import Secured

name = "jades"

_KNOWN = frozenset(
    {"sigT", "sigD", "sigX5ts", "x5t#o", "srCms", "sigPl", "srAts", "adoTst", "sigPId", "b64"}
)
"""Header names of JAdES that ``crit`` may list; all say something about the seal, and none but
``b64`` and ``sigD`` changes what is signed."""
_DATES = ("sigT", "iat", "nbf", "exp")
_PARTS = 3


@dataclass(frozen=True, slots=True)
class _Signature:
    """One signature of a seal, taken apart."""

    protected: str
    payload: str | None
    signature: str
    unprotected: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a signature covers, and the fact of it."""

    payload: bytes
    fact: ProofFact
    unread: tuple[str, ...] = ()
    """Dates of the header that cannot be read."""


def handles(secured: Secured) -> bool:
    """Whether a JAdES seal secures it."""
    return secured.securing == "jades"


def check(secured: Secured, setting: Setting) -> Proven:
    """Judge every signature of the seal.

    Raises:
        ProofFailure: see the steps; that of the first signature where none holds.
    """
    held = secured.sealed if secured.sealed is not None else secured.token
    found = read(held, setting.evidence, secured.data)
    payload = found[0].payload
    try:
        document = strict_json.loads(payload)
    except InputError as error:
        raise ProofFailure(Reason.MALFORMED_JSON, detail=error.code) from None
    if not isinstance(document, dict):
        _malformed("payload")
    facts = tuple(one.fact for one in found)
    return Proven(
        document=document,
        expanded=None,
        proofs=facts,
        reason=Reason.SIGNATURE_VALID
        if all(one.outcome is Outcome.PASSED for one in facts)
        else Reason.OTHER_PROOFS_UNSUPPORTED,
        format_problems=tuple(
            (Reason.INVALID_MEMBER, f"protected.{claim}")
            for one in found
            for claim in one.unread
        ),
    )


def read(
    value: object,
    evidence: Evidence | None = None,
    content: bytes | Mapping[str, bytes] | None = None,
) -> tuple[Sealed, ...]:
    """Every signature of a serialisation, checked over the payload that it holds.

    Args:
        value: the serialisation.
        evidence: has the authorities whose timestamps prove a time.
        content: what lies elsewhere: the only content of the seal, or several by address.

    Raises:
        ProofFailure: one signature does not hold, or none could be judged.
    """
    signatures = list(_taken_apart(value))  # 1
    if not signatures:
        raise ProofFailure(Reason.NOT_SIGNED, indeterminate=True)
    if len(signatures) > LIMITS.proofs:
        raise ProofFailure(Reason.TOO_COMPLEX, indeterminate=True, limit=LIMITS.proofs)
    found: list[Sealed] = []
    open_question: ProofFailure | None = None
    for one in signatures:
        try:
            found.append(_judge(one, evidence or Evidence(), content))
        except ProofFailure as failure:
            if not failure.indeterminate:
                raise
            open_question = open_question or failure
            found.append(_unjudged(failure))
    covered = {one.payload for one in found if one.fact.outcome is Outcome.PASSED}
    if open_question is not None and not covered:
        raise open_question
    if len(covered) != 1:
        _malformed("b64")  # 2: read in two ways, it would be two documents
    found.sort(key=lambda one: one.fact.outcome is not Outcome.PASSED)
    return tuple(found)


def _unjudged(failure: ProofFailure) -> Sealed:
    detail = failure.facts.get("detail")
    fact = ProofFact(
        suite="jades",
        outcome=Outcome.INDETERMINATE,
        reason=Reason(failure.code),
        detail=None if detail is None else str(detail),
    )
    return Sealed(payload=b"", fact=fact)


def _taken_apart(value: object) -> Iterator[_Signature]:
    """Step 1."""
    if isinstance(value, str):
        parts = value.split(".")
        if len(parts) != _PARTS:
            _malformed("token")
        yield _Signature(parts[0], parts[1] or None, parts[2], {})
        return
    if not isinstance(value, Mapping):
        _malformed("token")
    payload = value.get("payload")
    if payload is not None and not isinstance(payload, str):
        _malformed("payload")
    several = value.get("signatures", [value])
    if not isinstance(several, list) or ("signatures" in value and "signature" in value):
        _malformed("signatures")
    for one in several:
        yield _one(one if isinstance(one, Mapping) else {}, payload)


def _one(members: Mapping[str, Any], payload: str | None) -> _Signature:
    protected, signature = members.get("protected"), members.get("signature")
    unprotected = members.get("header", {})
    if not isinstance(protected, str) or not isinstance(signature, str):
        _malformed("protected")
    if not isinstance(unprotected, Mapping):
        _malformed("header")
    return _Signature(protected, payload, signature, unprotected)


def _judge(
    one: _Signature, evidence: Evidence, content: bytes | Mapping[str, bytes] | None
) -> Sealed:
    header = _header(one)  # 2
    text, payload = _covered(one, header, content)
    chain = jades_certificates.certificates(header, one.unprotected)  # 4
    algorithm, signature = header["alg"], _bytes(one.signature, "signature")
    signed = f"{one.protected}.".encode() + text
    crls = tuple(jades_certificates.revocation_lists(one.unprotected))
    stamps = list(jades_certificates.of_signature(one.unprotected))  # 6
    fact = ProofFact(
        suite=algorithm,
        outcome=Outcome.PASSED,
        reason=Reason.SIGNATURE_VALID,
        purpose="assertionMethod",
        certificates=chain,
        created=_moment(header, "sigT", "iat"),
        expires=_moment(header, "exp"),
        crls=crls,
        stamped=certified.stamped([*jades_certificates.of_content(header), *stamps]),
        stamps=certified.stamps(stamps, one.signature.encode(), evidence, crls),
    )
    try:
        certified.check_signature(chain[0], algorithm, signature, signed)  # 5
    except ProofFailure as failure:
        raise ProofFailure(
            failure.code,
            indeterminate=failure.indeterminate,
            **{**failure.facts, "suite": algorithm},
        ) from None
    unread = tuple(
        claim for claim in _DATES if claim in header and _moment(header, claim) is None
    )
    return Sealed(payload=payload, fact=_begun(fact, header), unread=unread)


def _covered(
    one: _Signature, header: Mapping[str, Any], content: bytes | Mapping[str, bytes] | None
) -> tuple[bytes, bytes]:
    """The payload as it is signed, and what it says; step 3."""
    if "sigD" not in header:
        if one.payload is None:
            raise ProofFailure(Reason.UNSUPPORTED_PROOF, indeterminate=True, detail="payload")
        return one.payload.encode(), _payload(one.payload, header)
    if one.payload:
        _malformed("sigD")  # 5.2.8: with it, the payload is empty
    told = jades_detached.read(header)
    if isinstance(content, bytes):
        content = {told.names[0]: content} if len(told.names) == 1 else {}
    held = content or {}
    return told.check(held), b"".join(held[name] for name in told.names)


def _begun(fact: ProofFact, header: Mapping[str, Any]) -> ProofFact:
    """A seal that says it begins later was not made before."""
    begins = _moment(header, "nbf")
    if begins is None or (fact.created is not None and fact.created >= begins):
        return fact
    return replace(fact, created=begins)


# --- the header ----------------------------------------------------------------------------


def _header(one: _Signature) -> Mapping[str, Any]:
    try:
        header = strict_json.loads(b64url_decode(one.protected))
    except InputError as error:
        _malformed(error.code)
    if not isinstance(header, dict):
        _malformed("protected")
    if any(member in header for member in one.unprotected):
        _malformed("header")  # RFC 7515, 7.2.1: the two are disjoint
    named = header.get("alg")
    if not isinstance(named, str):
        _malformed("alg")
    if named.lower() == "none" or named.upper().startswith("HS"):
        raise ProofFailure(Reason.ALGORITHM_REFUSED, suite=named[:100])
    _check_critical(header)
    return header


def _check_critical(header: Mapping[str, Any]) -> None:
    """Step 2."""
    if "b64" in header and not isinstance(header["b64"], bool):
        _malformed("b64")
    if "crit" not in header:
        if "b64" in header:
            raise ProofFailure(Reason.UNKNOWN_CRITICAL_HEADER, detail="b64")
        return
    critical = header["crit"]
    if not isinstance(critical, list) or not critical:
        raise ProofFailure(Reason.UNKNOWN_CRITICAL_HEADER, detail="crit")
    listed = [one for one in critical if isinstance(one, str)]
    told = len(listed) == len(critical) and len(set(listed)) == len(listed)
    if not told or not all(one in _KNOWN and one in header for one in listed):
        raise ProofFailure(Reason.UNKNOWN_CRITICAL_HEADER, detail="crit")
    if "b64" in header and "b64" not in listed:
        raise ProofFailure(Reason.UNKNOWN_CRITICAL_HEADER, detail="b64")


def _payload(text: str, header: Mapping[str, Any]) -> bytes:
    return text.encode() if header.get("b64") is False else _bytes(text, "payload")


def _bytes(text: str, what: str) -> bytes:
    try:
        return b64url_decode(text)
    except InputError:
        _malformed(what)


def _moment(header: Mapping[str, Any], *claims: str) -> datetime | None:
    """The first of these dates; what cannot be read as a date is no date."""
    for claim in claims:
        value = header.get(claim)
        try:
            return (
                timestamp.parse(value)
                if isinstance(value, str)
                else timestamp.from_numeric(value)
            )
        except InputError:
            continue
    return None


def _malformed(detail: str) -> NoReturn:
    raise ProofFailure(Reason.MALFORMED_PROOF, detail=detail)
