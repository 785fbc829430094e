"""The little of Bitcoin that an anchored credential needs: who signed which OP_RETURN, when.

Rules
-----
1. A transaction's id is the double SHA-256 of its bytes without witness data.
2. A signer is an address whose key signed the whole transaction (SIGHASH_ALL over an input that
   pays from a key's hash). Bytes that only look like a signature show nothing: an output can be
   made so that anything spends it. Inputs of other kinds are passed over.
3. A block shows a time only where its hash meets its own difficulty, that is no easier than the
   main chain ever allowed, and the transaction lies under its Merkle root.
4. Nothing here knows the longest chain: whoever hands over a header vouches for it.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from wallet.errors import InputError

HEADER_BYTES = 80
_NODE_BYTES = 64
"""Two hashes side by side: a transaction of this size could pass for an inner node."""
_EASIEST = 0xFFFF << 208
"""The highest target that the main chain ever allowed."""
_MOST = 1000
"""Inputs or outputs; an anchoring transaction has two or three."""
_SIGHASH_ALL = 1
_OP_RETURN = 0x6A


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """What a transaction spends."""

    previous: bytes
    script: bytes
    sequence: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """A transaction without its witness data."""

    version: bytes
    inputs: tuple[Input, ...]
    outputs: tuple[tuple[bytes, bytes], ...]
    """Amount and script of each."""
    lock_time: bytes

    @property
    def plain(self) -> bytes:
        """Its bytes, as its id is made of them."""
        spent = b"".join(
            one.previous + _size(len(one.script)) + one.script + one.sequence
            for one in self.inputs
        )
        paid = b"".join(amount + _size(len(script)) + script for amount, script in self.outputs)
        head, middle = _size(len(self.inputs)), _size(len(self.outputs))
        return self.version + head + spent + middle + paid + self.lock_time

    @property
    def id(self) -> str:
        """Rule 1, as people write it."""
        return double(self.plain)[::-1].hex()


def read(data: bytes) -> Transaction:
    """A transaction, with or without witness data.

    Raises:
        InputError: ``malformed_transaction``.
    """
    try:
        return _Reader(data).transaction()
    except (struct.error, IndexError):
        raise _malformed() from None


def double(data: bytes) -> bytes:
    """Bitcoin's hash."""
    return hashlib.sha256(hashlib.sha256(data).digest()).digest()


def notes(transaction: Transaction) -> tuple[bytes, ...]:
    """The bytes that its OP_RETURN outputs hold."""
    found: list[bytes] = []
    for _, script in transaction.outputs:
        if script[:1] == bytes([_OP_RETURN]):
            found.extend(_pushes(script[1:]) or ())
    return tuple(found)


def signers(transaction: Transaction) -> frozenset[str]:
    """Rule 2: hashes (hex) of the keys that signed the whole of it."""
    found = (_signer(transaction, at) for at in range(len(transaction.inputs)))
    return frozenset(one for one in found if one is not None)


def block_time(
    transaction: Transaction, header: bytes, branch: Sequence[str], position: int
) -> datetime | None:
    """Rule 3: when the block was made, by its own word; None where it shows nothing."""
    if len(header) != HEADER_BYTES or len(transaction.plain) == _NODE_BYTES:
        return None
    if not 0 <= position < 1 << len(branch) or not _is_worked(header):
        return None
    node = double(transaction.plain)
    try:
        for at, text in enumerate(branch):
            other = bytes.fromhex(text)[::-1]
            pair = other + node if position >> at & 1 else node + other
            if len(pair) != _NODE_BYTES:
                return None
            node = double(pair)
    except ValueError:
        return None
    if node != header[36:68]:
        return None
    return datetime.fromtimestamp(int.from_bytes(header[68:72], "little"), UTC)


def _is_worked(header: bytes) -> bool:
    bits = int.from_bytes(header[72:76], "little")
    size, digits = bits >> 24, bits & 0x7FFFFF
    target = digits << 8 * (size - 3) if size >= 3 else digits >> 8 * (3 - size)  # noqa: PLR2004
    return 0 < target <= _EASIEST and int.from_bytes(double(header), "little") <= target


def _signer(transaction: Transaction, at: int) -> str | None:
    pushed = _pushes(transaction.inputs[at].script)
    if pushed is None or len(pushed) != 2 or not pushed[0]:  # noqa: PLR2004 - signature, key
        return None
    signature, key = pushed
    if signature[-1] != _SIGHASH_ALL:
        return None
    name = key_hash(key)
    script = b"\x76\xa9\x14" + name + b"\x88\xac"
    inputs = tuple(
        replace(one, script=script if number == at else b"")
        for number, one in enumerate(transaction.inputs)
    )
    text = replace(transaction, inputs=inputs).plain + struct.pack("<I", _SIGHASH_ALL)
    return name.hex() if _holds(key, signature[:-1], double(text)) else None


def key_hash(key: bytes) -> bytes:
    """RIPEMD-160 of SHA-256 of a key: what an address says."""
    inner = hashlib.sha256(key).digest()
    return hashlib.new("ripemd160", inner, usedforsecurity=False).digest()


def _holds(key: bytes, signature: bytes, digest: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - used on demand
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ec, utils  # noqa: PLC0415

    try:
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256K1(), key)
        public.verify(signature, digest, ec.ECDSA(utils.Prehashed(hashes.SHA256())))
    except (ValueError, InvalidSignature):
        return False
    return True


def _pushes(script: bytes) -> tuple[bytes, ...] | None:
    """The values that a script of plain pushes leaves; None for any other script."""
    found: list[bytes] = []
    at = 0
    while at < len(script):
        size, at = script[at], at + 1
        if size == 0x4C and at < len(script):  # noqa: PLR2004 - OP_PUSHDATA1
            size, at = script[at], at + 1
        elif not 0 < size < 0x4C:  # noqa: PLR2004
            return None
        if at + size > len(script):
            return None
        found.append(script[at : at + size])
        at += size
    return tuple(found)


def _size(number: int) -> bytes:
    if number < 0xFD:  # noqa: PLR2004
        return bytes([number])
    return b"\xfd" + struct.pack("<H", number)


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def transaction(self) -> Transaction:
        version = self._take(4)
        witness = self._data[4:6] == b"\0\1"
        if witness:
            self._take(2)
        inputs = tuple(
            Input(previous=self._take(36), script=self._text(), sequence=self._take(4))
            for _ in range(self._count())
        )
        outputs = tuple((self._take(8), self._text()) for _ in range(self._count()))
        for _ in inputs if witness else ():
            for _ in range(self._count()):
                self._text()
        found = Transaction(
            version=version, inputs=inputs, outputs=outputs, lock_time=self._take(4)
        )
        if self._at != len(self._data) or not inputs:
            raise _malformed()
        return found

    def _take(self, count: int) -> bytes:
        taken = self._data[self._at : self._at + count]
        if len(taken) != count:
            raise _malformed()
        self._at += count
        return taken

    def _text(self) -> bytes:
        return self._take(self._number())

    def _count(self) -> int:
        count = self._number()
        if count > _MOST:
            raise _malformed()
        return count

    def _number(self) -> int:
        first = self._take(1)[0]
        if first < 0xFD:  # noqa: PLR2004
            return first
        forms: dict[int, Any] = {0xFD: ("<H", 2), 0xFE: ("<I", 4), 0xFF: ("<Q", 8)}
        form, size = forms[first]
        return int(struct.unpack(form, self._take(size))[0])


def _malformed() -> InputError:
    return InputError("malformed_transaction")
