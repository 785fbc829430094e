"""Attack: show under an impressive word of one's own what was signed under a plain one."""

from __future__ import annotations

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, found, judged
from wallet.report import Check, Outcome, VerdictCode


def test_a_word_that_is_not_called_what_it_means() -> None:
    issuer = Issuer()
    document = issuer.credential()
    plain = {"hoursAttended": "https://words.example/#hoursAttended"}
    good = document | {"@context": [*document["@context"], plain], "hoursAttended": "30"}
    good = issuer.sign(good)
    assert judged(good, evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED
    twin = {name: one for name, one in good.items() if name != "hoursAttended"}
    grand = {"creditsGranted": "https://words.example/#hoursAttended"}
    twin |= {"@context": [*document["@context"], grand], "creditsGranted": "30"}
    one = judged(twin, evidence_of(issuer))
    assert found(one, Check.FORMAT).outcome is not Outcome.PASSED
    assert one.verdict.code is VerdictCode.CANNOT_TELL
