"""Attack: spell a signature in another way, so that one credential passes for two."""

from __future__ import annotations

import string

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, judged
from wallet.report import VerdictCode

ALPHABET = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"


def test_bits_behind_the_last_byte() -> None:
    issuer = Issuer()
    good = issuer.issue(suite="Ed25519Signature2018")
    assert judged(good, evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED
    jws = good["proof"]["jws"]
    last = ALPHABET.index(jws[-1])
    assert last % 16 == 0  # 64 bytes: four bits to spare
    twin = good | {"proof": good["proof"] | {"jws": jws[:-1] + ALPHABET[last + 1]}}
    assert judged(twin, evidence_of(issuer)).verdict.code is VerdictCode.NOT_GENUINE
