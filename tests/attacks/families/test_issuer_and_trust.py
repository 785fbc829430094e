"""Who may be believed: borrowed names, foreign keys, sandboxes, old and contradicting lists."""

from __future__ import annotations

import dataclasses
import json
from datetime import timedelta
from typing import Any

import pytest

from tests.helpers.files import to_bytes
from tests.helpers.issuer import NOW, Issuer, presentation, registry
from tests.helpers.judging import evidence_of, examined, found, judged, with_evidence
from tests.helpers.keys import Key
from wallet import report_json
from wallet.evidence import Evidence, Source
from wallet.examine import Judged
from wallet.reasons import Reason
from wallet.report import Check, Outcome, Role, VerdictCode
from wallet.trust import read_evidence
from wallet.verify import Challenge

DAY = timedelta(days=1)


def _identity(one: Judged) -> Reason:
    finding = found(one, Check.ISSUER_IDENTITY)
    assert finding.outcome is Outcome.INDETERMINATE
    assert one.verdict.code is not VerdictCode.VERIFIED
    assert one.report.issuer_names == ()
    return finding.reason


def _read(*files: tuple[str, bytes], source: Source = Source.CALLER) -> Evidence:
    found_, refused = read_evidence(files, source=source, received_at=NOW)
    assert not refused, refused
    return found_


def test_without_any_trust_source() -> None:
    issuer = Issuer()
    assert _identity(judged(issuer.issue(), Evidence())) is Reason.NO_TRUST_SOURCE


def test_an_issuer_that_no_list_names() -> None:
    issuer, other = Issuer(), Issuer("Other")
    assert _identity(judged(issuer.issue(), evidence_of(other))) is Reason.ISSUER_NOT_LISTED


def test_the_name_of_a_listed_issuer_borrowed_by_another_key() -> None:
    issuer = Issuer("University of Tartu")
    thief = Issuer("University of Tartu", seed="thief")
    one = judged(thief.issue(), evidence_of(issuer))
    assert _identity(one) is Reason.ISSUER_NOT_LISTED


def test_a_list_that_came_with_the_credential_counts_for_nothing() -> None:
    issuer = Issuer()
    carried = _read(("registry.json", registry([issuer])), source=Source.CARRIED)
    assert _identity(judged(issuer.issue(), carried)) is Reason.NO_TRUST_SOURCE


def test_a_key_document_that_came_with_the_credential_counts_for_nothing() -> None:
    issuer = Issuer(method="did:web")
    carried = _read(("did.json", to_bytes(issuer.document())), source=Source.CARRIED)
    one = judged(issuer.issue(), carried.joined(_read(("r.json", registry([issuer])))))
    assert found(one, Check.ISSUER_KEY).outcome is not Outcome.PASSED
    assert one.verdict.code is VerdictCode.CANNOT_TELL


def test_a_list_too_old_and_one_just_fresh_enough() -> None:
    issuer = Issuer()
    badge = issuer.issue()
    old = _read(("r.json", registry([issuer], updated=NOW - 401 * DAY)))
    one = judged(badge, old)
    assert _identity(one) is Reason.EVIDENCE_TOO_OLD
    assert one.verdict.last_good is None  # the badge is younger than what is known
    ancient = issuer.issue(valid_from=NOW - 500 * DAY)
    assert judged(ancient, old).verdict.last_good == NOW - 401 * DAY
    fresh = _read(("r.json", registry([issuer], updated=NOW - 400 * DAY)))
    assert judged(badge, fresh).verdict.code is VerdictCode.VERIFIED


def test_two_lists_that_name_two_parties() -> None:
    issuer = Issuer("One University")
    renamed = dataclasses.replace(issuer, name="Another College", methods=list(issuer.methods))
    renamed.did = issuer.did
    evidence = _read(
        ("a.json", registry([issuer])),
        ("b.json", registry([renamed])),
    )
    assert _identity(judged(issuer.issue(), evidence)) is Reason.CONFLICTING_EVIDENCE
    same = dataclasses.replace(issuer, name="one  UNIVERSITY", methods=list(issuer.methods))
    evidence = _read(("a.json", registry([issuer])), ("b.json", registry([same])))
    assert judged(issuer.issue(), evidence).verdict.code is VerdictCode.VERIFIED


@pytest.mark.parametrize(
    "mark",
    [
        {"name": "DCC Sandbox Registry"},
        {"sandbox": True},
    ],
)
def test_a_sandbox_identifies_nobody_outside_the_demo(mark: dict[str, Any]) -> None:
    issuer = Issuer()
    rows = json.loads(registry([issuer]))
    rows["meta"] |= mark
    sandbox = _read(("registry.json", to_bytes(rows)))
    assert _identity(judged(issuer.issue(), sandbox)) is Reason.TEST_KEY
    demo = with_evidence(sandbox, allow_test_keys=True)
    assert judged(issuer.issue(), demo).verdict.code is VerdictCode.VERIFIED


