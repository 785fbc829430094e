"""Two ``bbs-2023`` proofs of one credential have nothing in common; and any input is judged."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.badges import MANDATORY, SHOWN, badge
from tests.helpers.bbs import sign_bbs, to_scalar
from tests.helpers.keys import b64url
from tests.helpers.proving import HOLDER, refused
from tests.helpers.selective import SECRET, cbor
from tests.wallet.proofs.bbs_shown import KEY, base_proof, derived, told_by, with_parts
from tests.wallet.proofs.bending import ITEMS
from wallet.encoding.multibase import multibase_decode
from wallet.proofs import bbs
from wallet.proofs.deriving import derive
from wallet.reasons import Reason

# --- nothing links two of them --------------------------------------------------------------


def _pieces(value: bytes) -> set[bytes]:
    """Every run of eight bytes: two proofs by one secret share none by chance."""
    return {value[at : at + 8] for at in range(len(value) - 7)}


def test_two_proofs_of_one_credential_have_nothing_in_common_but_what_is_shown() -> None:
    one, other = derived(header=b"for one"), derived(header=b"for the other")
    assert {**one, "proof": None} == {**other, "proof": None}
    values = [multibase_decode(made["proof"].pop("proofValue")) for made in (one, other)]
    assert one["proof"] == other["proof"]  # the issuer's own options, named as a handle
    told = [bbs.read(value) for value in values]
    assert not _pieces(told[0].proof) & _pieces(told[1].proof)
    numbers = [
        {one.proof[at : at + 32] for at in range(144, len(one.proof), 32)} for one in told
    ]
    assert not numbers[0] & numbers[1]
    # what is not in the proof itself says which of the statements are shown, and no more
    assert [replace(one, proof=b"", presentation_header=b"") for one in told] == [
        replace(told[0], proof=b"", presentation_header=b"")
    ] * 2


def test_no_secret_of_the_base_proof_is_handed_on() -> None:
    secrets = [
        base_proof().signature,
        base_proof().signature[:48],
        base_proof().signature[48:],
        SECRET,
    ]
    secrets += [base_proof().header, KEY.public]
    for _ in range(5):
        value = multibase_decode(derived()["proof"]["proofValue"])
        assert not any(_pieces(one) & _pieces(value) for one in secrets)


def test_nothing_that_is_not_shown_is_handed_on() -> None:
    """Neither the words nor their bare hashes, by which few possible words could be tried."""
    document = badge(name="Zebrafink studies")
    document["credentialSubject"]["creditsEarned"] = 4.5
    base = sign_bbs(document, KEY, MANDATORY)
    shown = dict(derive(base.document, SHOWN))
    text = json.dumps(shown).encode() + multibase_decode(shown["proof"]["proofValue"])
    assert b"Zebrafink" not in text
    hidden = [one for one in base.lines if "Zebrafink" in one or "4.5" in one]
    assert hidden
    for line in hidden:
        number = to_scalar(line.encode(), b"MAP_MSG_TO_SCALAR_AS_HASH_")
        assert not _pieces(bytes(number.to_be_bytes())) & _pieces(text)


# --- any input ------------------------------------------------------------------------------


@given(st.binary(max_size=200), st.sampled_from([b"", b"\xd9\x5d\x02", b"\xd9\x5d\x03"]))
def test_any_value_is_refused(data: bytes, header: bytes) -> None:
    document = base_proof().document
    document["proof"]["proofValue"] = "u" + b64url(header + data)
    assert refused(document, HOLDER).code == Reason.MALFORMED_PROOF


@given(st.lists(ITEMS, min_size=5, max_size=5), st.sampled_from([b"\x02", b"\x03"]))
def test_any_cbor_is_refused(items: list[Any], form: bytes) -> None:
    document = base_proof().document
    document["proof"]["proofValue"] = "u" + b64url(b"\xd9\x5d" + form + cbor(items))
    failure = refused(document, HOLDER)
    assert failure.code in {Reason.MALFORMED_PROOF, Reason.SIGNATURE_INVALID}


@given(st.data())
def test_any_bent_proof_is_refused(data: st.DataObject) -> None:
    document = _shown_once()
    proof = bytearray(told_by(document).proof)
    proof[data.draw(st.integers(0, len(proof) - 1))] ^= data.draw(st.integers(1, 255))
    failure = refused(with_parts(document, proof=bytes(proof)))
    assert failure.code in {Reason.MALFORMED_PROOF, Reason.SIGNATURE_INVALID}
    assert not failure.indeterminate


@cache
def _shown_once() -> dict[str, Any]:
    return derived()
