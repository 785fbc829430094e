"""A Token Status List as a CWT (``statuslist+cwt``): whose key signed it.

As ``status_token``: its ``typ`` names it, and its ``iss``, or the certificate that came with
it, says who signed. ``kid`` names a key of the issuer's documents.
"""

from __future__ import annotations

from wallet.encoding import cwt, timestamp
from wallet.encoding.cose import Sign1
from wallet.errors import InputError, ProofFailure
from wallet.identifiers import VerificationKey, find_key
from wallet.proofs import compact, cose
from wallet.proofs.carried import certified
from wallet.proofs.interface import ProofFact, Proven, Setting
from wallet.reasons import Reason
from wallet.report import Outcome
from wallet.secured import Secured

name = "status_cwt"


def handles(secured: Secured) -> bool:
    """Whether it is a Token Status List in CBOR."""
    return secured.securing == "status_list_cwt"


def check(secured: Secured, setting: Setting) -> Proven:
    """Judge the token.

    Raises:
        ProofFailure: as for any token; ``key_not_found`` (indeterminate) where nothing says
            whose key it is.
    """
    try:
        signed, claims = cwt.read(secured.data or b"")
        created = timestamp.from_numeric(claims.get("iat"))
    except InputError:
        compact.malformed("cwt")
    if cwt.kind(signed) != cwt.TYPE:
        raise ProofFailure(Reason.WRONG_PURPOSE, detail="typ")
    signer = claims.get("iss")
    if signer is not None and not isinstance(signer, str):
        compact.malformed("iss")
    key = _key(signed, signer, setting)
    fact = ProofFact(
        suite=cose.check_signature(signed, key),
        outcome=Outcome.PASSED,
        reason=Reason.SIGNATURE_VALID,
        verification_method=key.method_id,
        purpose=setting.purpose,
        key=key,
        created=created,
    )
    return Proven(
        document=claims,
        expanded=None,
        proofs=(fact,),
        issuer=key.document_id if key.chain is not None else None,
    )


def _key(signed: Sign1, signer: str | None, setting: Setting) -> VerificationKey:
    """By the certificate that came along, else by name."""
    bag = cose.chain_in(signed)
    if bag:
        found = certified(bag, signer, setting)
        if found is None:
            raise ProofFailure(Reason.CERTIFICATE_NOT_BOUND, indeterminate=True)
        return found
    kid = signed.header.get(cose.KID, signed.unprotected.get(cose.KID))
    try:
        named = kid.decode("ascii") if isinstance(kid, bytes) else kid
    except UnicodeDecodeError:
        named = None
    method = compact.method(named, signer, setting)
    if method is None:
        raise ProofFailure(Reason.KEY_NOT_FOUND, indeterminate=True, detail="kid")
    return find_key(method, setting.evidence)
