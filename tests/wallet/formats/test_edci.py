"""Europass credentials in XML: what they say, told in the words of their successor."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import seals, xml_seals
from tests.helpers.judging import found, judged
from tests.helpers.sealed_elm import trusted
from wallet import formats, intake
from wallet.credential import Credit, Identifier, Level, Workload
from wallet.encoding import xml_tree
from wallet.formats import edci, edci_terms
from wallet.reasons import Reason
from wallet.report import Check, Outcome, VerdictCode
from wallet.secured import Format


def document(**changed: Any) -> dict[str, Any]:
    return xml_tree.content(xml_tree.parse(xml_seals.europass(**changed).encode()))


def seen(**changed: Any) -> Any:
    return formats.view(Format.EDCI_1, document(**changed))


def test_what_it_says_stands_where_people_look_for_it():
    view = seen()
    (award,) = view.awards
    assert view.envelope.id == "urn:credential:77"
    assert view.envelope.issuer.names[0].text == "Example University"
    assert view.envelope.issuer.country == "FI"
    assert view.envelope.issuer.identifiers == (
        Identifier(scheme="registration", value=seals.UNIVERSITY, country="FI"),
    )
    assert view.learner.names[0].text == "Aino Virtanen"
    assert view.learner.birth_date.value == "1999-10-02"
    assert award.title[0].text == "Data basics"
    assert award.credits == (Credit(amount=Decimal(2), framework="ECTS", role="available"),)
    assert award.workload == Workload(hours=Decimal(60), basis="notional")
    assert award.levels == (Level(scheme="EQF", value="6"),)
    assert award.participation == "online"
    assert award.outcomes[0].text[0].text == "Reads tables"
    assert award.outcomes[0].links[0].framework == "ESCO"
    assert award.awarding_bodies[0].names[0].text == "Example University"
    assert (award.award_date.value, award.award_date_is_derived) == (
        "2026-08-31T00:00:00Z",
        False,
    )


def test_a_conforming_credential_breaks_no_rule():
    assert edci.problems(document(), secured=True) == ()


@pytest.mark.parametrize(
    ("cut", "problem"),
    [
        ('<cred:issuer idref="urn:epass:org:1"/>', ("missing_member", "$.issuer")),
        (xml_seals.text("fullName", "Aino Virtanen"), None),
    ],
)
def test_what_is_missing_is_named(cut, problem):
    text = xml_seals.europass().replace(cut, "")
    told = edci.problems(xml_tree.content(xml_tree.parse(text.encode())), secured=True)
    assert told == ((problem,) if problem else ())


def test_a_reference_that_leads_nowhere_is_named():
    assert ("invalid_member", "urn:epass:org:9") in edci.problems(
        document(body="urn:epass:org:9"), secured=True
    )


def test_an_id_that_stands_for_two_is_named_and_neither_is_shown():
    double = (
        f'<organization id="urn:epass:org:1">{xml_seals.text("prefLabel", "Z")}</organization>'
    )
    view = seen(agents=double)
    assert ("invalid_member", "urn:epass:org:1") in edci.problems(
        document(agents=double), secured=True
    )
    assert view.envelope.issuer.names == ()
    assert view.awards[0].awarding_bodies == ()


def test_a_bad_date_is_named():
    assert ("invalid_member", "$.validUntil") in edci.problems(
        document(until="some day"), secured=True
    )


# --- sealed ----------------------------------------------------------------------------------


def sealed(identity: Any, **changed: Any) -> bytes:
    return xml_seals.sign(xml_seals.europass(**changed), identity)


@pytest.fixture(scope="module")
def identity() -> Any:
    return seals.sealer()


def test_a_seal_of_the_issuer_under_a_trusted_authority_is_verified(identity):
    one = judged(sealed(identity), trusted(identity))
    assert (one.secured.format, one.secured.securing) == (Format.EDCI_1, "xml_signature")
    assert one.verdict.code is VerdictCode.VERIFIED
    assert one.report.issuer_names == ("Example University",)
    assert one.view is not None
    assert one.view.learner.names[0].text == "Aino Virtanen"


def test_no_authority_no_pass(identity):
    one = judged(sealed(identity), trusted(seals.sealer()))
    assert found(one, Check.ISSUER_KEY).reason is Reason.CERTIFICATE_NOT_ANCHORED
    assert one.verdict.code is VerdictCode.CANNOT_TELL


def test_who_sealed_is_not_who_awarded(identity):
    zed = (
        '<organization id="urn:epass:org:2"><registration spatialID="IE">VATIE-9</registration>'
        f"{xml_seals.text('prefLabel', 'University of Zed')}</organization>"
    )
    one = judged(sealed(identity, agents=zed, body="urn:epass:org:2"), trusted(identity))
    key = found(one, Check.ISSUER_KEY)
    assert (key.outcome, key.reason) == (Outcome.PASSED, Reason.SEALED_FOR_ANOTHER)
    assert key.facts["awarded_by"] == ("University of Zed",)


def test_a_seal_of_somebody_else_does_not_pass(identity):
    one = judged(sealed(identity, number="VATFI-1"), trusted(identity))
    assert found(one, Check.ISSUER_KEY).reason is Reason.SEAL_OF_ANOTHER


def test_an_expired_one_is_not_valid(identity):
    one = judged(sealed(identity, until="2026-10-01T00:00:00Z"), trusted(identity))
    assert one.verdict.code is VerdictCode.NOT_VALID


def test_the_bytes_are_kept_as_they_came(identity):
    data = b"\n" + sealed(identity) + b"\n"
    (one,) = intake.read(data)
    assert one.data == data.strip()
    assert json.dumps(dict(one.document))


def test_an_unsigned_one_is_not_verified():
    one = judged(xml_seals.europass().encode(), trusted(seals.sealer()))
    assert found(one, Check.PROOF).reason is Reason.NOT_SIGNED
    assert one.view is None


@pytest.mark.vectors
def test_a_real_diploma_supplement_is_intact_and_readable(vectors: Path):
    path = vectors / "06-elm-edc-emrex/elm2-xml/EDC_DiplomaSupplement_AA.xml"
    one = judged(path.read_bytes(), trusted(seals.sealer()))
    assert found(one, Check.PROOF).outcome is Outcome.PASSED
    assert one.verdict.code is VerdictCode.CANNOT_TELL
    assert one.view is not None
    whole = one.view.awards[0]
    assert whole.credits[0].amount == Decimal(120)
    assert len(whole.parts) == 2
    assert one.view.learner.names[0].text == "Ana Andromeda"


@pytest.mark.vectors
def test_every_real_one_is_told_without_raising(vectors: Path):
    for path in (vectors / "06-elm-edc-emrex").rglob("*.xml"):
        if "xxe" in path.parts:
            continue
        content = xml_tree.content(xml_tree.parse(path.read_bytes()))
        edci_terms.told(content)
        edci.problems(content, secured=False)
