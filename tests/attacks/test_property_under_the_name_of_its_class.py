"""Attack: call a property what its address calls it, where its readers know another name."""

from __future__ import annotations

import copy

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, found, judged
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode

UNVERSIONED = "https://purl.imsglobal.org/spec/ob/v3p0/context.json"
VOCABULARY = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"


def test_an_address_under_the_name_of_its_class() -> None:
    issuer = Issuer()
    document = issuer.credential(model="ob3-1.1")
    document["@context"] = [document["@context"][0], UNVERSIONED]
    document["issuer"]["address"] = {"type": ["Address"], "addressCountry": "FI"}
    good = issuer.sign(document)
    assert judged(good, evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED
    twin = copy.deepcopy(good)
    twin["issuer"]["Address"] = twin["issuer"].pop("address")
    twin["@context"].append({"@vocab": VOCABULARY})
    one = judged(twin, evidence_of(issuer))
    assert found(one, Check.FORMAT).reason is Reason.INVALID_MEMBER
    assert one.verdict.code is VerdictCode.CANNOT_TELL
