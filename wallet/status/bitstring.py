"""Bitstring Status List v1.0 (W3C Recommendation, May 2025)."""

from __future__ import annotations

from wallet.errors import InputError
from wallet.status.bits import unpack
from wallet.status.interface import Bits, ProvenList


class BitstringStatusList:
    """``BitstringStatusListEntry`` in a ``BitstringStatusListCredential``."""

    name = "bitstring_status_list"
    entry_type = "BitstringStatusListEntry"
    list_type = "BitstringStatusList"
    credential_type = "BitstringStatusListCredential"
    purposes = frozenset({"revocation", "suspension", "message", "refresh"})

    def bits(self, proven: ProvenList) -> Bits:
        """The unpacked list.

        Raises:
            InputError: ``status_list_unreadable`` or ``too_large``.
        """
        encoded = proven.members.get("encodedList")
        if not isinstance(encoded, str):
            raise InputError("status_list_unreadable")
        return unpack(encoded)
