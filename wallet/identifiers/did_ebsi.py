"""did:ebsi: keys are in the DID document that evidence holds; no ledger is asked."""

from __future__ import annotations

from wallet.evidence import Evidence
from wallet.identifiers import documents
from wallet.identifiers.interface import VerificationKey

name = "did:ebsi"


def handles(identifier: str) -> bool:
    """Whether this is a did:ebsi."""
    return identifier.startswith("did:ebsi:")


def find_key(method_id: str, evidence: Evidence) -> VerificationKey:
    """See ``wallet.identifiers.documents.find_key``."""
    return documents.find_key(method_id, evidence)
