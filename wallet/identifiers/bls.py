"""Points of BLS12-381 as keys, signatures and proofs of ``bbs-2023`` are made of, checked.

The pairing library accepts several spellings of the identity point and does not mind using
it: with the identity as key anything is signed. So each point has one spelling here and is
not the identity; that it is on its curve and in the right subgroup the library checks.

The library is heavy to load for something that few credentials need, and not constant in
time: no issuer's secret key is ever used with it, a holder only proves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wallet.errors import ProofFailure
from wallet.reasons import Reason

if TYPE_CHECKING:
    from py_arkworks_bls12381 import G1Point, G2Point

KIND = "BLS12-381"
G1_BYTES = 48
G2_BYTES = 96


def g1(data: bytes) -> G1Point | None:
    """A point of G1 from its compressed form; None for what is none, or the identity."""
    from py_arkworks_bls12381 import G1Point  # noqa: PLC0415 - see above

    try:
        point = G1Point.from_compressed_bytes(data)
    except ValueError:
        return None
    is_good = point != G1Point.identity() and bytes(point.to_compressed_bytes()) == data
    return point if is_good else None


def g2(data: bytes) -> G2Point | None:
    """A point of G2 from its compressed form; None for what is none, or the identity."""
    from py_arkworks_bls12381 import G2Point  # noqa: PLC0415 - see above

    try:
        point = G2Point.from_compressed_bytes(data)
    except ValueError:
        return None
    is_good = point != G2Point.identity() and bytes(point.to_compressed_bytes()) == data
    return point if is_good else None


def check_key(data: bytes) -> None:
    """Refuse what is no public key.

    Raises:
        ProofFailure: ``malformed_proof`` for a wrong length, ``weak_key``.
    """
    if len(data) != G2_BYTES:
        raise ProofFailure(Reason.MALFORMED_PROOF, detail="point")
    if g2(data) is None:
        raise ProofFailure(Reason.WEAK_KEY, detail="point")
