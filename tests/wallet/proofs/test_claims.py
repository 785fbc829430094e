"""What the claims of a token say beside the credential, and whether they agree."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.helpers.badges import badge
from tests.helpers.proving import (
    HOLDER_SETTING,
    ISSUER,
    KEY,
    METHOD,
    proven,
    refused,
    token,
)
from tests.helpers.signing import V2, jws
from tests.wallet.proofs.tokens import modern, old, open_badge, vc
from wallet.reasons import Reason


@pytest.mark.parametrize("kind", ["JWT", "vp+jwt", "vp+ld+jwt", "vc+ld", "vc", 5])
def test_a_modern_token_says_what_it_is(kind: Any) -> None:
    assert refused(modern({"typ": kind})).code == Reason.WRONG_PURPOSE


def test_a_modern_token_that_says_nothing_is_not_called_false() -> None:
    failure = refused(modern({"typ": None}))
    assert (failure.code, failure.indeterminate) == (Reason.UNSUPPORTED_PROOF, True)


@pytest.mark.parametrize(
    "kind", ["vc+ld+jwt", "VC+LD+JWT", "application/vc+ld+jwt", "vc+ld+json+jwt"]
)
def test_a_token_of_an_earlier_draft_is_neither_believed_nor_called_a_forgery(
    kind: str,
) -> None:
    failure = refused(modern({"typ": kind}))
    assert (failure.code, failure.indeterminate) == (Reason.UNSUPPORTED_PROOF, True)


@pytest.mark.parametrize("kind", ["vc+jwt", "VC+JWT", "application/vc+jwt"])
def test_a_media_type_may_be_written_out(kind: str) -> None:
    assert proven(modern({"typ": kind})).reason is Reason.SIGNATURE_VALID


@pytest.mark.parametrize("claim", ["vc", "vp"])
def test_a_modern_token_wraps_nothing(claim: str) -> None:
    assert refused(modern(**{claim: {}})).code == Reason.MALFORMED_PROOF


def test_the_claims_of_a_modern_token_date_its_signature() -> None:
    found = proven(modern(iat=1_788_000_000, exp=1_789_000_000, iss=ISSUER))
    (fact,) = found.proofs
    assert fact.created == datetime.fromtimestamp(1_788_000_000, UTC)
    assert fact.expires == datetime.fromtimestamp(1_789_000_000, UTC)
    assert found.document["validUntil"] == badge()["validUntil"]
    assert found.format_problems == ()


def test_a_modern_token_of_another_issuer_is_a_conflict() -> None:
    found = proven(modern(iss="https://other.example"))
    assert found.format_problems == ((Reason.CLAIMS_CONFLICT, "$.issuer"),)


def test_a_token_from_the_future_fails() -> None:
    failure = refused(modern(iat=1_990_000_000))
    assert (failure.code, failure.indeterminate) == (Reason.PROOF_FROM_THE_FUTURE, False)


@pytest.mark.parametrize(
    "claim", [{"iat": "1"}, {"exp": True}, {"nonce": 5}, {"aud": [5]}, {"iss": {"id": "x"}}]
)
def test_misshapen_claims_fail(claim: dict[str, Any]) -> None:
    assert refused(modern(**claim)).code == Reason.MALFORMED_PROOF


def test_the_claims_of_an_old_token_become_members() -> None:
    found = proven(old({"sub": "did:example:s", "exp": 1_893_456_000}))
    assert found.document["issuer"] == ISSUER
    assert found.document["id"] == "urn:x:1"
    assert found.document["issuanceDate"] == "2026-01-01T00:00:00Z"
    assert found.document["expirationDate"] == "2030-01-01T00:00:00Z"
    assert found.document["credentialSubject"] == {"degree": "x", "id": "did:example:s"}
    assert found.format_problems == ()


def test_claims_and_members_may_repeat_each_other() -> None:
    found = proven(
        old(
            {"sub": "did:example:s"},
            id="urn:x:1",
            issuer={"id": ISSUER, "name": "Uni"},
            issuanceDate="2026-01-01T01:00:00+01:00",
            credentialSubject=[{"id": "did:example:s"}],
        )
    )
    assert found.format_problems == ()
    assert found.document["issuer"] == {"id": ISSUER, "name": "Uni"}


def test_an_issuer_and_a_subject_without_id_get_theirs() -> None:
    found = proven(old({"sub": "urn:x:s"}, issuer={"name": "Uni"}, credentialSubject=[{}]))
    assert found.document["issuer"] == {"name": "Uni", "id": ISSUER}
    assert found.document["credentialSubject"] == [{"id": "urn:x:s"}]


@pytest.mark.parametrize(
    ("claims", "members", "path"),
    [
        ({}, {"issuer": "https://other.example"}, "$.issuer"),
        ({}, {"issuer": 5}, "$.issuer"),
        ({}, {"id": "urn:x:2"}, "$.id"),
        ({}, {"issuanceDate": "2026-01-01T00:00:01Z"}, "$.issuanceDate"),
        ({}, {"issuanceDate": "2026-01-01"}, "$.issuanceDate"),
        ({"exp": 1}, {"expirationDate": "2030-01-01T00:00:00Z"}, "$.expirationDate"),
        ({"sub": "urn:x:a"}, {"credentialSubject": {"id": "urn:x:b"}}, "$.credentialSubject"),
        ({"sub": "urn:x:a"}, {"credentialSubject": [{}, {}]}, "$.credentialSubject"),
    ],
)
def test_claims_and_members_that_differ_are_a_conflict(
    claims: dict[str, Any], members: dict[str, Any], path: str
) -> None:
    assert proven(old(claims, **members)).format_problems == ((Reason.CLAIMS_CONFLICT, path),)


@pytest.mark.parametrize("claims", [{"vc": 5}, {"vp": {}}])
def test_an_old_token_wraps_one_thing(claims: dict[str, Any]) -> None:
    assert refused(old(claims)).code == Reason.MALFORMED_PROOF


def test_an_open_badge_token_repeats_its_members() -> None:
    found = proven(open_badge())
    assert found.document == vc()
    assert found.format_problems == ()


@pytest.mark.parametrize(
    ("claims", "path"),
    [
        ({"iss": "https://other.example"}, "$.issuer"),
        ({"jti": "urn:x:other"}, "$.id"),
        ({"nbf": 5}, "$.validFrom"),
        ({"exp": 5}, "$.validUntil"),
        ({"sub": "did:example:thief"}, "$.credentialSubject"),
    ],
)
def test_an_open_badge_token_that_contradicts_itself_says_so(
    claims: dict[str, Any], path: str
) -> None:
    found = proven(open_badge(claims, kid=METHOD))
    assert found.format_problems == ((Reason.CLAIMS_CONFLICT, path),)


def test_an_end_that_only_the_claim_has_is_not_lost() -> None:
    document = vc()
    del document["validUntil"]
    shown = token(jws({**document, "iss": ISSUER, "exp": 1}, KEY, {"kid": METHOD}))
    assert proven(shown).document["validUntil"] == "1970-01-01T00:00:01Z"


@pytest.mark.parametrize("securing", ["vc_jwt", "vc_jose"])
def test_nonce_and_audience_of_a_presentation_are_handed_on(securing: str) -> None:
    document = {"@context": [V2], "type": ["VerifiablePresentation"], "holder": ISSUER}
    claims = {"nonce": "n-1", "aud": ["https://employer.example"], "iss": ISSUER}
    payload = {**document, **claims} if securing == "vc_jose" else {"vp": document, **claims}
    shown = token(jws(payload, KEY, {"typ": "vp+jwt", "kid": METHOD}), securing,
                  presentation=True)  # fmt: skip
    found = proven(shown, HOLDER_SETTING)
    (fact,) = found.proofs
    assert (fact.challenge, fact.domain) == ("n-1", ("https://employer.example",))
    assert found.document["holder"] == ISSUER


@pytest.mark.parametrize(
    ("typ", "code", "indeterminate"),
    [
        ("vp+ld+jwt", Reason.UNSUPPORTED_PROOF, True),
        ("vc+ld+jwt", Reason.WRONG_PURPOSE, False),
    ],
)
def test_a_presentation_of_an_earlier_draft_does_not_pass_for_one(
    typ: str, code: Reason, *, indeterminate: bool
) -> None:
    document = {"@context": [V2], "type": ["VerifiablePresentation"], "holder": ISSUER}
    shown = token(jws(document, KEY, {"typ": typ, "kid": METHOD}), "vc_jose", presentation=True)
    failure = refused(shown, HOLDER_SETTING)
    assert (failure.code, failure.indeterminate) == (code, indeterminate)
