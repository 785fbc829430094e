"""Token Status Lists in CBOR: read, bound to whoever signed them, and their twins."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import cbor2
import pytest

from tests.helpers import mdoc, sd_jwt
from tests.helpers import x509 as ca
from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer
from tests.helpers.judging import found, judged
from tests.helpers.keys import Key
from tests.helpers.mdoc import MdocIssuer
from tests.helpers.said import NOW
from tests.helpers.x509 import Wanted
from wallet import proofs
from wallet.encoding import cwt
from wallet.errors import ProofFailure
from wallet.evidence import Evidence, Source
from wallet.examine import Judged
from wallet.identifiers import unbound
from wallet.proofs.cose import check_signature
from wallet.proofs.interface import Setting
from wallet.reasons import Reason
from wallet.report import Check, Policy, Role
from wallet.trust import read_evidence
from wallet.verify.read_list import secured_list

URL = "https://status.example/7"
ISSUER = MdocIssuer()
THIEF = Key.make("thief", "P-256")
DOCUMENT = mdoc.file(ISSUER.issue(status={"status_list": {"idx": 5, "uri": URL}}))


def _held(data: bytes) -> Evidence:
    listed, refused = read_evidence([("list", data)], source=Source.CALLER, received_at=NOW)
    assert refused == ()
    return ca.anchors(ISSUER.root).joined(listed)


def _status(data: bytes, at: datetime = NOW) -> Reason:
    one: Judged = judged(DOCUMENT, _held(data), at=at)
    return found(one, Check.STATUS).reason


@pytest.mark.parametrize("bits", [1, 2, 4, 8])
def test_each_width_of_entries_is_read(bits: int) -> None:
    assert _status(ISSUER.status_list(URL, {}, bits=bits)) is Reason.NOT_REVOKED
    assert _status(ISSUER.status_list(URL, {5: 1}, bits=bits)) is Reason.REVOKED
    assert _status(ISSUER.status_list(URL, {4: 1, 6: 1}, bits=bits)) is Reason.NOT_REVOKED


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"by": THIEF}, Reason.STATUS_LIST_NOT_PROVEN),
        ({"typ": None}, Reason.STATUS_LIST_NOT_PROVEN),
        ({"typ": "application/cwt"}, Reason.STATUS_LIST_NOT_PROVEN),
        ({"certified": False}, Reason.STATUS_LIST_NOT_PROVEN),
        ({"iat": None}, Reason.STATUS_LIST_NOT_PROVEN),
        ({"exp": int((NOW - timedelta(hours=1)).timestamp())}, Reason.EVIDENCE_TOO_OLD),
        ({"ttl": 60}, Reason.EVIDENCE_TOO_OLD),
        ({"at": NOW - timedelta(days=40)}, Reason.EVIDENCE_TOO_OLD),
        ({"sub": "https://other.example"}, Reason.STATUS_LIST_MISSING),
        ({"status_list": {"bits": 3, "lst": b"x"}}, Reason.STATUS_LIST_UNREADABLE),
        ({"status_list": {"bits": 1, "lst": b"x"}}, Reason.STATUS_LIST_UNREADABLE),
    ],
)
def test_a_list_that_is_wrong_somewhere_clears_nobody(
    changed: dict[str, Any], reason: Reason
) -> None:
    assert _status(ISSUER.status_list(URL, {}, **changed)) is reason


def test_a_list_of_another_issuer_clears_nobody() -> None:
    other = MdocIssuer(key=THIEF, root=ISSUER.root)
    assert _status(other.status_list(URL, {})) is Reason.STATUS_LIST_WRONG_ISSUER


def test_a_changed_list_is_not_proven() -> None:
    data = ISSUER.status_list(URL, {})
    for at in range(0, len(data), 29):
        changed = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        listed, _ = read_evidence([("l", changed)], source=Source.CALLER, received_at=NOW)
        one = judged(DOCUMENT, ca.anchors(ISSUER.root).joined(listed))
        told = found(one, Check.STATUS)
        assert told.reason is not Reason.NOT_REVOKED, at


def test_a_key_of_the_issuers_document_may_sign_it_too() -> None:
    issuer = Issuer("Listing University", method="did:web", kind="P-256")
    payload = sd_jwt.vc_payload(issuer, status={"status_list": {"idx": 5, "uri": URL}})
    token = sd_jwt.sign(issuer, payload).shown()
    own = MdocIssuer(key=issuer.key)
    told = cbor2.loads(own.status_list(URL, {5: 1}, certified=False, iss=issuer.did)).value
    signed = mdoc.sign1(
        told[2], issuer.key, {16: "application/statuslist+cwt", 4: issuer.method_id.encode()}
    )
    data = cbor2.dumps(cbor2.CBORTag(18, signed))
    listed, _ = read_evidence(
        [("l", data), ("d", to_bytes(issuer.document()))], source=Source.CALLER, received_at=NOW
    )
    assert found(judged(token, listed), Check.STATUS).reason is Reason.REVOKED


def test_a_certificate_for_somebody_else_does_not_sign_for_the_issuer_named() -> None:
    own = MdocIssuer(wanted=Wanted(dns=["other.example"]))
    data = own.status_list(URL, {}, iss="https://university.example")
    listed, _ = read_evidence([("l", data)], source=Source.CALLER, received_at=NOW)
    held = ca.anchors(ISSUER.root, own.root).joined(listed)
    assert found(judged(DOCUMENT, held), Check.STATUS).reason is not Reason.NOT_REVOKED


@pytest.mark.vectors
def test_the_example_of_the_draft_is_read_and_its_signature_holds(vectors: Path) -> None:
    folder = vectors / "03-sd-jwt/token-status-list"
    text = "".join((folder / "status_list_cwt.txt").read_text().split())
    data = bytes.fromhex(text)
    signed, claims = cwt.read(data)
    assert cwt.kind(signed) == cwt.TYPE
    assert claims["sub"] == "https://example.com/statuslists/1"
    assert claims["status_list"] == {"bits": 1, "lst": "eNrbuRgAAhcBXQ"}
    key = {**json.loads((folder / "key.json").read_text())}
    public = {name: key[name] for name in ("kty", "crv", "x", "y")}
    document = {"issuer": "https://example.com", "jwks": {"keys": [{**public, "kid": "12"}]}}
    held, refused = read_evidence(
        [("l", data), ("k", to_bytes(document))], source=Source.CALLER, received_at=NOW
    )
    assert refused == ()
    assert held.status_lists[0].url == "https://example.com/statuslists/1"
    setting = Setting(
        evidence=held,
        now=datetime(2023, 6, 20, tzinfo=UTC),
        role=Role.RECEIVER,
        policy=Policy(),
    )
    with pytest.raises(ProofFailure) as caught:  # it names no issuer, and its kid no URL
        proofs.check(secured_list(data), setting)
    assert caught.value.code == Reason.KEY_NOT_FOUND
    known = unbound("#12", "P-256", public)
    assert check_signature(signed, known) == "ES256"
    with pytest.raises(ProofFailure):
        check_signature(replace(signed, payload=signed.payload + b"x"), known)
