"""Timestamps of RFC 3161: a third party's word that something was there at a time.

Rules
-----
1. The token's imprint has to be the hash of what it is about, by SHA-256, 384 or 512.
2. It is signed by one key whose certificate leads to an anchor that may vouch for timestamps,
   was valid then and was not revoked by then; its only use is time stamping (RFC 3161, 2.3).
3. What does not hold to all of that proves nothing: None, never an error.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from wallet.errors import ProofFailure
from wallet.evidence import Evidence
from wallet.identifiers import x509
from wallet.identifiers.revocation import State
from wallet.proofs.interface import Stamp

if TYPE_CHECKING:
    from asn1crypto import cms

PURPOSE = "timestamp"
_TIME_STAMPING = "1.3.6.1.5.5.7.3.8"
HASHES = frozenset({"sha256", "sha384", "sha512"})


def proven(
    signed: cms.SignedData, about: bytes, evidence: Evidence, crls: Sequence[bytes] = ()
) -> Stamp | None:
    """When ``about`` was there, by a token that holds (rules 1 and 2); else None."""
    try:
        return _proven(signed, about, evidence, crls)
    except ProofFailure:
        return None
    except Exception:  # noqa: BLE001 - the libraries have many errors of their own for bad bytes
        return None


def _proven(
    signed: cms.SignedData, about: bytes, evidence: Evidence, crls: Sequence[bytes]
) -> Stamp | None:
    from pyhanko.sign.general import extract_signer_info  # noqa: PLC0415 - used on demand
    from pyhanko.sign.validation import generic_cms  # noqa: PLC0415

    content = signed["encap_content_info"]
    if content["content_type"].native != "tst_info":
        return None
    told, signer = content["content"].parsed, extract_signer_info(signed)
    digest = signer["digest_algorithm"]["algorithm"].native
    if digest not in HASHES or not _is_about(told, about):
        return None
    certificates = generic_cms.extract_certs_for_validation(signed)
    leaf = certificates.signer_cert
    raw = bytes(content["content"])
    actual = hashlib.new(digest, raw).digest()
    intact, valid = generic_cms.validate_sig_integrity(signer, leaf, "tst_info", actual)
    if not intact or not valid:
        return None
    made: datetime = told["gen_time"].native.astimezone(UTC)
    bag = [leaf.dump(), *(one.dump() for one in certificates.other_certs)]
    path = x509.chain(bag, evidence, made, purpose=PURPOSE, crls=crls)
    if not _may_stamp(path, evidence):
        return None
    revoked = path.revocation
    if revoked.state is State.REVOKED and (revoked.since is None or revoked.since <= made):
        return None
    return Stamp(at=made, authority=path.leaf.der)


def _may_stamp(path: x509.Chain, evidence: Evidence) -> bool:
    """Whether it is for timestamps alone, by an authority that somebody has compared."""
    top = path.anchor.certificate
    return path.leaf.extended_uses == frozenset({_TIME_STAMPING}) and any(
        one.origin.confirmed for one in evidence.anchors if one.certificate == top
    )


def _is_about(told: Any, about: bytes) -> bool:
    """Rule 1."""
    imprint = told["message_imprint"]
    named = imprint["hash_algorithm"]["algorithm"].native
    return named in HASHES and hashlib.new(named, about).digest() == (
        imprint["hashed_message"].native
    )
