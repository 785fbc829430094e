"""BBS itself: what is proven, and every point and number that must not be believed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from py_arkworks_bls12381 import G1Point, G2Point

from tests.helpers import bbs as maker
from tests.helpers.bbs import BbsKey
from wallet.errors import ProofFailure
from wallet.limits import LIMITS
from wallet.proofs import bbs_signatures
from wallet.proofs.bbs_signatures import ORDER, prove, verify, verify_proof
from wallet.reasons import Reason

KEY = BbsKey.make("issuer")
HEADER = b"header"
MESSAGES = [f"message {number}".encode() for number in range(6)]
SIGNATURE = KEY.sign(HEADER, MESSAGES)
IDENTITY_1 = b"\xc0" + bytes(47)
IDENTITY_2 = b"\xc0" + bytes(95)
SHOWN = {1: MESSAGES[1], 4: MESSAGES[4]}


def proof(shown: tuple[int, ...] = (1, 4), header: bytes = b"for you") -> bytes:
    return prove(KEY.public, SIGNATURE, HEADER, MESSAGES, shown, presentation_header=header)


PROOF = proof()


def refused(call: Callable[[], object], code: Reason) -> None:
    with pytest.raises(ProofFailure) as caught:
        call()
    assert (caught.value.code, caught.value.indeterminate) == (code, False)


def test_both_writings_of_the_draft_find_the_same_points() -> None:
    ours = [bytes(one.to_compressed_bytes()) for one in bbs_signatures.generators(20)]
    theirs = [bytes(one.to_compressed_bytes()) for one in maker.generators(20)]
    assert ours == theirs
    assert len(set(ours)) == 20
    assert bbs_signatures.generators(5) == bbs_signatures.generators(20)[:5]


@pytest.mark.parametrize("count", [0, 1, 2, 40])
def test_a_signature_holds_for_its_messages_in_their_order(count: int) -> None:
    messages = [f"{number}".encode() for number in range(count)]
    signature = KEY.sign(HEADER, messages)
    verify(KEY.public, signature, HEADER, messages)
    for header, others in (
        (b"", messages),
        (HEADER, [*messages, b"more"]),
        (HEADER, [b"other", *messages[1:]] if count else [b""]),
        (HEADER, messages[::-1] if count > 1 else [b"x"]),
    ):
        refused(
            lambda h=header, o=others: verify(KEY.public, signature, h, o),
            Reason.SIGNATURE_INVALID,
        )
    other = BbsKey.make("other").public
    refused(lambda: verify(other, signature, HEADER, messages), Reason.SIGNATURE_INVALID)


@pytest.mark.parametrize("shown", [(), (0,), (5,), (1, 4), tuple(range(6))])
def test_a_proof_holds_for_what_it_discloses(shown: tuple[int, ...]) -> None:
    made = proof(shown)
    disclosed = {at: MESSAGES[at] for at in shown}
    verify_proof(KEY.public, made, HEADER, b"for you", disclosed)
    assert len(made) == 3 * 48 + 32 * (4 + len(MESSAGES) - len(shown))


@pytest.mark.parametrize(
    "disclosed",
    [
        {},
        {1: MESSAGES[1]},
        {1: MESSAGES[1], 4: b"another"},
        {1: MESSAGES[4], 4: MESSAGES[1]},
        {0: MESSAGES[1], 4: MESSAGES[4]},
        {1: MESSAGES[1], 4: MESSAGES[4], 2: MESSAGES[2]},
    ],
)
def test_a_proof_holds_for_nothing_else(disclosed: dict[int, bytes]) -> None:
    refused(
        lambda: verify_proof(KEY.public, PROOF, HEADER, b"for you", disclosed),
        Reason.SIGNATURE_INVALID,
    )


def test_a_proof_is_bound_to_key_and_headers() -> None:
    other = BbsKey.make("other").public
    for key, header, presentation in (
        (other, HEADER, b"for you"),
        (KEY.public, b"other", b"for you"),
        (KEY.public, HEADER, b"for me"),
        (KEY.public, HEADER, b""),
    ):
        with pytest.raises(ProofFailure) as caught:
            verify_proof(key, PROOF, header, presentation, SHOWN)
        assert caught.value.code == Reason.SIGNATURE_INVALID


def test_a_proof_of_a_signature_that_does_not_hold_does_not() -> None:
    made = prove(KEY.public, SIGNATURE, HEADER, [*MESSAGES[:5], b"forged"], (5,))
    refused(
        lambda: verify_proof(KEY.public, made, HEADER, b"", {5: b"forged"}),
        Reason.SIGNATURE_INVALID,
    )


def test_an_index_beyond_the_messages_is_malformed() -> None:
    for at in (-1, 6, 10**9):
        shown = {1: MESSAGES[1], at: MESSAGES[4]}
        refused(
            lambda s=shown: verify_proof(KEY.public, PROOF, HEADER, b"for you", s),
            Reason.MALFORMED_PROOF,
        )


# --- points and numbers that must not be believed -------------------------------------------


def _outside(data: bytes) -> bytes:
    """A point of the curve that is not in the group."""
    for number in range(1, 200):
        bent = bytes([data[0]]) + data[1:-1] + bytes([data[-1] ^ number])
        try:
            point = (
                G1Point.from_compressed_bytes_unchecked(bent)
                if len(bent) == 48
                else G2Point.from_compressed_bytes_unchecked(bent)
            )
        except ValueError:
            continue
        if not point.is_in_subgroup():
            return bent
    raise AssertionError


def points(good: bytes) -> list[bytes]:
    identity = IDENTITY_1 if len(good) == 48 else IDENTITY_2
    return [
        identity,
        b"\xe0" + identity[1:],
        identity[:-1] + b"\x01",
        bytes(len(good)),
        b"\xff" * len(good),
        bytes([good[0] & 0x7F]) + good[1:],
        _outside(good),
    ]


NUMBERS = [bytes(32), ORDER.to_bytes(32, "big"), (ORDER + 1).to_bytes(32, "big"), b"\xff" * 32]


def test_keys_that_are_no_points_of_the_group() -> None:
    for key in (*points(KEY.public), KEY.public[:-1], KEY.public + b"\0", b""):
        for call in (
            lambda k=key: verify(k, SIGNATURE, HEADER, MESSAGES),
            lambda k=key: verify_proof(k, PROOF, HEADER, b"for you", SHOWN),
            lambda k=key: prove(k, SIGNATURE, HEADER, MESSAGES, ()),
        ):
            refused(call, Reason.MALFORMED_PROOF)


def test_signatures_that_are_none() -> None:
    a, e = SIGNATURE[:48], SIGNATURE[48:]
    bad = [one + e for one in points(a)] + [a + one for one in NUMBERS]
    for signature in (*bad, SIGNATURE[:-1], SIGNATURE + b"\0", b""):
        refused(
            lambda s=signature: verify(KEY.public, s, HEADER, MESSAGES),
            Reason.MALFORMED_PROOF,
        )


def test_proofs_with_points_or_numbers_that_are_none() -> None:
    bad = []
    for at in range(3):
        start = 48 * at
        good = PROOF[start : start + 48]
        bad += [PROOF[:start] + one + PROOF[start + 48 :] for one in points(good)]
    for start in range(144, len(PROOF), 32):
        bad += [PROOF[:start] + one + PROOF[start + 32 :] for one in NUMBERS]
    for made in (*bad, PROOF[:-1], PROOF + b"\0", PROOF[: 144 + 96], PROOF[:144], b""):
        refused(
            lambda m=made: verify_proof(KEY.public, m, HEADER, b"for you", SHOWN),
            Reason.MALFORMED_PROOF,
        )


def test_the_answer_to_everything_is_none() -> None:
    """All points the identity satisfies the pairing for any key and any message."""
    empty = IDENTITY_1 * 3 + bytes(31) + b"\x01" + bytes(32 * 7)
    refused(
        lambda: verify_proof(KEY.public, empty, HEADER, b"for you", SHOWN),
        Reason.MALFORMED_PROOF,
    )


def test_more_messages_than_anybody_signs_are_not_judged() -> None:
    most = LIMITS.bbs_messages
    long = PROOF[:144] + (b"\0" * 31 + b"\x01") * (most + 1)
    for call in (
        lambda: verify(KEY.public, SIGNATURE, HEADER, [b"x"] * (most + 1)),
        lambda: verify_proof(KEY.public, long, HEADER, b"", {}),
        lambda: prove(KEY.public, SIGNATURE, HEADER, [b"x"] * (most + 1), ()),
    ):
        with pytest.raises(ProofFailure) as caught:
            call()
        assert (caught.value.code, caught.value.indeterminate) == (Reason.TOO_COMPLEX, True)


def test_lists_of_different_lengths_are_never_summed() -> None:
    """The library would, and leave out what has no partner."""
    one = bbs_signatures.generators(2)
    with pytest.raises(ValueError, match="2"):
        bbs_signatures._sum(one, [maker.scalar(1)])


# --- secrets --------------------------------------------------------------------------------


def test_a_proof_is_another_each_time() -> None:
    made = {proof() for _ in range(5)}
    assert len(made) == 5


def test_secrets_are_numbers_of_the_field_and_no_two_are_equal() -> None:
    found = bbs_signatures.fresh(200)
    assert len(set(found)) == 200
    assert all(0 < one < ORDER for one in found)


@given(st.binary(max_size=40), st.binary(max_size=20))
def test_both_writings_hash_alike(data: bytes, dst: bytes) -> None:
    mine = bbs_signatures.hash_to_scalar(data, dst)
    assert bytes(mine.to_be_bytes()) == bytes(maker.to_scalar(data, dst).to_be_bytes())
