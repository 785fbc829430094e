"""Which securing form a document or token uses, by the names of spec/verification.md section 5.

Naming a form promises nothing: whether it holds, and whether it can be judged at all, is said
by ``wallet.proofs``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from wallet.formats.document import as_list, types
from wallet.secured import Format, JsonObject

ENVELOPES = ("EnvelopedVerifiableCredential", "EnvelopedVerifiablePresentation")

_JOSE_TYPES = frozenset(
    {
        "vc+jwt",
        "vp+jwt",
        "vc+ld+jwt",
        "vp+ld+jwt",
        "vc+ld+json+jwt",
        "vp+ld+json+jwt",
    }
)
_SEAL_HEADERS = frozenset({"sigT", "sigD", "x5c", "x5t#S256", "x5t#o", "adoTst"})
"""What tells a JAdES seal of a European Digital Credential from a token by a key of a DID."""
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9._-]{0,63}", re.ASCII)
_KNOWN = re.compile(r"[a-z0-9-]+-20\d\d|[A-Za-z0-9]+(?:Signature|Proof)20\d\d", re.ASCII)
"""Names in the style of published suites; others are somebody's own."""
_MERKLE = {
    "MerkleProof2017": "merkle_proof_2017",
    "MerkleProof2019": "merkle_proof_2019",
    "merkle-proof-2019": "merkle_proof_2019",
}


def securing_of_json(document: JsonObject, form: Format) -> str:
    """The securing form of a JSON document; of several proofs, that of the first known kind."""
    if form is Format.OPEN_BADGES_2_0:
        return _hosted(document)
    if form in (Format.BLOCKCERTS_1, Format.BLOCKCERTS_2):
        return _merkle(document.get("signature"))
    proofs = as_list(document.get("proof"))
    if not proofs:
        return "none"
    names = [proof_name(proof) for proof in proofs]
    name = next((one for one in names if one and _KNOWN.fullmatch(one)), names[0])
    if name is None:
        return "unsupported"
    return _MERKLE.get(name, f"data_integrity/{name}")


def securing_of_token(payload: JsonObject, header: JsonObject, form: Format) -> str:
    """The securing form of a compact token."""
    typ = header.get("typ")
    short = typ.lower().removeprefix("application/") if isinstance(typ, str) else ""
    if form is Format.OPEN_BADGES_2_0:
        return "ob2_signed"
    if form is Format.ELM_3 and _SEAL_HEADERS & header.keys():
        return "jades"
    if short in _JOSE_TYPES:
        return "vc_jose"
    if "vc" in payload or "vp" in payload:
        return "vc_jwt"
    if form in (Format.OPEN_BADGES_3_0, Format.CLR_2_0, Format.VCDM_1_1):
        return "vc_jwt"
    return "sd_jwt" if form is Format.SD_JWT_VC else "vc_jose"


def proof_name(proof: Any) -> str | None:
    """The cryptosuite of a proof, else its type; None where it has no plain name."""
    if not isinstance(proof, Mapping):
        return None
    kind = types(proof)[:1]
    name = proof.get("cryptosuite") if kind == ("DataIntegrityProof",) else None
    name = name if name is not None else next(iter(kind), None)
    return name if isinstance(name, str) and _NAME.fullmatch(name) else None


def _hosted(document: JsonObject) -> str:
    verification = document.get("verification")
    kinds = [one.lower() for one in types(verification)]
    return "ob2_hosted" if {"hosted", "hostedbadge"} & set(kinds) else "unsupported"


def _merkle(signature: Any) -> str:
    for kind in types(signature):
        if kind in _MERKLE:
            return _MERKLE[kind]
    return "unsupported"
