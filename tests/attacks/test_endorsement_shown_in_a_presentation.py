"""Attack: show a badge with praise for another one in a presentation, or under some name."""

from __future__ import annotations

from typing import Any

from tests.helpers.files import archive, to_bytes
from tests.helpers.issuer import Issuer, Key, presentation
from tests.helpers.judging import evidence_of, examined, found
from tests.helpers.signing import OB3, V2
from wallet.reasons import Reason
from wallet.report import Check

ISSUER, MINISTRY, HOLDER = Issuer(), Issuer("Ministry"), Key.make("holder")


def praised(about: str) -> dict[str, Any]:
    """A badge with an endorsement of that thing in it."""
    praise = MINISTRY.credential(model="vcdm2") | {
        "@context": [V2, OB3],
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "credentialSubject": {"id": about, "type": ["EndorsementSubject"]},
        "issuer": MINISTRY.profile(),
        "name": "Endorsement",
    }
    badge = ISSUER.credential(holder=HOLDER.did_key)
    return ISSUER.sign(badge | {"endorsement": [MINISTRY.sign(praise)]})


def test_praise_for_something_else_in_the_place_of_a_record() -> None:
    own = ISSUER.credential()["credentialSubject"]["achievement"]["id"]
    for about, reason in (
        (own, Reason.ENDORSEMENTS_VERIFIED),
        ("urn:uuid:elsewhere", Reason.ENDORSEMENTS_NOT_VERIFIED),
    ):
        badge = praised(about)
        named = archive({"my.verifiableCredential.json": to_bytes(badge)})
        for file in (presentation([badge], HOLDER), named):
            shown = examined(file, evidence_of(ISSUER, MINISTRY)).credentials[-1]
            assert found(shown, Check.ENDORSEMENTS).reason is reason
