"""did:web: keys are in the DID document that evidence holds; nothing is fetched."""

from __future__ import annotations

from wallet.evidence import Evidence
from wallet.identifiers import documents
from wallet.identifiers.interface import VerificationKey

name = "did:web"


def handles(identifier: str) -> bool:
    """Whether this is a did:web."""
    return identifier.startswith("did:web:")


def find_key(method_id: str, evidence: Evidence) -> VerificationKey:
    """See ``wallet.identifiers.documents.find_key``."""
    return documents.find_key(method_id, evidence)
