"""``ecdsa-sd-2023``: every statement signed by itself (VC-DI-ECDSA, sections 3.4 to 3.6).

The issuer signs once, with its own key, the proof's options, a key made for this proof alone,
and the statements that must always be shown. That other key signs every other statement, one
by one. The holder keeps this *base* proof and hands on *derived* ones, with fewer statements.

Rules (beside those of ``wallet.proofs.selective``)
---------------------------------------------------
1. The header says which of the two it is; the CBOR behind it is read strictly.
2. The issuer's signature is checked over ``hash(options) + key + hash(mandatory)``, and one
   signature of the proof's own key for *each* other statement, in order: no more, no fewer.
3. A derived proof holds the signatures of what is shown, and no others.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from wallet.encoding import cbor
from wallet.encoding.multibase import b64url_decode, b64url_encode
from wallet.errors import ProofFailure
from wallet.identifiers import VerificationKey, keys
from wallet.limits import LIMITS
from wallet.proofs import options, selective, signatures, suites
from wallet.proofs.selective import Derivation, Form, Told
from wallet.proofs.signed import Signed
from wallet.reasons import Reason

_DERIVED = b"\xd9\x5d\x01"
_HEADERS: Mapping[bytes, Form] = {b"\xd9\x5d\x00": "base", _DERIVED: "derived"}
_SIGNATURE_BYTES = 64
_DIGEST_BYTES = 32
_COMPONENTS = 5
_KIND = "P-256"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofValue(Told):
    """What a proof value holds (sections 3.5.3 and 3.5.8).

    ``public_key`` is that of this proof alone, with its multicodec prefix.
    """

    base_signature: bytes
    signatures: tuple[bytes, ...]

    def renamed(self, names: Collection[str]) -> dict[str, str]:
        """Labels that tell nothing of what is left out (section 3.4.2)."""
        return {
            name: _text(hmac.digest(self.hmac_key, name.encode(), "sha256")) for name in names
        }

    def derived(self, found: Derivation, presentation_header: bytes) -> bytes:
        """The proof value for what is shown (section 3.5.7); it is bound to nobody.

        Raises:
            ProofFailure: ``signature_invalid`` where there are too few signatures.
        """
        _ = presentation_header  # this suite has no place for it
        if len(self.signatures) != len(found.lines) - len(found.mandatory):
            raise ProofFailure(Reason.SIGNATURE_INVALID, detail="number of signatures")
        return _DERIVED + cbor.dumps(
            [
                self.base_signature,
                self.public_key,
                [self.signatures[at] for at in found.optional_indexes],
                {
                    int(name[4:]): b64url_decode(label[1:])
                    for name, label in found.shown.labels.items()
                },
                found.mandatory_indexes,
            ]
        )


def check(
    signed: Signed, proof: Mapping[str, Any], value: bytes, key: VerificationKey
) -> ProofValue:
    """Check every signature of one proof.

    Raises:
        ProofFailure: ``signature_invalid``, ``malformed_proof``; indeterminate as for the
            other RDF suites.
    """
    told = read(value)
    lines, mandatory = selective.statements(signed, told)
    config = {name: one for name, one in proof.items() if name != "proofValue"}
    expanded = signed.options_expansion(config)
    options.check_signed(proof, expanded)
    hashed = suites.hashed(suites.canonical_graph(expanded, "sha256"), "sha256")
    always = "".join(line for at, line in enumerate(lines) if at in mandatory)
    data = hashed + told.public_key + hashlib.sha256(always.encode()).digest()
    signatures.check(key, told.base_signature, data)
    rest = [line for at, line in enumerate(lines) if at not in mandatory]
    _check_each(told, rest)
    return replace(told, status_locked=selective.locks_status(lines, mandatory))


def _check_each(told: ProofValue, lines: list[str]) -> None:
    """Rule 2, second half."""
    kind, jwk = keys.from_multicodec(told.public_key)
    if kind != _KIND:
        raise ProofFailure(Reason.ALGORITHM_REFUSED, detail=kind)
    if len(told.signatures) != len(lines):
        raise ProofFailure(Reason.SIGNATURE_INVALID, detail="number of signatures")
    public = keys.load(jwk)
    for signature, line in zip(told.signatures, lines, strict=True):
        signatures.check_with(public, kind, signature, line.encode())


# --- the proof value ------------------------------------------------------------------------


def form_of(value: bytes) -> Form | None:
    """Which kind of proof it is; None for neither."""
    return _HEADERS.get(value[:3])


def read(value: bytes) -> ProofValue:
    """Rule 1.

    Raises:
        ProofFailure: ``malformed_proof``.
    """
    form = form_of(value)
    if form is None:
        selective.malformed()
    found = selective.parts_of(value, _COMPONENTS)
    return _base(found) if form == "base" else _derived(found)


def _base(found: list[Any]) -> ProofValue:
    base, key, secret, many, pointers = found
    return ProofValue(
        form="base",
        base_signature=selective.octets(base),
        public_key=selective.octets(key),
        signatures=_signatures(many),
        hmac_key=selective.secret(secret),
        mandatory_pointers=selective.texts(pointers),
        labels={},
    )


def _derived(found: list[Any]) -> ProofValue:
    base, key, many, labels, indexes = found
    return ProofValue(
        form="derived",
        base_signature=selective.octets(base),
        public_key=selective.octets(key),
        signatures=_signatures(many),
        labels=selective.labels(labels, _label),
        mandatory_indexes=selective.indexes(indexes),
    )


def _signatures(found: Any) -> tuple[bytes, ...]:
    selective.require(isinstance(found, list) and len(found) <= LIMITS.rdf_quads)
    selective.require(
        all(isinstance(one, bytes) and len(one) == _SIGNATURE_BYTES for one in found)
    )
    return tuple(found)


def _label(digest: Any) -> str:
    selective.require(isinstance(digest, bytes) and len(digest) == _DIGEST_BYTES)
    return _text(digest)


def _text(digest: bytes) -> str:
    return "u" + b64url_encode(digest)
