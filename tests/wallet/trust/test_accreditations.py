"""Signed accreditations among the evidence: recognised by what they are."""

from __future__ import annotations

import json

import pytest

from tests.helpers.chain import Chain, elm
from tests.helpers.issuer import Issuer
from tests.helpers.said import NOW
from wallet.evidence import Origin, Source
from wallet.register import IssuerRow
from wallet.trust import TRUST_SOURCES, read_evidence
from wallet.trust.interface import EvidenceFile
from wallet.trust.reading import read_sources


def read(*files: bytes):
    return read_evidence(
        [(f"{number}", one) for number, one in enumerate(files)],
        source=Source.CALLER,
        received_at=NOW,
    )


@pytest.mark.parametrize("name", ["accredit", "attest"])
def test_an_accreditation_is_kept_under_whom_it_is_about(name: str) -> None:
    chain = Chain()
    document = chain.documents[name]
    token = chain.signers[name].jwt(document, "vcdm11_jwt").encode()
    signed = json.dumps(document).encode()
    found, refused = read(token, signed)
    assert not refused
    subject = document["credentialSubject"]["id"]
    assert [(one.subject, one.data) for one in found.accreditations] == [
        (subject, token),
        (subject, signed),
    ]


def test_an_elm_accreditation_is_about_its_organisation() -> None:
    chain = elm(Chain())
    found, _ = read(json.dumps(chain.documents["elm"]).encode())
    assert [one.subject for one in found.accreditations] == [chain.uni.did]


def test_one_about_nobody_is_named() -> None:
    document = Chain().documents["attest"]
    del document["credentialSubject"]["id"]
    _, refused = read(json.dumps(document).encode())
    assert [one.code for one in refused] == ["no_owner"]


def test_a_badge_is_no_accreditation() -> None:
    badge = json.dumps(Issuer().issue("Data")).encode()
    found, refused = read(badge)
    assert found.accreditations == ()
    assert [one.code for one in refused] == ["not_evidence"]


def test_exactly_one_source_says_yes() -> None:
    document = Chain().documents["attest"]
    origin = Origin(source=Source.CALLER, name="", sha256="", received_at=NOW)
    file = EvidenceFile(bytes=b"", document=document, token=None, origin=origin)
    assert [one.name for one in TRUST_SOURCES if one.recognises(file)] == ["accreditations"]


@pytest.mark.parametrize(
    ("kinds", "root"), [(["RootTAO"], True), (["TAO"], False), (["RootTAO", "Revoked"], False)]
)
def test_the_ebsi_registry_says_who_is_a_root(kinds: list[str], root: bool) -> None:  # noqa: FBT001
    token = Chain().root.jwt(Chain().documents["accredit"])
    listed = [{"hash": one, "body": token, "issuerType": one} for one in kinds]
    data = json.dumps({"items": [{"did": "did:ebsi:zRoot", "attributes": listed}]}).encode()
    found = read_sources([("tir.json", data, NOW)])
    rows = [one for each in found.lists for one in each.rows if isinstance(one, IssuerRow)]
    assert [(one.id, one.root) for one in rows] == ([("did:ebsi:zRoot", True)] if root else [])
