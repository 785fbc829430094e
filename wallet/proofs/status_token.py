"""A Token Status List as a JWT (``statuslist+jwt``): whose key signed it.

Its ``iss`` is who signed; the key is found as that of any compact token: by name, or by the
certificate that it brings along (``wallet.proofs.carried``). ``typ`` has to name it, so that no
other token of the same issuer can pass for a list. What the list says, and whether it is still
good, is ``wallet.status``' question.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wallet.encoding import timestamp
from wallet.errors import InputError, ProofFailure
from wallet.identifiers import VerificationKey, find_key
from wallet.proofs import compact
from wallet.proofs.carried import carried
from wallet.proofs.interface import ProofFact, Proven, Setting
from wallet.reasons import Reason
from wallet.report import Outcome
from wallet.secured import Secured

name = "status_token"
TYPE = "statuslist+jwt"


def handles(secured: Secured) -> bool:
    """Whether it is a Token Status List."""
    return secured.securing == "status_list_jwt"


def check(secured: Secured, setting: Setting) -> Proven:
    """Judge the token.

    Raises:
        ProofFailure: as for any compact token; ``key_not_found`` (indeterminate) without a
            ``kid`` where its issuer has several keys or is not named.
    """
    token = compact.parse(secured.token)
    algorithm = compact.algorithm(token.header)
    typ = token.header.get("typ")
    if not isinstance(typ, str) or typ.lower().removeprefix("application/") != TYPE:
        raise ProofFailure(Reason.WRONG_PURPOSE, detail="typ")
    signer = token.payload.get("iss")
    if signer is not None and not isinstance(signer, str):
        compact.malformed("iss")
    method, key = _key(token.header, signer, setting)
    compact.check_signature(token, algorithm, key)
    try:
        created = timestamp.from_numeric(token.payload.get("iat"))
    except InputError:
        compact.malformed("iat")
    fact = ProofFact(
        suite=algorithm,
        outcome=Outcome.PASSED,
        reason=Reason.SIGNATURE_VALID,
        verification_method=method,
        purpose=setting.purpose,
        key=key,
        created=created,
    )
    return Proven(
        document=token.payload,
        expanded=None,
        proofs=(fact,),
        issuer=key.document_id if key.chain is not None else None,
    )


def _key(
    header: Mapping[str, Any], signer: str | None, setting: Setting
) -> tuple[str, VerificationKey]:
    """The key that is named, else that of a certificate which leads to an anchor."""
    method = compact.method(header.get("kid"), signer, setting)
    try:
        return _named(method, setting)
    except ProofFailure as failure:
        if not failure.indeterminate:
            raise
        brought = carried(header, method, signer, setting)
        if brought is None or not brought.is_bound:
            raise
    return brought.key.method_id, brought.key


def _named(method: str | None, setting: Setting) -> tuple[str, VerificationKey]:
    if method is None:
        raise ProofFailure(Reason.KEY_NOT_FOUND, indeterminate=True, detail="kid")
    return method, find_key(method, setting.evidence)
