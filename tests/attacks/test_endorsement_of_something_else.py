"""Attack: put an endorsement that praises another badge into one's own."""

from __future__ import annotations

from typing import Any

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, found, judged
from tests.helpers.signing import OB3, V2
from wallet.reasons import Reason
from wallet.report import Check

ISSUER, MINISTRY = Issuer(), Issuer("Ministry")


def endorsement(about: str) -> dict[str, Any]:
    document = MINISTRY.credential(model="vcdm2") | {
        "@context": [V2, OB3],
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "credentialSubject": {"id": about, "type": ["EndorsementSubject"]},
        "issuer": MINISTRY.profile(),
        "name": "Endorsement",
    }
    return MINISTRY.sign(document)


def test_praise_for_something_else() -> None:
    document = ISSUER.credential()
    own = document["credentialSubject"]["achievement"]["id"]
    for about, reason in (
        (own, Reason.ENDORSEMENTS_VERIFIED),
        ("urn:uuid:elsewhere", Reason.ENDORSEMENTS_NOT_VERIFIED),
    ):
        token = ISSUER.jwt(document | {"endorsement": [endorsement(about)]})
        one = judged(token, evidence_of(ISSUER, MINISTRY))
        assert found(one, Check.ENDORSEMENTS).reason is reason
