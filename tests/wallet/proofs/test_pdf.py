"""Sealed PDF documents: what is said of them, and their twins that must not pass."""

from __future__ import annotations

import io
import zlib
from dataclasses import replace
from datetime import timedelta

import pikepdf
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation.dss import DocumentSecurityStore

from tests.helpers import pdf
from tests.helpers import x509 as ca
from tests.helpers.judging import examined, found, judged
from tests.helpers.pdf import SEAL, STAMPS
from tests.helpers.said import NOW
from wallet import wording
from wallet.credential import Kind
from wallet.evidence import Evidence, Source
from wallet.examine import Judged
from wallet.reasons import Reason
from wallet.report import Check, Outcome, Role, VerdictCode

ROOT = ca.root()
MIDDLE = ROOT.authority()
UNIVERSITY = MIDDLE.issue(SEAL)
TRUSTED = ca.anchors(ROOT)
DOCUMENT = pdf.plain()
SEALED = pdf.seal(DOCUMENT, UNIVERSITY)
DAY = timedelta(days=1)


def _told(one: Judged, check: Check) -> tuple[Outcome, Reason]:
    finding = found(one, check)
    return finding.outcome, finding.reason


INTACT = (Outcome.PASSED, Reason.DOCUMENT_INTACT)


def test_a_sealed_document_is_intact_and_sealed_by_somebody_and_no_more() -> None:
    one = judged(SEALED, TRUSTED)
    assert _told(one, Check.PROOF) == INTACT
    assert _told(one, Check.ISSUER_KEY) == (Outcome.PASSED, Reason.KEY_AUTHORISED)
    assert _told(one, Check.FORMAT) == (Outcome.INDETERMINATE, Reason.CONTENT_NOT_READ)
    assert _told(one, Check.HOLDER) == (Outcome.INDETERMINATE, Reason.HOLDER_NAME_ONLY)
    assert one.verdict.code is VerdictCode.CANNOT_TELL
    words = wording.verdict(one.verdict, one.report, Role.RECEIVER)
    assert words.meaning == (
        "The document is intact and sealed by Example University. What it says is for you to "
        "read."
    )


def test_its_view_has_the_title_and_the_signer_and_no_award_of_its_own() -> None:
    view = judged(SEALED, TRUSTED).view
    assert view is not None
    assert [one.text for one in view.awards[0].title] == ["Diploma of Aino Virtanen"]
    assert view.awards[0].kind is Kind.UNKNOWN
    assert [one.text for one in view.envelope.issuer.names] == ["Example University"]
    assert view.envelope.issued_at is not None
    assert view.envelope.issued_at.value == "2026-10-22T12:00:00Z"
    assert view.learner.names == ()


@pytest.mark.parametrize("how", ["older form", "certified", "other digest", "untitled"])
def test_other_ways_to_seal(how: str) -> None:
    data = {
        "older form": lambda: pdf.seal(DOCUMENT, UNIVERSITY, pades=False),
        "certified": lambda: pdf.seal(DOCUMENT, UNIVERSITY, certify=MDPPerm.NO_CHANGES),
        "other digest": lambda: pdf.seal(DOCUMENT, UNIVERSITY, digest="sha512"),
        "untitled": lambda: pdf.seal(pdf.plain(title=None), UNIVERSITY),
    }[how]()
    assert _told(judged(data, TRUSTED), Check.PROOF) == INTACT


@pytest.mark.parametrize(
    ("kind", "digest"), [("P-384", "sha384"), ("RSA", "sha256"), ("Ed25519", "sha512")]
)
def test_keys_of_other_kinds(kind: str, digest: str) -> None:
    data = pdf.seal(DOCUMENT, MIDDLE.issue(SEAL, ca.new_key(kind)), digest=digest)
    assert _told(judged(data, TRUSTED), Check.ISSUER_KEY)[0] is Outcome.PASSED


def test_a_key_that_only_certificates_have() -> None:
    data = pdf.seal(DOCUMENT, MIDDLE.issue(SEAL, ec.generate_private_key(ec.SECP521R1())))
    assert _told(judged(data, TRUSTED), Check.ISSUER_KEY)[0] is Outcome.PASSED


