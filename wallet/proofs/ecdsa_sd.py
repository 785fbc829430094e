"""``ecdsa-sd-2023``: every statement signed by itself (VC-DI-ECDSA, sections 3.4 to 3.6).

The issuer signs once, with its own key, the proof's options, a key made for this proof alone,
and the statements that must always be shown. That other key signs every other statement, one
by one. The holder keeps this *base* proof and hands on *derived* ones, with fewer statements.

Rules
-----
1. The header says which of the two it is; the CBOR behind it is read strictly.
2. Derived: the blank nodes get the labels that the issuer signed. A label for a node that is
   not there, or one label for two nodes, fails.
3. Base: the labels are made anew with the HMAC key, the mandatory statements by the pointers.
4. The issuer's signature is checked over ``hash(options) + key + hash(mandatory)``, and one
   signature of the proof's own key for *each* other statement, in order: no more, no fewer.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NoReturn

from wallet.encoding import cbor, rdf, rdfc, selection
from wallet.encoding.multibase import b64url_encode
from wallet.errors import InputError, ProofFailure
from wallet.identifiers import VerificationKey, keys
from wallet.limits import LIMITS
from wallet.proofs import options, signatures, suites
from wallet.proofs.signed import Signed
from wallet.reasons import Reason

_HEADERS: Mapping[bytes, Literal["base", "derived"]] = {
    b"\xd9\x5d\x00": "base",
    b"\xd9\x5d\x01": "derived",
}
_SIGNATURE_BYTES = 64
_HMAC_BYTES = 32
_COMPONENTS = 5
_KIND = "P-256"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofValue:
    """What a proof value holds (section 3.5.3 and 3.5.8)."""

    form: Literal["base", "derived"]
    base_signature: bytes
    public_key: bytes
    """Of this proof alone, with its multicodec prefix."""
    signatures: tuple[bytes, ...]
    hmac_key: bytes = b""
    """Base only."""
    mandatory_pointers: tuple[str, ...] = ()
    """Base only."""
    labels: Mapping[str, str]
    """Derived only: canonical label -> label that was signed."""
    mandatory_indexes: frozenset[int] = frozenset()
    """Derived only."""


def check(
    signed: Signed, proof: Mapping[str, Any], value: bytes, key: VerificationKey
) -> Literal["base", "derived"]:
    """Check every signature of one proof; which kind of proof it is.

    Raises:
        ProofFailure: ``signature_invalid``, ``malformed_proof``; indeterminate as for the
            other RDF suites.
    """
    told = read(value)
    lines, mandatory = statements(signed, told)
    config = {name: one for name, one in proof.items() if name != "proofValue"}
    expanded = signed.options_expansion(config)
    options.check_signed(proof, expanded)
    hashed = suites.hashed(suites.canonical_graph(expanded, "sha256"), "sha256")
    always = "".join(line for at, line in enumerate(lines) if at in mandatory)
    data = hashed + told.public_key + hashlib.sha256(always.encode()).digest()
    signatures.check(key, told.base_signature, data)
    rest = [line for at, line in enumerate(lines) if at not in mandatory]
    _check_each(told, rest)
    return told.form


def _check_each(told: ProofValue, lines: list[str]) -> None:
    """Rule 4, second half."""
    kind, jwk = keys.from_multicodec(told.public_key)
    if kind != _KIND:
        raise ProofFailure(Reason.ALGORITHM_REFUSED, detail=kind)
    if len(told.signatures) != len(lines):
        raise ProofFailure(Reason.SIGNATURE_INVALID, detail="number of signatures")
    public = keys.load(jwk)
    for signature, line in zip(told.signatures, lines, strict=True):
        signatures.check_with(public, kind, signature, line.encode())


def statements(signed: Signed, told: ProofValue) -> tuple[list[str], Collection[int]]:
    """The statements as they were signed, in order, and which of them are mandatory.

    Raises:
        ProofFailure: rules 2 and 3.
    """
    nodes = signed.expansion().nodes
    if told.form == "derived":
        lines = rdfc.relabelled(rdf.quads(nodes), lambda name: _label(told.labels, name))
        _require(not told.mandatory_indexes or max(told.mandatory_indexes) < len(lines))
        return lines, told.mandatory_indexes
    grouped = selection.Grouped(
        nodes, signed.bare.get("@context"), lambda name: hidden(told.hmac_key, name)
    )
    return grouped.lines, grouped.selected(told.mandatory_pointers)


def hidden(key: bytes, name: str) -> str:
    """The label signed in place of a canonical one, which tells nothing of what is left out."""
    return "u" + b64url_encode(hmac.digest(key, name.encode(), "sha256"))


def _label(labels: Mapping[str, str], name: str) -> str:
    if name not in labels:
        raise ProofFailure(Reason.SIGNATURE_INVALID, detail="labels")
    return labels[name]


# --- the proof value ------------------------------------------------------------------------


def read(value: bytes) -> ProofValue:
    """Rule 1.

    Raises:
        ProofFailure: ``malformed_proof``.
    """
    form = _HEADERS.get(value[:3])
    if form is None:
        _malformed()
    try:
        found = cbor.loads(value[3:])
    except InputError:
        _malformed()
    if not isinstance(found, list) or len(found) != _COMPONENTS:
        _malformed()
    return _base(found) if form == "base" else _derived(found)


def _base(found: list[Any]) -> ProofValue:
    base, key, many, pointers = found[0], found[1], found[3], found[4]
    secret = found[2]
    _require(isinstance(secret, bytes) and len(secret) == _HMAC_BYTES)
    _require(isinstance(pointers, list) and all(isinstance(one, str) for one in pointers))
    return ProofValue(
        form="base",
        base_signature=_bytes(base),
        public_key=_bytes(key),
        signatures=_signatures(many),
        hmac_key=secret,
        mandatory_pointers=tuple(pointers),
        labels={},
    )


def _derived(found: list[Any]) -> ProofValue:
    base, key, many, labels, indexes = found
    return ProofValue(
        form="derived",
        base_signature=_bytes(base),
        public_key=_bytes(key),
        signatures=_signatures(many),
        labels=_labels(labels),
        mandatory_indexes=_indexes(indexes),
    )


def _bytes(found: Any) -> bytes:
    if not isinstance(found, bytes):
        _malformed()
    return found


def _signatures(found: Any) -> tuple[bytes, ...]:
    _require(isinstance(found, list) and len(found) <= LIMITS.rdf_quads)
    _require(all(isinstance(one, bytes) and len(one) == _SIGNATURE_BYTES for one in found))
    return tuple(found)


def _labels(found: Any) -> dict[str, str]:
    _require(isinstance(found, dict))
    for number, digest in found.items():
        _require(isinstance(number, int))
        _require(isinstance(digest, bytes) and len(digest) == _HMAC_BYTES)
    # Rule 2: one label for two nodes would let what is said of one be split between them.
    _require(len(set(found.values())) == len(found))
    return {f"c14n{number}": "u" + b64url_encode(one) for number, one in found.items()}


def _indexes(found: Any) -> frozenset[int]:
    _require(isinstance(found, list) and all(isinstance(one, int) for one in found))
    _require(len(set(found)) == len(found))
    return frozenset(found)


def _require(holds: bool) -> None:  # noqa: FBT001 - reads as an assertion
    if not holds:
        _malformed()


def _malformed() -> NoReturn:
    raise ProofFailure(Reason.MALFORMED_PROOF, detail="proofValue")
