"""Whatever bytes stand in a Merkle proof or a transaction, they are judged or refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import base58
import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.blockcerts import AnchoringIssuer, signed_transaction
from tests.helpers.issuer import NOW
from wallet.encoding import bitcoin
from wallet.errors import InputError, ProofFailure
from wallet.evidence import Source
from wallet.proofs import merkle
from wallet.trust import read_evidence

HASH = "ab" * 32
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.just(HASH),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "targetHash",
                    "merkleRoot",
                    "proof",
                    "anchors",
                    "left",
                    "right",
                    "sourceId",
                    "type",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


def refusal(read: Callable[[Any], object], value: Any) -> str | None:
    """The code with which it is refused; None where it is read."""
    try:
        read(value)
    except (ProofFailure, InputError) as error:
        return error.code
    return None


@given(value=JSON)
def test_any_receipt_of_2017_is_read_or_refused(value: Any) -> None:
    code = refusal(merkle.receipt_2017, value)
    assert code in (None, "malformed_proof")
    assert code is not None or len(merkle.receipt_2017(value).target) == 64


@given(
    value=st.recursive(
        st.integers(-2, 5) | st.binary(max_size=8) | st.just(cbor2.dumps(HASH)),
        lambda inner: st.lists(inner, max_size=4),
        max_leaves=16,
    )
)
def test_any_receipt_of_2019_is_read_or_refused(value: Any) -> None:
    text = "z" + base58.b58encode(cbor2.dumps(value)).decode()
    assert refusal(merkle.receipt_2019, text) in (None, "malformed_proof")


@pytest.mark.parametrize("value", [None, 5, "", "z", "zzz0", "u123", "abc", ["z"]])
def test_what_is_no_receipt_is_refused(value: Any) -> None:
    with pytest.raises(ProofFailure):
        merkle.receipt_2019(value)


@pytest.mark.parametrize("code", [[], {}, b"", "0"])
def test_a_chain_that_is_no_number_is_no_chain_that_is_known(code: Any) -> None:
    digest = cbor2.dumps(bytes(32))
    anchor = [[0, code], [1, code], [2, digest]]
    packed = [[0, digest], [1, digest], [2, [anchor]], [3, []]]
    text = "z" + base58.b58encode(cbor2.dumps(packed)).decode()
    assert merkle.receipt_2019(text).anchors == (("unknown", "00" * 32),)


def test_a_member_packed_twice_is_refused() -> None:
    packed = [[0, cbor2.dumps(HASH)], [0, cbor2.dumps(HASH)], [1, cbor2.dumps(HASH)], [3, []]]
    with pytest.raises(ProofFailure):
        merkle.receipt_2019("z" + base58.b58encode(cbor2.dumps(packed)).decode())


@given(data=st.binary(max_size=200))
def test_any_bytes_are_a_transaction_or_none(data: bytes) -> None:
    code = refusal(bitcoin.read, data)
    assert code in (None, "malformed_transaction")
    if code is None:
        found = bitcoin.read(data)
        assert bitcoin.signers(found) is not None
        assert bitcoin.notes(found) is not None


@given(at=st.integers(0, 200), flip=st.integers(1, 255))
def test_no_changed_byte_leaves_signer_and_note_as_they_were(at: int, flip: int) -> None:
    issuer = AnchoringIssuer()
    raw = bytearray(signed_transaction(issuer.key, b"\x6a\x20" + bytes(32)))
    good = bitcoin.read(bytes(raw))
    raw[at % len(raw)] ^= flip
    try:
        other = bitcoin.read(bytes(raw))
    except InputError:
        return
    same = bitcoin.signers(other) == bitcoin.signers(good)
    assert not same or other.id == good.id


@given(
    header=st.binary(min_size=80, max_size=80),
    branch=st.lists(st.just(HASH) | st.text(max_size=4), max_size=3),
    position=st.integers(-1, 9),
)
def test_no_block_made_up_shows_a_time(header: bytes, branch: list[str], position: int) -> None:
    raw = bitcoin.read(signed_transaction(AnchoringIssuer().key, b"\x6a\x01\x00"))
    assert bitcoin.block_time(raw, header, branch, position) is None


@given(value=JSON)
def test_any_json_of_that_type_is_evidence_or_refused(value: Any) -> None:
    data = json.dumps({"type": "BitcoinTransaction", "transaction": value, "block": value})
    found, refused = read_evidence(
        [("t.json", data.encode())], source=Source.CALLER, received_at=NOW
    )
    assert len(found.transactions) + len(refused) == 1