# --- whose seal it is -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "evidence",
    [Evidence(), ca.anchors(ca.root()), ca.anchors(ROOT, source=Source.CARRIED),
     ca.anchors(ROOT, purpose="timestamp")],
)  # fmt: skip
def test_a_seal_of_nobody_known_identifies_nobody(evidence: Evidence) -> None:
    one = judged(SEALED, evidence)
    assert _told(one, Check.PROOF) == INTACT
    assert _told(one, Check.ISSUER_KEY) == (
        Outcome.INDETERMINATE,
        Reason.CERTIFICATE_NOT_ANCHORED,
    )
    assert one.report.issuer_names == ()
    words = wording.verdict(one.verdict, one.report, Role.RECEIVER)
    assert "no authority that you trust" in words.meaning


def test_a_certificate_that_may_not_sign_shows_nothing() -> None:
    other = MIDDLE.issue(replace(SEAL, uses=frozenset({"key_encipherment"})))
    one = judged(pdf.seal(DOCUMENT, other), TRUSTED)
    assert _told(one, Check.ISSUER_KEY) == (
        Outcome.INDETERMINATE,
        Reason.CERTIFICATE_NOT_ALLOWED,
    )


@pytest.mark.parametrize(
    ("use", "may"),
    [("1.3.6.1.5.5.7.3.1", False), ("1.3.6.1.5.5.7.3.36", True), ("1.3.6.1.5.5.7.3.8", False)],
)
def test_a_certificate_of_a_web_site_seals_no_document(use: str, *, may: bool) -> None:
    data = pdf.seal(DOCUMENT, MIDDLE.issue(replace(SEAL, extended=(use,))))
    expected = Reason.KEY_AUTHORISED if may else Reason.CERTIFICATE_NOT_ALLOWED
    assert _told(judged(data, TRUSTED), Check.ISSUER_KEY)[1] is expected


def test_two_signers_are_both_told_and_the_last_one_sealed_the_whole() -> None:
    rector = MIDDLE.issue(replace(SEAL, name="Rector", organisation=None))
    both = pdf.seal(SEALED, rector, field="Second")
    one = judged(both, TRUSTED)
    assert _told(one, Check.PROOF) == INTACT
    assert found(one, Check.PROOF).facts["proofs"] == 2
    assert one.report.issuer_names == ("Rector",)


# --- when ----------------------------------------------------------------------------------

ENDED = replace(SEAL, begins=NOW - 300 * DAY, ends=NOW - 20 * DAY)
TSA_KEY = ca.new_key("RSA")
TSA = ROOT.issue(STAMPS, TSA_KEY)


def _key_of(data: bytes, evidence: Evidence = TRUSTED) -> tuple[Outcome, Reason]:
    return _told(judged(data, evidence), Check.ISSUER_KEY)


def test_without_a_timestamp_an_ended_certificate_leaves_it_open() -> None:
    data = pdf.seal(DOCUMENT, MIDDLE.issue(ENDED))
    assert _key_of(data) == (Outcome.INDETERMINATE, Reason.KEY_ENDED_NO_PROOF_OF_TIME)
    late = pdf.seal(DOCUMENT, MIDDLE.issue(ENDED), at=NOW - 10 * DAY)
    assert _key_of(late) == (Outcome.FAILED, Reason.KEY_ENDED_BEFORE_SIGNING)


def test_a_timestamp_proves_when_it_was_there() -> None:
    early = pdf.stamped(pdf.seal(DOCUMENT, MIDDLE.issue(ENDED)), TSA, NOW - 25 * DAY)
    assert _key_of(early) == (Outcome.PASSED, Reason.KEY_RETIRED_LATER)
    assert found(judged(early, TRUSTED), Check.ISSUER_KEY).facts["local_only"] is False
    late = pdf.stamped(pdf.seal(DOCUMENT, MIDDLE.issue(ENDED)), TSA, NOW - 15 * DAY)
    assert _key_of(late) == (Outcome.INDETERMINATE, Reason.KEY_ENDED_NO_PROOF_OF_TIME)


