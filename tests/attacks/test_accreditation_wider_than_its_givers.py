"""Attack: be accredited for everything by somebody who was accredited for little."""

from __future__ import annotations

from tests.helpers.chain import Chain, code, elm


def test_an_accreditation_of_another_kind_under_a_narrow_one() -> None:
    chain = Chain()
    assert code(chain.judged()) == "accredited"
    narrow = chain.documents["accredit"]
    narrow["credentialSubject"]["accreditedFor"][0]["types"] = ["AnotherCredential"]
    wide = elm(Chain()).documents["elm"]
    wide |= {
        "issuer": chain.ministry.did,
        "termsOfUse": {"id": narrow["id"], "type": "IssuanceCertificate"},
    }
    wide["credentialSubject"]["organisation"]["id"] = chain.uni.did
    chain.documents = {"accredit": narrow, "elm": wide}
    chain.signers = {"accredit": chain.root, "elm": chain.ministry}
    assert code(chain.judged()) == "known_not_reviewed"