def test_a_registry_with_a_published_test_key_in_it_is_a_sandbox() -> None:
    issuer = Issuer()
    rows = json.loads(registry([issuer]))
    known = "did:key:z6MknNQD1WHLGGraFi6zcbGevuAgkVfdyCdtZnQTGWVVvR5Q"
    rows["registry"][known] = {"name": "Somebody"}
    assert _identity(judged(issuer.issue(), _read(("r.json", to_bytes(rows))))) is (
        Reason.TEST_KEY
    )


def test_a_list_whose_fingerprint_nobody_compared() -> None:
    issuer = Issuer()
    evidence = evidence_of(issuer, source=Source.ACCEPTED)
    assert judged(issuer.issue(), evidence).verdict.code is VerdictCode.VERIFIED
    held = evidence.registries[0]
    unsure = dataclasses.replace(held, origin=dataclasses.replace(held.origin, confirmed=False))
    one = judged(issuer.issue(), with_evidence(evidence, registries=(unsure,)))
    assert _identity(one) is Reason.TRUST_NOT_CONFIRMED


def test_a_credential_that_somebody_made_about_themselves() -> None:
    """Even a listed issuer vouches for nobody when it speaks of itself."""
    issuer = Issuer()
    badge = issuer.issue(holder=issuer.did)
    assert _identity(judged(badge, evidence_of(issuer))) is Reason.SELF_ASSERTED


def test_about_oneself_under_another_name_of_the_same_key() -> None:
    issuer = Issuer(method="did:jwk")
    badge = issuer.issue(holder=issuer.key.did_key)
    assert _identity(judged(badge, evidence_of(issuer))) is Reason.SELF_ASSERTED


def test_made_by_the_wallets_own_key() -> None:
    issuer = Issuer()
    evidence = with_evidence(evidence_of(issuer), holder_ids=frozenset({issuer.did}))
    one = judged(issuer.issue(), evidence, role=Role.HOLDER)
    assert _identity(one) is Reason.SELF_ASSERTED


def test_presented_by_its_own_issuer_under_another_name() -> None:
    """did:jwk and did:key of one key are one party."""
    issuer = Issuer(method="did:jwk")
    shown = presentation([issuer.issue()], issuer.key, nonce="n", recipient="ACME")
    result = examined(
        shown, evidence_of(issuer), challenge=Challenge(nonce="n", recipient="ACME")
    )
    assert _identity(result.credentials[1]) is Reason.SELF_ASSERTED


# --- whose key --------------------------------------------------------------------------------


def test_an_issuer_of_whose_keys_nothing_is_known() -> None:
    issuer = Issuer(method="did:web")
    evidence = _read(("r.json", registry([issuer])))
    one = judged(issuer.issue(), evidence)
    assert one.verdict.code is VerdictCode.CANNOT_TELL
    assert found(one, Check.ISSUER_KEY).outcome is Outcome.INDETERMINATE
    assert one.report.accreditation.code is None


def test_a_key_that_the_issuer_lists_for_signing_in_only() -> None:
    issuer = Issuer(method="did:web")
    document = issuer.document()
    document["assertionMethod"] = []
    evidence = _read(("d.json", to_bytes(document)), ("r.json", registry([issuer])))
    one = judged(issuer.issue(), evidence)
    assert found(one, Check.ISSUER_KEY).reason is Reason.KEY_NOT_AUTHORISED
    assert one.verdict.code is VerdictCode.NOT_GENUINE


def test_a_key_that_somebody_else_controls() -> None:
    issuer = Issuer(method="did:web")
    document = issuer.document()
    document["verificationMethod"][0]["controller"] = "did:web:other.example"
    evidence = _read(("d.json", to_bytes(document)), ("r.json", registry([issuer])))
    one = judged(issuer.issue(), evidence)
    assert one.verdict.code is VerdictCode.NOT_GENUINE


def test_a_method_of_another_document_counts_if_the_issuers_own_lists_it() -> None:
    issuer = Issuer(method="did:web")
    signer = Issuer("Signing service", "did:web", host="signer.example")
    signed = signer.sign(issuer.credential())
    evidence = evidence_of(issuer, signer)
    assert judged(signed, evidence).verdict.code is VerdictCode.NOT_GENUINE
    listing = issuer.document()
    listing["assertionMethod"].append(signer.method_id)
    evidence = _read(
        ("d.json", to_bytes(listing)),
        ("s.json", to_bytes(signer.document())),
        ("r.json", registry([issuer, signer])),
    )
    one = judged(signed, evidence)
    assert one.verdict.code is VerdictCode.VERIFIED
    assert one.report.issuer_names == (issuer.name,)


