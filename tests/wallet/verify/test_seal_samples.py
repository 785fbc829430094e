"""Seals of the official samples: intact, and told as what they are."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from asn1crypto import cms

from tests.helpers.judging import found, judged
from tests.helpers.said import NOW
from wallet import formats, intake
from wallet.encoding import xml_tree
from wallet.evidence import Anchor, Evidence, Origin, Source
from wallet.identifiers import certificates
from wallet.proofs import jades, jades_certificates, xml_signature
from wallet.reasons import Reason
from wallet.report import Check, Outcome, VerdictCode
from wallet.verify.seal import is_owner

pytestmark = pytest.mark.vectors


def test_a_real_seal_is_intact_and_its_dates_are_told_as_said(vectors: Path):
    data = (vectors / "06-elm-edc-emrex/elm3/Sample-CertOfPart-signed.jsonld").read_bytes()
    one = judged(data, Evidence())
    proof = found(one, Check.PROOF)
    assert proof.outcome is Outcome.PASSED
    assert proof.facts["timestamp_says"] == "2023-09-27T12:07:01Z"
    key = found(one, Check.ISSUER_KEY)
    assert key.reason is Reason.CERTIFICATE_NOT_ANCHORED
    assert key.facts["certificate"] == "ORGANIZACION TEST"
    assert one.verdict.code is VerdictCode.CANNOT_TELL


def test_even_its_own_certificate_as_an_anchor_cannot_make_it_fresh(vectors: Path):
    """The certificate ended in 2025, and its timestamp is of a test authority (C.5, 11)."""
    data = (vectors / "06-elm-edc-emrex/elm3/Sample-CertOfPart-signed.jsonld").read_bytes()
    leaf = _leaf(data)
    origin = Origin(source=Source.CALLER, name="x", sha256="00" * 32, received_at=NOW)
    evidence = Evidence(anchors=(Anchor(certificate=leaf, origin=origin),))
    key = found(judged(data, evidence), Check.ISSUER_KEY)
    assert key.reason is Reason.KEY_ENDED_NO_PROOF_OF_TIME


def test_a_platforms_seal_is_the_platforms(vectors: Path):
    """Velocert seals for NETIS: its number is the issuer's, not the awarding body's."""
    data = (vectors / "06-elm-edc-emrex/mynextid/edc-dc-signed.jsonld").read_bytes()
    view = formats.view(intake.read(data)[0].format, intake.read(data)[0].document)
    leaf = certificates.read(_leaf(data))
    assert is_owner(leaf, view.envelope.issuer)
    assert not is_owner(leaf, view.awards[0].awarding_bodies[0])


def _leaf(data: bytes) -> bytes:
    return jades.read(json.loads(data))[0].fact.certificates[0]


def test_with_its_timestamps_authority_a_real_seal_stands_though_its_certificate_ended(
    vectors: Path,
):
    """Certificate and test authority of the official sample, both vouched for by the caller."""
    data = (vectors / "06-elm-edc-emrex/elm3/Sample-CertOfPart-signed.jsonld").read_bytes()
    origin = Origin(source=Source.CALLER, name="x", sha256="00" * 32, received_at=NOW)
    anchors = (
        Anchor(certificate=_leaf(data), origin=origin, purpose="seal"),
        Anchor(certificate=_root_of_timestamp(data), origin=origin, purpose="timestamp"),
    )
    one = judged(data, Evidence(anchors=anchors))
    key = found(one, Check.ISSUER_KEY)
    assert key.outcome is Outcome.PASSED
    assert key.reason is Reason.SEALED_FOR_ANOTHER
    assert key.facts["signer_id"] == "VATES-A00000000"
    assert key.facts["proven_on"] == "2023-09-27T12:07:04Z"
    assert one.report.issuer_names == ("ORGANIZACION TEST",)


def _root_of_timestamp(data: bytes) -> bytes:
    sealed = json.loads(data)["signatures"][0]["header"]
    (stamp,) = jades_certificates.of_signature({"etsiU": sealed["etsiU"][:1]})
    return _root(stamp)


def test_a_real_xades_seal_was_there_when_its_timestamp_says_so(vectors: Path):
    path = vectors / "06-elm-edc-emrex/elm2-xml/EDC_DiplomaSupplement_AA.xml"
    data = path.read_bytes()
    assert xml_signature.read(data).fact.proven_on is None
    stamp = _stamps(data)[0]  # of several, all by one authority
    origin = Origin(source=Source.CALLER, name="x", sha256="00" * 32, received_at=NOW)
    anchor = Anchor(certificate=_root(stamp), origin=origin, purpose="timestamp")
    fact = xml_signature.read(data, Evidence(anchors=(anchor,))).fact
    assert fact.proven_on == datetime(2022, 8, 9, 13, 54, 3, tzinfo=UTC)
    other = Anchor(certificate=fact.certificates[0], origin=origin, purpose="timestamp")
    assert xml_signature.read(data, Evidence(anchors=(other,))).fact.proven_on is None


def _stamps(data: bytes) -> list[bytes]:
    root = xml_tree.parse(data)
    return [
        base64.b64decode("".join(one.text.split()))
        for one in root.iter(f"{xml_signature.XADES}EncapsulatedTimeStamp")
    ]


def _root(stamp: bytes) -> bytes:
    held = cms.ContentInfo.load(stamp)["content"]["certificates"]
    return next(one.chosen.dump() for one in held if one.chosen.self_issued)
