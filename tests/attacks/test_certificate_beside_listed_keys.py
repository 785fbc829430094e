"""Attack: where an issuer's keys are known, sign with its web server's certificate instead."""

from __future__ import annotations

from typing import Any

import pytest

from tests.helpers.certified import URL, Certified
from tests.helpers.files import to_bytes
from tests.helpers.issuer import NOW
from tests.helpers.judging import found, judged
from tests.helpers.keys import Key
from tests.helpers.sealed_elm import listing
from wallet.evidence import Evidence, Source
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode
from wallet.trust import read_evidence

_KEYS = (Key.make("first", "P-256"), Key.make("second", "P-256"))


def _published(*keys: Key) -> Evidence:
    listed = [{**key.jwk, "kid": f"{number}"} for number, key in enumerate(keys)]
    data = to_bytes({"issuer": URL, "jwks": {"keys": listed}})
    held, _ = read_evidence([("i.json", data)], source=Source.CALLER, received_at=NOW)
    return held


@pytest.mark.parametrize("header", [{}, {"kid": "third"}], ids=["no kid", "a kid nobody lists"])
def test_the_token_may_not_choose(header: dict[str, Any]) -> None:
    own = Certified.make()
    token = own.sd_jwt(header=header)
    assert judged(token, own.evidence()).verdict.code is VerdictCode.VERIFIED
    one = judged(token, own.evidence().joined(_published(*_KEYS)))
    assert found(one, Check.ISSUER_KEY).reason is Reason.UNBOUND
    assert one.verdict.code is VerdictCode.CANNOT_TELL
    known = own.evidence().joined(_published(*_KEYS, own.key)).joined(listing(URL))
    assert judged(token, known).verdict.code is VerdictCode.VERIFIED, "a key that is listed"
