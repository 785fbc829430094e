"""Attack: be asked for one's own keys or list, and answer with what makes one somebody else."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from tests.helpers import x509
from tests.helpers.files import to_bytes
from tests.helpers.issuer import NOW, Issuer, registry
from wallet.trust import wanting
from wallet.trust.wanting import Wanted

_OWN = Issuer("Thief", method="did:web", host="thief.example")
_OTHER = Issuer(method="did:web")
_KEYS = Wanted(url="https://thief.example/.well-known/did.json", kind="key_document")
_LIST = Wanted(url="https://thief.example/status/1", kind="status_list")


def _status_list() -> bytes:
    _OWN.issue(status=("revocation",))
    return _OWN.evidence_files()[-1][1]


@pytest.mark.parametrize(
    ("asked", "data", "counts"),
    [
        (_KEYS, to_bytes(_OWN.document()), True),
        (_KEYS, to_bytes(_OTHER.document()), False),
        (_KEYS, to_bytes(_OWN.document() | {"id": "https://thief.example"}), False),
        (_KEYS, registry([_OWN], updated=NOW - timedelta(days=1)), False),
        (_KEYS, x509.root().pem, False),
        (_KEYS, json.dumps({"issuer": _OTHER.did, "jwks": {"keys": []}}).encode(), False),
        (_KEYS, b"<html>", False),
        (_LIST, _status_list(), True),
        (_LIST, to_bytes(_OWN.document()), False),
        (_LIST, registry([_OWN], updated=NOW - timedelta(days=1)), False),
        (_LIST, x509.root().pem, False),
    ],
)
def test_what_a_host_sends(asked: Wanted, data: bytes, *, counts: bool) -> None:
    assert wanting.is_answer(asked, data, NOW) is counts
