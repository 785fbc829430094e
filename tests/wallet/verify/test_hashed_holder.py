"""A badge made out to the fingerprint of an address says so, and never more."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

import pytest

from tests.helpers.badges_2 import HostingIssuer
from tests.helpers.issuer import NOW, Issuer
from tests.helpers.judging import evidence_of, found, judged
from tests.helpers.said import name_identifier
from wallet.evidence import Source
from wallet.reasons import Reason
from wallet.report import Check, Outcome, Role
from wallet.trust import read_evidence

HASHED = {
    "type": "IdentityObject",
    "hashed": True,
    "identityHash": "sha256$" + "ab" * 32,
    "identityType": "emailAddress",
    "salt": "sea",
}


@pytest.mark.parametrize(
    ("subject", "reason"),
    [
        ({"identifier": [HASHED]}, Reason.HOLDER_HASHED_ONLY),
        ({"identifier": HASHED}, Reason.HOLDER_HASHED_ONLY),
        ({"identifier": [HASHED, name_identifier("Sam")]}, Reason.HOLDER_NAME_ONLY),
        ({"identifier": [HASHED], "name": "Sam"}, Reason.HOLDER_NAME_ONLY),
        ({"identifier": [name_identifier("Sam")]}, Reason.HOLDER_NAME_ONLY),
        ({"identifier": []}, Reason.HOLDER_NAME_ONLY),
        ({"id": "urn:uuid:1", "identifier": [HASHED]}, Reason.HOLDER_NAME_ONLY),
    ],
)
def test_what_a_badge_says_of_its_holder(subject: dict[str, Any], reason: Reason) -> None:
    issuer = Issuer()
    document = issuer.credential("Data basics")
    document["credentialSubject"] |= subject
    finding = found(judged(issuer.jwt(document), evidence_of(issuer)), Check.HOLDER)
    assert (finding.outcome, finding.reason) == (Outcome.INDETERMINATE, reason)


ADDRESS, SALT = "Lena.Learner@example.org", "sea"


def hashed(text: str, salt: str = SALT, how: str = "sha256") -> dict[str, Any]:
    digest = hashlib.new(how, (text + salt).encode()).hexdigest()
    return {**HASHED, "identityHash": f"{how}${digest}", "salt": salt}


def holder(
    subject: dict[str, Any] | list[dict[str, Any]],
    *entered: str,
    role: Role = Role.HOLDER,
    unsigned: bool = False,
) -> tuple[Outcome, Reason]:
    issuer = Issuer()
    document = issuer.credential("Data basics")
    basis = document["credentialSubject"]
    several = subject if isinstance(subject, list) else [subject]
    document["credentialSubject"] = [basis | one for one in several]
    if unsigned:
        document["neverDefined"] = "x"
    signed = issuer.sign(document) if unsigned else issuer.jwt(document)
    evidence = replace(evidence_of(issuer), entered_ids=frozenset(entered))
    finding = found(judged(signed, evidence, role=role), Check.HOLDER)
    return finding.outcome, finding.reason


YOURS = (Outcome.PASSED, Reason.HOLDER_IDENTIFIER_IS_YOURS)


@pytest.mark.parametrize(
    "subject",
    [
        {"identifier": [hashed(ADDRESS)]},
        {"identifier": hashed(ADDRESS.lower())},
        {"identifier": [hashed(ADDRESS, salt="")]},
        {"identifier": [name_identifier("Lena"), hashed(ADDRESS)]},
        {"identifier": [{**HASHED, "hashed": False, "identityHash": ADDRESS.upper()}]},
        {"email": ADDRESS},
    ],
)
def test_an_address_that_its_owner_entered_is_recognised(subject: dict[str, Any]) -> None:
    assert holder(subject, "student-7", ADDRESS) == YOURS


@pytest.mark.parametrize(
    "subject",
    [
        {"identifier": [hashed(ADDRESS + "x")]},
        {"identifier": [hashed(ADDRESS) | {"salt": "see"}]},
        {"identifier": [hashed(ADDRESS, how="md5")]},
        {"identifier": [hashed(ADDRESS) | {"hashed": "true"}]},
        {"identifier": [hashed(ADDRESS) | {"salt": 7}]},
        {"identifier": [hashed(ADDRESS) | {"identityType": "name"}]},
        {"identifier": [name_identifier(ADDRESS)]},
        {"name": ADDRESS},
        [{"identifier": [hashed(ADDRESS)]}, {"identifier": [hashed("other@example.org")]}],
    ],
)
def test_another_address_hash_or_kind_is_not(subject: Any) -> None:
    assert holder(subject, ADDRESS)[0] is Outcome.INDETERMINATE


def test_a_sign_that_becomes_a_plain_letter_is_another_address() -> None:
    """The sign of Kelvin is a small k in lower case."""
    assert holder({"email": "KATE@example.org"}, "kate@example.org") == YOURS
    assert holder({"email": "\u212aATE@example.org"}, "kate@example.org") != YOURS


def test_what_was_entered_shows_a_receiver_nothing() -> None:
    subject = {"identifier": [hashed(ADDRESS)]}
    assert holder(subject, ADDRESS, role=Role.RECEIVER)[1] is Reason.HOLDER_HASHED_ONLY


def test_nothing_is_compared_where_a_member_is_not_signed() -> None:
    subject = {"identifier": [hashed(ADDRESS)]}
    assert holder(subject, ADDRESS, unsigned=True)[1] is Reason.HOLDER_HASHED_ONLY


@pytest.mark.parametrize(
    ("recipient", "answer"),
    [
        ({"identity": hashed(ADDRESS)["identityHash"], "hashed": True, "salt": SALT}, YOURS),
        ({"identity": ADDRESS, "hashed": False}, YOURS),
        (
            {"identity": ADDRESS, "hashed": True},
            (Outcome.INDETERMINATE, Reason.HOLDER_HASHED_ONLY),
        ),
    ],
)
def test_a_badge_of_the_second_kind_is_recognised_by_its_recipient(
    recipient: dict[str, Any], answer: tuple[Outcome, Reason]
) -> None:
    host = HostingIssuer()
    files, refused = read_evidence(host.evidence_files(), source=Source.CALLER, received_at=NOW)
    assert not refused
    signed = host.signed(recipient={"type": "email", **recipient})
    evidence = replace(files, entered_ids=frozenset({ADDRESS}))
    finding = found(judged(signed, evidence, role=Role.HOLDER), Check.HOLDER)
    assert (finding.outcome, finding.reason) == answer
