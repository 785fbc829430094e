"""A Token Status List as a JWT (``statuslist+jwt``): whose key signed it.

Its ``iss`` is who signed; the key is found as that of any compact token. ``typ`` has to name
it, so that no other token of the same issuer can pass for a list. What the list says, and
whether it is still good, is ``wallet.status``' question.
"""

from __future__ import annotations

from wallet.encoding import timestamp
from wallet.errors import InputError, ProofFailure
from wallet.identifiers import find_key
from wallet.proofs import compact
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
    method = compact.method(token.header.get("kid"), signer, setting)
    if method is None:
        raise ProofFailure(Reason.KEY_NOT_FOUND, indeterminate=True, detail="kid")
    key = find_key(method, setting.evidence)
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
    return Proven(document=token.payload, expanded=None, proofs=(fact,))
