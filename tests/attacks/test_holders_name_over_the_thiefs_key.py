"""Attack: sign a presentation with one's own key, and name the victim as its holder."""

from __future__ import annotations

from tests.helpers.issuer import Issuer, Key
from tests.helpers.judging import evidence_of, examined
from tests.helpers.signing import V2, add_proof
from wallet.report import VerdictCode
from wallet.verify import Challenge

VICTIM, THIEF = Key.make("victim"), Key.make("thief")


def verdict(key: Key) -> VerdictCode:
    issuer = Issuer()
    document = {
        "@context": [V2],
        "type": ["VerifiablePresentation"],
        "holder": VICTIM.did_key,
        "verifiableCredential": [issuer.issue()],
    }
    method = f"{key.did_key}#{key.multibase}"
    asked = Challenge(nonce="n", recipient="ACME")
    told = {"purpose": "authentication", "challenge": "n", "domain": "ACME"}
    signed = add_proof(document, key, method, **told)
    return examined(signed, evidence_of(issuer), challenge=asked).credentials[0].verdict.code


def test_a_name_over_another_key() -> None:
    assert verdict(VICTIM) is VerdictCode.VERIFIED
    assert verdict(THIEF) is VerdictCode.NOT_GENUINE
