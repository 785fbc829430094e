"""One key under several names: identifiers that are keys, and keys named by themselves."""

from __future__ import annotations

from collections.abc import Mapping

from wallet.errors import ProofFailure
from wallet.evidence import Evidence
from wallet.identifiers import default_method, find_key, holder_key
from wallet.identifiers.keys import thumbprint

_SELF_CERTIFYING = ("did:key:", "did:jwk:")


def is_key(identifier: str, name: str, evidence: Evidence) -> bool:
    """Whether an identifier that is itself a key is the one with this thumbprint."""
    return key_of(identifier, evidence) == name


def key_of(identifier: str, evidence: Evidence) -> str | None:
    """The thumbprint of an identifier that is itself a key; None for any other."""
    if not identifier.startswith(_SELF_CERTIFYING):
        return None
    try:
        method = default_method(identifier, "authentication", evidence)
        return None if method is None else thumbprint(find_key(method, evidence).jwk)
    except ProofFailure:
        return None


def confirmed_key(confirmation: object) -> str | None:
    """The thumbprint of the key in a ``cnf`` claim; None where it holds no key itself."""
    jwk = confirmation.get("jwk") if isinstance(confirmation, Mapping) else None
    if jwk is None:
        return None
    try:
        return thumbprint(holder_key(jwk).jwk)
    except ProofFailure:
        return None
