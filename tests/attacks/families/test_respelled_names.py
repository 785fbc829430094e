"""An RDF signature covers a graph; whoever passes it on may choose other names for it.

The thief changes no statement that the issuer signed, only the words it is written in, so that
a reader sees another credit, no failed result, or no status to look up.
"""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, found, judged
from tests.helpers.keys import Key
from tests.helpers.signing import add_proof
from wallet.credential import Award
from wallet.examine import Judged
from wallet.report import Check, Outcome, VerdictCode

STATUS = "https://www.w3.org/2018/credentials#credentialStatus"
RESULT = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#result"
HOURS = "https://university.example/terms#hours"


@pytest.fixture
def issuer() -> Issuer:
    return Issuer()


def with_own_term(issuer: Issuer) -> dict[str, Any]:
    """A good badge whose issuer has a word of its own."""
    document = issuer.credential()
    document["@context"].append({"hours": HOURS})
    document["credentialSubject"]["achievement"]["hours"] = "150"
    return issuer.sign(document)


def with_result(issuer: Issuer) -> dict[str, Any]:
    document = issuer.credential()
    document["credentialSubject"]["result"] = [{"type": ["Result"], "value": "failed"}]
    return issuer.sign(document)


def awards(one: Judged) -> tuple[Award, ...]:
    assert one.view is not None
    return one.view.awards


def status(document: dict[str, Any], issuer: Issuer) -> Outcome:
    return found(judged(document, evidence_of(issuer)), Check.STATUS).outcome


def test_a_word_of_the_issuers_own_is_fine(issuer: Issuer) -> None:
    good = with_own_term(issuer)
    assert judged(good, evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED


@pytest.mark.parametrize(
    "context",
    [
        {"ECTS": HOURS},
        {"ECTS": {"@id": HOURS}},
        {"t": "https://university.example/terms#", "ECTS": "t:hours"},
        {"ECTS": {"@id": "https://university.example/terms#hours", "@type": "@none"}},
    ],
)
def test_hours_shown_as_ects(issuer: Issuer, context: dict[str, Any]) -> None:
    twin = with_own_term(issuer)
    twin["@context"][-1] = context
    achievement = twin["credentialSubject"]["achievement"]
    achievement["ECTS"] = achievement.pop("hours")
    assert judged(twin, evidence_of(issuer)).verdict.code is VerdictCode.CANNOT_TELL


def test_a_vocabulary_that_ends_in_the_middle_of_a_word(issuer: Issuer) -> None:
    document = issuer.credential()
    document["@context"].append({"withoutECTS": "https://university.example/#withoutECTS"})
    document["credentialSubject"]["achievement"]["withoutECTS"] = "150"
    twin = issuer.sign(document)
    assert judged(twin, evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED
    twin["@context"][-1] = {"@vocab": "https://university.example/#without"}
    achievement = twin["credentialSubject"]["achievement"]
    achievement["ECTS"] = achievement.pop("withoutECTS")
    assert judged(twin, evidence_of(issuer)).verdict.code is VerdictCode.CANNOT_TELL


@pytest.mark.parametrize("way", ["iri", "own name", "prefix", "nest", "named like nest"])
def test_a_failed_result_hidden_from_the_page(issuer: Issuer, way: str) -> None:
    twin = with_result(issuer)
    assert judged(twin, evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED
    subject = twin["credentialSubject"]
    result = subject.pop("result")
    match way:
        case "iri":
            subject[RESULT] = result
        case "own name":
            twin["@context"].append({"remark": RESULT})
            subject["remark"] = result
        case "prefix":
            twin["@context"].append({"o": RESULT.removesuffix("result")})
            subject["o:result"] = result
        case "nest":
            subject["@nest"] = {"result": result}
        case _:
            twin["@context"].append({"details": "@nest"})
            subject["details"] = {"result": result}
    one = judged(twin, evidence_of(issuer))
    assert one.verdict.code is VerdictCode.CANNOT_TELL
    assert found(one, Check.FORMAT).outcome is Outcome.FAILED


@pytest.mark.parametrize("place", ["included", "subject"])
def test_a_status_entry_that_points_backwards_is_still_read(issuer: Issuer, place: str) -> None:
    twin = issuer.issue(status=("revocation",))
    issuer.revoke(twin)
    entry = twin.pop("credentialStatus")
    entry["@reverse"] = {STATUS: {"id": twin["id"]}}
    if place == "included":
        twin["@included"] = entry
    else:
        twin["credentialSubject"]["@included"] = [entry]
    assert status(twin, issuer) is Outcome.FAILED
    assert judged(twin, evidence_of(issuer)).verdict.code is VerdictCode.NOT_VALID


def test_names_swapped_under_cover_of_a_second_proof(issuer: Issuer) -> None:
    thief = Key.make("thief")
    twin = with_own_term(issuer)
    signed_by_issuer = twin.pop("proof")
    twin["@context"][-1] = {"ECTS": HOURS}
    achievement = twin["credentialSubject"]["achievement"]
    achievement["ECTS"] = achievement.pop("hours")
    twin = add_proof(
        twin,
        thief,
        f"{thief.did_key}#{thief.multibase}",
        "eddsa-jcs-2022",
        created="2026-10-01T00:00:00Z",
    )
    twin["proof"] = [signed_by_issuer, twin["proof"]]
    one = judged(twin, evidence_of(issuer))
    assert found(one, Check.PROOF).outcome is Outcome.PASSED
    assert one.verdict.code is VerdictCode.CANNOT_TELL


def test_an_identifier_written_as_a_keyword(issuer: Issuer) -> None:
    twin = copy.deepcopy(issuer.issue(holder=Key.make("learner").did_key))
    subject = twin["credentialSubject"]
    subject["@id"] = subject.pop("id")
    assert "@id" in json.dumps(twin)
    assert judged(twin, evidence_of(issuer)).verdict.code is VerdictCode.CANNOT_TELL


@pytest.mark.parametrize("wrapped", [[5], {"@value": 5}, [{"@value": 5}]])
def test_what_stands_in_a_wrapping_is_still_shown(issuer: Issuer, wrapped: Any) -> None:
    good = issuer.issue(ects="5")
    twin = copy.deepcopy(good)
    twin["credentialSubject"]["achievement"]["ECTS"] = wrapped
    one, other = (judged(badge, evidence_of(issuer)) for badge in (twin, good))
    assert one.verdict.code is VerdictCode.VERIFIED
    assert awards(one) == awards(other)


def test_a_kind_in_a_wrapping_is_no_other_kind(issuer: Issuer) -> None:
    good = issuer.issue()
    twin = copy.deepcopy(good)
    twin["credentialSubject"]["achievement"]["achievementType"] = ["MicroCredential"]
    one, other = (judged(badge, evidence_of(issuer)) for badge in (twin, good))
    assert one.verdict.code is VerdictCode.VERIFIED
    assert awards(one) == awards(other)
