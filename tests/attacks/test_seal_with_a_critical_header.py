"""Attack: a seal whose header demands what no reader here understands."""

from __future__ import annotations

import json

from tests.helpers import elm, seals
from tests.helpers.judging import judged
from tests.helpers.sealed_elm import trusted
from wallet.report import VerdictCode


def test_a_demand_that_nobody_understands() -> None:
    identity = seals.sealer()
    for critical, verdict in (
        (["b64", "sigT"], VerdictCode.VERIFIED),
        (["b64", "sigT", "onlyFor"], VerdictCode.NOT_GENUINE),
    ):
        value = seals.seal(elm.credential(), identity, crit=critical, onlyFor="ACME")
        data = json.dumps(value).encode()
        assert judged(data, trusted(identity)).verdict.code is verdict
