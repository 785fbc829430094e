"""ISO mdocs: issued and shown, read and judged; and each signed part altered."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import cbor2
import pytest

from tests.helpers import mdoc, sd_jwt
from tests.helpers import x509 as ca
from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, examined, found, judged
from tests.helpers.keys import Key
from tests.helpers.mdoc import CLAIMS, LEARNING, MdocIssuer
from tests.helpers.said import NOW
from tests.helpers.x509 import Wanted
from wallet.evidence import Evidence, Source
from wallet.examine import Judged
from wallet.reasons import Reason
from wallet.report import Check, Outcome, Role, VerdictCode
from wallet.secured import Format

ISSUER = MdocIssuer()
ISSUED = ISSUER.issue()
TRUSTED = ca.anchors(ISSUER.root)
DAY = timedelta(days=1)
THIEF = Key.make("thief", "P-256")


def _told(one: Judged, check: Check) -> tuple[Outcome, Reason]:
    finding = found(one, check)
    return finding.outcome, finding.reason


@pytest.mark.parametrize(
    "spell",
    [
        lambda data: data,
        lambda data: base64.urlsafe_b64encode(data).rstrip(b"="),
        lambda data: base64.urlsafe_b64encode(data) + b"\n",
        lambda data: data.hex().encode(),
        lambda data: cbor2.dumps(cbor2.CBORTag(24, data)),
    ],
    ids=["bytes", "base64url", "padded", "hexadecimal", "tagged"],
)
def test_a_document_is_read_and_verified_however_it_is_spelled(
    spell: Callable[[bytes], bytes],
) -> None:
    one = judged(spell(mdoc.file(ISSUED)), TRUSTED)
    assert (one.secured.format, one.secured.securing) == (Format.MDOC, "cose")
    assert one.verdict.code is VerdictCode.VERIFIED
    assert one.report.issuer_names == ("Example University",)


def test_what_it_says_is_read_by_the_names_of_its_elements() -> None:
    view = judged(mdoc.file(ISSUED), TRUSTED).view
    assert view is not None
    award = view.awards[0]
    assert [one.text for one in award.title] == ["Data basics"]
    assert [(str(one.amount), one.framework) for one in award.credits] == [("5", "ECTS")]
    assert [(one.scheme, one.value) for one in award.levels] == [("EQF", "6")]
    assert [one.text for one in view.learner.names] == ["Aino Virtanen"]
    assert view.envelope.types == (LEARNING,)
    assert view.envelope.valid_until is not None
    path = view.provenance["/awards/0/title"].path
    assert path == f"$.nameSpaces['{LEARNING}'].achievement_title"


@pytest.mark.parametrize("kind", ["P-384", "Ed25519"])
@pytest.mark.parametrize("digest", ["SHA-256", "SHA-512"])
def test_other_keys_and_digests(kind: str, digest: str) -> None:
    own = MdocIssuer(key=Key.make("other", kind))
    one = judged(mdoc.file(own.issue(digest=digest)), ca.anchors(own.root))
    assert one.verdict.code is VerdictCode.VERIFIED


def test_a_shown_part_of_it_is_the_same_credential() -> None:
    part = judged(mdoc.file(mdoc.shown(ISSUED, "achievement_title")), TRUSTED)
    assert part.verdict.code is VerdictCode.VERIFIED
    assert part.view is not None
    assert part.view.learner.names == ()
    assert part.credential_id == judged(mdoc.file(ISSUED), TRUSTED).credential_id


def test_each_document_of_a_response_stands_on_its_own() -> None:
    other = MdocIssuer()
    data = mdoc.response(mdoc.shown(ISSUED, "achievement_title"), other.issue())
    first, second = examined(data, TRUSTED).credentials
    assert [first.path, second.path] == ["$.documents[0]", "$.documents[1]"]
    assert first.verdict.code is VerdictCode.VERIFIED
    assert second.verdict.code is VerdictCode.CANNOT_TELL
    assert _told(first, Check.HOLDER) == (
        Outcome.INDETERMINATE,
        Reason.DEVICE_SIGNATURE_NOT_CHECKED,
    )


def test_whose_it_is_the_device_key_says() -> None:
    key = Key.make("mine", "P-256")
    data = mdoc.file(ISSUER.issue(device=key))
    mine = replace(TRUSTED, holder_ids=frozenset({key.did_key}))
    assert _told(judged(data, mine, role=Role.HOLDER), Check.HOLDER)[1] is (
        Reason.HOLDER_KEY_IS_YOURS
    )
    assert _told(judged(data, TRUSTED, role=Role.HOLDER), Check.HOLDER)[1] is (
        Reason.HOLDER_KEY_UNKNOWN
    )
    assert _told(judged(data, TRUSTED), Check.HOLDER)[1] is Reason.HOLDER_PROOF_MISSING


# --- dates, status, anchors -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("dates", "reason"),
    [
        ({"ends": NOW - DAY}, Reason.EXPIRED),
        ({"begins": NOW + DAY}, Reason.NOT_YET_VALID),
    ],
)
def test_dates_count(dates: dict[str, Any], reason: Reason) -> None:
    one = judged(mdoc.file(ISSUER.issue(**dates)), TRUSTED)
    assert _told(one, Check.VALIDITY) == (Outcome.FAILED, reason)
    assert one.verdict.code is VerdictCode.NOT_VALID


def test_one_signed_before_its_certificate_was_made_shows_nothing() -> None:
    own = MdocIssuer(wanted=Wanted(begins=NOW - 5 * DAY))
    one = judged(mdoc.file(own.issue()), ca.anchors(own.root))
    assert _told(one, Check.ISSUER_KEY)[1] is Reason.CERTIFICATE_OUT_OF_DATES


URL = "https://status.example/1"


@pytest.mark.parametrize("form", ["jwt", "cwt"])
def test_its_status_list_counts(form: str) -> None:
    own = Issuer(kind="P-256")
    issuer = MdocIssuer(key=own.key)
    data = mdoc.file(issuer.issue(status={"status_list": {"idx": 3, "uri": URL}}))
    without = judged(data, ca.anchors(issuer.root))
    assert _told(without, Check.STATUS)[1] is Reason.STATUS_LIST_MISSING
    for value, reason in ((0, Reason.NOT_REVOKED), (1, Reason.REVOKED), (2, Reason.SUSPENDED)):
        listed = (
            sd_jwt.status_list(own, URL, {3: value}, iss=None)
            if form == "jwt"
            else issuer.status_list(URL, {3: value})
        )
        held = evidence_of(own, listed=False, extra=[("l", listed)])
        one = judged(data, ca.anchors(issuer.root).joined(held))
        assert _told(one, Check.STATUS)[1] is reason


def test_a_status_of_another_kind_is_not_passed_over() -> None:
    for status in ({"identifier_list": {"id": b"1"}}, {"status_list": 1}):
        one = judged(mdoc.file(ISSUER.issue(status=status)), TRUSTED)
        assert _told(one, Check.STATUS)[0] is Outcome.INDETERMINATE


@pytest.mark.parametrize(
    "evidence",
    [Evidence(), ca.anchors(ca.root()), ca.anchors(ISSUER.root, source=Source.CARRIED),
     ca.anchors(ISSUER.root, purpose="seal")],
)  # fmt: skip
def test_without_an_anchor_nobody_issued_it(evidence: Evidence) -> None:
    one = judged(mdoc.file(ISSUED), evidence)
    assert _told(one, Check.PROOF)[0] is Outcome.PASSED
    assert _told(one, Check.ISSUER_KEY) == (
        Outcome.INDETERMINATE,
        Reason.CERTIFICATE_NOT_ANCHORED,
    )
    good = ca.anchors(ISSUER.root, purpose="mdoc")
    assert judged(mdoc.file(ISSUED), good).verdict.code is VerdictCode.VERIFIED


def test_a_driving_licence_needs_a_certificate_for_it() -> None:
    plain = judged(mdoc.file(ISSUER.issue(doc_type=mdoc.DRIVING)), TRUSTED)
    assert _told(plain, Check.ISSUER_KEY)[1] is Reason.CERTIFICATE_NOT_ALLOWED
    own = MdocIssuer(wanted=Wanted(extended=("1.0.18013.5.1.2",)))
    data = mdoc.file(own.issue(doc_type=mdoc.DRIVING))
    assert judged(data, ca.anchors(own.root)).verdict.code is VerdictCode.VERIFIED


# --- twins ----------------------------------------------------------------------------------


def _copy(issued: dict[str, Any]) -> dict[str, Any]:
    spaces = {space: list(items) for space, items in issued["nameSpaces"].items()}
    return {"nameSpaces": spaces, "issuerAuth": list(issued["issuerAuth"])}


def _item(issued: dict[str, Any], number: int, **changed: Any) -> dict[str, Any]:
    found = _copy(issued)
    items = found["nameSpaces"][LEARNING]
    told = {**cbor2.loads(items[number].value), **changed}
    items[number] = cbor2.CBORTag(24, cbor2.dumps(told))
    return found


def _security(issued: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """With another security object under the old signature."""
    found = _copy(issued)
    protected, header, payload, signature = found["issuerAuth"]
    inner = {**cbor2.loads(cbor2.loads(payload).value), **changed}
    other = cbor2.dumps(cbor2.CBORTag(24, cbor2.dumps(inner)))
    found["issuerAuth"] = [protected, header, other, signature]
    return found


def _resigned(**changed: Any) -> dict[str, Any]:
    """With another security object that the issuer signed."""
    found = _security(ISSUED, **changed)
    found["issuerAuth"] = ISSUER.sign(found["issuerAuth"][2])
    return found


@pytest.mark.parametrize("number", range(len(CLAIMS)))
def test_a_changed_element_is_not_genuine(number: int) -> None:
    one = judged(mdoc.file(_item(ISSUED, number, elementValue="changed")), TRUSTED)
    assert _told(one, Check.PROOF) == (Outcome.FAILED, Reason.SIGNATURE_INVALID)
    assert one.verdict.code is VerdictCode.NOT_GENUINE


@pytest.mark.parametrize(
    "changed",
    [{"elementIdentifier": "family_name"}, {"digestID": 3}, {"digestID": 99},
     {"random": bytes(16)}, {"more": 1}],
)  # fmt: skip
def test_a_changed_name_number_or_salt_is_not_genuine(changed: dict[str, Any]) -> None:
    one = judged(mdoc.file(_item(ISSUED, 2, **changed)), TRUSTED)
    assert one.verdict.code is VerdictCode.NOT_GENUINE


@pytest.mark.parametrize(
    "member", ["docType", "validityInfo", "valueDigests", "digestAlgorithm", "version"]
)
def test_a_changed_security_object_is_not_genuine(member: str) -> None:
    values: dict[str, Any] = {
        "docType": "other",
        "validityInfo": {"signed": mdoc.tdate(NOW), "validUntil": mdoc.tdate(NOW + 900 * DAY)},
        "valueDigests": {LEARNING: {0: bytes(32)}},
        "digestAlgorithm": "SHA-512",
        "version": "1.1",
    }
    one = judged(mdoc.file(_security(ISSUED, **{member: values[member]})), TRUSTED)
    assert _told(one, Check.PROOF) == (Outcome.FAILED, Reason.SIGNATURE_INVALID)


def test_another_key_is_not_the_issuers() -> None:
    one = judged(mdoc.file(ISSUER.issue(by=THIEF)), TRUSTED)
    assert _told(one, Check.PROOF) == (Outcome.FAILED, Reason.SIGNATURE_INVALID)


def test_an_element_shown_twice_is_refused() -> None:
    twice = _copy(ISSUED)
    items = twice["nameSpaces"][LEARNING]
    items.append(items[0])
    assert _told(judged(mdoc.file(twice), TRUSTED), Check.PROOF)[0] is Outcome.FAILED


def test_an_element_of_another_credential_is_refused() -> None:
    other = ISSUER.issue({**CLAIMS, "achievement_title": "Medicine"})
    mixed = _copy(ISSUED)
    mixed["nameSpaces"][LEARNING][2] = other["nameSpaces"][LEARNING][2]
    one = judged(mdoc.file(mixed), TRUSTED)
    assert one.verdict.code is VerdictCode.NOT_GENUINE


def test_a_document_of_another_type_than_was_signed_is_refused() -> None:
    one = judged(mdoc.response(ISSUED, doc_type="other"), TRUSTED)
    assert one.verdict.code is VerdictCode.NOT_GENUINE


@pytest.mark.parametrize(
    ("changed", "outcome"),
    [
        ({"digestAlgorithm": "SHA-1"}, Outcome.INDETERMINATE),
        ({"version": "2.0"}, Outcome.INDETERMINATE),
        ({"docType": 1}, Outcome.FAILED),
        ({"valueDigests": {}}, Outcome.FAILED),
        ({"validityInfo": 1}, Outcome.FAILED),
    ],
)
def test_what_even_the_issuer_may_not_sign(changed: dict[str, Any], outcome: Outcome) -> None:
    assert _told(judged(mdoc.file(_resigned(**changed)), TRUSTED), Check.PROOF)[0] is outcome


@pytest.mark.parametrize(
    ("header", "outcome"),
    [({1: -257}, Outcome.INDETERMINATE), ({1: None}, Outcome.FAILED),
     ({2: [1]}, Outcome.FAILED), ({1: -35}, Outcome.FAILED), ({1: -8}, Outcome.FAILED)],
)  # fmt: skip
def test_headers_are_held_to(header: dict[int, Any], outcome: Outcome) -> None:
    payload = ISSUED["issuerAuth"][2]
    one = judged(
        mdoc.file({**ISSUED, "issuerAuth": ISSUER.sign(payload, protected=header)}), TRUSTED
    )
    assert _told(one, Check.PROOF)[0] is outcome


def test_a_chain_of_somebody_else_does_not_fit() -> None:
    other = MdocIssuer(key=THIEF)
    auth = [*ISSUED["issuerAuth"]]
    auth[1] = {33: other.signer.der}
    one = judged(mdoc.file({**ISSUED, "issuerAuth": auth}), ca.anchors(other.root))
    assert _told(one, Check.PROOF) == (Outcome.FAILED, Reason.SIGNATURE_INVALID)
    auth[1] = {}
    bare = judged(mdoc.file({**ISSUED, "issuerAuth": auth}), TRUSTED)
    assert _told(bare, Check.PROOF) == (Outcome.INDETERMINATE, Reason.KEY_NOT_FOUND)


def test_a_changed_byte_anywhere_is_never_verified_as_something_else() -> None:
    data = mdoc.file(ISSUED)
    for at in range(0, len(data), 61):
        changed = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        for one in examined(changed, TRUSTED).credentials:
            if one.verdict.code is VerdictCode.VERIFIED:
                assert one.report.verified_document == (
                    judged(data, TRUSTED).report.verified_document
                )
