"""The steps one by one, where no attack file tells of them."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from tests.helpers.files import to_bytes
from tests.helpers.issuer import NOW, Issuer, presentation, registry
from tests.helpers.judging import evidence_of, examined, found, judged, with_evidence
from tests.helpers.keys import Key
from tests.helpers.signing import jws
from wallet.errors import InputError
from wallet.evidence import Evidence, Source
from wallet.limits import LIMITS
from wallet.reasons import Reason
from wallet.report import Check, Outcome, Role, VerdictCode
from wallet.trust import read_evidence
from wallet.verify.read_list import secured_list


@pytest.fixture
def issuer() -> Issuer:
    return Issuer()


# --- format -----------------------------------------------------------------------------------


def test_a_file_of_no_known_kind_says_so(issuer: Issuer) -> None:
    document = {"issuer": issuer.did, "credentialSubject": {"id": "urn:x"}, "hello": 1}
    one = judged(json.dumps(document).encode(), Evidence())
    assert found(one, Check.FORMAT).reason is Reason.UNKNOWN_FORMAT
    assert one.verdict.code is VerdictCode.CANNOT_TELL


def test_a_rule_of_the_standard_missed_is_named_and_nothing_is_called_false(
    issuer: Issuer,
) -> None:
    document = issuer.credential()
    del document["credentialSubject"]["achievement"]["criteria"]
    one = judged(issuer.sign(document), evidence_of(issuer))
    assert found(one, Check.FORMAT).outcome is Outcome.FAILED
    assert "criteria" in str(found(one, Check.FORMAT).facts["members"])
    assert one.verdict.code is VerdictCode.CANNOT_TELL
    assert found(one, Check.PROOF).outcome is Outcome.PASSED


def test_an_unknown_vocabulary_is_neither_ignored_nor_called_false(issuer: Issuer) -> None:
    badge = issuer.issue()
    badge["@context"].append("https://unknown.example/v1")
    one = judged(badge, evidence_of(issuer))
    assert found(one, Check.FORMAT).reason is Reason.UNKNOWN_CONTEXT
    assert found(one, Check.FORMAT).outcome is Outcome.INDETERMINATE
    assert one.verdict.code is VerdictCode.CANNOT_TELL


# --- proof and issuer_key ---------------------------------------------------------------------


def test_nothing_of_an_unproven_document_is_told_as_a_fact(issuer: Issuer) -> None:
    for badge in ({**issuer.issue(), "name": "Other"}, issuer.credential()):
        one = judged(badge, evidence_of(issuer))
        later = [
            each for each in Check if each not in (Check.FORMAT, Check.PROOF, Check.REQUEST)
        ]
        for check in later:
            assert found(one, check).reason is Reason.PROOF_NOT_ESTABLISHED
            assert found(one, check).outcome is Outcome.INDETERMINATE
        assert one.report.verified_document is None


def test_a_credential_without_an_issuer(issuer: Issuer) -> None:
    document = issuer.credential()
    del document["issuer"]
    one = judged(issuer.sign(document), evidence_of(issuer))
    assert found(one, Check.ISSUER_KEY).reason is Reason.UNBOUND
    assert one.verdict.code is VerdictCode.CANNOT_TELL


def test_where_the_key_is_open_dates_are_told_but_no_name(issuer: Issuer) -> None:
    document = issuer.credential(valid_until=NOW - timedelta(days=1))
    document["issuer"]["id"] = "https://university.example/issuer"
    one = judged(issuer.sign(document), evidence_of(issuer))
    assert found(one, Check.ISSUER_KEY).outcome is Outcome.INDETERMINATE
    assert found(one, Check.VALIDITY).reason is Reason.EXPIRED
    assert found(one, Check.ISSUER_IDENTITY).outcome is Outcome.INDETERMINATE
    assert one.report.accreditation.code is None


def test_a_proof_that_cannot_be_judged_may_be_the_issuers(issuer: Issuer) -> None:
    notary = Issuer("Notary")
    badge = notary.sign(issuer.credential())
    unknown = {**badge["proof"], "cryptosuite": "future-suite-2030"}
    badge["proof"] = [badge["proof"], unknown]
    one = judged(badge, evidence_of(issuer, notary))
    assert found(one, Check.PROOF).reason is Reason.OTHER_PROOFS_UNSUPPORTED
    assert found(one, Check.ISSUER_KEY).outcome is Outcome.INDETERMINATE
    assert one.verdict.code is VerdictCode.CANNOT_TELL


def test_two_documents_of_the_issuer_of_which_one_lists_the_signer() -> None:
    issuer = Issuer(method="did:web")
    signer = Issuer("Signing service", "did:web", host="signer.example")
    listing = issuer.document()
    listing["assertionMethod"].append(signer.method_id)
    files = [
        ("a.json", to_bytes(listing)),
        ("b.json", to_bytes(issuer.document())),
        ("s.json", to_bytes(signer.document())),
        ("r.json", registry([issuer])),
    ]
    evidence, _ = read_evidence(files, source=Source.CALLER, received_at=NOW)
    one = judged(signer.sign(issuer.credential()), evidence)
    assert found(one, Check.ISSUER_KEY).reason is Reason.CONFLICTING_EVIDENCE
    assert one.verdict.code is VerdictCode.CANNOT_TELL


# --- holder -----------------------------------------------------------------------------------


def test_in_the_holders_own_wallet(issuer: Issuer) -> None:
    mine, other = Key.make("me").did_key, Key.make("friend").did_key
    evidence = with_evidence(evidence_of(issuer), holder_ids=frozenset({mine}))
    for holder, reason, outcome in (
        (mine, Reason.HOLDER_KEY_IS_YOURS, Outcome.PASSED),
        (other, Reason.HOLDER_KEY_UNKNOWN, Outcome.INDETERMINATE),
    ):
        one = judged(issuer.issue(holder=holder), evidence, role=Role.HOLDER)
        assert (found(one, Check.HOLDER).reason, found(one, Check.HOLDER).outcome) == (
            reason,
            outcome,
        )
        assert one.verdict.code is VerdictCode.VERIFIED


def test_a_plain_address_as_the_learners_id_never_passes(issuer: Issuer) -> None:
    badge = issuer.issue(holder="https://people.example/ada")
    assert found(judged(badge, evidence_of(issuer)), Check.HOLDER).reason is (
        Reason.HOLDER_NAME_ONLY
    )


def test_a_presentation_of_bearer_credentials_is_about_nobody(issuer: Issuer) -> None:
    shown = presentation([issuer.issue()], Key.make("me"))
    whole = examined(shown, evidence_of(issuer)).credentials[0]
    assert found(whole, Check.HOLDER).outcome is Outcome.NOT_APPLICABLE


# --- endorsements -----------------------------------------------------------------------------


def _nested(depth: int) -> dict[str, Any]:
    """An endorsement that is endorsed, and so on."""
    endorser = Issuer("Ministry")
    document = endorser.credential(model="vcdm2")
    document["@context"].append("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json")
    document["type"] = ["VerifiableCredential", "EndorsementCredential"]
    document["issuer"] = endorser.profile()
    document["name"] = "Endorsement"
    document["credentialSubject"] = {"id": "urn:x", "type": ["EndorsementSubject"]}
    if depth:
        document["endorsement"] = [_nested(depth - 1)]
    return document


def test_endorsements_of_endorsements_end_somewhere(issuer: Issuer) -> None:
    badge = issuer.jwt({**issuer.credential(), "endorsement": [_nested(6)]}, "vc+jwt")
    report = judged(badge, evidence_of(issuer)).report
    depth = 0
    while report.children:
        report = report.children[0]
        depth += 1
    assert depth <= LIMITS.nesting


def test_more_endorsements_than_anybody_needs(issuer: Issuer) -> None:
    one = _nested(0)
    many = [one] * (LIMITS.embedded_credentials + 1)
    badge = issuer.jwt({**issuer.credential(), "endorsement": many}, "vc+jwt")
    result = examined(badge, evidence_of(issuer))
    reasons = {
        each.reason for judged_ in result.credentials for each in judged_.report.findings
    }
    assert result.error is not None or Reason.TOO_COMPLEX in reasons


# --- reading a list ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data", [b"", b"a.b", b"a.b.c", b"{", b"e30.e30", b"W10.W10.x", b"[]", b"\xff.\xff.\xff"]
)
def test_a_list_that_is_neither_document_nor_token(data: bytes) -> None:
    with pytest.raises(InputError):
        secured_list(data)


@pytest.mark.parametrize("kind", ["bitstring", "2021"])
def test_a_list_without_its_list(issuer: Issuer, kind: str) -> None:
    model = "Ed25519Signature2020" if kind == "2021" else "eddsa-rdfc-2022"
    badge = issuer.issue(suite=model, status=("revocation",), status_kind=kind)
    document = issuer.status_list(kind=kind).credential(valid_from="2026-11-20T00:00:00Z")
    del document["credentialSubject"]["encodedList"]
    form = "vcdm11_jwt" if kind == "2021" else "vc+jwt"
    listed = issuer.jwt(document, form).encode()
    evidence, refused = read_evidence([("list", listed)], source=Source.CALLER, received_at=NOW)
    assert not refused
    status = found(judged(badge, evidence), Check.STATUS)
    assert status.reason is Reason.STATUS_LIST_UNREADABLE


def test_a_list_whose_bytes_are_no_list_at_all(issuer: Issuer) -> None:
    badge = issuer.issue(status=("revocation",))
    evidence = evidence_of(issuer)
    held = evidence.status_lists[0]
    spoiled = type(held)(url=held.url, bytes=b"spoiled", origin=held.origin)
    one = judged(badge, with_evidence(evidence, status_lists=(spoiled,)))
    assert found(one, Check.STATUS).reason is Reason.STATUS_LIST_UNREADABLE


def test_a_token_that_brings_its_own_key_says_unbound(issuer: Issuer) -> None:
    header = {"typ": "vc+jwt", "jwk": issuer.key.jwk}
    document = issuer.credential()
    document["issuer"]["id"] = "https://university.example/issuer"
    one = judged(jws(document, issuer.key, header), evidence_of(issuer))
    assert found(one, Check.ISSUER_KEY).reason is Reason.UNBOUND
    assert one.verdict.code is VerdictCode.CANNOT_TELL
