"""Merkle proofs of Blockcerts: a path from the document's hash to a root on a blockchain.

Rules
-----
1. The document's hash is SHA-256 of its RDFC-1.0 form, without its proof. A member that no
   context defines is not in it and is named as unsigned; issuers' own libraries refuse such
   members by giving them a fallback vocabulary, and none of the hashes holds one.
2. The path leads from the target hash to the Merkle root: SHA-256 over left and right in a row.
3. Whose root it is, only the transaction on the chain says. A path by itself binds nobody: the
   proof passes as ``merkle_path_holds``, its fact has no key, and ``issuer_key`` asks for the
   transaction. A transaction in evidence that holds another root contradicts it.
4. The options of a Merkle proof are not signed; nothing is concluded from them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wallet.encoding import bitcoin, cbor
from wallet.encoding.multibase import multibase_decode
from wallet.errors import InputError, ProofFailure
from wallet.evidence import ChainTransaction, Evidence, Source
from wallet.proofs.interface import Anchored
from wallet.reasons import Reason

MAIN, TEST, OTHER = "bitcoin", "test", "other"
_HASH = re.compile(r"(?:0x)?([0-9a-fA-F]{64})", re.ASCII)
_LONGEST_PATH = 64
_DEEPEST = 6
_MAIN_NAMES = frozenset({"bitcoinmainnet", "btc:mainnet"})
_OTHER_NAMES = frozenset({"ethereummainnet", "eth:mainnet"})
_CODES: Mapping[tuple[Any, Any], str] = {
    (0, 1): "btc:mainnet",
    (0, 3): "btc:testnet",
    (1, 1): "eth:mainnet",
}
"""Chain and network of a CBOR anchor (draft of MerkleProof2019, section 3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a Merkle proof says of itself."""

    target: str
    root: str
    path: tuple[tuple[str, str], ...]
    """(``left`` or ``right``, hash), from the target upwards; hashes in lower-case hex."""
    anchors: tuple[tuple[str, str], ...]
    """(chain, transaction), as written."""


def receipt_2017(signature: Any) -> Receipt:
    """The receipt in the ``signature`` of a Blockcerts 2 certificate.

    Raises:
        ProofFailure: ``malformed_proof``.
    """
    if not isinstance(signature, Mapping):
        raise malformed("signature")
    return Receipt(
        target=_hash(signature.get("targetHash"), "targetHash"),
        root=_hash(signature.get("merkleRoot"), "merkleRoot"),
        path=tuple(_step(one) for one in _list(signature.get("proof"), "proof")),
        anchors=tuple(_anchor_2017(one) for one in _list(signature.get("anchors"), "anchors")),
    )


def receipt_2019(value: Any) -> Receipt:
    """The receipt packed into the ``proofValue`` of a Merkle proof of 2019.

    Raises:
        ProofFailure: ``malformed_proof``.
    """
    try:
        data = multibase_decode(value) if isinstance(value, str) else b""
        found = _members(cbor.loads(data, depth=_DEEPEST, negative=True))
    except InputError:
        raise malformed("proofValue") from None
    return Receipt(
        target=_hash(_unpacked(found.get(1)), "targetHash"),
        root=_hash(_unpacked(found.get(0)), "merkleRoot"),
        path=tuple(_packed_step(one) for one in _list(found.get(3), "path")),
        anchors=tuple(_packed_anchor(one) for one in _list(found.get(2), "anchors")),
    )


def check(receipt: Receipt, canonical: tuple[bytes, ...]) -> None:
    """Rules 1 and 2; ``canonical`` are the forms of the document that may have been hashed.

    Raises:
        ProofFailure: ``signature_invalid``.
    """
    hashes = {hashlib.sha256(one).hexdigest() for one in canonical}
    if receipt.target not in hashes:
        raise ProofFailure(Reason.SIGNATURE_INVALID, detail="targetHash")
    node = bytes.fromhex(receipt.target)
    for side, text in receipt.path:
        other = bytes.fromhex(text)
        node = hashlib.sha256(other + node if side == "left" else node + other).digest()
    if node.hex() != receipt.root:
        raise ProofFailure(Reason.SIGNATURE_INVALID, detail="merkleRoot")


def anchored(receipt: Receipt, evidence: Evidence) -> Anchored:
    """Rule 3: what is known of the transaction that holds the root.

    Raises:
        ProofFailure: ``anchor_contradicts``.
    """
    for chain, transaction in receipt.anchors:
        kind = _kind(chain)
        if kind != MAIN:
            return Anchored(chain=kind, transaction=transaction)
        found = [one for one in evidence.transactions if one.id == transaction.lower()]
        if found:
            return _seen(receipt, transaction, found)
    transaction = receipt.anchors[0][1] if receipt.anchors else ""
    return Anchored(chain=MAIN, transaction=transaction)


def _seen(receipt: Receipt, name: str, found: list[ChainTransaction]) -> Anchored:
    read = bitcoin.read(found[0].data)
    if bytes.fromhex(receipt.root) not in bitcoin.notes(read):
        raise ProofFailure(Reason.ANCHOR_CONTRADICTS, detail="merkleRoot")
    times = (
        bitcoin.block_time(read, one.header, one.branch, one.position)
        for one in found
        if one.header is not None and one.origin.source is not Source.CARRIED
    )
    return Anchored(
        chain=MAIN,
        transaction=name,
        seen=True,
        signers=bitcoin.signers(read),
        time=min((one for one in times if one is not None), default=None),
    )


def _kind(chain: str) -> str:
    name = chain.lower().removeprefix("blink:")
    if name in _MAIN_NAMES or not name:
        return MAIN
    return OTHER if name in _OTHER_NAMES else TEST


def _step(step: Any) -> tuple[str, str]:
    if not isinstance(step, Mapping) or len(step) != 1:
        raise malformed("proof")
    ((side, value),) = step.items()
    if side not in {"left", "right"}:
        raise malformed("proof")
    return side, _hash(value, "proof")


def _packed_step(step: Any) -> tuple[str, str]:
    if not isinstance(step, list) or len(step) != 2 or step[0] not in (0, 1):  # noqa: PLR2004
        raise malformed("path")
    return ("left", "right")[step[0]], _hash(_unpacked(step[1]), "path")


def _anchor_2017(anchor: Any) -> tuple[str, str]:
    if not isinstance(anchor, Mapping):
        raise malformed("anchors")
    name, kind = anchor.get("sourceId"), anchor.get("type")
    chain = anchor.get("chain", "" if kind == "BTCOpReturn" else kind)
    if not isinstance(name, str) or not isinstance(chain, str):
        raise malformed("anchors")
    return chain, name


def _packed_anchor(anchor: Any) -> tuple[str, str]:
    if isinstance(anchor, str):
        chain, _, name = anchor.rpartition(":")
        return chain, name
    found = _members(anchor)
    codes = found.get(0), found.get(1)
    is_told = all(isinstance(one, int) for one in codes)
    chain = _CODES.get(codes, "unknown") if is_told else "unknown"
    name = _unpacked(found.get(2))
    return chain, name if isinstance(name, str) else ""


def _members(value: Any) -> dict[Any, Any]:
    """A map that was packed as a list of pairs, or as a map."""
    if isinstance(value, dict):
        return value
    pairs = list(_pairs(value))
    found = dict(pairs)
    if len(found) != len(pairs):
        raise malformed("proofValue")
    return found


def _pairs(value: Any) -> Iterator[tuple[Any, Any]]:
    for pair in _list(value, "proofValue"):
        if not isinstance(pair, list) or len(pair) != 2 or not isinstance(pair[0], int):  # noqa: PLR2004
            raise malformed("proofValue")
        yield pair[0], pair[1]


def _unpacked(value: Any) -> Any:
    """A value that was packed twice: CBOR in a byte string."""
    if not isinstance(value, bytes):
        return value
    try:
        inner = cbor.loads(value)
    except InputError:
        raise malformed("proofValue") from None
    return inner.hex() if isinstance(inner, bytes) else inner


def _hash(value: Any, name: str) -> str:
    found = _HASH.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise malformed(name)
    return found[1].lower()


def _list(value: Any, name: str) -> list[Any]:
    if not isinstance(value, list) or len(value) > _LONGEST_PATH:
        raise malformed(name)
    return value


def malformed(detail: str) -> ProofFailure:
    """A proof that cannot be right."""
    return ProofFailure(Reason.MALFORMED_PROOF, detail=detail)
