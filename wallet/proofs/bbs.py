"""``bbs-2023``: any choice of statements, proven anew each time (VC-DI-BBS, section 3).

The issuer signs the proof's options and what must always be shown as a header, and every other
statement as a message of one BBS signature. The holder keeps this *base* proof, and hands on
proofs of knowing it, which nobody can tell to be of one signature.

Rules (beside those of ``wallet.proofs.selective``)
---------------------------------------------------
1. The header of a proof value says what it is. The baseline is checked; proofs with holder
   binding or pseudonyms are ``unsupported_proof`` (indeterminate).
2. Labels are numbered after shuffling by the HMAC key, so that they do not tell how many
   nodes are left out before one.
3. Base: the signature must hold for what is computed here, and the header and key that the
   holder will derive with must be the same.
4. Derived: each statement that is not mandatory has the one index at which it was signed.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from wallet.encoding import cbor
from wallet.encoding.multibase import b64url_encode
from wallet.errors import ProofFailure
from wallet.identifiers import VerificationKey, bls, keys
from wallet.proofs import bbs_signatures, options, selective, suites
from wallet.proofs.bbs_signatures import Random
from wallet.proofs.selective import Derivation, Form, Told
from wallet.proofs.signed import Signed
from wallet.reasons import Reason

_DERIVED = b"\xd9\x5d\x03"
_HEADERS: Mapping[bytes, Form] = {b"\xd9\x5d\x02": "base", _DERIVED: "derived"}
_FEATURES = frozenset(bytes([0xD9, 0x5D, kind]) for kind in range(4, 10))
"""Holder binding, pseudonyms, and both, each with a base and a derived kind."""
_COMPONENTS = 5
_MULTICODEC = b"\xeb\x01"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofValue(Told):
    """What a proof value holds (sections 3.3.2 and 3.3.7)."""

    signature: bytes = b""
    """Base only."""
    header: bytes = b""
    """Base only: what was signed beside the messages."""
    proof: bytes = b""
    """Derived only."""
    indexes: tuple[int, ...] = ()
    """Derived only: at which index each statement that is not mandatory was signed."""
    presentation_header: bytes = b""
    """Derived only: what the holder bound the proof to."""

    def renamed(self, names: Collection[str]) -> dict[str, str]:
        """Rule 2 (section 3.2.1)."""
        hashed = {
            name: b64url_encode(hmac.digest(self.hmac_key, name.encode(), "sha256"))
            for name in names
        }
        shuffled = sorted(hashed, key=lambda name: hashed[name])
        return {name: f"b{number}" for number, name in enumerate(shuffled)}

    def derived(
        self,
        found: Derivation,
        presentation_header: bytes,
        random: Random = bbs_signatures.fresh,
    ) -> bytes:
        """The proof value for what is shown (section 3.3.6).

        Raises:
            ProofFailure: ``malformed_proof``, ``too_complex`` (indeterminate).
        """
        messages = [
            line.encode() for at, line in enumerate(found.lines) if at not in found.mandatory
        ]
        proof = bbs_signatures.prove(
            self.public_key,
            self.signature,
            self.header,
            messages,
            found.optional_indexes,
            presentation_header=presentation_header,
            random=random,
        )
        labels = {int(c14n[4:]): int(b[1:]) for c14n, b in found.shown.labels.items()}
        return _DERIVED + cbor.dumps(
            [
                proof,
                labels,
                found.mandatory_indexes,
                found.optional_indexes,
                presentation_header,
            ]
        )


def check(
    signed: Signed, proof: Mapping[str, Any], value: bytes, key: VerificationKey
) -> ProofValue:
    """Check one proof.

    Raises:
        ProofFailure: ``signature_invalid``, ``malformed_proof``; ``unsupported_proof``
            (indeterminate) by rule 1, and as for the other RDF suites.
    """
    told = read(value)
    lines, mandatory = selective.statements(signed, told)
    config = {name: one for name, one in proof.items() if name != "proofValue"}
    expanded = signed.options_expansion(config)
    options.check_signed(proof, expanded)
    always = "".join(line for at, line in enumerate(lines) if at in mandatory)
    header = suites.hashed(suites.canonical_graph(expanded, "sha256"), "sha256")
    header += hashlib.sha256(always.encode()).digest()
    messages = [line.encode() for at, line in enumerate(lines) if at not in mandatory]
    public = keys.bls_bytes(key.jwk)
    if told.form == "derived":
        _check_derived(told, public, header, messages)
        return replace(told, status_locked=selective.locks_status(lines, mandatory))
    bbs_signatures.verify(public, told.signature, header, messages)
    if (told.header, told.public_key) != (header, public):
        raise ProofFailure(Reason.SIGNATURE_INVALID, detail="header")
    return told


def _check_derived(
    told: ProofValue, public: bytes, header: bytes, messages: list[bytes]
) -> None:
    if len(told.indexes) != len(messages):
        raise ProofFailure(Reason.SIGNATURE_INVALID, detail="number of statements")
    bbs_signatures.verify_proof(
        public,
        told.proof,
        header,
        told.presentation_header,
        dict(zip(told.indexes, messages, strict=True)),
    )


# --- the proof value ------------------------------------------------------------------------


def form_of(value: bytes) -> Form | None:
    """Which kind of proof it is; None for neither."""
    return _HEADERS.get(value[:3])


def read(value: bytes) -> ProofValue:
    """Rule 1.

    Raises:
        ProofFailure: ``malformed_proof``, ``unsupported_proof`` (indeterminate).
    """
    if value[:3] in _FEATURES:
        raise ProofFailure(
            Reason.UNSUPPORTED_PROOF, indeterminate=True, detail="bbs-2023 feature"
        )
    form = form_of(value)
    if form is None:
        selective.malformed()
    found = selective.parts_of(value, _COMPONENTS)
    return _base(found) if form == "base" else _derived(found)


def _base(found: list[Any]) -> ProofValue:
    signature, header, key, secret, pointers = found
    public = selective.octets(key)
    # The standard's own vectors have the bare point; some write it with its multicodec prefix.
    if len(public) == bls.G2_BYTES + len(_MULTICODEC) and public.startswith(_MULTICODEC):
        public = public[len(_MULTICODEC) :]
    return ProofValue(
        form="base",
        signature=selective.octets(signature),
        header=selective.octets(header),
        public_key=public,
        hmac_key=selective.secret(secret),
        mandatory_pointers=selective.texts(pointers),
        labels={},
    )


def _derived(found: list[Any]) -> ProofValue:
    proof, labels, mandatory, indexes, presentation_header = found
    selective.indexes(indexes)
    return ProofValue(
        form="derived",
        proof=selective.octets(proof),
        labels=selective.labels(labels, _label),
        mandatory_indexes=selective.indexes(mandatory),
        indexes=tuple(indexes),
        presentation_header=selective.octets(presentation_header),
    )


def _label(number: Any) -> str:
    selective.require(isinstance(number, int))
    return f"b{number}"
