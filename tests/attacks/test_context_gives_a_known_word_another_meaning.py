"""Attack: swap two words by a context of one's own. The signed graph stays the same."""

from __future__ import annotations

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, found, judged
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode

OWN = "https://words.example/#"


def test_a_known_word_for_something_else() -> None:
    issuer = Issuer()
    document = issuer.credential()
    good = document | {"@context": [*document["@context"], {"module": f"{OWN}module"}]}
    good = issuer.sign(good | {"module": "Master of Science"})
    assert judged(good, evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED
    word = "achievementType"
    twin = {name: one for name, one in good.items() if name != "module"}
    twin["@context"] = [*document["@context"], {word: f"{OWN}module"}]
    one = judged(twin | {word: "Master of Science"}, evidence_of(issuer))
    assert found(one, Check.FORMAT).reason is Reason.UNSIGNED_CONTEXT
    assert one.verdict.code is VerdictCode.CANNOT_TELL
