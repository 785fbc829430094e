"""What is no credential but says whom to believe: where it belongs is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.bundles import Operator
from tests.helpers.issuer import Issuer, registry
from tests.helpers.said import NOW
from wallet import examine, wording
from wallet.errors import InputError
from wallet.evidence import Evidence
from wallet.report import Policy, Role
from wallet.trust.belonging import belongs, is_bundle
from wallet.trust_import.folder import survey

UNI = Issuer("University", "did:web", host="uni.example")
EBSI = {"did": "did:ebsi:zUni", "attributes": [{"hash": "00", "body": "e30="}]}
CSV = b"deqar_id,name_primary,country\nDEQARINST0001,Example University,PT\n"
LIST = b'<?xml version="1.0"?><TrustServiceStatusList xmlns="http://uri.etsi.org/02231/v2#"/>'
DOCUMENTS = [data for _, data in UNI.evidence_files()]

FOR_TRUST = {"a list of issuers": registry([UNI]), "keys": DOCUMENTS[0]}
REGISTERS = {
    "issuers of EBSI": json.dumps(EBSI).encode(),
    "several of them": json.dumps([EBSI]).encode(),
    "tables": CSV,
    "a trusted list": LIST,
}


def told(data: bytes) -> str:
    result = examine.examine(
        data, "given", Evidence(), policy=Policy(), now=NOW, role=Role.HOLDER
    )
    assert result.error is not None
    assert result.refused == (), "one sentence says it all"
    return result.error.code


@pytest.mark.parametrize("data", FOR_TRUST.values(), ids=FOR_TRUST)
def test_what_the_page_trust_takes(data: bytes) -> None:
    assert (belongs(data), told(data)) == ("for_trust", "for_trust")
    assert "page Trust" in wording.error("for_trust", {}).meaning


@pytest.mark.parametrize("data", REGISTERS.values(), ids=REGISTERS)
def test_what_only_an_operator_can_use(data: bytes) -> None:
    assert (belongs(data), told(data)) == ("register_source", "register_source")
    assert "tessera trust build" in wording.error("register_source", {}).advice
    with pytest.raises(InputError, match="register_source"):
        survey("given", [("given", data)], NOW)


@pytest.mark.parametrize(
    "data", [b"", b"a,b\n1,2\n", b"{}", b"[]", b"PK\3\4", b"Dear Sir or Madam", b"\xff\xfe"]
)
def test_what_is_neither(data: bytes) -> None:
    assert belongs(data) is None
    assert told(data) not in ("for_trust", "register_source")


@given(st.binary(max_size=60), st.sampled_from([b"", b"{", b"[", b"PK\3\4", LIST, CSV]))
@settings(max_examples=40)
def test_no_bytes_upset_it(data: bytes, before: bytes) -> None:
    belongs(before + data)


def test_a_bundle_is_known_by_its_metadata(tmp_path: Path) -> None:
    bundle = Operator(tmp_path).bundle()
    assert is_bundle(bundle)
    assert told(bundle) == "for_trust"
