"""What an identifier method answers: whose key is this, and what may it do?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from wallet.evidence import Evidence, Origin
from wallet.identifiers import x509


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationKey:
    """A public key found under a verification method id, and who says so."""

    method_id: str
    """The verification method's id, a URL."""
    controller: str
    """Who controls the key, by the document that lists it."""
    document_id: str
    """The id of the document it was found in; for did:key and did:jwk the DID itself."""
    kind: str
    """``Ed25519``, ``P-256``, ``P-384``, ``RSA``, ``secp256k1`` or ``BLS12-381``."""
    jwk: Mapping[str, Any]
    """The public key as a JWK without private members."""
    purposes: frozenset[str]
    """Verification relationships that list it: ``assertionMethod``, ``authentication``..."""
    self_certifying: bool = False
    """The identifier *is* the key (did:key, did:jwk)."""
    begins: datetime | None = None
    expires: datetime | None = None
    revoked: datetime | None = None
    origin: Origin | None = None
    """The evidence it came from; None for self-certifying identifiers."""
    chain: x509.Chain | None = None
    """The proven path of its certificate, where it came in one."""

    @classmethod
    def certified(
        cls, path: x509.Chain, controller: str, kind: str, jwk: Mapping[str, Any]
    ) -> VerificationKey:
        """The key in the certificate at the end of ``path``, as that of ``controller``."""
        return cls(
            method_id=x509.issuer_id(path.leaf),
            controller=controller,
            document_id=controller,
            kind=kind,
            jwk=jwk,
            purposes=frozenset({"assertionMethod"}),
            begins=path.begins,
            expires=path.ends,
            revoked=path.revocation.since,
            origin=path.anchor.origin,
            chain=path,
        )


class IdentifierMethod(Protocol):
    """One kind of identifier (did:key, did:jwk, did:web, https)."""

    name: str

    def handles(self, identifier: str) -> bool:
        """Whether this is the method for that identifier; methods are disjoint."""
        ...

    def find_key(self, method_id: str, evidence: Evidence) -> VerificationKey:
        """The key under a verification method id.

        Raises:
            ProofFailure: ``key_not_found`` or ``no_key_evidence`` (indeterminate),
                ``malformed_proof``, ``weak_key``, ``conflicting_evidence``.
        """
        ...
