"""Attack: name a context by the digest of other words than everybody reads it by."""

from __future__ import annotations

import base64
import hashlib

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, found, judged
from tests.helpers.signing import V2
from wallet.encoding import contexts
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode


def test_a_resource_that_is_not_the_one_meant() -> None:
    issuer = Issuer()
    for data, verdict in (
        (contexts.read(V2), VerdictCode.VERIFIED),
        (b"{}", VerdictCode.CANNOT_TELL),
    ):
        digest = base64.b64encode(hashlib.sha256(data).digest()).decode()
        resource = {"id": V2, "digestSRI": f"sha256-{digest}"}
        document = issuer.credential() | {"relatedResource": [resource]}
        one = judged(issuer.jwt(document), evidence_of(issuer))
        assert one.verdict.code is verdict
    assert found(one, Check.FORMAT).reason is Reason.RESOURCE_DIFFERS
