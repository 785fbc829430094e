"""Keys of BLS12-381: read where ``bbs-2023`` needs them, and of no use anywhere else."""

from __future__ import annotations

import pytest

from tests.helpers.bbs import BbsKey
from tests.helpers.issuer import NOW
from wallet.encoding.multibase import base58_encode
from wallet.errors import ProofFailure
from wallet.evidence import Evidence, KeyDocument, Origin, Source
from wallet.identifiers import find_key, keys
from wallet.reasons import Reason

KEY = BbsKey.make("issuer")
WEB = "did:web:university.example"
IDENTITY = b"\xc0" + bytes(95)


def refused(data: bytes) -> ProofFailure:
    did = "did:key:z" + base58_encode(b"\xeb\x01" + data)
    with pytest.raises(ProofFailure) as caught:
        find_key(did, Evidence())
    return caught.value


def test_a_did_key_is_its_key() -> None:
    assert KEY.multibase.startswith("zUC7")
    for method in (KEY.did_key, KEY.method):
        found = find_key(method, Evidence())
        assert (found.kind, found.document_id) == ("BLS12-381", KEY.did_key)
        assert keys.bls_bytes(found.jwk) == KEY.public
        assert found.self_certifying


def test_a_document_may_list_it_as_a_multikey() -> None:
    method = {
        "id": f"{WEB}#bbs",
        "type": "Multikey",
        "controller": WEB,
        "publicKeyMultibase": KEY.multibase,
    }
    document = {"id": WEB, "verificationMethod": [method], "assertionMethod": [f"{WEB}#bbs"]}
    origin = Origin(source=Source.CALLER, name="did.json", received_at=NOW, sha256="0" * 64)
    item = KeyDocument(id=WEB, document=document, origin=origin)
    found = find_key(f"{WEB}#bbs", Evidence(key_documents=(item,)))
    assert keys.bls_bytes(found.jwk) == KEY.public
    assert found.purposes == {"assertionMethod"}


@pytest.mark.parametrize(
    "data",
    [
        IDENTITY,
        b"\xe0" + bytes(95),
        bytes(96),
        b"\xff" * 96,
        bytes([KEY.public[0] & 0x7F]) + KEY.public[1:],
    ],
)
def test_a_key_for_which_anything_is_signed_is_refused(data: bytes) -> None:
    failure = refused(data)
    assert (failure.code, failure.indeterminate) == (Reason.WEAK_KEY, False)


@pytest.mark.parametrize("data", [KEY.public[:-1], KEY.public + b"\0", KEY.public[:48], b""])
def test_a_key_of_another_length_is_malformed(data: bytes) -> None:
    assert refused(data).code == Reason.MALFORMED_PROOF


def test_no_other_suite_can_use_it() -> None:
    found = find_key(KEY.method, Evidence())
    with pytest.raises(ProofFailure) as caught:
        keys.load(found.jwk)
    assert (caught.value.code, caught.value.indeterminate) == (
        Reason.UNSUPPORTED_ALGORITHM,
        True,
    )
    with pytest.raises(ProofFailure) as caught:
        keys.bls_bytes({"kty": "OKP", "crv": "Ed25519", "x": "AA"})
    assert caught.value.code == Reason.ALGORITHM_REFUSED


def test_no_jwk_of_it_is_read() -> None:
    found = find_key(KEY.method, Evidence())
    with pytest.raises(ProofFailure) as caught:
        keys.from_jwk(found.jwk)
    assert (caught.value.code, caught.value.indeterminate) == (
        Reason.UNSUPPORTED_IDENTIFIER,
        True,
    )
