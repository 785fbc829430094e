"""Attack: show the entry that says "not revoked", keep back the one that says "suspended"."""

from __future__ import annotations

from datetime import timedelta

from tests.helpers.issuer import NOW, Issuer
from tests.helpers.judging import evidence_of, found, judged
from tests.helpers.selective import Base, sign_base
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode

MANDATORY = ("/issuer", "/validFrom", "/validUntil", "/credentialSubject")
STATUS = "/credentialStatus"


def signed(issuer: Issuer, *mandatory: str) -> Base:
    document = issuer.credential(
        valid_until=NOW + timedelta(days=9), status=("revocation", "suspension")
    )
    return sign_base(document, issuer.key, issuer.method_id, (*MANDATORY, *mandatory))


def test_a_suspension_that_its_holder_does_not_show() -> None:
    issuer = Issuer(kind="P-256")
    base = signed(issuer)
    whole = base.derive((STATUS,)).document
    assert judged(whole, evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED
    issuer.suspend(base.credential)
    one = judged(base.derive((f"{STATUS}/0",)).document, evidence_of(issuer))
    assert found(one, Check.STATUS).reason is Reason.MAY_BE_UNDISCLOSED
    assert one.verdict.code is VerdictCode.CANNOT_TELL
    # where the status is mandatory, nothing of it can be kept back
    issuer = Issuer(kind="P-256")
    base = signed(issuer, STATUS)
    assert judged(base.derive(()).document, evidence_of(issuer)).verdict.code is (
        VerdictCode.VERIFIED
    )
    issuer.suspend(base.credential)
    assert judged(base.derive(()).document, evidence_of(issuer)).verdict.code is (
        VerdictCode.NOT_VALID
    )
