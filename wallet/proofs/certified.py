"""What seals have in common, whatever is sealed: the signer's certificate and what it signed.

A certificate that came along shows which key signed, not whose it is. That is asked later, of
a chain to an authority among the evidence (``wallet.verify.seal``).

Rules
-----
1. The algorithm must be one of the key's own; ECDSA on the key's curve. SHA-1 never counts.
2. A timestamp's own date is told as said. It proves when something was there only where its
   authority is among the evidence (``wallet.proofs.timestamp_token``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from wallet.errors import ProofFailure
from wallet.evidence import Evidence
from wallet.identifiers import certificates, keys
from wallet.proofs import timestamp_token
from wallet.proofs.interface import Stamp
from wallet.reasons import Reason

_HASHES: dict[str, hashes.HashAlgorithm] = {
    "256": hashes.SHA256(),
    "384": hashes.SHA384(),
    "512": hashes.SHA512(),
}
_CURVES = {"ES256": ("P-256", 32), "ES384": ("P-384", 48)}
_RSA_FORMS = ("RS", "PS")
ALGORITHMS = frozenset(
    {f"{form}{size}" for form in _RSA_FORMS for size in _HASHES} | {"EdDSA", *_CURVES}
)
"""JOSE names of what seals may be made with."""


def check_signature(leaf: bytes, algorithm: str, signature: bytes, data: bytes) -> None:
    """Nothing where the key in the certificate made this signature.

    Raises:
        ProofFailure: ``signature_invalid``, ``algorithm_refused``, ``malformed_proof``,
            ``weak_key``; ``unsupported_algorithm``, ``unsupported_identifier`` (indeterminate).
    """
    kind, jwk = certificates.key_of(certificates.read(leaf))
    public = keys.load(jwk)
    if algorithm not in ALGORITHMS:
        raise ProofFailure(
            Reason.UNSUPPORTED_ALGORITHM, indeterminate=True, suite=algorithm[:100]
        )
    try:
        match public:
            case rsa.RSAPublicKey() if algorithm[:2] in _RSA_FORMS:
                digest = _HASHES[algorithm[2:]]
                public.verify(signature, data, _padding(algorithm, digest), digest)
            case ec.EllipticCurvePublicKey() if _CURVES.get(algorithm, ("", 0))[0] == kind:
                digest = _HASHES[algorithm[2:]]
                size = _CURVES[algorithm][1]
                public.verify(_der(signature, size), data, ec.ECDSA(digest))
            case ed25519.Ed25519PublicKey() if algorithm == "EdDSA":
                public.verify(signature, data)
            case _:
                raise ProofFailure(Reason.ALGORITHM_REFUSED, kind=kind)
    except InvalidSignature:
        raise ProofFailure(Reason.SIGNATURE_INVALID) from None


def _padding(algorithm: str, digest: hashes.HashAlgorithm) -> padding.PSS | padding.PKCS1v15:
    if algorithm.startswith("RS"):
        return padding.PKCS1v15()
    return padding.PSS(mgf=padding.MGF1(digest), salt_length=digest.digest_size)


def _der(signature: bytes, size: int) -> bytes:
    if len(signature) != 2 * size:
        raise ProofFailure(Reason.MALFORMED_PROOF, detail="signature")
    r, s = signature[:size], signature[size:]
    return encode_dss_signature(int.from_bytes(r, "big"), int.from_bytes(s, "big"))


def stamped(tokens: Iterable[bytes]) -> datetime | None:
    """The earliest date that timestamp tokens (RFC 3161) say; None where none can be read."""
    from asn1crypto import cms, tsp  # noqa: PLC0415 - used on demand

    found: list[datetime] = []
    for token in tokens:
        try:
            content = cms.ContentInfo.load(token)["content"]["encap_content_info"]["content"]
            made = tsp.TSTInfo.load(content.parsed.dump())["gen_time"].native
        except Exception:  # noqa: BLE001, S112 - the library has many errors for bad bytes
            continue
        if isinstance(made, datetime):
            found.append(made if made.tzinfo is not None else made.replace(tzinfo=UTC))
    return min(found, default=None)


def stamps(
    tokens: Iterable[bytes], about: bytes, evidence: Evidence, crls: Sequence[bytes]
) -> tuple[Stamp, ...]:
    """When ``about`` was there for sure: each of the tokens that holds."""
    if not evidence.anchors:
        return ()
    from asn1crypto import cms  # noqa: PLC0415 - used on demand

    found: list[Stamp] = []
    for token in tokens:
        try:
            signed = cms.ContentInfo.load(token)["content"]
        except Exception:  # noqa: BLE001, S112 - the library has many errors for bad bytes
            continue
        made = timestamp_token.proven(signed, about, evidence, crls)
        if made is not None:
            found.append(made)
    return tuple(found)
