"""Another verifier (openvc-core, development only) agrees, in both directions."""

from __future__ import annotations

from typing import Any

import pytest

from tests.helpers.keys import Key
from tests.helpers.said import NOW
from tests.helpers.signing import V2, add_proof
from tests.wallet.proofs.judging import HOLDER_SETTING, KEY, METHOD, proven, refused
from wallet.proofs import sign
from wallet.reasons import Reason

keys = pytest.importorskip("openvc.keys", reason="openvc-core is a development dependency")
integrity = pytest.importorskip("openvc.proof.data_integrity")
jcs = pytest.importorskip("openvc.proof.di_jcs")
ecdsa = pytest.importorskip("openvc.proof.di_ecdsa_rdfc")


def credential() -> dict[str, Any]:
    """One whose context the other has too."""
    return {
        "@context": [V2],
        "id": "urn:x:1",
        "type": ["VerifiableCredential"],
        "issuer": "did:example:issuer",
        "validFrom": "2026-01-01T00:00:00Z",
        "name": "Soil science",
        "credentialSubject": {"id": "did:example:learner"},
    }


SUITES: dict[tuple[str, str], Any] = {
    ("eddsa-rdfc-2022", "Ed25519"): integrity.DataIntegrityProofSuite,
    ("eddsa-jcs-2022", "Ed25519"): jcs.EddsaJcsProofSuite,
    ("ecdsa-rdfc-2019", "P-256"): ecdsa.EcdsaRdfcProofSuite,
    ("ecdsa-jcs-2019", "P-256"): jcs.EcdsaJcsProofSuite,
    ("ecdsa-jcs-2019", "P-384"): jcs.EcdsaJcsProofSuite,
}
SIGNERS = {
    "Ed25519": keys.Ed25519SigningKey,
    "P-256": keys.P256SigningKey,
    "P-384": keys.P384SigningKey,
}


@pytest.mark.parametrize(("suite", "kind"), sorted(SUITES))
def test_what_the_other_signs_holds_here(suite: str, kind: str) -> None:
    key = Key.make("issuer", kind)
    method = f"{key.did_key}#{key.multibase}"
    signed = SUITES[suite, kind]().add_proof(
        credential(),
        signing_key=SIGNERS[kind](key.private, method),
        verification_method=method,
        created=NOW,
    )
    if "-jcs-" in suite:
        # It leaves out proof.@context, as drafts of the standard did: not forged, but not
        # verified. Once the member is there, its signature holds.
        failure = refused(signed)
        assert (failure.code, failure.indeterminate) == (Reason.MALFORMED_PROOF, True)
        signed["proof"]["@context"] = signed["@context"]
    assert proven(signed).proofs[0].suite == suite
    signed["name"] = "Rocket science"
    assert refused(signed).code == Reason.SIGNATURE_INVALID


@pytest.mark.parametrize(("suite", "kind"), sorted(SUITES))
def test_both_refuse_and_accept_alike(suite: str, kind: str) -> None:
    key = Key.make("issuer", kind)
    good = add_proof(credential(), key, f"{key.did_key}#{key.multibase}", suite)
    other = SUITES[suite, kind]()
    proven(good)
    other.verify(good, public_key_jwk=key.jwk, now=NOW)
    for change in ({"name": "x"}, {"id": "urn:x:2"}, {"validUntil": "2031-01-01T00:00:00Z"}):
        refused({**good, **change})
        with pytest.raises(Exception, match=r".+"):
            other.verify({**good, **change}, public_key_jwk=key.jwk, now=NOW)


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])
def test_what_the_holder_signs_holds_there(suite: str) -> None:
    shown = sign(
        {"@context": [V2], "type": ["VerifiablePresentation"]},
        key=KEY.private,
        verification_method=METHOD,
        purpose="authentication",
        created=NOW,
        cryptosuite=suite,
        challenge="n-1",
        domain="employer.example",
    )
    proven(shown, HOLDER_SETTING)
    SUITES[suite, "Ed25519"]().verify(
        shown,
        public_key_jwk=KEY.jwk,
        expected_proof_purpose="authentication",
        expected_challenge="n-1",
        expected_domain="employer.example",
        now=NOW,
    )
