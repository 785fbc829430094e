"""Attack: sign a presentation token with a key that its owner lists for other things."""

from __future__ import annotations

from tests.helpers.files import to_bytes
from tests.helpers.issuer import NOW, Issuer, registry
from tests.helpers.judging import examined
from tests.helpers.signing import V2, jws
from wallet.evidence import Source
from wallet.report import Check, Outcome
from wallet.trust import read_evidence
from wallet.verify import Challenge


def outcome(relationship: str) -> Outcome:
    owner = Issuer("Holder", method="did:web")
    listing = owner.document() | {"authentication": [], "assertionMethod": []}
    listing[relationship] = [owner.method_id]
    files = [("did.json", to_bytes(listing)), ("registry.json", registry([owner]))]
    held, _ = read_evidence(files, source=Source.CALLER, received_at=NOW)
    shown = {
        "@context": [V2],
        "type": ["VerifiablePresentation"],
        "holder": owner.did,
        "verifiableCredential": [owner.issue()],
        "nonce": "n",
        "aud": "ACME",
    }
    token = jws(shown, owner.key, {"typ": "vp+jwt", "kid": owner.method_id})
    asked = Challenge(nonce="n", recipient="ACME")
    proof = examined(token, held, challenge=asked).credentials[0].report.find(Check.PROOF)
    assert proof is not None
    return proof.outcome


def test_a_key_that_may_not_sign_in() -> None:
    assert outcome("authentication") is Outcome.PASSED
    assert outcome("assertionMethod") is Outcome.FAILED
