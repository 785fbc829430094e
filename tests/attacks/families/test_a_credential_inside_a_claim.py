"""A token may carry a whole credential in ``vc``, and that one another in its own ``vc``.

Were the issuer read from one depth and the content shown from another, an issuer that a
registry names could speak in the name of any other.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, judged
from tests.helpers.signing import jws
from wallet.report import VerdictCode


@pytest.mark.parametrize("claim", ["vc", "vp"])
def test_a_listed_issuer_speaks_in_the_name_of_another(claim: str) -> None:
    victim, thief = Issuer("Example University"), Issuer("Corner shop")
    shown: dict[str, Any] = victim.credential(model="ob3-1.1")
    hidden = {"issuer": thief.did, "type": ["VerifiableCredential"], "credentialSubject": {}}
    payload = {"vc": {**shown, claim: hidden}}
    header = {"typ": "JWT", "kid": thief.method_id}
    token = jws(payload, thief.key, header)
    one = judged(token, evidence_of(victim, thief))
    assert one.verdict.code is VerdictCode.NOT_GENUINE


def test_a_status_hidden_by_a_second_credential_inside() -> None:
    issuer = Issuer()
    badge = issuer.credential(model="ob3-1.1", status=("revocation",))
    issuer.revoke(badge)
    inner = {"issuer": issuer.did, "type": ["VerifiableCredential"], "credentialSubject": {}}
    header = {"typ": "JWT", "kid": issuer.method_id}
    token = jws({"vc": {**badge, "vc": inner}}, issuer.key, header)
    assert judged(token, evidence_of(issuer)).verdict.code is VerdictCode.NOT_VALID
