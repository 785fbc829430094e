"""Controlled identifier documents named by an https URL; nothing is fetched."""

from __future__ import annotations

from wallet.evidence import Evidence
from wallet.identifiers import documents
from wallet.identifiers.interface import VerificationKey

name = "https"


def handles(identifier: str) -> bool:
    """Whether this is an https URL."""
    return identifier.startswith("https://")


def find_key(method_id: str, evidence: Evidence) -> VerificationKey:
    """See ``wallet.identifiers.documents.find_key``."""
    return documents.find_key(method_id, evidence)
