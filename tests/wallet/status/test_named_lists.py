"""Lists that name the revoked, and Revocation List 2020."""

from __future__ import annotations

import gzip
from datetime import timedelta
from typing import Any

import pytest

from tests.helpers.files import to_bytes
from tests.helpers.issuer import NOW, Issuer
from tests.helpers.judging import evidence_of, found, judged
from tests.helpers.keys import b64url
from wallet.examine import Judged
from wallet.reasons import Reason
from wallet.report import Check, Outcome, VerdictCode

URL = "https://university.example/revocations/1"
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"


def badge_of(issuer: Issuer, *, form: str) -> Any:
    document = issuer.credential("Data basics")
    document["credentialStatus"] = {"id": URL, "type": "1EdTechRevocationList"}
    if form == "jwt":
        return document, issuer.jwt(document)
    document["@context"].append(EXTENSIONS)
    return document, issuer.sign(document)


def list_of(issuer: Issuer, *rows: Any, **members: Any) -> tuple[str, bytes]:
    document = {"id": URL, "issuer": issuer.did, "revokedCredential": list(rows), **members}
    return "list.json", to_bytes(document)


def status(one: Judged) -> tuple[Outcome, Reason]:
    finding = found(one, Check.STATUS)
    return finding.outcome, finding.reason


@pytest.mark.parametrize("form", ["jwt", "graph"])
@pytest.mark.parametrize("member", ["revokedCredential", "revokedCredentials"])
def test_a_1edtech_list_revokes_and_clears(form: str, member: str) -> None:
    issuer = Issuer()
    document, signed = badge_of(issuer, form=form)
    clear = list_of(issuer, {"id": "urn:uuid:other"})
    one = judged(signed, evidence_of(issuer, extra=[clear]))
    assert one.verdict.code is VerdictCode.VERIFIED
    assert status(one) == (Outcome.PASSED, Reason.NOT_REVOKED)
    rows = [{"id": document["id"], "revocationReason": "Error"}]
    told = to_bytes({"id": URL, "issuer": issuer.did, member: rows})
    one = judged(signed, evidence_of(issuer, extra=[("list.json", told)]))
    assert one.verdict.code is VerdictCode.NOT_VALID


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([{"id": "{id}", "revoked": False}], Reason.NOT_REVOKED),
        ([{"id": "{id}", "revoked": "no"}], Reason.STATUS_LIST_UNREADABLE),
        ([{"revoked": True}], Reason.STATUS_LIST_UNREADABLE),
        ([7], Reason.STATUS_LIST_UNREADABLE),
        (["{id}"], Reason.REVOKED),
        ([7, "{id}"], Reason.REVOKED),
    ],
)
def test_each_row_is_read_or_clears_nobody(rows: list[Any], reason: Reason) -> None:
    issuer = Issuer()
    document, signed = badge_of(issuer, form="jwt")
    filled = [
        {**row, "id": document["id"]} if isinstance(row, dict) and "id" in row else row
        for row in rows
    ]
    filled = [document["id"] if row == "{id}" else row for row in filled]
    one = judged(signed, evidence_of(issuer, extra=[list_of(issuer, *filled)]))
    assert found(one, Check.STATUS).reason is reason


def test_without_its_list_or_under_another_address_nothing_is_known() -> None:
    issuer = Issuer()
    _, signed = badge_of(issuer, form="jwt")
    assert status(judged(signed, evidence_of(issuer)))[1] is Reason.STATUS_LIST_MISSING
    elsewhere = list_of(issuer, id=f"{URL}0")
    one = judged(signed, evidence_of(issuer, extra=[elsewhere]))
    assert status(one) == (Outcome.INDETERMINATE, Reason.STATUS_LIST_MISSING)


def test_a_list_received_after_the_moment_asked_about_may_only_lower() -> None:
    issuer = Issuer()
    document, signed = badge_of(issuer, form="jwt")
    then = NOW - timedelta(days=20)
    clear = evidence_of(issuer, extra=[list_of(issuer)])
    assert status(judged(signed, clear, at=then))[1] is Reason.STATUS_LIST_MISSING
    later = evidence_of(issuer, extra=[list_of(issuer, document["id"])])
    assert status(judged(signed, later, at=then))[1] is Reason.REVOKED_LATER_DATE_UNKNOWN