@pytest.mark.parametrize(
    ("stamp", "proves"),
    [
        (TSA, True),
        (ca.root().issue(STAMPS, TSA_KEY), False),
        (ROOT.issue(replace(STAMPS, extended=()), TSA_KEY), False),
        (ROOT.issue(replace(STAMPS, extended=("1.3.6.1.5.5.7.3.4",)), TSA_KEY), False),
        (ROOT.issue(replace(STAMPS, ends=NOW - 40 * DAY), TSA_KEY), False),
    ],
    ids=["its use", "nobody known", "no use", "another use", "ended before"],
)
def test_only_a_timestamp_authority_can_stamp(stamp: ca.Identity, *, proves: bool) -> None:
    data = pdf.seal(DOCUMENT, MIDDLE.issue(ENDED), stamp=stamp, at=NOW - 25 * DAY)
    expected = Reason.KEY_RETIRED_LATER if proves else Reason.KEY_ENDED_NO_PROOF_OF_TIME
    assert _key_of(data)[1] is expected


def test_a_stamp_of_later_than_the_moment_asked_about_proves_nothing() -> None:
    data = pdf.stamped(pdf.seal(DOCUMENT, MIDDLE.issue(ENDED)), TSA, NOW + DAY)
    assert _key_of(data)[0] is Outcome.INDETERMINATE


def test_revocation_lists_that_the_document_carries_count() -> None:
    signer = MIDDLE.issue(replace(SEAL, crl_at="http://crl.example/1.crl"))
    data = pdf.seal(DOCUMENT, signer)
    without = judged(data, TRUSTED)
    assert _told(without, Check.STATUS)[1] is Reason.CERTIFICATE_STATUS_UNKNOWN
    clear = judged(_with_list(data, MIDDLE.revocation_list()), TRUSTED)
    assert _told(clear, Check.PROOF) == INTACT
    assert _told(clear, Check.STATUS)[1] is Reason.NO_STATUS
    entry = (signer.certificate.serial_number, NOW - 40 * DAY)
    revoked = _with_list(data, MIDDLE.revocation_list(entry))
    assert _key_of(revoked) == (Outcome.FAILED, Reason.KEY_ENDED_BEFORE_SIGNING)
    forged = _with_list(data, ca.root().authority().revocation_list())
    assert _told(judged(forged, TRUSTED), Check.STATUS)[1] is (
        Reason.CERTIFICATE_STATUS_UNKNOWN
    )


def _with_list(data: bytes, crl: bytes) -> bytes:
    from asn1crypto import crl as asn1_crl  # noqa: PLC0415

    out = io.BytesIO(data)
    writer = IncrementalPdfFileWriter(out)
    DocumentSecurityStore.supply_dss_in_writer(
        writer, None, crls=[asn1_crl.CertificateList.load(crl)]
    )
    writer.write_in_place()
    return out.getvalue()


# --- twins ---------------------------------------------------------------------------------


BEGIN, END = SEALED.index(b"/Contents <") + 11, SEALED.index(b">", SEALED.index(b"/Contents <"))


def test_a_changed_byte_anywhere_in_the_document_is_never_intact() -> None:
    assert _proofs(SEALED) == [INTACT]
    for at in [*range(0, BEGIN, 41), *range(END, len(SEALED), 41)]:
        changed = SEALED[:at] + bytes([SEALED[at] ^ 1]) + SEALED[at + 1 :]
        assert INTACT not in _proofs(changed), at


def test_a_changed_signature_never_names_anybody_else() -> None:
    for at in range(BEGIN, END, 173):
        changed = (
            SEALED[:at] + (b"1" if SEALED[at : at + 1] == b"0" else b"0") + SEALED[at + 1 :]
        )
        for one in examined(changed, TRUSTED).credentials:
            assert one.report.issuer_names in ((), ("Example University",))
            assert one.verdict.code is not VerdictCode.VERIFIED


def _proofs(data: bytes) -> list[tuple[Outcome, Reason]]:
    return [_told(one, Check.PROOF) for one in examined(data, TRUSTED).credentials]


def test_sha_1_is_refused() -> None:
    one = judged(pdf.seal(DOCUMENT, UNIVERSITY, digest="sha1"), TRUSTED)
    assert _told(one, Check.PROOF)[0] is Outcome.INDETERMINATE


def test_a_packed_document_is_read_as_well() -> None:
    out = io.BytesIO()
    pikepdf.open(io.BytesIO(DOCUMENT)).save(
        out, object_stream_mode=pikepdf.ObjectStreamMode.generate
    )
    assert zlib.compress(b"") not in out.getvalue()
    data = pdf.seal(out.getvalue(), UNIVERSITY)
    assert _told(judged(data, TRUSTED), Check.PROOF) == INTACT
