"""Open Badges 2.0 and Blockcerts: their rules, and what they say in neutral terms."""

from __future__ import annotations

from typing import Any

import pytest

from tests.helpers.badges_2 import OB2, HostingIssuer
from tests.helpers.blockcerts import AnchoringIssuer
from tests.helpers.files import tampered, to_bytes
from tests.helpers.issuer import NOW
from wallet import formats, intake
from wallet.credential import Kind
from wallet.evidence import Source
from wallet.secured import Format
from wallet.trust import read_evidence


@pytest.fixture
def issuer() -> HostingIssuer:
    return HostingIssuer()


def problems(document: dict[str, Any]) -> set[tuple[str, str]]:
    return set(formats.problems(formats.recognise(document), document))


def test_a_hosted_assertion_conforms_and_says_how_it_is_secured(issuer: HostingIssuer) -> None:
    (found,) = intake.read(to_bytes(issuer.assertion()))
    assert (found.format, found.securing) == (Format.OPEN_BADGES_2_0, "ob2_hosted")
    assert problems(issuer.assertion()) == set()


def test_a_signed_one_is_known_by_its_payload(issuer: HostingIssuer) -> None:
    (found,) = intake.read(issuer.signed().encode())
    assert (found.format, found.securing) == (Format.OPEN_BADGES_2_0, "ob2_signed")


@pytest.mark.parametrize("member", ["id", "recipient", "badge", "issuedOn", "verification"])
def test_each_required_member_is_missed(issuer: HostingIssuer, member: str) -> None:
    document = issuer.assertion(**{member: None})
    assert ("missing_member", f"$.{member}") in problems(document)


@pytest.mark.parametrize(
    ("pointer", "value", "path"),
    [
        ("/id", "not an address", "$.id"),
        ("/recipient", "sam@learner.example", "$.recipient"),
        ("/recipient/hashed", "true", "$.recipient.hashed"),
        ("/recipient/salt", 5, "$.recipient.salt"),
        ("/issuedOn", "soon", "$.issuedOn"),
        ("/expires", 5, "$.expires"),
        ("/verification", "hosted", "$.verification"),
        ("/badge", "no address", "$.badge"),
    ],
)
def test_each_malformed_member_is_named(
    issuer: HostingIssuer, pointer: str, value: Any, path: str
) -> None:
    document = tampered(issuer.assertion(), pointer, value)
    assert ("invalid_member", path) in problems(document)


def test_an_assertion_under_another_type_breaks_the_standard(issuer: HostingIssuer) -> None:
    assert problems(issuer.assertion(type="OtherAssertion")) == {("invalid_member", "$.type")}


def test_a_badge_class_inside_has_its_own_members(issuer: HostingIssuer) -> None:
    badge = issuer.embedded()
    assert problems(issuer.assertion(badge=badge)) == set()
    del badge["criteria"], badge["issuer"]["url"]
    assert problems(issuer.assertion(badge=badge)) == {
        ("missing_member", "$.badge.criteria"),
        ("missing_member", "$.badge.issuer.url"),
    }


def test_the_view_of_an_assertion_that_holds_everything(issuer: HostingIssuer) -> None:
    badge = {
        **issuer.embedded(),
        "alignment": [
            {"targetName": "robotics", "targetUrl": "http://data.europa.eu/esco/skill/1"}
        ],
        "image": "data:image/png;base64,AAAA",
    }
    document = issuer.assertion(badge=badge, expires="2030-01-01T00:00:00Z")
    view = formats.view(Format.OPEN_BADGES_2_0, document)
    (award,) = view.awards
    assert [(one.lang, one.text) for one in award.title] == [("en", "Robotics")]
    assert award.criteria[0].text == "A robot that walks."
    assert award.kind is Kind.BADGE
    assert award.image == badge["image"]
    assert award.award_date is not None
    assert award.award_date.value == "2026-01-31T10:00:00Z"
    assert view.envelope.valid_until is not None
    assert view.envelope.issuer.names[0].text == "Robot School"
    assert view.learner.hashed_identifiers[0].scheme == "emailAddress"
    paths = {name: view.provenance[name].path for name in view.provenance}
    assert paths["/awards/0/title"] == "$.badge.name"
    assert paths["/envelope/issuer/names"] == "$.badge.issuer.name"
    assert paths["/learner/hashed_identifiers/0"] == "$.recipient.identity"
    assert {one.source for one in view.provenance.values()} <= {"signed", "derived"}


