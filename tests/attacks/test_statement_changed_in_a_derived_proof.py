"""Attack: change one of the statements that a holder chose to show."""

from __future__ import annotations

import copy
from datetime import timedelta

from tests.helpers.issuer import NOW, Issuer
from tests.helpers.judging import evidence_of, judged
from tests.helpers.selective import sign_base
from wallet.report import VerdictCode

MANDATORY = ("/issuer", "/validFrom", "/credentialSubject", "/credentialStatus")


def test_a_later_end() -> None:
    issuer = Issuer(kind="P-256")
    document = issuer.credential(valid_until=NOW + timedelta(days=9), status=("revocation",))
    base = sign_base(document, issuer.key, issuer.method_id, MANDATORY)
    shown = base.derive(("/validUntil",)).document
    assert judged(shown, evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED
    twin = copy.deepcopy(shown) | {"validUntil": "2099-01-01T00:00:00Z"}
    assert judged(twin, evidence_of(issuer)).verdict.code is VerdictCode.NOT_GENUINE
