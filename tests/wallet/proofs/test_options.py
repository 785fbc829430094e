"""The options of a proof cannot be hidden, doubled or said twice in two ways."""

from __future__ import annotations

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from tests.helpers.badges import badge
from tests.helpers.keys import Key
from tests.helpers.proving import HOLDER_SETTING, KEY, METHOD, proven, refused
from tests.helpers.signing import V2, add_proof
from wallet.encoding import jsonld
from wallet.encoding.multibase import base58_encode
from wallet.errors import ProofFailure
from wallet.identifiers import did_key_of
from wallet.proofs import options
from wallet.reasons import Reason

SECURITY = "https://w3id.org/security#"
XSD = "http://www.w3.org/2001/XMLSchema#dateTime"


@pytest.mark.parametrize(
    ("member", "full", "value"),
    [
        ("expires", f"{SECURITY}expiration",
         {"@type": XSD, "@value": "2026-10-01T00:00:00Z"}),
        ("challenge", f"{SECURITY}challenge", "n-1"),
        ("domain", f"{SECURITY}domain", "employer.example"),
        ("created", "http://purl.org/dc/terms/created",
         {"@type": XSD, "@value": "2026-09-01T08:00:00Z"}),
    ],
)  # fmt: skip
def test_an_option_hidden_behind_its_address_is_noticed(
    member: str, full: str, value: Any
) -> None:
    # The graph is the same, so the signature holds; an expired proof would look endless.
    document = {"@context": [V2], "type": ["VerifiablePresentation"]}
    shown = add_proof(document, KEY, METHOD, purpose="authentication", challenge="n-1",
                      domain="employer.example", expires="2026-10-01T00:00:00Z")  # fmt: skip
    proven(shown, HOLDER_SETTING)
    del shown["proof"][member]
    shown["proof"][full] = value
    failure = refused(shown, HOLDER_SETTING)
    assert (failure.code, failure.indeterminate) == (Reason.MALFORMED_PROOF, False)
    assert failure.facts["detail"] == member


def test_an_option_said_twice_is_noticed() -> None:
    shown = add_proof(badge(), KEY, METHOD)
    shown["proof"][f"{SECURITY}verificationMethod"] = {"@id": "did:example:thief#1"}
    assert refused(shown).code == Reason.MALFORMED_PROOF
    shown = add_proof(badge(), KEY, METHOD)
    shown["proof"][f"{SECURITY}proofPurpose"] = {"@id": f"{SECURITY}authenticationMethod"}
    assert refused(shown).code == Reason.MALFORMED_PROOF


def test_a_purpose_that_means_something_else_in_the_graph_is_noticed() -> None:
    proof = {
        "@context": {"verificationMethod": {"@id": options.METHOD, "@type": "@id"},
                     "proofPurpose": {"@id": options.PURPOSE, "@type": "@vocab"},
                     "assertionMethod": f"{SECURITY}keyAgreementMethod"},
        "verificationMethod": METHOD,
        "proofPurpose": "assertionMethod",
    }  # fmt: skip
    with pytest.raises(ProofFailure) as caught:
        options.check_signed(proof, jsonld.expand(proof))
    assert caught.value.facts["detail"] == "proofPurpose"


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "ecdsa-rdfc-2019"])
def test_a_key_on_another_curve_signs_nothing_here(suite: str) -> None:
    koblitz = ec.derive_private_key(7, ec.SECP256K1()).public_key()
    did = did_key_of(koblitz)
    shown = add_proof(badge(), Key.make("issuer", "P-256"), METHOD, "ecdsa-rdfc-2019")
    shown["proof"] |= {"cryptosuite": suite, "verificationMethod": f"{did}#{did[8:]}"}
    assert refused(shown).code == Reason.ALGORITHM_REFUSED


@pytest.mark.parametrize("did", ["did:jwk:", "did:jwk:!!!", "did:jwk:bm8ganNvbg", "did:jwk:AB"])
def test_a_did_jwk_that_holds_no_jwk_is_refused(did: str) -> None:
    shown = add_proof(badge(), KEY, f"{did}#0")
    assert refused(shown).code == Reason.MALFORMED_PROOF


def test_a_key_of_an_unknown_kind_cannot_be_judged() -> None:
    did = "did:key:z" + base58_encode(b"\xea\x01" + bytes(48))  # BLS12-381, G1
    failure = refused(add_proof(badge(), KEY, f"{did}#{did[8:]}"))
    assert (failure.code, failure.indeterminate) == (Reason.UNSUPPORTED_IDENTIFIER, True)