def test_what_a_link_leads_to_is_shown_from_evidence_and_marked(issuer: HostingIssuer) -> None:
    evidence, _ = read_evidence(issuer.evidence_files(), source=Source.CALLER, received_at=NOW)
    view = formats.view(Format.OPEN_BADGES_2_0, issuer.assertion(), evidence)
    assert view.awards[0].title[0].text == "Robotics"
    for name in ("/awards/0/title", "/envelope/issuer/names"):
        assert view.provenance[name].source == "type-metadata"
    bare = formats.view(Format.OPEN_BADGES_2_0, issuer.assertion())
    assert not bare.envelope.issuer.names


def test_an_endorsement_says_what_it_endorses(issuer: HostingIssuer) -> None:
    document = {
        "@context": OB2,
        "type": "Endorsement",
        "id": "https://state.example/endorsements/1",
        "issuer": f"{issuer.base}/issuer.json",
        "issuedOn": "2026-01-31T10:00:00Z",
        "claim": {"id": f"{issuer.base}/robotics.json", "endorsementComment": "Great."},
        "verification": {"type": "hosted"},
    }
    assert problems(document) == set()
    view = formats.view(Format.OPEN_BADGES_2_0, document)
    assert view.awards[0].description[0].text == "Great."
    assert view.provenance["/awards/0/description"].path == "$.claim.endorsementComment"


@pytest.mark.parametrize("kind", ["BadgeClass", "Issuer", "Profile", "RevocationList"])
def test_what_is_only_linked_to_is_no_credential(issuer: HostingIssuer, kind: str) -> None:
    assert formats.recognise(issuer.assertion(type=kind)) is Format.UNKNOWN


# --- Blockcerts -------------------------------------------------------------------------------


def test_blockcerts_of_both_versions_conform() -> None:
    issuer = AnchoringIssuer()
    two, _ = issuer.seal_2(issuer.certificate_2())
    three, _ = issuer.seal_3(issuer.credential_3())
    for document, form, securing in (
        (two, Format.BLOCKCERTS_2, "merkle_proof_2017"),
        (three, Format.BLOCKCERTS_3, "merkle_proof_2019"),
    ):
        (found,) = intake.read(to_bytes(document))
        assert (found.format, found.securing) == (form, securing)
        assert problems(document) == set()


@pytest.mark.parametrize(
    ("pointer", "value", "path"),
    [
        ("/badge", "https://a.example/b", "$.badge"),
        ("/badge/issuer", "https://a.example/i", "$.badge.issuer"),
        ("/issuedOn", "2026", "$.issuedOn"),
        ("/type", "BadgeClassification", "$.type"),
    ],
)
def test_rules_of_version_2(pointer: str, value: Any, path: str) -> None:
    document = tampered(AnchoringIssuer().certificate_2(), pointer, value)
    assert ("invalid_member", path) in set(formats.problems(Format.BLOCKCERTS_2, document))


@pytest.mark.parametrize(
    ("member", "value", "path"),
    [
        ("metadata", {"a": 1}, "$.metadata"),
        ("display", "<p>", "$.display"),
        ("display", {"content": "<p>"}, "$.display.contentMediaType"),
    ],
)
def test_rules_of_version_3(member: str, value: Any, path: str) -> None:
    document = {**AnchoringIssuer().credential_3(), member: value}
    assert path in {at for _, at in formats.problems(Format.BLOCKCERTS_3, document)}


def test_the_html_that_an_issuer_wants_shown_is_not_in_the_view() -> None:
    display = {"contentMediaType": "text/html", "content": "<script>alert(1)</script>"}
    view = formats.view(
        Format.BLOCKCERTS_3, {**AnchoringIssuer().credential_3(), "display": display}
    )
    assert "alert(1)" not in str(view)
    assert view.awards[0].title[0].text == "Data basics"
