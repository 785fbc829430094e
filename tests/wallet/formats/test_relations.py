"""What a credential points to: relations, evidence, newer ones, endorsements' words."""

from __future__ import annotations

from typing import Any

import pytest

from tests.helpers.issuer import Issuer
from tests.wallet.formats.viewing import said, seen
from wallet.credential import Exhibit, Relation

CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"


def record(*associations: Any) -> dict[str, Any]:
    issuer = Issuer()
    return {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            CLR,
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": "urn:uuid:1",
        "type": ["VerifiableCredential", "ClrCredential"],
        "issuer": issuer.profile(),
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {
            "type": ["ClrSubject"],
            "verifiableCredential": [issuer.issue("One")],
            "association": list(associations),
        },
    }


def association(kind: Any = "isPartOf", **members: Any) -> dict[str, Any]:
    return {
        "type": ["Association"],
        "associationType": kind,
        "sourceId": "urn:a",
        "targetId": "urn:b",
    } | members


def test_the_associations_of_a_record_are_read_once_each() -> None:
    view = seen(record(association(), association(), association("replacedBy")))
    assert view.envelope.relations == (
        Relation(source="urn:a", kind="isPartOf", target="urn:b"),
        Relation(source="urn:a", kind="replacedBy", target="urn:b"),
    )
    assert view.provenance["/envelope/relations"].source == "signed"


@pytest.mark.parametrize(
    "wrong",
    [
        association("isBetterThan"),
        association(5),
        association(sourceId=None),
        association(targetId={"id": "urn:b"}),
        "isPartOf",
    ],
)
def test_what_is_no_association_is_left_out(wrong: Any) -> None:
    view = seen(record(wrong))
    assert view.envelope.relations == ()
    assert "/envelope/relations" not in view.provenance


def test_related_achievements_of_a_badge_are_hints_too(badge: dict[str, Any]) -> None:
    achievement = badge["credentialSubject"]["achievement"]
    achievement["related"] = [{"type": ["Related"], "id": "urn:other"}, {"type": ["Related"]}]
    assert seen(badge).envelope.relations == (
        Relation(source=achievement["id"], kind="isRelatedTo", target="urn:other"),
    )


def test_evidence_is_shown_with_its_words_in_every_language(badge: dict[str, Any]) -> None:
    badge["evidence"] = [
        {
            "id": "https://a.example/work",
            "type": ["Evidence"],
            "name": "Final project",
            "narrative": "A map.",
            "description": "Of birds.",
            "genre": "project",
        },
        {"type": ["Evidence"]},
    ]
    (award,) = seen(badge).awards
    assert award.evidence == (
        Exhibit(
            id="https://a.example/work",
            name=said("Final project"),
            text=(*said("A map."), *said("Of birds.")),
            genre="project",
        ),
    )


def test_where_a_newer_one_can_be_had_is_read_and_not_asked(badge: dict[str, Any]) -> None:
    badge["refreshService"] = {"id": "https://a.example/refresh", "type": "1EdTechRefresh"}
    assert seen(badge).envelope.refresh == ("https://a.example/refresh",)


def test_an_endorsement_says_what_it_says() -> None:
    view = seen(
        {
            "@context": [
                "https://www.w3.org/ns/credentials/v2",
                "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
            ],
            "type": ["VerifiableCredential", "EndorsementCredential"],
            "issuer": "did:example:chamber",
            "credentialSubject": {
                "id": "urn:a",
                "type": ["EndorsementSubject"],
                "endorsementComment": "Useful.",
            },
        }
    )
    assert view.awards[0].description == said("Useful.")
