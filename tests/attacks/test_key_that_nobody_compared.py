"""Attack: slip in a key that nobody compared, under a name that a good list has."""

from __future__ import annotations

from tests.helpers.files import to_bytes
from tests.helpers.issuer import NOW, Issuer, registry
from tests.helpers.judging import found, judged
from wallet.evidence import Evidence, Source
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode
from wallet.trust import read_evidence
from wallet.trust.sets import marked


def _accepted(name: str, data: bytes, *, compared: bool = True) -> Evidence:
    held, _ = read_evidence([(name, data)], source=Source.ACCEPTED, received_at=NOW)
    return marked(held, confirmed=compared)


def test_a_key_slipped_in_under_a_listed_name() -> None:
    university = Issuer(method="did:web")
    listed = _accepted("list.json", registry([university]))
    own = to_bytes(university.document())
    badge = university.issue()
    twice = _accepted("a.json", own, compared=False).joined(_accepted("did.json", own))
    for compared in (_accepted("did.json", own), twice):
        one = judged(badge, listed.joined(compared))
        assert one.verdict.code is VerdictCode.VERIFIED, "compared once is enough"
    thief = Issuer(method="did:web", seed="thief")
    forged = thief.issue()
    slipped_in = _accepted("did.json", to_bytes(thief.document()), compared=False)
    one = judged(forged, listed.joined(slipped_in))
    identity = found(one, Check.ISSUER_IDENTITY)
    assert identity.reason is Reason.TRUST_NOT_CONFIRMED
    assert identity.facts["registry"] == "did.json"
    assert one.report.issuer_names == ()
    assert one.verdict.code is VerdictCode.CANNOT_TELL
