"""A seal in one file over a credential in another (``sigD``)."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.helpers import elm, files, seals, x509
from tests.helpers.judging import examined, found
from wallet import intake
from wallet.errors import ProofFailure
from wallet.evidence import Evidence
from wallet.examine import FileResult
from wallet.proofs import jades
from wallet.reasons import Reason
from wallet.report import Check, Outcome, VerdictCode

CONTENT = json.dumps(elm.credential()).encode()


@pytest.fixture(scope="module")
def identity() -> x509.Identity:
    return seals.sealer()


def zipped(seal: bytes, content: bytes = CONTENT, name: str = "credential.json") -> bytes:
    return files.archive({name: content, "credential.json.jades": seal})


def judged(data: bytes, identity: x509.Identity | None = None) -> FileResult:
    return examined(data, x509.anchors(identity.root) if identity else Evidence())


@pytest.mark.parametrize("mechanism", [seals.BY_HASH, seals.BY_URI])
@pytest.mark.parametrize(
    ("form", "b64"),
    [("flattened", False), ("flattened", True), ("general", None), ("compact", None)],
)
def test_beside_what_it_seals_it_is_as_good_as_any(
    identity: x509.Identity, mechanism: str, form: str, *, b64: bool | None
) -> None:
    seal = seals.apart(CONTENT, identity, mechanism=mechanism, form=form, b64=b64)
    result = judged(zipped(seal), identity)
    (one,) = result.credentials
    assert result.refused == ()
    assert one.secured.securing == "jades"
    assert one.verdict.code is VerdictCode.VERIFIED
    altered = CONTENT.replace(b"Data", b"Fata", 1)
    assert altered != CONTENT
    (bad,) = judged(zipped(seal, altered), identity).credentials
    assert bad.verdict.code is VerdictCode.NOT_GENUINE


def test_the_name_may_be_an_address_and_lie_in_a_folder(identity: x509.Identity) -> None:
    address = "https%3A//university.example/made/credential%2Ejson"
    seal = seals.apart(CONTENT, identity, name=address)
    data = files.archive({"a/seal.json": seal, "a/credential.json": CONTENT})
    (one,) = judged(data, identity).credentials
    assert one.verdict.code is VerdictCode.VERIFIED


def test_without_its_seal_or_in_another_folder_it_is_not_sealed(
    identity: x509.Identity,
) -> None:
    seal = seals.apart(CONTENT, identity)
    elsewhere = files.archive({"a/credential.json": CONTENT, "b/seal.json": seal})
    for data in (CONTENT, zipped(seal, name="other.json"), elsewhere):
        (one,) = judged(data, identity).credentials
        assert found(one, Check.PROOF).reason is Reason.NOT_SIGNED


def test_the_seal_alone_is_no_credential(identity: x509.Identity) -> None:
    result = judged(seals.apart(CONTENT, identity), identity)
    assert result.error is not None
    assert result.error.code == "not_a_credential"


def test_a_credential_that_is_signed_itself_is_not_called_false_by_a_seal_beside_it(
    identity: x509.Identity,
) -> None:
    inside = json.dumps(seals.seal(elm.credential(), identity)).encode()
    other = seals.apart(b"something else", identity)
    (one,) = judged(zipped(other, inside), identity).credentials
    assert one.verdict.code is VerdictCode.VERIFIED


def refused(seal: bytes, content: Any = None) -> tuple[str, bool]:
    value = json.loads(seal)
    with pytest.raises(ProofFailure) as caught:
        jades.read(value, None, content)
    return caught.value.code, caught.value.indeterminate


def test_where_a_content_is_not_there_nothing_is_said_of_it(identity: x509.Identity) -> None:
    for mechanism in (seals.BY_HASH, seals.BY_URI):
        seal = seals.apart(CONTENT, identity, mechanism=mechanism)
        assert refused(seal) == ("content_elsewhere", True)
        assert refused(seal, {"other.json": CONTENT}) == ("content_elsewhere", True)
        assert jades.read(json.loads(seal), None, {"credential.json": CONTENT})


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ({"mId": "http://uri.etsi.org/19182/HttpHeaders"}, ("unsupported_proof", True)),
        ({"hashM": "MD5"}, ("unsupported_proof", True)),
        ({"hashV": []}, ("malformed_proof", False)),
        ({"hashV": ["a", "b"]}, ("malformed_proof", False)),
        ({"hashV": ["\u00e4"]}, ("malformed_proof", False)),
        ({"pars": []}, ("malformed_proof", False)),
        ({"pars": "credential.json"}, ("malformed_proof", False)),
        ({"pars": [7]}, ("malformed_proof", False)),
        ({"mId": seals.BY_URI}, ("malformed_proof", False)),
    ],
)
def test_what_it_says_has_to_fit_together(
    identity: x509.Identity, told: dict[str, Any], wanted: tuple[str, bool]
) -> None:
    usual = {"mId": seals.BY_HASH, "pars": ["c"], "hashM": "S256", "hashV": ["AAAA"]}
    header = seals.protected(identity, crit=["b64", "sigT", "sigD"], sigD=usual | told)
    made = json.dumps(seals.one("", identity, header)).encode()
    assert refused(made, {"c": b"", "credential.json": b""}) == wanted


def test_a_payload_beside_sigd_is_two_documents_in_one(identity: x509.Identity) -> None:
    seal = json.loads(seals.apart(CONTENT, identity)) | {"payload": CONTENT.decode()}
    assert refused(json.dumps(seal).encode(), CONTENT) == ("malformed_proof", False)


def test_several_contents_are_all_needed_and_are_no_credential(
    identity: x509.Identity,
) -> None:
    told = {"mId": seals.BY_URI, "pars": ["a.json", "b.json"]}
    header = seals.protected(identity, crit=["b64", "sigT", "sigD"], sigD=told)
    seal = json.dumps(seals.one("{}[]", identity, header)).encode()
    assert jades.read(json.loads(seal), None, {"a.json": b"{}", "b.json": b"[]"})
    assert refused(seal, {"a.json": b"{}"}) == ("content_elsewhere", True)
    assert refused(seal, {"a.json": b"[]", "b.json": b"{}"}) == ("signature_invalid", False)
    data = files.archive({"a.json": CONTENT, "b.json": CONTENT, "s.json": seal})
    assert {one.securing for one in intake.read(data)} == {"none"}


def test_outcomes_are_of_the_closed_list(identity: x509.Identity) -> None:
    (one,) = judged(zipped(seals.apart(CONTENT, identity)), None).credentials
    assert found(one, Check.PROOF).outcome is Outcome.PASSED
    assert one.verdict.code is VerdictCode.CANNOT_TELL
