"""Another verifier (openvc-core, development only) agrees, in both directions."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume
from hypothesis import strategies as st

from tests.helpers.keys import Key
from tests.helpers.proving import HOLDER_SETTING, KEY, METHOD, proven, refused
from tests.helpers.said import NOW
from tests.helpers.shapes import SPECIAL, credentials, for_node, rounds
from tests.helpers.signing import V2, add_proof
from wallet.encoding import jsonld
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


# --- generated credentials --------------------------------------------------------------------

COUNTS = [
    pytest.param(10, marks=pytest.mark.slow),
    pytest.param(500, marks=pytest.mark.long),
]


def _by_vocabulary(value: Any) -> Any:
    """The same without terms of its own: the other takes an inline ``@vocab`` and no more."""
    if isinstance(value, list):
        return [_by_vocabulary(one) for one in value]
    if not isinstance(value, dict):
        return value
    found = {name: _by_vocabulary(one) for name, one in value.items() if name not in SPECIAL}
    return found | ({"@context": [V2, {"@vocab": "urn:terms:"}]} if "@context" in value else {})


@pytest.mark.timeout(3600)
@pytest.mark.parametrize(("suite", "kind"), sorted(SUITES))
@pytest.mark.parametrize("count", COUNTS)
def test_over_generated_credentials_both_sign_what_both_accept(
    suite: str, kind: str, count: int
) -> None:
    key = Key.make("issuer", kind)
    method = f"{key.did_key}#{key.multibase}"
    there = SUITES[suite, kind]()

    def compare(data: st.DataObject) -> None:
        document = for_node(data.draw(credentials(key.did_key)))
        if "-rdfc-" in suite:
            document = _by_vocabulary(document)
        assume(not jsonld.expand(document).unsigned)
        ours = add_proof(document, key, method, suite)
        there.verify(ours, public_key_jwk=key.jwk, now=NOW)
        theirs = there.add_proof(
            document,
            signing_key=SIGNERS[kind](key.private, method),
            verification_method=method,
            created=NOW,
        )
        if "-jcs-" in suite:
            theirs["proof"]["@context"] = theirs["@context"]
        assert proven(theirs).proofs[0].suite == suite
        bent = {**theirs, "validFrom": "2026-01-02T00:00:00Z"}
        assert refused(bent).code == Reason.SIGNATURE_INVALID

    rounds(count, compare)
