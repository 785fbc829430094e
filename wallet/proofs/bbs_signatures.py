"""BBS signatures (draft-irtf-cfrg-bbs-signatures), suite BLS12-381-SHA-256.

A signature over many messages, from which its holder proves to know it for some of them, each
time anew: two proofs have nothing in common but what they disclose.

Rules
-----
1. Points and numbers are read strictly: each of the right length, in one spelling, no
   identity point, no number of zero or beyond the group's order (sections 4.2.4.2 and 4.2.4.4).
2. The library sums products of lists of different lengths without a word: ``_sum`` counts.
3. At most ``LIMITS.bbs_messages`` messages: each costs a point that has to be found.
4. The secrets of a proof come from the system's generator; only tests hand in others.

The names of points and numbers are those of the draft.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NoReturn, TypeAlias

from wallet.errors import ProofFailure
from wallet.identifiers import bls
from wallet.limits import LIMITS
from wallet.reasons import Reason

if TYPE_CHECKING:
    from py_arkworks_bls12381 import G1Point, G2Point, Scalar

ORDER = 0x73EDA753299D7D483339D80809A1D80553BDA402FFFE5BFEFFFFFFFF00000001
"""r: of the groups, and of the field that messages are mapped to."""
API_ID = b"BBS_BLS12381G1_XMD:SHA-256_SSWU_RO_H2G_HM2S_"
SIGNATURE_BYTES = 80
_SCALAR_BYTES = 32
_EXPANDED_BYTES = 48
_P1 = bytes.fromhex(
    "a8ce256102840821a3e94ea9025e4662b205762f9776b3a766c872b948f1fd22"
    "5e7c59698588e70d11406d161b4e28c9"
)
_LEAST_PROOF_SCALARS = 4
"""e^, r1^, r3^ and the challenge; one more for each message that is kept back."""

Random: TypeAlias = Callable[[int], Sequence[int]]
"""So many numbers from 1 up to the order."""


def fresh(count: int) -> list[int]:
    """Numbers that nobody knows (rule 4)."""
    return [1 + secrets.randbelow(ORDER - 1) for _ in range(count)]


def verify(key: bytes, signature: bytes, header: bytes, messages: Sequence[bytes]) -> None:
    """Check a signature over all messages (section 3.5.2).

    Raises:
        ProofFailure: ``signature_invalid``, ``malformed_proof``, ``too_complex``
            (indeterminate).
    """
    from py_arkworks_bls12381 import GT, G2Point  # noqa: PLC0415 - see wallet.identifiers.bls

    a, e = _signature(signature)
    w = _key(key)
    signed = _Signed.of(key, header, len(messages))
    b = signed.commitment(dict(enumerate(map(_message, messages))))
    if not GT.pairing_check([a, b], [w + G2Point() * e, -G2Point()]):
        raise ProofFailure(Reason.SIGNATURE_INVALID)


def prove(  # noqa: PLR0913 - the inputs of ProofGen
    key: bytes,
    signature: bytes,
    header: bytes,
    messages: Sequence[bytes],
    disclosed: Collection[int],
    *,
    presentation_header: bytes = b"",
    random: Random = fresh,
) -> bytes:
    """A proof of knowing a signature, which discloses some messages (section 3.5.3).

    The signature is not checked: one that does not hold gives a proof that does not.

    Raises:
        ProofFailure: ``malformed_proof``, ``too_complex`` (indeterminate).
    """
    a, e = _signature(signature)
    _key(key)
    kept = [at for at in range(len(messages)) if at not in disclosed]
    r1, r2, e_, r1_, r3_, *m_ = map(_scalar, random(5 + len(kept)))
    numbers = dict(enumerate(map(_message, messages)))
    signed = _Signed.of(key, header, len(messages))
    d = signed.commitment(numbers) * r2
    a_bar = a * (r1 * r2)
    b_bar = d * r1 - a_bar * e
    t1 = a_bar * e_ + d * r1_
    t2 = _sum([d, *(signed.points[at] for at in kept)], [r3_, *m_])
    shown = {at: numbers[at] for at in disclosed}
    c = signed.challenge(shown, [a_bar, b_bar, d, t1, t2], presentation_header)
    answers = [e_ + e * c, r1_ - r1 * c, r3_ - r2.inverse() * c]
    answers += [one + numbers[at] * c for one, at in zip(m_, kept, strict=True)]
    points = b"".join(_octets(one) for one in (a_bar, b_bar, d))
    return points + b"".join(_number(one) for one in (*answers, c))


def verify_proof(
    key: bytes,
    proof: bytes,
    header: bytes,
    presentation_header: bytes,
    disclosed: Mapping[int, bytes],
) -> None:
    """Check a proof for the messages that it discloses, by their index (section 3.5.4).

    Raises:
        ProofFailure: ``signature_invalid``, ``malformed_proof``, ``too_complex``
            (indeterminate).
    """
    from py_arkworks_bls12381 import GT, G2Point  # noqa: PLC0415 - see wallet.identifiers.bls

    (a_bar, b_bar, d), (e_, r1_, r3_, *m_, c) = _proof(proof)
    w = _key(key)
    count = len(m_) + len(disclosed)
    if any(not 0 <= at < count for at in disclosed):
        _malformed("index")
    signed = _Signed.of(key, header, count)
    kept = [signed.points[at] for at in range(count) if at not in disclosed]
    t1 = _sum([b_bar, a_bar, d], [c, e_, r1_])
    numbers = {at: _message(one) for at, one in disclosed.items()}
    t2 = _sum([signed.commitment(numbers), d, *kept], [c, r3_, *m_])
    expected = signed.challenge(numbers, [a_bar, b_bar, d, t1, t2], presentation_header)
    if c != expected or not GT.pairing_check([a_bar, b_bar], [w, -G2Point()]):
        raise ProofFailure(Reason.SIGNATURE_INVALID)


@dataclass(frozen=True)
class _Signed:
    """What is common to signing and proving: points for the messages, and the domain."""

    q1: G1Point
    points: Sequence[G1Point]
    """H_1 and so on, one for each message."""
    domain: Scalar

    @classmethod
    def of(cls, key: bytes, header: bytes, count: int) -> _Signed:
        """For so many messages under a key (section 4.2.3, calculate_domain)."""
        q1, *points = generators(count + 1)
        octets = b"".join(map(_octets, (q1, *points)))
        text = key + _length(count) + octets + API_ID + _length(len(header)) + header
        return cls(q1, points, hash_to_scalar(text, b"H2S_"))

    def commitment(self, messages: Mapping[int, Scalar]) -> G1Point:
        """B: P1 + Q1 * domain + the sum of H_i * message_i."""
        chosen = [self.points[at] for at in messages]
        found = _sum([self.q1, *chosen], [self.domain, *messages.values()])
        return _known_point(_P1) + found

    def challenge(
        self, disclosed: Mapping[int, Scalar], points: Iterable[G1Point], presentation: bytes
    ) -> Scalar:
        """Section 3.7.3, ProofChallengeCalculate."""
        text = _length(len(disclosed))
        for at, number in sorted(disclosed.items(), key=lambda one: one[0]):
            text += _length(at) + _number(number)
        text += b"".join(map(_octets, points)) + _number(self.domain)
        text += _length(len(presentation)) + presentation
        return hash_to_scalar(text, b"H2S_")


# --- points and numbers as bytes ------------------------------------------------------------


def _signature(data: bytes) -> tuple[G1Point, Scalar]:
    """A and e (section 4.2.4.2)."""
    if len(data) != SIGNATURE_BYTES:
        _malformed("signature")
    return _point(data[: bls.G1_BYTES]), _read_number(data[bls.G1_BYTES :])


def _proof(data: bytes) -> tuple[list[G1Point], list[Scalar]]:
    """The three points and the numbers of a proof (section 4.2.4.4)."""
    start = 3 * bls.G1_BYTES
    count, rest = divmod(len(data) - start, _SCALAR_BYTES)
    if rest or count < _LEAST_PROOF_SCALARS:
        _malformed("proof")
    if count > LIMITS.bbs_messages:
        _too_many()
    points = [data[at : at + bls.G1_BYTES] for at in range(0, start, bls.G1_BYTES)]
    numbers = [data[at : at + _SCALAR_BYTES] for at in range(start, len(data), _SCALAR_BYTES)]
    return [_point(one) for one in points], [_read_number(one) for one in numbers]


def _key(data: bytes) -> G2Point:
    """W (section 3.3.2)."""
    point = bls.g2(data)
    if point is None:
        _malformed("key")
    return point


def _point(data: bytes) -> G1Point:
    point = bls.g1(data)
    if point is None:
        _malformed("point")
    return point


@lru_cache(maxsize=1)
def _known_point(data: bytes) -> G1Point:
    return _point(data)


def _octets(point: G1Point) -> bytes:
    return bytes(point.to_compressed_bytes())


def _number(scalar: Scalar) -> bytes:
    return bytes(scalar.to_be_bytes())


def _read_number(data: bytes) -> Scalar:
    number = int.from_bytes(data, "big")
    if not 0 < number < ORDER:
        _malformed("number")
    return _scalar(number)


def _scalar(number: int) -> Scalar:
    from py_arkworks_bls12381 import Scalar  # noqa: PLC0415 - see wallet.identifiers.bls

    return Scalar.from_be_bytes(number.to_bytes(_SCALAR_BYTES, "big"))


def _length(number: int) -> bytes:
    return number.to_bytes(8, "big")


def _sum(points: Sequence[G1Point], scalars: Sequence[Scalar]) -> G1Point:
    """The sum of products (rule 2)."""
    from py_arkworks_bls12381 import G1Point  # noqa: PLC0415 - see wallet.identifiers.bls

    if len(points) != len(scalars):
        raise ValueError(len(points))
    return G1Point.multiexp_unchecked(list(points), list(scalars))


def _malformed(detail: str) -> NoReturn:
    raise ProofFailure(Reason.MALFORMED_PROOF, detail=detail)


def _too_many() -> NoReturn:
    limit = LIMITS.bbs_messages
    raise ProofFailure(Reason.TOO_COMPLEX, indeterminate=True, limit=limit)


# --- hashing --------------------------------------------------------------------------------


@dataclass
class _Generators:
    """The points found so far; they are the same for all keys (section 4.1.1)."""

    state: tuple[bytes, list[G1Point]] | None = None


_GENERATORS = _Generators()


def generators(count: int) -> list[G1Point]:
    """Q1 and then one point for each message.

    Raises:
        ProofFailure: ``too_complex`` (indeterminate).
    """
    from py_arkworks_bls12381 import G1Point  # noqa: PLC0415 - see wallet.identifiers.bls

    if count - 1 > LIMITS.bbs_messages:
        _too_many()
    seed = API_ID + b"SIG_GENERATOR_SEED_"
    start = expand(API_ID + b"MESSAGE_GENERATOR_SEED", seed, _EXPANDED_BYTES)
    v, known = _GENERATORS.state or (start, [])
    found = list(known)
    while len(found) < count:
        v = expand(v + _length(len(found) + 1), seed, _EXPANDED_BYTES)
        found.append(G1Point.hash_to_curve(v, API_ID + b"SIG_GENERATOR_DST_"))
    if len(found) > len(known):
        _GENERATORS.state = v, found
    return found[:count]


def expand(message: bytes, dst: bytes, length: int) -> bytes:
    """``expand_message_xmd`` with SHA-256 (RFC 9380, section 5.3.1)."""
    suffix = dst + bytes([len(dst)])
    blocks = -(-length // 32)
    start = hashlib.sha256(
        bytes(64) + message + length.to_bytes(2, "big") + b"\0" + suffix
    ).digest()
    block = hashlib.sha256(start + b"\1" + suffix).digest()
    found = [block]
    for number in range(2, blocks + 1):
        mixed = bytes(x ^ y for x, y in zip(start, block, strict=True))
        block = hashlib.sha256(mixed + bytes([number]) + suffix).digest()
        found.append(block)
    return b"".join(found)[:length]


def hash_to_scalar(data: bytes, dst: bytes) -> Scalar:
    """A number from any bytes (section 4.2.2)."""
    wide = int.from_bytes(expand(data, API_ID + dst, _EXPANDED_BYTES), "big")
    return _scalar(wide % ORDER)


def _message(data: bytes) -> Scalar:
    """Section 4.1.2, messages_to_scalars."""
    return hash_to_scalar(data, b"MAP_MSG_TO_SCALAR_AS_HASH_")