def test_two_documents_of_the_issuer_that_differ() -> None:
    issuer = Issuer(method="did:web")
    other = issuer.document()
    other["verificationMethod"][0]["publicKeyMultibase"] = Key.make("thief").multibase
    evidence = _read(
        ("a.json", to_bytes(issuer.document())),
        ("b.json", to_bytes(other)),
        ("r.json", registry([issuer])),
    )
    one = judged(issuer.issue(), evidence)
    assert one.verdict.code is VerdictCode.CANNOT_TELL
    assert found(one, Check.PROOF).reason is Reason.CONFLICTING_EVIDENCE


def test_an_https_issuer_signed_by_a_key_of_nobody() -> None:
    """The mathematics is good; nothing shows whose it is."""
    issuer = Issuer()
    document = issuer.credential()
    document["issuer"]["id"] = "https://university.example/issuer"
    one = judged(issuer.sign(document), evidence_of(issuer))
    assert found(one, Check.PROOF).outcome is Outcome.PASSED
    assert found(one, Check.ISSUER_KEY).outcome is Outcome.INDETERMINATE
    assert one.report.issuer_names == ()


def test_a_proof_by_a_notary_is_not_one_by_the_issuer() -> None:
    issuer, notary = Issuer(), Issuer("Notary")
    both = notary.sign(issuer.issue())
    assert judged(both, evidence_of(issuer, notary)).verdict.code is VerdictCode.VERIFIED
    only_notary = notary.sign(issuer.credential())
    one = judged(only_notary, evidence_of(issuer, notary))
    assert one.verdict.code is VerdictCode.NOT_GENUINE


def test_a_set_with_one_bad_proof_is_bad() -> None:
    issuer, notary = Issuer(), Issuer("Notary")
    both = notary.sign(issuer.issue())
    both["proof"][1]["proofValue"] = both["proof"][0]["proofValue"]
    assert judged(both, evidence_of(issuer, notary)).verdict.code is VerdictCode.NOT_GENUINE


# --- endorsements -----------------------------------------------------------------------------


def _endorsement(by: Issuer, about: str) -> dict[str, Any]:
    document = by.credential(model="vcdm2")
    document["@context"].append("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json")
    document["type"] = ["VerifiableCredential", "EndorsementCredential"]
    document["credentialSubject"] = {"id": about, "type": ["EndorsementSubject"]}
    document["issuer"] = by.profile()
    document["name"] = "Endorsement"
    return by.sign(document)


def test_an_endorsement_is_judged_by_itself_and_changes_nothing() -> None:
    issuer, endorser = Issuer(), Issuer("Ministry")
    document = issuer.credential()
    about = document["credentialSubject"]["achievement"]["id"]
    good, lifted = _endorsement(endorser, about), _endorsement(endorser, "urn:uuid:elsewhere")
    broken = {**good, "name": "Endorsement, improved"}
    unknown = _endorsement(Issuer("Nobody"), about)
    for given, expected in (
        ([good], Reason.ENDORSEMENTS_VERIFIED),
        ([good, broken], Reason.ENDORSEMENTS_NOT_VERIFIED),
        ([lifted], Reason.ENDORSEMENTS_NOT_VERIFIED),
        ([unknown], Reason.ENDORSEMENTS_NOT_VERIFIED),
    ):
        badge = issuer.jwt({**document, "endorsement": given}, "vc+jwt")
        one = judged(badge, evidence_of(issuer, endorser))
        assert found(one, Check.ENDORSEMENTS).reason is expected
        assert one.verdict.code is VerdictCode.VERIFIED
        told = report_json.judged(one)["endorsements"]
        assert [each["path"] for each in told] == [
            f"$.endorsement[{number}]" for number in range(len(given))
        ]
        assert told[0]["verdict"] == (
            "verified" if given[0] in (good, lifted) else "cannot_tell"
        )


def test_a_good_endorsement_lifts_no_bad_badge() -> None:
    issuer, endorser = Issuer("Nobody"), Issuer("Ministry")
    document = issuer.credential()
    about = document["credentialSubject"]["achievement"]["id"]
    badge = issuer.jwt({**document, "endorsement": [_endorsement(endorser, about)]}, "vc+jwt")
    one = judged(badge, evidence_of(endorser))
    assert found(one, Check.ENDORSEMENTS).reason is Reason.ENDORSEMENTS_VERIFIED
    assert _identity(one) is Reason.ISSUER_NOT_LISTED
