"""Data Integrity suites: what is hashed, how, and for which keys. One line each in ``SUITES``.

A cryptosuite is named by ``type`` and ``cryptosuite`` of a proof. To add one: a ``Suite``
here where it fits this shape (one signature over two hashes). Those with a detached JWS are
checked by ``detached``, selective disclosure by ``ecdsa_sd`` and ``bbs``. What is not listed
here is ``unsupported_proof`` (indeterminate).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from wallet.encoding import jcs, jsonld, rdf
from wallet.proofs.options import Written


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """One way to sign a document with a proof inside it."""

    name: str
    """Shown as ``suite``: the cryptosuite, or the proof type where there is none."""
    type: str
    cryptosuite: str | None
    canonicalisation: Literal["rdfc", "jcs"]
    kinds: frozenset[str]
    """Kinds of keys that may sign with it."""
    written: Written = "base58"
    selective: bool = False
    """Whether single statements are signed, so that a holder may leave some out."""
    anchored: bool = False
    """Whether it is a Merkle path to a root on a blockchain, which no key signs."""


def _data_integrity(name: str, form: Literal["rdfc", "jcs"], *kinds: str) -> Suite:
    return Suite(
        name=name,
        type="DataIntegrityProof",
        cryptosuite=name,
        canonicalisation=form,
        kinds=frozenset(kinds),
    )


def _jws(name: str, *kinds: str) -> Suite:
    return Suite(
        name=name,
        type=name,
        cryptosuite=None,
        canonicalisation="rdfc",
        kinds=frozenset(kinds),
        written="jws",
    )


def _anchored(name: str, kind: str, cryptosuite: str | None = None) -> Suite:
    return Suite(
        name=name,
        type=kind,
        cryptosuite=cryptosuite,
        canonicalisation="rdfc",
        kinds=frozenset(),
        anchored=True,
    )


SUITES: tuple[Suite, ...] = (
    _data_integrity("eddsa-rdfc-2022", "rdfc", "Ed25519"),
    _data_integrity("eddsa-jcs-2022", "jcs", "Ed25519"),
    _data_integrity("ecdsa-rdfc-2019", "rdfc", "P-256", "P-384"),
    _data_integrity("ecdsa-jcs-2019", "jcs", "P-256", "P-384"),
    Suite(
        name="ecdsa-sd-2023",
        type="DataIntegrityProof",
        cryptosuite="ecdsa-sd-2023",
        canonicalisation="rdfc",
        kinds=frozenset({"P-256"}),
        written="base64url",
        selective=True,
    ),
    Suite(
        name="bbs-2023",
        type="DataIntegrityProof",
        cryptosuite="bbs-2023",
        canonicalisation="rdfc",
        kinds=frozenset({"BLS12-381"}),
        written="base64url",
        selective=True,
    ),
    Suite(
        name="Ed25519Signature2020",
        type="Ed25519Signature2020",
        cryptosuite=None,
        canonicalisation="rdfc",
        kinds=frozenset({"Ed25519"}),
    ),
    _anchored("MerkleProof2019", "MerkleProof2019"),
    _anchored("merkle-proof-2019", "DataIntegrityProof", "merkle-proof-2019"),
    _anchored("ChainedProof2021", "ChainedProof2021"),
    _jws("Ed25519Signature2018", "Ed25519"),
    _jws("EcdsaSecp256k1Signature2019", "secp256k1"),
    _jws("JsonWebSignature2020", "Ed25519", "P-256", "P-384", "secp256k1", "RSA"),
)


def suite_of(proof: Mapping[str, Any]) -> Suite | None:
    """The suite of a proof; None for one that we do not know."""
    named = proof.get("type"), proof.get("cryptosuite")
    return next((one for one in SUITES if (one.type, one.cryptosuite) == named), None)


def digest_for(kind: str) -> Literal["sha256", "sha384"]:
    """The hash that goes with a kind of key (VC-DI-ECDSA, section 3.2): also in RDFC-1.0."""
    return "sha384" if kind == "P-384" else "sha256"


def hashed(canonical: bytes, digest: Literal["sha256", "sha384"]) -> bytes:
    """The hash of canonical bytes."""
    return hashlib.new(digest, canonical).digest()


def canonical_json(value: Mapping[str, Any]) -> bytes:
    """The JCS form.

    Raises:
        InputError: see ``wallet.encoding.jcs``.
    """
    return jcs.canonical(value)


def canonical_graph(expansion: jsonld.Expansion, digest: Literal["sha256", "sha384"]) -> bytes:
    """The RDFC-1.0 form.

    Raises:
        ProofFailure: ``too_complex`` or ``invalid_member`` (indeterminate).
    """
    return rdf.canonical(expansion.nodes, digest=digest)
