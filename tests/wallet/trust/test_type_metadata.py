"""What a type of credential is called: beside what its issuer said, never in its place."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import pytest

from tests.helpers import sd_jwt
from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, judged
from tests.helpers.said import NOW
from wallet.evidence import Evidence, Source
from wallet.report import VerdictCode
from wallet.trust import read_evidence
from wallet.trust.sets import describe

ISSUER = Issuer()
VCT = "https://types.example/diploma"
DOCUMENT: dict[str, Any] = {
    "vct": VCT,
    "display": [
        {"locale": "en", "name": "Diploma supplement"},
        {"lang": "fi", "name": "Tutkintotodistuksen liite"},
        {"lang": "sv"},
        7,
    ],
    "claims": [],
}
FILE = to_bytes(DOCUMENT)
SRI = f"sha256-{base64.b64encode(hashlib.sha256(FILE).digest()).decode()}"


def _held(*files: bytes, source: Source = Source.CALLER) -> Evidence:
    named = [(f"{number}.json", one) for number, one in enumerate(files)]
    found, refused = read_evidence(named, source=source, received_at=NOW)
    assert refused == ()
    return evidence_of(ISSUER).joined(found)


def _titles(evidence: Evidence, **claims: Any) -> list[tuple[str, str]]:
    payload = sd_jwt.vc_payload(ISSUER, **{"vct": VCT, "achievement_title": None, **claims})
    one = judged(sd_jwt.sign(ISSUER, payload).shown(), evidence)
    assert one.verdict.code is VerdictCode.VERIFIED
    assert one.view is not None
    return [(text.lang, text.text) for text in one.view.awards[0].title]


NAMES = [("en", "Diploma supplement"), ("fi", "Tutkintotodistuksen liite")]


def test_a_credential_without_a_title_goes_by_the_name_of_its_type() -> None:
    assert _titles(_held(FILE)) == NAMES
    payload = sd_jwt.vc_payload(ISSUER, vct=VCT, achievement_title=None)
    one = judged(sd_jwt.sign(ISSUER, payload).shown(), _held(FILE))
    assert one.view is not None
    assert one.view.provenance["/awards/0/title"].source == "type-metadata"


def test_what_the_issuer_said_is_never_replaced() -> None:
    assert _titles(_held(FILE), achievement_title="Medicine") == [("und", "Medicine")]


def test_the_file_that_the_issuer_meant_is_the_only_one() -> None:
    assert _titles(_held(FILE), **{"vct#integrity": SRI}) == NAMES
    assert _titles(_held(FILE), **{"vct#integrity": f"sha384-AAAA {SRI}"}) == NAMES
    assert _titles(_held(FILE + b"\n"), **{"vct#integrity": SRI}) == []
    assert _titles(_held(FILE), **{"vct#integrity": 7}) == []


@pytest.mark.parametrize(
    "files",
    [
        (to_bytes({**DOCUMENT, "vct": "https://types.example/other"}),),
        (FILE, to_bytes({**DOCUMENT, "display": [{"lang": "en", "name": "Doctor"}]})),
        (to_bytes({**DOCUMENT, "display": []}),),
    ],
    ids=["of another type", "two that differ", "without a name"],
)
def test_what_does_not_say_it_says_nothing(files: tuple[bytes, ...]) -> None:
    assert _titles(_held(*files)) == []


def test_what_came_with_the_credential_names_nothing() -> None:
    assert _titles(_held(FILE, source=Source.CARRIED)) == []


def test_a_plain_name_counts_where_there_is_no_other() -> None:
    assert _titles(_held(to_bytes({"vct": VCT, "name": "Diploma"}))) == [("und", "Diploma")]


def test_a_person_sees_what_it_is_about() -> None:
    (item,) = [one for one in describe(_held(FILE)) if one.kind == "type_metadata"]
    assert item.label == VCT


@pytest.mark.parametrize("claim", ["iss", "cnf", "_sd"])
def test_a_credential_is_no_type(claim: str) -> None:
    found, refused = read_evidence(
        [("f", to_bytes({**DOCUMENT, claim: "x"}))], source=Source.CALLER, received_at=NOW
    )
    assert (found, refused[0].code) == (Evidence(), "not_evidence")
