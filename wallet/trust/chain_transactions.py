"""Bitcoin transactions that anchor credentials, with the block that holds them if known.

``{"type": "BitcoinTransaction", "transaction": "<hex>", "block": {"header": "<hex>",
"merkle": ["<hash>", ...], "pos": 0}}``. ``merkle`` and ``pos`` are named as Electrum servers
answer them. A transaction proves itself; a block counts because somebody vouches for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wallet.encoding import bitcoin
from wallet.errors import InputError
from wallet.evidence import ChainTransaction, Evidence
from wallet.trust.interface import EvidenceFile

_TYPE = "BitcoinTransaction"
_LONGEST_BRANCH = 32


class ChainTransactions:
    """One transaction of the Bitcoin chain."""

    name = "chain_transactions"

    def recognises(self, file: EvidenceFile) -> bool:
        """A JSON object of that type."""
        return file.token is None and file.document.get("type") == _TYPE

    def read(self, file: EvidenceFile) -> Evidence:
        """The transaction.

        Raises:
            InputError: ``malformed_transaction``.
        """
        data = _bytes(file.document.get("transaction"))
        read = bitcoin.read(data)
        header, branch, position = _block(file.document.get("block"))
        found = ChainTransaction(
            id=read.id,
            data=data,
            origin=file.origin,
            header=header,
            branch=branch,
            position=position,
        )
        return Evidence(transactions=(found,))


def _block(value: Any) -> tuple[bytes | None, tuple[str, ...], int]:
    if value is None:
        return None, (), 0
    if not isinstance(value, Mapping):
        raise InputError("malformed_transaction")
    branch, position = value.get("merkle", []), value.get("pos", 0)
    if not isinstance(branch, list) or not all(isinstance(one, str) for one in branch):
        raise InputError("malformed_transaction")
    if isinstance(position, bool) or not isinstance(position, int):
        raise InputError("malformed_transaction")
    if len(branch) > _LONGEST_BRANCH:
        raise InputError("malformed_transaction")
    return _bytes(value.get("header")), tuple(branch), position


def _bytes(value: Any) -> bytes:
    try:
        return bytes.fromhex(value) if isinstance(value, str) else b""
    except ValueError:
        raise InputError("malformed_transaction") from None
