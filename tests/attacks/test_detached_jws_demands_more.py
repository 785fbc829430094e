"""Attack: a detached signature whose header demands what no reader here understands."""

from __future__ import annotations

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, found, judged
from tests.helpers.signing import detached_jws
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode


def test_a_demand_of_the_header_is_not_passed_over() -> None:
    issuer = Issuer()
    good = issuer.issue(suite="Ed25519Signature2018")
    assert judged(good, evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED
    document = {name: one for name, one in good.items() if name != "proof"}
    proof = {name: one for name, one in good["proof"].items() if name != "jws"}
    header = {"crit": ["b64", "exp"], "exp": 1}
    proof["jws"] = detached_jws(document, proof, issuer.key, header=header)
    one = judged(document | {"proof": proof}, evidence_of(issuer))
    assert found(one, Check.PROOF).reason is Reason.UNKNOWN_CRITICAL_HEADER
    assert one.verdict.code is VerdictCode.NOT_GENUINE