def test_a_credential_without_an_id_cannot_be_named() -> None:
    issuer = Issuer()
    document, _ = badge_of(issuer, form="jwt")
    del document["id"]
    one = judged(issuer.jwt(document), evidence_of(issuer, extra=[list_of(issuer)]))
    assert status(one) == (Outcome.INDETERMINATE, Reason.STATUS_INDEX_OUT_OF_RANGE)


# --- Revocation List 2020 ---------------------------------------------------------------------

CONTEXT_2020 = "https://w3id.org/vc-revocation-list-2020/v1"


def list_2020(
    issuer: Issuer, *set_bits: int, kind: str = "RevocationList2020", form: str = "jwt"
) -> bytes:
    data = bytearray(131_072 // 8)
    for index in set_bits:
        data[index // 8] |= 0x80 >> index % 8
    document = {
        "@context": ["https://www.w3.org/2018/credentials/v1", CONTEXT_2020],
        "id": URL,
        "type": ["VerifiableCredential", "RevocationList2020Credential"],
        "issuer": issuer.did,
        "issuanceDate": "2026-11-20T00:00:00Z",
        "credentialSubject": {
            "id": f"{URL}#list",
            "type": kind,
            "encodedList": b64url(gzip.compress(bytes(data), mtime=0)),
        },
    }
    return to_bytes(signed_2020(issuer, document, form))


def signed_2020(issuer: Issuer, document: Any, form: str) -> Any:
    if form == "jwt":
        return issuer.jwt(document, "vcdm11_jwt")
    return issuer.sign(document, "Ed25519Signature2020")


def badge_2020(issuer: Issuer, form: str = "jwt", **members: str) -> Any:
    document = issuer.credential("Data basics", model="ob3-1.1")
    document["@context"].append(CONTEXT_2020)
    document["credentialStatus"] = {
        "id": f"{URL}#5",
        "type": "RevocationList2020Status",
        "revocationListIndex": "5",
        "revocationListCredential": URL,
        **members,
    }
    return signed_2020(issuer, document, form)


@pytest.mark.parametrize("form", ["jwt", "graph"])
def test_a_list_of_2020_revokes_and_clears(form: str) -> None:
    issuer = Issuer()
    badge = badge_2020(issuer, form)
    clear = evidence_of(issuer, extra=[("l", list_2020(issuer, 4, 6, form=form))])
    assert status(judged(badge, clear)) == (Outcome.PASSED, Reason.NOT_REVOKED)
    assert judged(badge, clear).verdict.code is VerdictCode.VERIFIED
    set_bit = evidence_of(issuer, extra=[("l", list_2020(issuer, 5, form=form))])
    assert judged(badge, set_bit).verdict.code is VerdictCode.NOT_VALID


@pytest.mark.parametrize("form", ["jwt", "graph"])
def test_a_list_of_2020_by_another_altered_or_elsewhere_clears_nobody(form: str) -> None:
    issuer = Issuer()
    badge = badge_2020(issuer, form)
    good = list_2020(issuer, 5, form=form)
    bad = list_2020(issuer, form=form)
    altered = bad[:-40] + (b"A" if bad[-40:-39] != b"A" else b"B") + bad[-39:]
    for data in (list_2020(Issuer("Thief"), form=form), altered):
        one = judged(badge, evidence_of(issuer, extra=[("l", data)]))
        assert status(one)[0] is Outcome.INDETERMINATE
    beyond = badge_2020(issuer, form, revocationListIndex="131072")
    one = judged(beyond, evidence_of(issuer, extra=[("l", good)]))
    assert status(one)[1] is Reason.STATUS_INDEX_OUT_OF_RANGE


@pytest.mark.parametrize(
    ("member", "value"), [("revocationListIndex", "6"), ("revocationListCredential", f"{URL}0")]
)
def test_an_entry_of_2020_moved_after_signing_is_not_genuine(member: str, value: str) -> None:
    issuer = Issuer()
    badge = badge_2020(issuer, "graph")
    badge["credentialStatus"][member] = value
    one = judged(badge, evidence_of(issuer, extra=[("l", list_2020(issuer, 5))]))
    assert one.verdict.code is VerdictCode.NOT_GENUINE


def test_a_list_of_2020_of_another_kind_clears_nobody() -> None:
    issuer = Issuer()
    data = list_2020(issuer, kind="StatusList2021")
    one = judged(badge_2020(issuer), evidence_of(issuer, extra=[("l", data)]))
    assert status(one)[0] is Outcome.INDETERMINATE
