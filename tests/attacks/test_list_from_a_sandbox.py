"""Attack: be listed in a sandbox, where anybody may list themselves."""

from __future__ import annotations

import json

from tests.helpers.issuer import NOW, Issuer, registry
from tests.helpers.judging import found, judged
from wallet.evidence import Source
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode
from wallet.trust import read_evidence


def test_a_sandbox_names_nobody() -> None:
    issuer = Issuer()
    rows = json.loads(registry([issuer]))
    for name, passes in (("Universities", True), ("DCC Sandbox Registry", False)):
        listed = json.dumps(rows | {"meta": rows["meta"] | {"name": name}}).encode()
        held, _ = read_evidence([("r.json", listed)], source=Source.CALLER, received_at=NOW)
        one = judged(issuer.issue(), held)
        assert (one.verdict.code is VerdictCode.VERIFIED) is passes
    assert found(one, Check.ISSUER_IDENTITY).reason is Reason.TEST_KEY
