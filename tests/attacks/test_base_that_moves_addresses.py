"""Attack: set ``@base``, so that a short name stands for an address that was signed in full."""

from __future__ import annotations

import copy

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, judged
from wallet.report import VerdictCode


def test_an_address_cut_short_by_a_base() -> None:
    issuer = Issuer()
    good = issuer.issue()
    assert judged(good, evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED
    twin = copy.deepcopy(good)
    achievement = twin["credentialSubject"]["achievement"]
    base, _, last = achievement["id"].rpartition("/")
    twin["@context"] = [*good["@context"], {"@base": f"{base}/"}]
    achievement["id"] = last
    assert judged(twin, evidence_of(issuer)).verdict.code is VerdictCode.CANNOT_TELL
