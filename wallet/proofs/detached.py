"""Proofs that carry a detached JWS, as most were before Data Integrity.

``Ed25519Signature2018``, ``EcdsaSecp256k1Signature2019`` and ``JsonWebSignature2020``.

Rules
-----
1. ``jws`` is a header and a signature with nothing between them (RFC 7797): ``b64`` is false
   and ``crit`` says so. Anything else critical is refused.
2. The algorithm is that of the key; the header may only repeat it. RSA keys sign with PS256.
3. Signed is ``header + "." + hash(options) + hash(document)``, both by RDFC-1.0 and SHA-256,
   for P-384 keys too.
4. The options are read under the document's contexts where these define the proof's members.
   Where they do not, under ``security/v2``: the libraries that made these proofs up to 2021
   (jsonld-signatures 5 to 8) always took that one. What the options then say is compared with
   the proof's members by full IRIs, so the choice opens nothing.
5. Contexts that the proof itself names come after the document's, as didkit has it; only
   URLs: what it writes into the proof by itself is not supported.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

from wallet.encoding import jsonld, strict_json
from wallet.encoding.multibase import b64url_decode
from wallet.errors import InputError, ProofFailure
from wallet.identifiers import VerificationKey
from wallet.proofs import options, signatures, suites
from wallet.proofs.signed import Signed
from wallet.reasons import Reason

_ALGORITHMS = {
    "Ed25519": "EdDSA",
    "P-256": "ES256",
    "P-384": "ES384",
    "secp256k1": "ES256K",
    "RSA": "PS256",
}
_SECURITY_V2 = "https://w3id.org/security/v2"


def check(
    signed: Signed, proof: Mapping[str, Any], key: VerificationKey, previous: tuple[int, ...]
) -> None:
    """Check the signature of one proof.

    Raises:
        ProofFailure: ``signature_invalid``, ``malformed_proof``, ``algorithm_refused``,
            ``unknown_critical_header``; indeterminate as for the other RDF suites.
    """
    header, signature = _parts(proof["jws"], key)
    expanded = _options(signed, proof)
    texts = (
        suites.canonical_graph(expanded, "sha256"),
        signed.canonical_graph(previous, "sha256"),
    )
    data = b"".join(suites.hashed(text, "sha256") for text in texts)
    signatures.check(key, signature, header.encode() + b"." + data)


def _parts(text: str, key: VerificationKey) -> tuple[str, bytes]:
    """Rules 1 and 2: the header as it is written, and the signature."""
    parts = text.split(".")
    if len(parts) != 3 or parts[1]:  # noqa: PLR2004 - header, nothing, signature
        _malformed()
    try:
        header = strict_json.loads(b64url_decode(parts[0]))
        signature = b64url_decode(parts[2])
    except InputError:
        _malformed()
    if not isinstance(header, dict):
        _malformed()
    if header.get("crit") != ["b64"] or header.get("b64") is not False:
        raise ProofFailure(Reason.UNKNOWN_CRITICAL_HEADER, detail="jws")
    if header.get("alg") != _ALGORITHMS.get(key.kind):
        raise ProofFailure(Reason.ALGORITHM_REFUSED, detail=key.kind)
    return parts[0], signature


def _options(signed: Signed, proof: Mapping[str, Any]) -> jsonld.Expansion:
    """Rule 4."""
    config = {name: value for name, value in proof.items() if name != "jws"}
    if "@context" in proof:
        expanded = _with_own(signed, config, proof["@context"])
    else:
        expanded = signed.options_expansion(config)
        if expanded.unsigned:
            expanded = signed.options_expansion(config, _SECURITY_V2)
    options.check_signed(proof, expanded)
    return expanded


def _with_own(signed: Signed, config: Mapping[str, Any], own: Any) -> jsonld.Expansion:
    """Rule 5."""
    named = own if isinstance(own, list) else [own]
    if not all(isinstance(one, str) for one in named):
        raise ProofFailure(
            Reason.UNSUPPORTED_PROOF, indeterminate=True, detail="proof.@context"
        )
    outer = signed.bare.get("@context", [])
    outer = outer if isinstance(outer, list) else [outer]
    return signed.options_expansion(config, [*outer, *named])


def _malformed() -> NoReturn:
    raise ProofFailure(Reason.MALFORMED_PROOF, detail="jws")
